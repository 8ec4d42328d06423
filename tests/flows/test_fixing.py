"""Every repair a machine offers: it removes its problem, brings no other error, and changes nothing else."""

from __future__ import annotations

from collections import Counter

import pytest
from every_row import ROWS, check_row
from hypothesis import given, settings
from hypothesis import strategies as st
from sound_flows import LAST, SOUND, TWO, Row

from flows.catalogue import CATALOGUE, problem
from flows.check import check, check_loaded
from flows.editing.outline import Outline
from flows.editing.splice import apply
from flows.fixing.accepting import accept
from flows.fixing.decoding import legacy, text_of
from flows.fixing.keys import duration_guess
from flows.fixing.offered import FIXERS, fixes_of
from flows.load import load
from flows.model import Mark
from flows.problems import Problem

MENDABLE = [row for row in ROWS if row.code in FIXERS]

SHOWN_BELOW = {"E102", "E304", "E322"}
"""Codes whose rows have no repair, or that no row brings about."""

UNREADABLE_BEFORE = {
    "a second survey": {"E108"},
    "a language in braces at the start": {"E507"},
    "a dial code without quotes that the parser takes for a copy": {"E602"},
}
"""Rows that could not be read at all -> the errors that nobody could see before."""

ONLY_THE_AUTHOR = {
    "E101", "E103", "E104", "E120", "E204", "E206", "E207", "E208", "E212", "E214", "E218", "E219", "E220", "E223",
    "E306", "E309", "E310", "E312", "E313", "W318", "E320", "E321", "E323", "E401", "E402", "E403", "E404", "W407", "W408",
    "W409", "N412", "E413", "E417", "E418", "E419", "E421", "E422", "W423", "E424", "W425", "W427", "N429", "E431", "N433",
    "E434", "E501", "E504", "E508", "E509", "W514", "N515", "E521", "E522", "W523", "N526", "N527", "N528", "W530", "E601",
    "E602", "E603", "E604", "E605", "W608", "W609", "W610", "E611", "E612", "W620", "W621", "W622", "W623", "W625", "N640",
    "E650", "E651", "W652",
}  # fmt: skip
"""Codes that no machine can repair without knowing what was meant; warnings among them can be accepted with a reason."""


def offered(row: Row) -> tuple[Problem, tuple[tuple[str, str], ...]]:
    """The problem of a row, and every repair of the survey itself: its label and the text it makes."""
    found = next(p for p in check_row(row).problems if p.code == row.code and p.mark == row.mark)
    fixes = fixes_of(row.text, found, lists=row.list)
    return found, tuple((fix.label, apply(row.text, fix.edits)) for fix in fixes if not fix.file and not fix.begins)


@pytest.mark.parametrize("row", MENDABLE, ids=[f"{row.code} {row.what}" for row in MENDABLE])
def test_a_repair_removes_its_problem_and_brings_no_other_error(row: Row) -> None:
    found, repairs = offered(row)
    before = check_row(row).problems
    for label, text in repairs:
        after = check_loaded(load(text, row.list)).problems
        left = [
            p
            for p in after
            if (p.code, p.sentence, p.question, p.language) == (row.code, found.sentence, found.question, found.language)
        ]
        assert len(left) < sum(p.sentence == found.sentence for p in before), (label, text)
        new = Counter(p.code for p in after if p.is_error) - Counter(p.code for p in before if p.is_error)
        assert new.keys() <= UNREADABLE_BEFORE.get(row.what, set()), (label, text, after)
        if row.code[:2] == "E1":
            assert Outline(text).top is not None, (label, text)


@pytest.mark.parametrize("row", MENDABLE, ids=[f"{row.code} {row.what}" for row in MENDABLE])
def test_a_repair_leaves_all_lines_that_it_does_not_mend(row: Row) -> None:
    _, repairs = offered(row)
    before = Counter(line.strip() for line in row.text.split("\n"))
    for label, text in repairs:
        lost = before - Counter(line.strip() for line in text.split("\n"))
        assert len(lost) <= 8 or row.code == "E119", (label, lost)


