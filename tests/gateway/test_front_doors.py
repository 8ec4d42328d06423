"""A survey that leads into another one: both conversations are written in one transaction, by call and by text."""

from __future__ import annotations

from pathlib import Path

import pytest
from counter import CLINIC, SURVEYS, Call, Counter
from sqlalchemy import Engine

from flows.state import State
from storage.tables import calls, responses, sessions, turns

DOOR = """\
survey: front-door
title: Which service was it?
owner: The Government
time zone: Africa/Maseru
languages: { st: Sesotho, en: English }
starts when:
  someone dials: "*880#"
  someone texts: SERVICE to 40145
welcome: { st: Kamohelo. Romela STOP ho emisa., en: Welcome. Text STOP to end. }
questions:
  - question: service
    ask: { st: Tšebeletso efe?, en: Which service? }
    answer: choice
    choices:
      health: { st: Bophelo, en: Health }
      water: { st: Metsi, en: Water }
      other: { st: Tse ling, en: Other }
    then:
      health: start lesotho-clinic-visit
      water: start water-point
thank you: { st: Rea leboha., en: Thank you for telling us. }
"""
CODE = "*880#"


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    there = Counter(engine, tmp_path / "var", surveys=(CLINIC,))
    there.publish("front-door", DOOR)
    return there


def passages(counter: Counter) -> list[tuple[str, str, str]]:
    return [(row["survey"], row["channel"], row["ended"]) for row in counter.rows(sessions)]


def newest_state(counter: Counter, session_id: int) -> State:
    return State.load([row for row in counter.rows(turns) if row["session_id"] == session_id][-1]["state"])


def test_the_other_survey_begins_in_the_same_call_in_the_language_that_was_chosen(counter: Counter) -> None:
    call = Call(counter, "ATUid_1", code=CODE)
    assert call.go("2", "1").startswith("CON Which service?")
    shown = call.say("1")
    assert shown.startswith("CON Ministry of Health: how was your clinic visit?")
    assert call.hop() == shown
    assert passages(counter) == [("front-door", "ussd", "moved"), (CLINIC, "ussd", "")]
    assert {row["session_id"] for row in counter.rows(calls)} == {2}
    assert newest_state(counter, 2).language == "en"
    assert "Which clinic" in call.say("1")
    call.say("1301")
    assert [(row["session_id"], row["said"], row["reply"] is None) for row in counter.rows(turns)] == [
        (1, None, False), (1, "2", False), (1, "1", False), (1, "1", True),
        (2, None, False), (2, "1", False), (2, "1301", False),
    ]  # fmt: skip
    assert not counter.rows(responses)


def test_by_text_the_other_surveys_welcome_is_the_one_reply(counter: Counter) -> None:
    counter.text("SERVICE", id="m0")
    counter.text("1", id="m1")
    assert "leeto la hau la tleliniki" in (counter.text("bophelo", id="m2") or "")
    assert passages(counter) == [("front-door", "sms", "moved"), (CLINIC, "sms", "")]
    assert "Ngola khoutu" in (counter.text("1", id="m3") or "")
    assert counter.text("1", id="m3") is None
    assert newest_state(counter, 1).answer("service") is not None


def test_what_is_dialled_behind_the_code_goes_through_the_door(counter: Counter) -> None:
    call = Call(counter, "ATUid_1", code="*880*1#", heard="1*1*1301")
    shown = call.hop()
    assert "Leeto" in shown or "lebaka lefe" in shown
    assert call.hop() == shown
    assert passages(counter) == [("front-door", "ussd", "moved"), (CLINIC, "ussd", "")]
    assert [(row["session_id"], row["said"]) for row in counter.rows(turns)] == [(1, None), (2, None)]
    state = newest_state(counter, 2)
    assert [answer.value for answer in state.answers] == ["1301"]


def test_who_is_in_the_middle_of_the_other_survey_is_asked_whether_to_go_on(counter: Counter) -> None:
    Call(counter, "ATUid_1").go("1", "1301")
    call = Call(counter, "ATUid_2", code=CODE)
    shown = call.go("2", "1", "1")
    assert shown.startswith("CON Continue where you stopped?")
    assert call.hop() == shown
    assert "What was the visit for?" in call.say("1")
    assert passages(counter) == [(CLINIC, "ussd", ""), ("front-door", "ussd", "moved")]
    said = [row["said"] for row in counter.rows(turns) if row["session_id"] == 1]
    assert said == [None, "1", "1301", None, "1"]


def test_who_has_answered_the_other_survey_hears_so_and_is_not_asked_again(counter: Counter) -> None:
    Call(counter, "ATUid_1").go("1", "1301", "2", "1", "5", "1", "2")
    call = Call(counter, "ATUid_2", code=CODE)
    shown = call.go("2", "1", "1")
    assert shown.startswith("END You have already answered.")
    assert call.hop() == shown
    assert passages(counter) == [(CLINIC, "ussd", "finished"), ("front-door", "ussd", "moved")]


def test_a_door_to_a_survey_that_is_not_published_is_closed_with_its_own_thanks(counter: Counter) -> None:
    call = Call(counter, "ATUid_1", code=CODE)
    shown = call.go("2", "1", "2")
    assert shown == "END Thank you for telling us."
    assert call.hop() == shown
    assert passages(counter) == [("front-door", "ussd", "moved")]


def test_a_survey_published_while_somebody_stands_at_the_door_is_found(counter: Counter) -> None:
    call = Call(counter, "ATUid_1", code=CODE)
    call.go("2", "1")
    text = (SURVEYS / f"{CLINIC}.yaml").read_text(encoding="utf-8")
    counter.publish(CLINIC, text.replace("how was your clinic visit?", "how was it?"))
    assert "how was it?" in call.say("1")


def test_who_only_goes_through_the_door_may_do_so_again_the_same_day(counter: Counter) -> None:
    Call(counter, "ATUid_1", code=CODE).go("2", "1", "2")
    assert Call(counter, "ATUid_2", code=CODE).hop().startswith("CON Kamohelo")
