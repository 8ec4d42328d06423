"""Every problem the checker knows is found, at its place, with a sentence and a remedy that are filled in."""

import re
from pathlib import Path

import pytest
from every_row import ROWS, check_row
from sound_flows import LAST, LONG, SOUND, TWO, Row

from flows.catalogue import CATALOGUE
from flows.check import check
from flows.walk import MOST_STEPS, Walk
from flows.walking.steps import USUAL_PACE, steps

FLOWS = Path(__file__).parents[2] / "flows"

SAID_ELSEWHERE = {
    "E102": "bytes that are no UTF-8",
    "E207": "another ministry's survey",
    "E322": "a front door to a survey that is not there",
    "E323": "a front door behind a front door",
    "W427": "a place gone since people named it",
    "W514": "a wording changed since it was translated",
    "N640": "what a message costs",
    "E650": "a conversation that comes out differently",
    "E651": "a conversation that cannot be read",
    "W652": "a question in no conversation",
}
"""Codes that no text of a survey alone can bring about: each has its own test beside the table."""


@pytest.mark.parametrize("text", [SOUND, TWO], ids=["one language", "two languages"])
def test_a_sound_survey_has_no_problem(text: str) -> None:
    assert check(text).problems == ()
    assert check(text).publishable


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.code} {row.what}" for row in ROWS])
def test_a_broken_survey_is_told_where_it_is_broken(row: Row) -> None:
    problems = check_row(row).problems
    found = [p for p in problems if p.code == row.code]
    assert row.mark in [p.mark for p in found], problems
    for problem in found:
        assert problem.sentence
        assert problem.remedy.endswith((".", "*", "`"))


@pytest.mark.parametrize("row", [row for row in ROWS if row.code[0] != "N"], ids=lambda row: f"{row.code} {row.what}")
def test_errors_and_warnings_keep_a_survey_from_being_published(row: Row) -> None:
    assert not check_row(row).publishable


def test_a_note_does_not_keep_a_survey_from_being_published() -> None:
    checked = check(next(row.text for row in ROWS if row.code == "N412"))
    assert [p.code for p in checked.problems] == ["N412"]
    assert checked.publishable


def test_an_accepted_warning_does_not_either_and_keeps_its_reason() -> None:
    row = next(row for row in ROWS if row.code == "W428")
    accepted = "accepted:\n  W428 at t: Nobody writes about themselves here.\n  W630: They write at home.\nwelcome:"
    checked = check(row.text.replace("welcome:", accepted))
    assert checked.publishable
    assert {p.code: p.accepted for p in checked.problems} == {
        "W428": "Nobody writes about themselves here.",
        "W630": "They write at home.",
    }


def test_a_warning_accepted_at_another_question_is_not_accepted() -> None:
    row = next(row for row in ROWS if row.code == "W428")
    checked = check(row.text.replace("welcome:", "accepted:\n  W428 at way: Nobody writes about themselves.\nwelcome:"))
    assert {"W428", "W221"} <= {p.code for p in checked.warnings}


def test_bytes_that_are_no_utf8_are_told_at_the_first_of_them() -> None:
    text = SOUND.replace("title: The water point", "title: Caf\xe9").encode("latin-1")
    (problem,) = check(text).problems
    assert (problem.code, problem.mark.line, problem.mark.column) == ("E102", 2, 11)


def test_words_that_are_only_understood_cost_no_room() -> None:
    assert check(SOUND.replace("rules:", "words: { yes words: { en: 'ouiš, ê' } }\nrules:")).problems == ()


def test_one_text_for_two_languages_is_told_once() -> None:
    row = next(row for row in ROWS if row.code == "E503")
    assert [p.code for p in check(row.text).problems] == ["E503"]


def test_messages_that_nobody_gets_together_are_not_measured_together() -> None:
    apart = "".join(
        f"  - question: m{answer}\n    only if: works is {answer}\n    ask: {LONG * 2}\n    answer: message\n"
        for answer in ("yes", "no")
    )
    assert check(SOUND.replace(LAST, apart + LAST).replace(LAST, "thank you: Bye.\n")).problems == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("bus: By bus", "bus: 2 buses", "On the phone this reads `2 2 buses`;"),
        ("foot: On foot", "foot: { en: On foot, also: 'car, by-bus' }", "*by-bus* and *By bus* read the same in English."),
    ],
)
def test_a_sentence_quotes_what_people_would_see(old: str, new: str, told: str) -> None:
    (problem,) = check(SOUND.replace(old, new)).problems
    assert problem.sentence.startswith(told)


def test_a_number_that_goes_too_soon_is_told_in_whole_days() -> None:
    text = SOUND.replace("close after: 3 days", "close after: 30 hours\n  keep phone numbers for: 1 day")
    (problem,) = check(text).problems
    assert "deleted after 1 days, but needed for 2 " in problem.sentence


def test_a_survey_with_endless_conditions_is_checked_in_bounded_steps() -> None:
    many = "".join(
        f"  - question: q{at}\n    only if any of:\n"
        + "".join(f"      - works is yes and way is bus and q{earlier} is yes\n" for earlier in range(max(0, at - 20), at))
        + "      - works is no\n    ask: Really?\n    answer: yes or no\n"
        for at in range(36)
    )
    flow = check(SOUND.replace(LAST, many + LAST)).flow
    assert flow is not None
    walk = Walk(steps(flow, "ussd", False, USUAL_PACE))
    assert walk.ways() is None
    assert walk.steps <= MOST_STEPS + 100


def test_every_code_of_the_catalogue_has_a_row() -> None:
    assert {row.code for row in ROWS} | SAID_ELSEWHERE.keys() == CATALOGUE.keys()


@pytest.mark.parametrize("code", SAID_ELSEWHERE)
def test_what_is_said_elsewhere_is_tested_there(code: str) -> None:
    tests = [path for path in Path(__file__).parents[1].glob("*/test_*.py") if path != Path(__file__)]
    here = Path(__file__).read_text(encoding="utf-8")
    assert here.count(code) > 1 or any(code in path.read_text(encoding="utf-8") for path in tests)


def test_every_code_in_the_source_is_in_the_catalogue_and_every_code_of_the_catalogue_in_the_source() -> None:
    folders = ("reading", "checks", "places", "talking")
    sources = [path for folder in folders for path in (FLOWS / folder).glob("*.py")]
    sources += [FLOWS / "talk.py", *(FLOWS.parent / "gateway").rglob("*.py")]
    said = {code for source in sources for code in re.findall(r'"([EWN]\d{3})"', source.read_text(encoding="utf-8"))}
    assert said == CATALOGUE.keys()