def test_every_code_is_repaired_or_known_to_need_its_author() -> None:
    assert FIXERS.keys() | ONLY_THE_AUTHOR == CATALOGUE.keys()
    assert not FIXERS.keys() & ONLY_THE_AUTHOR


def test_every_kind_of_repair_is_offered_for_a_row() -> None:
    mended = {row.code for row in MENDABLE if fixes_of(row.text, offered(row)[0], lists=row.list)}
    assert FIXERS.keys() == mended | SHOWN_BELOW


# --- what a repair writes -----------------------------------------------------------------------------------------------------

WRITTEN = [
    ("E105", '"*120*77#"', "*120*77#  # free", 'someone dials: "*120*77#"  # free'),
    ("E105", '"*120*77#"', "[*120*77#, '*1#']", "someone dials: [\"*120*77#\", '*1#']"),
    ("E106", "title: The", "title: !The", 'title: "!The water point"'),
    ("E110", "title: The water", "title: The water: a", 'title: "The water: a point"'),
    ("E111", "{ en: English }", "{ en: {name} x }", 'languages: { en: "{name} x" }'),
    ("E112", "title: The", "title: @The", 'title: "@The water point"'),
    ("E113", "title: The water", "title: 'The chief's \"own\" water", 'title: "The chief\'s \\"own\\" water point"'),
    ("E117", "{ en: English }", "{ en: English, or not, maybe }", 'languages: { en: "English, or not, maybe" }'),
    ("W121", "title: The water", "title: The #1 water", 'title: "The #1 water point"'),
    ("E205", "      foot: On", "      On-Foot: On", "      on_foot: On foot"),
    ("E213", "3 days", "three days", "close after: 3 days"),
    ("E301", "works is no", "works = no", "only if: works is no"),
    ("E301", "works is no", "works is yes and works != yes", "only if: works is yes and works is not yes"),
    ("E304", "works is no", "works is noo", "only if: works is no"),
    ("E305", "works is no", "works is no and works is yes or works was answered", "      - works is no and works is yes"),
    ("W314", "works is no", "works was answered or works was not answered", "  - question: broken_days"),
    ("E512", "Thank you. Your", "Thank you {reference. Your", LAST.replace("you.", "you {reference}.")),
    ("W531", "ask: Does the", "ask: END Does the", "    ask: Does the water point work today?"),
    ("W529", "ask: Does the", "ask: 1) Yes, 2) No. Does the", "    ask: Does the water point work today?"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "line"), WRITTEN)
def test_a_repair_writes_what_its_author_would(code: str, old: str, new: str, line: str) -> None:
    assert old in SOUND
    text = SOUND.replace(old, new)
    found = next(p for p in check(text).problems if p.code == code)
    fix = fixes_of(text, found)[0]
    lines = [each.strip() for each in apply(text, fix.edits).split("\n")]
    assert line.strip() in lines, lines


def test_typographic_signs_are_replaced_here_or_everywhere() -> None:
    text = SOUND.replace("Does the", "Does “the”").replace("How clean", "How – “clean”")
    found = next(p for p in check(text).problems if p.code == "W525")
    here, everywhere = (apply(text, fix.edits) for fix in fixes_of(text, found))
    assert 'ask: Does "the" water' in here
    assert "How – “clean”" in here
    assert 'ask: How - "clean" is' in everywhere


def test_a_question_is_renamed_wherever_the_survey_speaks_of_it() -> None:
    text = (
        SOUND.replace(
            "question: works\n", "question: Works-Well\n    after the last try: go to Way2\n    then: { no: go to Way2 }\n"
        )
        .replace("works is no", '"Works-Well is no and Works-Well is not yes" # {Works-Well}')
        .replace("question: way\n", "question: Way2\n")
        .replace("welcome:", "accepted:\n  W999 at Way2: Not Way2, but for a reason.\nwelcome:")
    )
    for name in ("Works-Well", "Way2"):
        found = next(p for p in check(text).problems if p.code == "E205" and p.words["name"] == name)
        text = apply(text, fixes_of(text, found)[0].edits)
    assert "question: works_well\n    after the last try: go to way2\n    then: { no: go to way2 }\n" in text
    assert 'only if: "works_well is no and works_well is not yes" # {Works-Well}' in text
    assert "W999 at way2: Not Way2, but for a reason." in text


