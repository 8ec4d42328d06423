"""Conversations that the clock ends, on both databases."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from counter import Call, Counter
from sqlalchemy import Engine, text

from flows.state import State
from gateway.conversing.close import close_due
from gateway.wiring import Gateway
from storage.tables import responses, sessions, turns
from storage.unit import Unit, unit


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


def test_a_call_not_taken_up_within_the_hour_is_dropped_and_filed_once(counter: Counter) -> None:
    Call(counter, "ATUid_1").go("1", "1301", "2")
    counter.clock.pass_(hours=0.9)
    assert close_due(counter.gateway) == 0
    counter.clock.pass_(hours=0.2)
    assert [close_due(counter.gateway) for _ in range(3)] == [1, 0, 0]
    (session,) = counter.rows(sessions)
    assert (session["ended"], session["ended_at_ms"]) == ("dropped", counter.rows(turns)[-2]["at_ms"] + 3_600_000)
    newest = counter.rows(turns)[-1]
    assert (newest["n"], newest["said"], newest["heard"], newest["reply"], newest["call_id"]) == (5, None, None, None, None)
    assert [answer.value for answer in State.load(newest["state"]).answers] == ["1301", "child"]
    (response,) = counter.rows(responses)
    assert (response["ended"], response["left_at"]) == ("dropped", "wait")


def test_the_hour_counts_from_the_last_screen(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    call.go("1")
    counter.clock.pass_(hours=0.5)
    call.say("1301")
    counter.clock.pass_(hours=0.7)
    assert close_due(counter.gateway) == 0
    assert counter.rows(sessions)[0]["due_at_ms"] == counter.rows(turns)[-1]["at_ms"] + 3_600_000
    counter.clock.pass_(hours=0.4)
    assert close_due(counter.gateway) == 1


def test_a_clock_that_was_off_for_days_ends_a_conversation_on_the_day_its_time_was_over(counter: Counter) -> None:
    Call(counter, "ATUid_1").go("1")
    left_at_ms = counter.clock.at_ms
    counter.clock.pass_(days=3)
    assert close_due(counter.gateway) == 1
    assert counter.rows(sessions)[0]["ended_at_ms"] == left_at_ms + 3_600_000
    (response,) = counter.rows(responses)
    assert response["local_day"] == datetime.fromtimestamp(left_at_ms / 1000 + 3600, ZoneInfo("Africa/Maseru")).date()
    assert response["queued_at_ms"] == counter.clock.at_ms, "a night that was over has to be counted again"


def test_a_conversation_by_text_is_closed_after_the_surveys_days(counter: Counter) -> None:
    counter.text("CLINIC", id="m0")
    counter.text("1", id="m1")
    counter.clock.pass_(days=2.9)
    assert close_due(counter.gateway) == 0
    counter.clock.pass_(days=0.2)
    assert close_due(counter.gateway) == 1
    assert counter.rows(sessions)[0]["ended"] == "closed"
    assert counter.text("2", id="m2") is None


def test_a_hop_after_the_end_is_told_so_and_a_new_dial_begins_anew(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    shown = call.go("1", "1301")
    counter.clock.pass_(hours=2)
    close_due(counter.gateway)
    assert call.hop() != shown
    assert call.say("2").startswith("END ")
    assert Call(counter, "ATUid_2").hop().startswith("CON Ministry of Health")
    assert [row["ended"] for row in counter.rows(sessions)] == ["dropped", ""]


@pytest.mark.parametrize("way", ["call", "text"])
def test_who_comes_back_before_the_clock_came_by_begins_anew_and_the_old_one_is_filed(counter: Counter, way: str) -> None:
    Call(counter, "ATUid_1").go("1", "1301")
    counter.clock.pass_(hours=2)
    shown = Call(counter, "ATUid_2").hop() if way == "call" else counter.text("CLINIC", id="m0")
    assert "how was your clinic visit?" in (shown or "")
    assert [row["ended"] for row in counter.rows(sessions)] == ["dropped", ""]
    assert [row["ended"] for row in counter.rows(responses)] == ["dropped"]
    old = [row for row in counter.rows(turns) if row["session_id"] == counter.rows(sessions)[0]["id"]][-1]
    assert (old["said"], old["heard"], old["reply"], old["call_id"], old["inbox_id"]) == (None, None, None, None, None)
    assert close_due(counter.gateway) == 0


def test_a_conversation_that_cannot_be_read_does_not_hold_up_the_others(counter: Counter) -> None:
    Call(counter, "ATUid_1").go("1")
    Call(counter, "ATUid_2", "+26658000002").go("1")
    with unit(counter.gateway.engine) as u:
        u.connection.execute(text("UPDATE turns SET state = 'broken' WHERE session_id = 1"))
        u.commit()
    counter.clock.pass_(hours=2)
    assert close_due(counter.gateway) == 1
    assert [row["ended"] for row in counter.rows(sessions)] == ["", "dropped"]
    assert close_due(counter.gateway) == 0


def test_one_that_cannot_be_filed_does_not_hold_up_the_others(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    Call(counter, "ATUid_1").go("1")
    Call(counter, "ATUid_2", "+26658000002").go("1")
    counter.clock.pass_(hours=2)
    from gateway.conversing import filing

    queue = filing.queue

    def fault(u: Unit, gateway: Gateway, session_id: int, *rest: Any, **more: Any) -> None:
        if session_id == 1:
            raise RuntimeError("nobody thought of this")
        queue(u, gateway, session_id, *rest, **more)

    monkeypatch.setattr(filing, "queue", fault)
    assert close_due(counter.gateway) == 1
    assert [row["ended"] for row in counter.rows(sessions)] == ["", "dropped"]
    assert close_due(counter.gateway) == 0
    monkeypatch.undo()
    counter.clock.pass_(hours=1.1)
    assert close_due(counter.gateway) == 1


def test_the_person_is_quicker_than_the_clock(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the clock's look and its hand a hop comes in: the conversation goes on."""
    call = Call(counter, "ATUid_1")
    call.go("1")
    counter.clock.pass_(hours=2)
    from gateway.conversing import close

    expire = close.expire

    def slow(*arguments: object) -> State | None:
        ended = expire(*arguments)  # type: ignore[arg-type]
        call.say("1301")
        return ended

    monkeypatch.setattr(close, "expire", slow)
    assert close_due(counter.gateway) == 0
    assert counter.rows(sessions)[0]["ended"] == ""
    assert counter.rows(turns)[-1]["said"] == "1301"
