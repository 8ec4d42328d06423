"""What a visit spares people: questions it answers, the language it says, the words it lends (6.4, 7.2, 8.1)."""

import pytest
from small_surveys import MOMENT, NOW_MS, TWO, shown, survey, talk, values

from flows.model import Flow
from flows.state import State, Visit
from flows.turn import begin, take_turn

CLINICS = """
    code,name,name_st,district
    1101,Domiciliary,,Maseru
    1201,Berea Hospital,Sepetlele sa Berea,Berea
    1301,Twin,,Leribe
    1302,Twin,,Maseru
"""
COLUMNS = "visit columns: { clinic: answer, reason: answer, seen on: answer, first name: text up to 10, date: date }"
RULES = "rules: { use visits from the last: 3 days }"
QUESTIONS = """
- question: first
  ask: First?
  answer: yes or no
- question: clinic
  known from: visit.clinic
  ask: Which clinic?
  answer: place
  list: lists/clinics.csv
  find by: { district: Which district?, name: Which one? }
  if unknown say: the clinic
- question: reason
  known from: visit.reason
  only if: first is yes
  ask: Why did you go to {clinic}?
  answer: choice
  choices: { ill: I was ill, child: My child, other: Other }
  then: { ill: go to last }
- question: seen
  known from: visit.seen on
  ask: When?
  answer: date
- question: last
  ask: Last?
  answer: yes or no
"""
FLOW = survey(QUESTIONS, more=f"{COLUMNS}\n{RULES}", lists={"lists/clinics.csv": CLINICS})


def asked(cells: dict[str, str], *said: str, flow: Flow = FLOW) -> str:
    """The question that is open for somebody with this visit."""
    return talk(flow, *said, visit=cells).state.open


@pytest.mark.parametrize(
    ("cells", "first", "open"),
    [
        ({}, "1", "clinic"),
        ({"clinic": "1201"}, "1", "reason"),
        ({"clinic": "Berea Hospital"}, "1", "reason"),
        ({"clinic": "sepetlele sa berea"}, "1", "reason"),
        ({"clinic": "Berea"}, "1", "clinic"),
        ({"clinic": "Twin"}, "1", "clinic"),
        ({"clinic": "1201", "reason": "child"}, "1", "seen"),
        ({"clinic": "1201", "reason": "My child"}, "1", "seen"),
        ({"clinic": "1201", "reason": "my chi"}, "1", "reason"),
        ({"clinic": "1201", "reason": "2"}, "1", "reason"),
        ({"clinic": "1201", "reason": "child", "seen on": "2026-11-15"}, "1", "last"),
        ({"clinic": "1201", "reason": "child", "seen on": "2031-01-01"}, "1", "seen"),
        ({"clinic": "1201", "reason": "ill"}, "1", "last"),
        ({"clinic": "1201", "reason": "ill"}, "2", "seen"),
        ({"clinic": "1201", "reason": "ill", "seen on": "15/11"}, "2", "last"),
    ],
)
def test_what_a_visit_says_is_not_asked(cells: dict[str, str], first: str, open: str) -> None:
    assert asked(cells, "1", first) == open


def test_a_known_answer_says_that_the_visit_gave_it() -> None:
    _, clinic, reason = talk(FLOW, "1", "1", visit={"clinic": " berea hospital ", "reason": "ill"}).state.answers
    assert (clinic.question, clinic.state, clinic.value, clinic.raw, clinic.how, clinic.tries) == (
        "clinic", "answered", "1201", "berea hospital", "visit", 0,
    )  # fmt: skip
    assert (reason.value, reason.how, reason.asked_at_ms, reason.answered_at_ms) == ("ill", "visit", NOW_MS, NOW_MS)


def test_known_answers_are_shown_back_and_tested_like_others() -> None:
    assert shown(FLOW, "1", "1", visit={"clinic": "1201"}).startswith("Why did you go to Berea Hospital?")


