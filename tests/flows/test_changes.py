"""Two versions compared: a table of edits, what they are called, and that nothing goes unnoticed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from every_field import changed, every_field, full_flow, with_index
from hypothesis import given
from hypothesis import strategies as st

from flows.changes import EFFECTS, RANKS, Changes, compare, stale_translations
from flows.comparing.change import moved
from flows.load import load
from flows.model import FindBy, Flow, Mark, Place
from flows.places import Facility, PlaceList

CLINICS = b"""code,name,district,name_st,also,closed
1101,Likotsi Filter Clinic,Maseru,Likotsi,,
1102,Mabote Filter Clinic,Maseru,Mabote,,
1103,Maputsoe Health Centre,Leribe,Maputsoe,,
"""
TEXT = """
survey: small
title: A small survey
owner: Ministry of Water
time zone: Africa/Maseru
languages: { en: English, st: Sesotho }
starts when:
  someone dials: "*120*77#"
  someone texts: WATER to 40100
rules:
  keep phone numbers for: 30 days
  close after: 3 days
welcome: { en: Hello., st: Lumela. }
questions:
  - question: clinic
    ask: { en: Which clinic?, st: Tleliniki efe? }
    answer: place
    list: lists/clinics.csv
    find by:
      name: { en: Which name?, st: Lebitso lefe? }
  - question: reason
    ask: { en: Why did you come?, st: U tlile hobaneng? }
    answer: choice
    choices:
      ill: { en: I was ill, st: Ke ne ke kula }
      child: { en: My child, st: Ngoana oa ka }
  - question: treated
    report as: Treatment
    counts as: headline
    ask: { en: How were you treated?, st: U tsoeroe joang? }
    answer: rating
    lowest: { en: badly, st: hampe }
    highest: { en: well, st: hantle }
  - question: wait
    ask: { en: How long?, st: Nako e kae? }
    answer: number
    to: 24
    unit: { en: hours, st: lihora }
  - question: paid
    only if: treated is below 3
    ask: { en: Did you pay?, st: Na u lefile? }
    answer: yes or no
  - question: comment
    ask: { en: What happened?, st: Ho etsahetse eng? }
    answer: text
thank you: { en: Thanks., st: Kea leboha. }
"""


def flow(text: str = TEXT, places: bytes = CLINICS) -> Flow:
    loaded = load(text, {"lists/clinics.csv": places}.get)
    assert loaded.flow is not None, [f"{p.mark.line}: {p.sentence}" for p in loaded.problems]
    return loaded.flow


def edited(*edits: tuple[str, str], places: bytes = CLINICS) -> Flow:
    text = TEXT
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after, 1)
    return flow(text, places)


def told(changes: Changes) -> list[tuple[str, str, str]]:
    return [(change.rank, change.question, change.what) for change in changes]


PAID = """  - question: paid
    only if: treated is below 3
    ask: { en: Did you pay?, st: Na u lefile? }
    answer: yes or no
"""
COMMENT = """  - question: comment
    ask: { en: What happened?, st: Ho etsahetse eng? }
    answer: text
"""
HAPPY = """  - question: happy
    counts as: headline
    ask: { en: Happy?, st: Thabo? }
    answer: rating
