"""Somebody with several surveys, on several channels: each word and each press goes to the survey it is meant for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from calls_and_texts import DAY_MS, WATER, at, call, text, texts
from small_surveys import MOMENT, NOW_MS, TWO, shown, survey, talk, values

from flows.conversation import dial, follow, hear, press, remind_at_ms
from flows.engine.plan import plan_of
from flows.measure import Budgets
from flows.model import Jump
from flows.state import Open, Person
from flows.turn import take_turn

ROADS = survey("- question: q\n  ask: { en: Roads?, st: Litsela? }\n  answer: yes or no", name="roads", keyword="ROADS", **TWO)


def test_a_keyword_begins_its_own_survey_while_another_is_open() -> None:
    roads = texts("1", flow=ROADS, key=5)
    outcome = hear(Person((roads,), (ROADS, WATER)), "water", at(1))
    assert text(outcome) == "Hello.\n1 Start\n2 Sesotho"
    assert (outcome.begun_on, outcome.changed) == (WATER, ())


def test_start_again_by_text_begins_the_survey_that_was_asked_about() -> None:
    water = texts("1", "yes")
    ((_, asked),) = hear(Person((water,), (ROADS, WATER)), "water", at(1)).changed
    outcome = hear(Person((replace(water, state=asked),), (ROADS, WATER)), "2", at(2))
    assert (outcome.begun_on, [state.ended for _, state in outcome.changed]) == (WATER, ["abandoned"])


def test_what_is_pressed_after_a_conversation_went_to_the_other_channel_and_ended_is_silence() -> None:
    over = replace(texts("1").state.ended_as("closed"), channel="sms")
    outcome = press(Open(3, WATER, over, NOW_MS), WATER, "1", at(1))
    assert outcome.screen is None
    assert outcome.changed == ((3, over),)


def test_a_call_is_never_reminded_of_however_long_it_can_be_gone_on_with() -> None:
    flow = survey(
        "- question: q\n  ask: Well?\n  answer: text",
        more="rules: { remind once after: 1 day, resume a dropped call within: 2 days }",
    )
    assert remind_at_ms(flow, call("1", flow=flow).state, NOW_MS) is None
    assert remind_at_ms(flow, texts("1", flow=flow).state, NOW_MS) == NOW_MS + DAY_MS


def test_already_is_said_in_the_language_of_the_survey_where_it_has_not_that_of_the_door() -> None:
    door = survey("- question: about\n  ask: What?\n  answer: choice\n  choices: { a: A, b: B }", name="door")
    door = replace(door, questions=(replace(door.questions[0], then={"a": Jump("finish", starts="roads")}),))
    sesotho = survey("- question: q\n  ask: Joang?\n  answer: text", languages="st: Sesotho", name="roads", keyword="ROADS")
    passed = dial(door, None, None, "1*1", MOMENT)
    assert passed.starts == "roads"
    own = dial(sesotho, None, NOW_MS - 1, "", MOMENT)
    assert text(follow(passed, sesotho, None, NOW_MS - 1, MOMENT)) == text(own)
    assert text(own) != text(dial(ROADS, None, NOW_MS - 1, "", MOMENT))


def test_a_welcome_that_is_repeated_keeps_to_the_room_there_is() -> None:
    assert plan_of(ROADS).welcome("en", "ussd", False).text(unclear=True).endswith("Hello.\n1 Start\n2 Sesotho")
    little = plan_of(ROADS, Budgets(ussd_gsm=60, ussd_ucs2=60)).welcome("en", "ussd", False)
    assert little.text(unclear=True) == "Please answer with one of the numbers.\n1 Start\n2 Sesotho"


# --- what the visit answers


KNOWN = """
- question: first
  ask: First?
  answer: yes or no
- question: a
  ask: A?
  answer: rating
  known from: visit.a
- question: b
  ask: B?
  answer: rating
  known from: visit.b
- question: c
  ask: C?
  answer: rating
  known from: visit.c
- question: last
  ask: Last?
  answer: yes or no
"""


ALL = ["first", "a", "b", "c"]


@pytest.mark.parametrize("known", ["", "a", "ab", "abc", "bc", "c"])
def test_back_leads_over_everything_that_the_visit_answered(known: str) -> None:
    flow = survey(KNOWN, more="visit columns: { a: answer, b: answer, c: answer }")
    asked = ["first", *(name for name in "abc" if name not in known)]
    turn = talk(flow, "1", "yes", *["4"] * (len(asked) - 1), visit=dict.fromkeys(known, "3"))
    assert (turn.state.open, list(values(turn))) == ("last", ALL)
    for expected in reversed(asked):
        turn = take_turn(flow, turn.state, "0", NOW_MS)
        assert (turn.state.open, list(values(turn))) == (expected, ALL[: ALL.index(expected)])


@pytest.mark.parametrize(("cell", "asked"), [("yes", False), ("ba", True), ("rubbish", True)])
def test_a_cell_with_a_word_for_both_yes_and_no_answers_nothing(cell: str, asked: bool) -> None:
    flow = survey(
        "- question: q\n  ask: Well?\n  answer: yes or no\n  known from: visit.q",
        more="visit columns: { q: answer }\nwords: { yes words: { en: ba }, no words: { en: ba } }",
    )
    assert (talk(flow, "1", visit={"q": cell}).state.open == "q") is asked


def test_a_section_may_stand_there_for_order_alone() -> None:
    flow = survey("- question: a\n  ask: A?\n  answer: text\n- section: rest\n  only if: a was answered\n  questions:\n"
                  "    - question: b\n      ask: B?\n      answer: text")  # fmt: skip
    open_to_all = replace(flow.questions[1].section, only_if=None) if flow.questions[1].section else None
    flow = replace(flow, questions=(flow.questions[0], replace(flow.questions[1], section=open_to_all)))
    assert shown(flow, "1", "word") == "B?"