def test_back_takes_back_what_the_visit_answered_in_between_too() -> None:
    visit = {"clinic": "1201", "reason": "ill"}
    back = talk(FLOW, "1", "1", "0", visit=visit)
    assert (back.state.open, back.state.answers) == ("first", ())
    assert [(answer.question, answer.how) for answer in back.state.replaced] == [
        ("first", "person"), ("clinic", "visit"), ("reason", "visit"),
    ]  # fmt: skip
    again = talk(FLOW, "1", "1", "0", "2", visit=visit)
    assert (values(again), again.state.open) == ({"first": "no", "clinic": "1201"}, "seen")


def test_who_only_has_known_answers_has_nothing_to_go_back_to() -> None:
    questions = QUESTIONS.partition("- question: reason")[0].partition("- question: clinic")
    flow = survey(questions[1] + questions[2] + questions[0], more=f"{COLUMNS}\n{RULES}", lists={"lists/clinics.csv": CLINICS})
    assert shown(flow, "1", visit={"clinic": "1201"}) == "First?\n1 Yes\n2 No"
    assert talk(flow, "1", "0", visit={"clinic": "1201"}).state.tries == 1


def test_only_the_cells_that_the_survey_declares_are_kept() -> None:
    state = begin(FLOW, "sms", MOMENT, visit=Visit({"clinic": "1201", "illness": "TB", "reason": "  "}, NOW_MS)).state
    assert state.visit == {"clinic": "1201"}
    assert State.load(state.dump()) == state


KINDS = """
- question: q
  known from: visit.cell
  ask: {ask}
  answer: {kind}
{more}
- question: end
  ask: End?
  answer: yes or no
"""


@pytest.mark.parametrize(
    ("kind", "more", "cell", "value"),
    [
        ("yes or no", "", "YES", "yes"),
        ("yes or no", "", "1", None),
        ("rating", "", "4", "4"),
        ("rating", "", "9", None),
        ("rating", "  do not know: yes", "dont_know", "dont_know"),
        ("rating", "  do not know: yes", "6", None),
        ("number", "  to: 90\n  unit: minutes", "1 minutes", "1"),
        ("number", "  to: 90", "91", None),
        ("text", "  longest: 5", "some words", "some "),
        ("date", "", "22.11.2025", "2025-11-22"),
        ("date", "", "soon", None),
    ],
)
def test_a_cell_is_understood_by_the_rules_of_its_question(kind: str, more: str, cell: str, value: str | None) -> None:
    flow = survey(KINDS.format(ask="Q?", kind=kind, more=more), more=f"visit columns: {{ cell: answer }}\n{RULES}")
    turn = talk(flow, "1", visit={"cell": cell})
    assert turn.state.open == ("end" if value is not None else "q")
    if value is not None:
        answer = turn.state.answers[0]
        assert (answer.value, answer.raw, answer.cut) == (value, cell, kind == "text")


# --- the language

LANGUAGE = "language known from: visit.language\nvisit columns: { language: language }\n" + RULES
READ = survey("- question: q\n  ask: { en: Really?, st: Nete? }\n  answer: yes or no", more=LANGUAGE, **TWO)


@pytest.mark.parametrize("cell", ["st", "Sesotho", "SESOTHO", " ST "])
def test_the_language_of_the_visit_is_spoken_and_no_other_offered(cell: str) -> None:
    assert shown(READ, visit={"language": cell}) == "Lumela.\n1 Qala"
    assert shown(READ, "1", visit={"language": cell}, channel="sms").startswith("Nete?")


def test_from_another_language_the_way_back_leads_to_the_one_of_the_visit() -> None:
    visit = {"language": "st"}
    assert shown(READ, "English", visit=visit) == "Hello.\n1 Start\n0 Back"
    assert shown(READ, "English", "0", visit=visit) == shown(READ, "English", "Sesotho", visit=visit) == "Lumela.\n1 Qala"


@pytest.mark.parametrize("visit", [None, {}, {"language": ""}, {"language": "French"}])
def test_without_a_known_language_the_others_are_offered(visit: dict[str, str] | None) -> None:
    assert shown(READ, visit=visit) == "Hello.\n1 Start\n2 Sesotho"