"""
VISITS = ("rules:", "visit columns: { service: answer }\nrules:\n  use visits from the last: 1 day")
ENDS = "lowest: { en: badly, st: hampe }", "highest: { en: well, st: hantle }"
SWAPPED = "lowest: { en: well, st: hantle }", "highest: { en: badly, st: hampe }"
WORDING, OPTIONS, BREAKING = RANKS[1:]

EDITS: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str, str]]]] = {
    "a word of a question": ([("Did you pay?", "Did you pay money?")], [(WORDING, "paid", "wording")]),
    "a shorter text for one channel": (
        [("    answer: text", "    ask on ussd: { en: What?, st: Eng? }\n    answer: text")],
        [(WORDING, "comment", "wording"), (WORDING, "comment", "wording")],
    ),
    "the welcome": ([("en: Hello.", "en: Good day.")], [(WORDING, "", "wording")]),
    "the label of a choice": ([("en: My child,", "en: A child,")], [(WORDING, "reason", "wording")]),
    "the title": ([("A small survey", "A survey")], [(WORDING, "", "title")]),
    "the owner": ([("Ministry of Water", "Ministry of Health")], [(WORDING, "", "owner")]),
    "the column title": ([("report as: Treatment", "report as: Staff")], [(WORDING, "treated", "report as")]),
    "other words for a choice": (
        [("st: Ke ne ke kula }", "st: Ke ne ke kula, also: [sick] }")],
        [(WORDING, "reason", "also")],
    ),
    "a platform word": ([("rules:", "words: { skip: { en: Leave out, st: Siea } }\nrules:")], [(WORDING, "", "wording")] * 2),
    "a choice added": (
        [("st: Ngoana oa ka }", "st: Ngoana oa ka }\n      other: { en: Other, st: Tse ling }")],
        [(OPTIONS, "reason", "choice added")],
    ),
    "a choice under a new name": ([("      ill:", "      sick:")], [(BREAKING, "reason", "choice renamed")]),
    "two choices exchanged": (
        [("      ill:", "      x:"), ("      child:", "      ill:"), ("      x:", "      child:")],
        [(BREAKING, "reason", "choice renamed")] * 2,
    ),
    "a choice for another": (
        [("      ill: { en: I was ill, st: Ke ne ke kula }", "      work: { en: I work there, st: Ke sebetsa }")],
        [(OPTIONS, "reason", "choice added"), (OPTIONS, "reason", "choice removed")],
    ),
    "the keys of choices": (
        [("st: Ke ne ke kula }", "st: Ke ne ke kula, press: 2 }"), ("st: Ngoana oa ka }", "st: Ngoana oa ka, press: 1 }")],
        [(OPTIONS, "reason", "press")] * 2,
    ),
    "the largest number": ([("to: 24", "to: 48")], [(OPTIONS, "wait", "to")]),
    "the unit": ([("en: hours, st: lihora", "en: days, st: matsatsi")], [(BREAKING, "wait", "unit")] * 2),
    "a capital in the unit": ([("en: hours", "en: Hours")], [(WORDING, "wait", "unit")]),
    "the scale of a rating": ([("    lowest:", "    to: 10\n    lowest:")], [(BREAKING, "treated", "scale")]),
    "the ends of a rating swapped": (
        list(zip(ENDS, SWAPPED, strict=True)),
        [(BREAKING, "treated", "ends swapped")],
    ),
    "better words for the ends": ([("en: badly", "en: very badly")], [(WORDING, "treated", "wording")]),
    "a way out of a rating": ([("    lowest:", "    do not know: yes\n    lowest:")], [(OPTIONS, "treated", "do not know")]),
    "another kind": (
        [("answer: number\n    to: 24\n    unit: { en: hours, st: lihora }", "answer: text")],
        [(BREAKING, "wait", "kind"), ("", "wait", "private")],
    ),
    "room for words": ([("answer: text", "answer: text\n    longest: 60")], [(OPTIONS, "comment", "longest")]),
    "tries": ([("answer: text", "answer: text\n    tries: 1")], [(OPTIONS, "comment", "tries")]),
    "skipping": ([("answer: text", "answer: text\n    may be skipped: yes")], [(OPTIONS, "comment", "may be skipped")]),
    "privacy": ([("answer: text", "answer: text\n    private: no")], [("", "comment", "private")]),
    "a condition": ([("treated is below 3", "treated is below 4")], [(OPTIONS, "paid", "condition")]),
    "a condition gone": ([("    only if: treated is below 3\n", "")], [(OPTIONS, "paid", "condition")]),
    "a jump": ([("answer: yes or no", "answer: yes or no\n    then: { no: finish }")], [(OPTIONS, "paid", "jump")]),
    "the way after the last try": (
        [("answer: yes or no", "answer: yes or no\n    after the last try: finish")],
        [(OPTIONS, "paid", "jump")],
    ),
    "a question added": (
        [(PAID, PAID + PAID.replace("paid", "again").replace("Did you pay", "Did you pay again"))],
        [(OPTIONS, "again", "question added")],
    ),
    "a question removed": ([(PAID, "")], [(BREAKING, "paid", "question removed")]),
    "a question renamed": ([("question: paid", "question: payment")], [(BREAKING, "paid", "question renamed")]),
    "a question renamed as it should be": (
        [("question: paid", "question: payment\n    formerly: paid\n    report as: Paid")],
        [(WORDING, "payment", "formerly")],
    ),
    "a question moved": ([(PAID, ""), (COMMENT, COMMENT + PAID)], [(OPTIONS, "paid", "question moved")]),
    "the headline elsewhere": (
        [
            ("    counts as: headline\n", ""),
            (COMMENT, COMMENT + HAPPY),
        ],
        [(OPTIONS, "happy", "question added"), (BREAKING, "happy", "counts as")],
    ),
    "a first comment": ([("answer: text", "answer: text\n    counts as: comment")], [(OPTIONS, "comment", "counts as")]),
    "a section": (
        [(PAID, "  - section: money\n    questions:\n" + "".join(f"    {line}\n" for line in PAID.splitlines()))],
        [("", "paid", "section")],
    ),
    "a rule": ([("close after: 3 days", "close after: 5 days")], [("", "", "close after")]),
    "another dial code": (
        [("*120*77#", "*120*78#")],
        [("", "", "way of starting added"), ("", "", "way of starting removed")],
    ),
    "a column of the visit list": (
        [VISITS],
        [("", "", "visit columns"), ("", "", "use visits from the last")],
    ),
    "an answer from the visit": (
        [VISITS, ("    ask: { en: Why", "    known from: visit.service\n    ask: { en: Why")],
        [("", "", "visit columns"), ("", "", "use visits from the last"), (OPTIONS, "reason", "known from")],
    ),
    "another place for places": ([("answer: place", "answer: place\n    elsewhere: yes")], [(OPTIONS, "clinic", "elsewhere")]),
    "another way to a place": (
        [("    find by:\n", "    find by:\n      code: { en: Code?, st: Khoutu? }\n")],
        [(OPTIONS, "clinic", "find by")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_has_its_class(name: str) -> None:
    edits, expected = EDITS[name]
    assert told(compare(flow(), edited(*edits))) == expected


def listed(*edits: tuple[bytes, bytes]) -> list[tuple[str, str]]:
    """The changes that edits of the list alone make: class and kind."""
    places = CLINICS
    for before, after in edits:
        assert before in places
        places = places.replace(before, after, 1)
    return [(change.rank, change.what) for change in compare(flow(), edited(places=places)) if change.question == "clinic"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (b"1101,Lik", b"1100,New Place,Berea,,,\n1101,Lik", (OPTIONS, "places added")),
        (b"1103,Maputsoe Health Centre,Leribe,Maputsoe,,\n", b"", (OPTIONS, "places removed")),
        (b"Likotsi,,\n", b"Likotsi,,yes\n", (OPTIONS, "places closed")),
        (b"Clinic,Maseru,Likotsi", b"Clinic,Berea,Likotsi", (OPTIONS, "places moved")),
        (b"Mabote Filter Clinic", b"Mabote Hospital", (WORDING, "places renamed")),
        (b"Likotsi Filter Clinic,Maseru,Likotsi", b"Likotse Filter Clinic,Maseru,Likotse", (WORDING, "places renamed")),
        (b"Filter Clinic,Maseru,Likotsi,,", b"Filter Clinic,Maseru,Likotsi,Old Town,", (WORDING, "places renamed")),
        (b"Likotsi Filter Clinic,Maseru,Likotsi", b"Qoaling Filter Clinic,Maseru,Qoaling", (BREAKING, "code reused")),
        (b"Likotsi Filter Clinic,Maseru,Likotsi,", b"Qoaling,Maseru,,Likotsi Filter Clinic", (WORDING, "places renamed")),
    ],
)
def test_a_change_of_a_place_has_its_class(before: bytes, after: bytes, expected: tuple[str, str]) -> None:
    assert listed((before, after)) == [expected]


def test_places_in_another_order_are_told() -> None:
    rows = CLINICS.splitlines(keepends=True)
    other = b"".join([rows[0], *reversed(rows[1:])])
    assert [c.what for c in compare(flow(), edited(places=other))] == ["places reordered"]


def test_choices_in_another_order_are_told() -> None:
    ill, child = "      ill: { en: I was ill, st: Ke ne ke kula }\n", "      child: { en: My child, st: Ngoana oa ka }\n"
    (change,) = compare(flow(), edited((ill + child, child + ill)))
    assert (change.rank, change.what, change.before, change.after) == (OPTIONS, "choices reordered", "ill, child", "child, ill")


def test_a_language_more_is_wording_and_one_less_is_not() -> None:
    """Its many texts are not told one by one: the language says it all."""
    one = flow(re.sub(r", st: [^}]* \}", " }", TEXT))
    assert told(compare(one, flow())) == [(WORDING, "", "language added")]
    assert told(compare(flow(), one)) == [(OPTIONS, "", "language removed")]


def test_another_main_language_is_told() -> None:
    changes = compare(flow(), edited(("en: English, st: Sesotho", "st: Sesotho, en: English")))
    assert told(changes) == [(OPTIONS, "", "languages reordered")]


def test_a_renamed_question_takes_its_conditions_along() -> None:
    renamed = edited(("question: treated", "question: staff\n    formerly: treated"), ("treated is below", "staff is below"))
    assert told(compare(flow(), renamed)) == [(WORDING, "staff", "formerly")]


def test_sentences_say_from_what_to_what_and_what_it_does_to_the_figures() -> None:
    (change,) = compare(flow(), edited(("to: 24", "to: 48")))
    assert change.sentence == "In *wait*, the largest number changed from 24 to 48."
    assert change.effect == "The series continue, with a mark on that date."
    (change,) = compare(flow(), edited(("Did you pay?", "Did you pay money?")))
    assert change.sentence == "The English text of *paid* changed from “Did you pay?” to “Did you pay money?”"
    assert (change.path, change.before, change.after) == (
        ("questions", "paid", "ask", "en"), "Did you pay?", "Did you pay money?",
    )  # fmt: skip
    (change,) = compare(flow(), edited(("treated is below 3", "treated is below 4 or reason is child")))
    assert change.sentence == (
        "*paid* was asked only if treated is below 3; now it is asked only if treated is below 4 or reason is child."
    )


def test_a_longer_time_for_numbers_counts_from_now_on() -> None:
    (longer,) = compare(flow(), edited(("for: 30 days", "for: 60 days")))
    (shorter,) = compare(edited(("for: 30 days", "for: 60 days")), flow())
    assert "counts only for conversations that begin from now on" in longer.sentence
    assert "from now on" not in shorter.sentence


def test_the_strongest_class_counts_and_each_breaking_change_is_confirmed_by_name() -> None:
    changes = compare(flow(), edited(("question: paid", "question: payment"), ("en: hours", "en: days"), ("Hello.", "Hi.")))
    assert changes.strongest == BREAKING
    assert changes.to_confirm == ("wait", "paid")
    assert [change.what for change in changes.of("wait")] == ["unit"]
    assert compare(flow(), edited(("close after: 3 days", "close after: 5 days"))).strongest == ""


def test_translations_that_stayed_behind_are_found() -> None:
    (stale,) = stale_translations(flow(), edited(("Did you pay?", "Did you pay money?")))
    assert stale.path == ("questions", "paid", "ask", "st")
    assert (stale.main_before, stale.main_after, stale.text) == ("Did you pay?", "Did you pay money?", "Na u lefile?")
    assert not stale_translations(
        flow(), edited(("Did you pay?", "Did you pay money?"), ("Na u lefile?", "Na u lefile chelete?"))
    )
    assert not stale_translations(flow(), edited(("Na u lefile?", "Na u lefile chelete?")))
    (label,) = stale_translations(
        flow(), edited(("question: reason", "question: why\n    formerly: reason"), ("I was ill", "Ill"))
    )
    assert label.path == ("questions", "why", "choices", "ill", "st")


# --- nothing goes unnoticed --------------------------------------------------------------------------------------------------


def test_a_survey_does_not_differ_from_itself() -> None:
    assert not compare(full_flow(), full_flow())
    assert not compare(flow(), flow(TEXT.replace("title:", "# a note\ntitle:")))


def test_every_field_of_the_model_is_compared() -> None:
    base, seen = full_flow(), set[str]()
    for names, other in changed(base):
        seen.update(names)
        assert compare(base, with_index(other)), names
        assert compare(with_index(other), base), names
    assert seen == every_field()


@given(st.permutations([str(n) for n in range(7)]))
def test_moving_the_moved_ones_makes_the_new_order(order: list[str]) -> None:
    old = [str(n) for n in range(7)]
    out = moved(old, order)
    assert [name for name in order if name not in out] == [name for name in old if name not in out]
    assert len(out) <= 6


def test_ten_thousand_places_are_compared_and_told_in_three_sentences() -> None:
    old = _many(range(10_000))
    new = replace(old, facilities=(*_many(range(12)).facilities, *_many(range(15, 10_012)).facilities))
    new = replace(new, facilities=tuple(replace(place, closed=place.code == "777") for place in new.facilities))
    before, after = (_with_places(places) for places in (old, new))
    changes = compare(before, after)
    assert [(c.what, c.sentence[:38]) for c in changes] == [
        ("places added", "12 places were added to *clinic*: Plac"),
        ("places removed", "3 places were removed from *clinic*: P"),
        ("places closed", "1 place was closed in *clinic*: Place "),
    ]
    assert changes.items[0].sentence.endswith("and 7 more.")


def _many(numbers: range) -> PlaceList:
    return PlaceList(tuple(Facility(str(n), f"Place {n}", groups={"district": f"D{n % 10}"}) for n in numbers), ("district",))


def _with_places(places: PlaceList) -> Flow:
    base = flow()
    kind = Place("lists/clinics.csv", (FindBy("name", {"en": "?", "st": "?"}, Mark(1, 1)),), places=places)
    return replace(base, questions=(replace(base.question("clinic"), kind=kind), *base.questions[1:]))


def test_every_class_says_what_it_does() -> None:
    assert set(EFFECTS) == set(RANKS)


def test_a_word_that_every_place_has_does_not_make_two_places_the_same() -> None:
    """In a list of some size a word of its own says which place is meant: the village, not *clinic*."""
    old = PlaceList(tuple(Facility(str(n), f"Village{n} Clinic") for n in range(100, 140)))
    renamed, reused = (
        replace(old, facilities=(replace(old.facilities[0], name=name), *old.facilities[1:]))
        for name in ("Village100 Hospital", "Elsewhere Clinic")
    )
    assert [c.what for c in compare(_with_places(old), _with_places(renamed))] == ["places renamed"]
    (change,) = compare(_with_places(old), _with_places(reused))
    assert change.what == "code reused"
    assert "*100* was Village100 Clinic and is Elsewhere Clinic" in change.sentence