def test_the_same_key_twice_is_kept_once_as_chosen() -> None:
    text = SOUND.replace("owner: Ministry of Water", "owner: First  # note\nowner: Second")
    (found,) = check(text).problems
    first, second = (apply(text, fix.edits) for fix in fixes_of(text, found))
    assert first == text.replace("owner: Second\n", "")
    assert second == text.replace("owner: First  # note\n", "")


@pytest.mark.parametrize("width", [2, 4, 8])
def test_tabs_become_the_spaces_that_fit(width: int) -> None:
    beside = " " * width + "remind once after: 1 day\n"
    text = SOUND.replace("  close after: 3 days\n", "\tclose after: 3 days\n" + beside)
    found = next(p for p in check(text).problems if p.code == "E109")
    after = apply(text, fixes_of(text, found)[0].edits)
    assert after == SOUND.replace("  close after: 3 days\n", " " * width + "close after: 3 days\n" + beside)


def test_a_fix_works_in_a_file_with_a_byte_order_mark_and_windows_line_ends() -> None:
    text = "\ufeff" + SOUND.replace("answer: rating", "answer: ratng").replace("\n", "\r\n")
    (found,) = [p for p in check(text).problems if p.code == "E209"]
    assert apply(text, fixes_of(text, found)[0].edits) == "\ufeff" + SOUND.replace("\n", "\r\n")


def test_a_front_door_to_a_misspelt_survey_is_led_right() -> None:
    text = SOUND.replace("answer: yes or no", "answer: yes or no\n    then: { no: start watr-point }", 1)
    row, column = next((n, line.index("start w") + 1) for n, line in enumerate(text.split("\n"), 1) if "start w" in line)
    found = problem("E322", Mark(row, column), name="watr-point", guess="water-point")
    (fix,) = fixes_of(text, found)
    assert "then: { no: start water-point }" in apply(text, fix.edits)


def test_the_beginning_of_a_shorter_text_is_a_copy_for_the_author() -> None:
    row = next(row for row in ROWS if row.code == "E520" and row.what == "a screen too long")
    found = next(p for p in check_row(row).problems if p.code == "E520")
    (fix,) = fixes_of(row.text, found)
    assert fix.begins
    after = Outline(apply(row.text, fix.edits))
    question = after.question("works")
    assert question is not None
    assert question.child("ask on ussd").text == question.child("ask").text  # type: ignore[union-attr]


def test_a_declared_language_is_a_beginning_too() -> None:
    row = next(row for row in ROWS if row.code == "E502")
    found = next(p for p in check_row(row).problems if p.code == "E502")
    declare = next(fix for fix in fixes_of(row.text, found) if fix.label.startswith("Declare"))
    assert declare.begins
    assert "languages: { en: English, st: Sesotho, sw: sw }" in apply(row.text, declare.edits)


# --- old letters --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("title: Café – “ça va”".encode("cp1252"), "title: Café – “ça va”"),
        ("title: Œuvre à l’été".encode("cp1252"), "title: Œuvre à l’été"),
        ("title: Tšoeu".encode("cp1252"), "title: Tšoeu"),
        ("title: Sesotho".encode("utf-16"), "title: Sesotho"),
        ("title: Café".encode("mac-roman"), None),
        ("title: Café".encode("cp850"), None),
        ("title: Вода".encode("cp1251"), None),
        ("title: Вода".encode("koi8-r"), None),
        ("title: ទឹក".encode()[:-1], None),
        (b"\x00\xff" * 50, None),
    ],
)
def test_old_letters_are_converted_only_where_it_is_certain_which_they_are(raw: bytes, text: str | None) -> None:
    found = legacy(raw)
    assert (found.text.removeprefix("\ufeff") if found else None) == text