def test_another_language_may_be_asked_for_and_back_leads_to_that_of_the_visit() -> None:
    assert shown(READ, "english", visit={"language": "st"}) == "Hello.\n1 Start\n0 Back"
    assert shown(READ, "english", "0", visit={"language": "st"}) == "Lumela.\n1 Qala"


def test_a_conversation_may_begin_in_the_language_of_another() -> None:
    turn = begin(READ, "ussd", MOMENT, language="st")
    assert turn.screen is not None
    assert turn.screen.text == "Lumela.\n1 Qala\n0 Morao"
    assert begin(READ, "ussd", MOMENT, language="km").state.language == "en"
    known = begin(READ, "ussd", MOMENT, language="en", visit=Visit({"language": "st"}, NOW_MS))
    assert known.state.language == "st"


# --- words lent by a visit

WORDS = """
visit columns: { first name: text up to 10, date: date }
welcome without a visit: "Hello, {question count} questions."
thank you without a visit: Thank you.
"""
NAMED = survey(
    "- question: q\n  ask: Really?\n  answer: yes or no",
    more=WORDS + RULES,
    welcome='"Hello {visit.first name}, on {visit.date}: {question count} question."',
    thanks='"Thank you, {visit.first name}."',
)


@pytest.mark.parametrize(
    ("cells", "welcome"),
    [
        ({"first name": "Palesa", "date": "2026-11-03"}, "Hello Palesa, on 03/11: 1 question."),
        ({"first name": "{q}", "date": "2026-11-03"}, "Hello {q}, on 03/11: 1 question."),
        ({"first name": "Palesa", "date": "3.11.26"}, "Hello Palesa, on 03/11: 1 question."),
        ({"first name": "Palesa"}, "Hello, 1 questions."),
        ({"first name": "", "date": "2026-11-03"}, "Hello, 1 questions."),
        ({"first name": "Palesa", "date": "soon"}, "Hello, 1 questions."),
        ({"first name": "Palesamoit", "date": "2026-11-03"}, "Hello Palesamoit, on 03/11: 1 question."),
        ({"first name": "Palesamoits", "date": "2026-11-03"}, "Hello, 1 questions."),
        (None, "Hello, 1 questions."),
    ],
)
def test_a_text_that_names_what_is_not_there_has_another_beside_it(cells: dict[str, str] | None, welcome: str) -> None:
    assert shown(NAMED, visit=cells) == f"{welcome}\n1 Start"


def test_the_thank_you_chooses_by_what_it_names_itself() -> None:
    assert shown(NAMED, "1", "1", visit={"first name": "Palesa"}) == "Thank you, Palesa."
    assert shown(NAMED, "1", "1") == "Thank you."


def test_the_welcome_is_repeated_with_the_same_words() -> None:
    screen = shown(NAMED, "x", visit={"first name": "Palesa", "date": "2026-11-03"}, channel="sms")
    assert screen.startswith("Please answer with one of the numbers.\nHello Palesa, on 03/11")


def test_fewer_questions_are_promised_if_the_whole_visit_is_known() -> None:
    flow = survey(QUESTIONS, more=f"{COLUMNS}\n{RULES}", welcome='"{question count}"', lists={"lists/clinics.csv": CLINICS})
    whole = {"clinic": "1201", "reason": "child", "seen on": "2026-11-15"}
    assert shown(flow) == "4-5\n1 Start"
    assert shown(flow, visit={**whole, "reason": ""}) == "4-5\n1 Start"
    assert shown(flow, visit=whole) == "2\n1 Start"


def test_showing_the_open_screen_again_changes_nothing() -> None:
    visit = Visit({"clinic": "1201"}, NOW_MS)
    turn = take_turn(FLOW, begin(FLOW, "sms", MOMENT, visit=visit).state, "1", NOW_MS)
    turn = take_turn(FLOW, turn.state, "1", NOW_MS)
    assert take_turn(FLOW, turn.state, None, NOW_MS + 5) == turn
