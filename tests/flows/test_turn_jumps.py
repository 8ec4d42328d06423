"""Where an answer leads: jumps, the end, sections, other surveys (survey language 6.1 to 6.3)."""

from dataclasses import replace

import pytest
from small_surveys import shown, survey, talk, values

from flows.model import Jump

WAY = """
- question: a
  ask: A?
  answer: choice
  choices: { aa: One, bb: Two, cc: Three }
  may be skipped: yes
  then: { aa: go to d, bb: finish, skipped: go to c }
- question: b
  ask: B?
  answer: yes or no
- question: c
  ask: C?
  answer: rating
  then: { 1: finish }
- question: d
  only if: b was not answered
  ask: D?
  answer: consent
  consent to: call back
  then: { no: go to f }
- question: e
  ask: E?
  answer: message
  then: finish
- question: f
  ask: F?
  answer: yes or no
"""
FLOW = survey(WAY)


@pytest.mark.parametrize(
    ("said", "open"),
    [
        (("1",), "d"),
        (("2",), ""),
        (("3",), "b"),
        (("0",), "c"),
        (("x", "x", "x"), "b"),
        (("3", "1"), "c"),
        (("3", "1", "1"), ""),
        (("3", "1", "2"), "e"),
        (("0", "2"), "d"),
        (("0", "x", "x", "x"), "d"),
        (("1", "2"), "f"),
        (("1", "x", "x", "x"), "e"),
        (("1", "1"), "e"),
        (("1", "1", "1"), ""),
    ],
)
def test_an_answer_leads_where_its_jump_says(said: tuple[str, ...], open: str) -> None:
    turn = talk(FLOW, "1", *said)
    assert turn.state.open == open
    assert turn.state.ended == ("" if open else "finished")


def test_by_text_a_message_may_be_the_end() -> None:
    assert shown(FLOW, "1", "1", "1", channel="sms") == "E?\nThank you."


def test_the_target_is_asked_only_if_it_applies() -> None:
    questions = WAY.replace("{ aa: go to d, bb", "{ cc: go to d, aa: go to b, bb")
    assert talk(survey(questions), "1", "3").state.open == "d"
    assert talk(survey(questions.replace("only if: b was not answered", "only if: b is yes")), "1", "3").state.open == "e"


def test_a_jump_that_leads_nowhere_or_back_is_the_next_question() -> None:
    for to in ("a", "b", "nowhere"):
        question = replace(FLOW.questions[1], then={"yes": Jump(to)})
        flow = replace(FLOW, questions=(FLOW.questions[0], question, *FLOW.questions[2:]))
        assert talk(flow, "1", "3", "1").state.open == "c"


def test_an_answer_taken_back_may_lead_elsewhere() -> None:
    turn = talk(FLOW, "1", "1", "0", "3")
    assert turn.state.open == "b"
    assert values(turn) == {"a": "cc"}


SECTIONS = """
- question: works
  ask: Works?
  answer: yes or no
- section: broken
  only if: works is no
  questions:
    - question: days
      ask: Days?
      answer: number
      to: 100
    - question: why
      only if: days is above 7
      ask: Why?
      answer: text
- question: end
  ask: End?
  answer: yes or no
"""


@pytest.mark.parametrize(
    ("said", "open"), [(("1",), "end"), (("2",), "days"), (("2", "7"), "end"), (("2", "8"), "why"), (("x", "x", "x"), "end")]
)
def test_a_section_is_asked_under_its_condition_and_each_question_under_its_own(said: tuple[str, ...], open: str) -> None:
    assert talk(survey(SECTIONS), "1", *said).state.open == open


DOOR = """
- question: about
  ask: About?
  answer: choice
  choices: { water: Water, health: Health }
  tries: 1
  then: { health: start clinic-visit }
- question: good
  ask: Good?
  answer: yes or no
"""


def test_a_front_door_ends_here_and_names_the_survey_that_begins() -> None:
    turn = talk(survey(DOOR), "1", "2")
    assert (turn.starts, turn.state.ended, values(turn)) == ("clinic-visit", "moved", {"about": "health"})
    assert turn.screen is not None
    assert (turn.screen.text, turn.screen.more) == ("Thank you.", False)
    stayed = talk(survey(DOOR), "1", "1")
    assert (stayed.starts, stayed.state.open) == ("", "good")


def test_no_other_end_starts_a_survey() -> None:
    assert talk(survey(DOOR), "1", "1", "1").starts == ""
    assert talk(survey(DOOR), "1", "x").starts == ""
