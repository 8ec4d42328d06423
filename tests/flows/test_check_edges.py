"""The edges of the checks: just enough and just too much, and the figures that a sentence gives."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sound_flows import LAST, SOUND
from sound_visits import LISTS, PLACE, VISITED

from flows.check import check
from flows.costs import Costs
from flows.problems import Problem

RATING = "ask: How clean is the water?\n    answer: rating\n    lowest: dirty\n    highest: clean\n"


def points(name: str) -> bytes:
    return LISTS[name].encode()


def told(text: str, code: str, costs: Costs | None = None) -> list[Problem]:
    return [problem for problem in check(text, lists=points, costs=costs).problems if problem.code == code]


def more(*questions: str, base: str = SOUND) -> str:
    """The sound survey with more questions before the thank-you: the lines of each behind its name."""
    lines = "".join(f"  - question: more{at}\n    {each}\n" for at, each in enumerate(questions))
    return base.replace(LAST, lines + LAST)


YES = "ask: Is it good?\n    answer: yes or no"
IF_BUS = "only if: way is bus\n    " + YES


@pytest.mark.parametrize(
    ("questions", "share"),
    [
        ([YES] * 3 + [IF_BUS], "25 % of ways ask more than 7"),
        ([YES] * 4 + [IF_BUS], "75 % of ways ask more than 7"),
        ([IF_BUS] * 5, "50 % of ways ask more than 7"),
        ([YES] * 5, "every way asks more than 7"),
    ],
)
def test_how_many_ways_are_too_long_is_told(questions: list[str], share: str) -> None:
    (problem,) = told(more(*questions), "W620")
    assert f"({share})" in problem.sentence, problem.sentence


def test_seven_questions_are_not_too_many_on_a_phone_menu() -> None:
    assert told(more(YES, YES, YES), "W620") == []
    assert told(more(YES, YES, YES, YES), "W620") != []


@pytest.mark.parametrize(("minutes", "kept"), [(1, True), (2, True), (3, True), (4, False), (9, False)])
def test_the_minutes_that_are_promised_are_about_those_that_are_needed(minutes: int, kept: bool) -> None:
    """The longest way has five screens of 12 s: one minute, so at most three are promised."""
    text = SOUND.replace("a few questions. Free.", f"a few questions, {minutes} minutes.")
    assert (told(text, "W625") == []) is kept


@pytest.mark.parametrize(("hours", "odd"), [("07:00 and 21:00", False), ("06:59 and 21:00", True), ("07:00 and 21:01", True)])
def test_texts_go_out_between_seven_and_nine(hours: str, odd: bool) -> None:
    assert (told(SOUND.replace("close after", f"text only between: {hours}\n  close after"), "W608") != []) is odd


@pytest.mark.parametrize(("kept", "enough"), [("3 days", True), ("2 days", False)])
def test_a_number_is_kept_until_the_survey_closes(kept: str, enough: bool) -> None:
    text = SOUND.replace("close after: 3 days", f"close after: 3 days\n  keep phone numbers for: {kept}")
    assert (told(text, "E611") == []) is enough


@pytest.mark.parametrize("word", ["START", "STOP", "HELP", "ACHA", "arret"])
def test_no_survey_is_started_by_a_word_that_is_ours(word: str) -> None:
    assert told(SOUND.replace("WATER to", f"{word} to"), "E604") != []


@pytest.mark.parametrize(
    ("ends", "named"), [("lowest: dirty\n    highest: clean\n", True), ("lowest: dirty\n", False), ("highest: clean\n", False)]
)
def test_both_ends_of_a_scale_have_words(ends: str, named: bool) -> None:
    text = SOUND.replace(RATING, RATING.replace("lowest: dirty\n    highest: clean\n", ends))
    assert (told(text, "W414") == []) is named


def test_two_questions_may_stand_before_the_headline() -> None:
    (before, headline) = SOUND.split("  - question: clean\n")
    questions = [f"  - question: b{at}\n    {YES}\n" for at in range(2)]
    assert told("  - question: clean\n".join((before + questions[0], headline)), "N433") == []
    assert told("  - question: clean\n".join((before + "".join(questions), headline)), "N433") != []


# --- values in conditions and keys in texts

NUMBER = "ask: How far is it?\n    answer: number\n    from: 1\n    to: 9\n    decimals: 1"


@pytest.mark.parametrize(
    ("value", "possible"),
    [("1", True), ("9", True), ("2.5", True), ("10", False), ("0", False), ("2.55", False), ("0.9", False), ("9.1", False)],
)
def test_a_condition_asks_for_a_number_that_can_be_an_answer(value: str, possible: bool) -> None:
    text = more(NUMBER, f"only if: more0 is {value}\n    {YES}")
    assert ({"E304", "E306", "E309"} & {problem.code for problem in check(text).problems} == set()) is possible


KINDS = {
    "number": "answer: number\n    from: 2\n    to: 4",
    "rating": "answer: rating\n    lowest: bad\n    highest: good",
    "yes or no": "answer: yes or no",
    "text": "answer: text",
    "phone": "answer: phone",
    "date": "answer: date",
    "skipped": "answer: date\n    may be skipped: yes",
}


@pytest.mark.parametrize(
    ("kind", "key", "used"),
    [
        ("number", "2", True), ("number", "4", True), ("number", "1", False), ("number", "7", False), ("number", "0", False),
        ("text", "7", True), ("text", "#", False), ("phone", "1", True), ("phone", "2", False), ("date", "3", True),
        ("date", "#", False), ("skipped", "0", True), ("skipped", "#", False),
    ],
)  # fmt: skip
def test_a_key_that_a_question_names_means_something_there(kind: str, key: str, used: bool) -> None:
    text = more(f"ask: 'Well? Press {key} please.'\n    {KINDS[kind]}")
    assert (told(text, "W530") == []) is used


# --- visits and money


def test_a_text_is_measured_with_a_visit_only_where_somebody_may_have_one() -> None:
    """On a phone menu only a visit of somebody who starts by themselves is used, and only if the survey uses such."""
    long = VISITED.replace("at a water point.", "at a water point, " + "and " * 25)
    assert told(long, "E520") == []
    assert told(long.replace("close after: 3 days", "close after: 3 days\n  use visits from the last: 3 days"), "E520") != []


@pytest.mark.parametrize(
    ("change", "amount"),
    [
        (("", ""), "KES 1,400"),
        (("ask: How clean is the water?", "ask: " + "How clean is it? " * 11), "KES 1,540"),
    ],
)
def test_a_day_of_texts_costs_what_its_parts_cost(change: tuple[str, str], amount: str) -> None:
    costs = Costs(Decimal("0.5"), "KES", visits_per_day=1_000, finishing=Decimal("0.4"))
    (problem,) = told(VISITED.replace(*change), "N640", costs)
    assert amount in problem.sentence, problem.sentence
    assert (problem.mark.line, problem.words["finishing"]) == (
        VISITED[: VISITED.index("a visit is recorded")].count("\n") + 1,
        "40 %",
    )


# --- where it is said, and what is measured that nobody wrote


def test_a_number_that_goes_too_soon_is_told_where_that_is_written() -> None:
    text = SOUND.replace("close after: 3 days", "close after: 3 days\n  keep phone numbers for: 2 days")
    (problem,) = told(text, "E611")
    assert text.split("\n")[problem.mark.line - 1].strip() == "keep phone numbers for: 2 days"


def test_a_language_from_a_column_that_is_not_declared_is_told_and_breaks_nothing() -> None:
    assert told(SOUND.replace("rules:", "language known from: visit.tongue\nrules:"), "E317") != []
    assert told(VISITED.replace("rules:", "language known from: visit.tongue\nrules:"), "E317") != []


def test_the_question_which_one_is_measured_with_its_longest_candidate() -> None:
    placed = SOUND.replace("questions:\n", "questions:\n" + PLACE, 1)
    worded = placed.replace("rules:", 'words: { which one: { en: "' + "Which of these is it? " * 7 + '" } }\nrules:')
    assert told(placed, "E520") == []
    assert told(worded, "E520") != []


@pytest.mark.parametrize(("code", "gone"), [("W525", True), ("W514", False), ("W652", False)])
def test_what_is_accepted_and_not_there_is_told_unless_another_command_looks_for_it(code: str, gone: bool) -> None:
    text = SOUND.replace("rules:", f"accepted:\n  {code}: We know of it and it is right.\nrules:")
    assert (told(text, "W221") != []) is gone


# --- the letter that halves a screen

ONLY = {
    "both": (),
    "menu": ("  someone texts: WATER to 40145\n", ""),
    "texts": ('  someone dials: "*120*77#"\n', ""),
}
AS_TEXT, NO_SCREEN = ": as a text it costs 2 messages", ": it fits no screen"


@pytest.mark.parametrize(
    ("channels", "signs", "key", "consequence"),
    [
        ("both", 71, "ask", AS_TEXT), ("both", 70, "ask", NO_SCREEN), ("both", 60, "ask", ""), ("texts", 71, "ask", AS_TEXT),
        ("texts", 70, "ask", ""), ("menu", 71, "ask", NO_SCREEN), ("both", 71, "ask on ussd", NO_SCREEN),
        ("both", 71, "ask on sms", AS_TEXT), ("both", 70, "ask on sms", ""), ("both", 66, "ask", ""),
        ("both", 67, "ask", NO_SCREEN),
    ],
)  # fmt: skip
def test_what_a_letter_of_the_long_code_costs_is_told_where_the_text_alone_shows_it(
    channels: str, signs: int, key: str, consequence: str
) -> None:
    text = SOUND.replace(*ONLY[channels]) if ONLY[channels] else SOUND
    ask = "ê" + "a" * (signs - 1)
    own = f"ask: {ask}\n" if key == "ask" else f"ask: Well?\n    {key}: {ask}\n"
    (problem,) = told(text.replace("ask: Does the water point work today?\n", own), "W524")
    assert (AS_TEXT in problem.sentence, NO_SCREEN in problem.sentence) == (
        consequence == AS_TEXT,
        consequence == NO_SCREEN,
    ), problem.sentence
    assert "e" in problem.remedy