def test_a_file_in_old_letters_is_converted_whole() -> None:
    raw = SOUND.replace("The water point\n", "L’été à Teyateyaneng\n").encode("cp1252")
    (found,) = check(raw).problems
    (fix,) = fixes_of(raw, found)
    assert fix.edits == ()
    flow = check(apply(text_of(raw), fix.edits)).flow
    assert flow is not None
    assert flow.title == "L’été à Teyateyaneng"


# --- small parts --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("three days", "3 days"),
        ("3d", "3 days"),
        ("1 days", "1 day"),
        ("48hrs", "48 hours"),
        ("a week", "1 week"),
        ("2_hours", "2 hours"),
        ("90 min", "90 minutes"),
        ("0 days", ""),
        ("a while", ""),
        ("soon", ""),
        ("1000 days", ""),
        ("2 years", ""),
    ],
)
def test_a_length_of_time_is_guessed_only_where_it_can_be_told(written: str, meant: str) -> None:
    assert duration_guess(written) == meant


def test_a_group_is_translated_alike_in_the_list_and_no_other_cell_changes() -> None:
    rows = 'code,name,district,district_st\n01,"Ha ""X"", upper",Maseru,Maseru\n02,B,Maseru,"Ma, seru"\n03,C,Berea,"Ma, seru"\n'
    found = problem("E420", Mark(1, 1), file="lists/x.csv", group="Maseru", a="Maseru", b="Ma, seru", first=2, second=3)
    first, second = fixes_of(SOUND, found, lists={"lists/x.csv": rows.encode()}.get)
    assert (first.file, first.label, second.label) == ("lists/x.csv", "Use Maseru everywhere", "Use Ma, seru everywhere")
    assert apply(rows, first.edits) == rows.replace('02,B,Maseru,"Ma, seru"', "02,B,Maseru,Maseru")
    assert apply(rows, second.edits) == rows.replace('upper",Maseru,Maseru', 'upper",Maseru,"Ma, seru"')


@pytest.mark.parametrize(
    "text", [SOUND, SOUND.removesuffix("\n"), SOUND.replace("welcome:", "accepted: { W620: So it is. }\nwelcome:")]
)
def test_a_warning_is_accepted_where_it_stands(text: str) -> None:
    text = text.replace("close after: 3 days", "close after: 3 weeks").replace(
        "answer: number", "answer: number\n    tries: 1\n    if unclear: A number."
    )
    for found in check(text).warnings:
        if found.code in {"W610", "W426"}:
            made = accept(text, found, "We have talked about it: it is right.")
            assert made is not None
            text = apply(text, made.edits)
    told = {p.code: p.accepted for p in check(text).problems if p.code in {"W610", "W426"}}
    assert told == dict.fromkeys(("W610", "W426"), "We have talked about it: it is right.")
    assert "W426 at broken_days:" in text


def test_only_an_open_warning_can_be_accepted() -> None:
    text = SOUND.replace("answer: rating", "answer: ratng")
    assert all(accept(text, p, "Because it is so.") is None for p in check(text).problems if p.is_error)


# --- nothing breaks it --------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_survey_however_broken_breaks_the_repairs(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([SOUND, TWO, *(row.text for row in MENDABLE if len(row.text) < 5_000)]))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    broken = text[:start] + data.draw(st.text(" \t\n:-#{}[]'\"*&!|ab,", max_size=6)) + text[end:]
    for found in check(broken).problems[:12]:
        for fix in fixes_of(broken, found):
            assert apply(broken, fix.edits) is not None
            assert fix.label


def test_nothing_is_offered_for_a_sound_survey() -> None:
    assert LAST in SOUND
    assert [p for p in check(SOUND).problems if fixes_of(SOUND, p)] == []
