"""One reminder, at the survey's time and at a decent hour where the phone is; then silence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from asking import NUMBER, at, deliver_all, drawn, office, says, texts
from counter import Counter
from sqlalchemy import Engine, text

from gateway.asking import remind
from gateway.asking.invite import send_due
from gateway.asking.remind import remind_due
from gateway.clock import run_once
from gateway.conversing.close import close_due
from storage import contacts, pauses
from storage.pauses import Scope
from storage.tables import invitations, outbox, sessions, turns
from storage.unit import unit

HOUR_MS = 3_600_000
ASKED = ("invitation", "Water Office asks")
AGAIN = ("reminder", "Water Office asks")


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return office(engine, tmp_path / "var")


def invited(counter: Counter, zone: str = "Africa/Maseru", state: str = "delivered", number: str = NUMBER) -> None:
    """Somebody was asked at noon of a Monday and has not answered yet."""
    drawn(counter, number, zone=zone)
    assert send_due(counter.gateway) == 1
    deliver_all(counter, state)


def clock_round(counter: Counter) -> int:
    """What the clock does about conversations, in its order; how many were reminded."""
    reminded = remind_due(counter.gateway)
    close_due(counter.gateway)
    return reminded


def test_who_does_not_answer_is_reminded_once_word_for_word_and_then_left_alone(counter: Counter) -> None:
    invited(counter)
    rounds = []
    for hours in (23.9, 0.2, 1, 24, 24, 24):
        counter.restart()
        counter.clock.pass_(hours=hours)
        rounds.append(clock_round(counter))
        deliver_all(counter)
    assert rounds == [0, 1, 0, 0, 0, 0]
    assert texts(counter) == [ASKED, AGAIN]
    first, second = counter.rows(outbox)
    same = ("text", "code", "channel", "session_id", "contact_id", "ministry")
    assert [first[name] for name in same] == [second[name] for name in same]
    [session] = counter.rows(sessions)
    assert (session["ended"], session["ended_at_ms"]) == ("closed", at("2026-11-26 12:00")), "three days after the first text"


def test_the_whole_clock_invites_and_reminds(counter: Counter) -> None:
    drawn(counter)
    rounds = [run_once(counter.gateway)]
    deliver_all(counter)
    counter.clock.pass_(hours=24)
    rounds += [run_once(counter.gateway), run_once(counter.gateway)]
    assert [(done.invited, done.reminded) for done in rounds] == [(1, 0), (0, 1), (0, 0)]


def test_a_reminder_counts_from_the_last_text_and_repeats_the_open_question(counter: Counter) -> None:
    invited(counter)
    says(counter, "1")
    deliver_all(counter)
    counter.clock.pass_(hours=23)
    assert clock_round(counter) == 0
    counter.clock.pass_(hours=1)
    assert clock_round(counter) == 1
    assert texts(counter)[-1][0] == "reminder"
    assert counter.rows(outbox)[-1]["text"] == counter.rows(outbox)[-2]["text"]


def test_a_reply_to_yesterdays_reminder_goes_on_where_it_was(counter: Counter) -> None:
    invited(counter)
    counter.clock.pass_(hours=24)
    clock_round(counter)
    deliver_all(counter)
    counter.clock.pass_(hours=20)
    assert "Does it work?" in (says(counter, "1") or "")
    assert says(counter, "1") == "Thanks."
    counter.clock.pass_(hours=48)
    assert clock_round(counter) == 0


def test_a_person_who_began_by_a_word_is_reminded_too(counter: Counter) -> None:
    says(counter, "WATER")
    deliver_all(counter)
    counter.clock.pass_(hours=24)
    assert clock_round(counter) == 1


@pytest.mark.parametrize(
    ("asked", "zone", "reminded"),
    [
        ("2026-11-23 18:30", "Africa/Maseru", "2026-11-24 18:30"),
        ("2026-11-24 07:00", "Africa/Nairobi", "2026-11-25 07:00"),
        ("2026-11-23 17:30", "Africa/Nairobi", "2026-11-24 17:30"),
        ("2026-11-28 12:00", "Africa/Maseru", "2026-11-30 08:00"),
        ("2026-12-23 12:00", "Africa/Maseru", "2026-12-25 08:00"),
    ],
    ids=["at once", "morning where the phone is", "evening there", "no Sundays", "the day before Christmas"],
)
def test_a_reminder_waits_for_a_decent_hour_where_the_phone_is(counter: Counter, asked: str, zone: str, reminded: str) -> None:
    health = counter.gateway.settings.ministries["health"].model_copy(update={"holidays": frozenset({date(2026, 12, 24)})})
    ministries = {**counter.gateway.settings.ministries, "health": health}
    counter.gateway = replace(counter.gateway, settings=counter.gateway.settings.model_copy(update={"ministries": ministries}))
    counter.clock.at_ms = at(asked)
    invited(counter, zone)
    while counter.clock() < at(reminded):
        counter.clock.pass_(hours=0.5)
        assert clock_round(counter) == (counter.clock() >= at(reminded))


@pytest.mark.parametrize("late", ["2026-11-24 20:00", "2026-11-25 03:00"])
def test_a_clock_that_comes_late_does_not_remind_at_night(counter: Counter, late: str) -> None:
    invited(counter)
    counter.clock.at_ms = at(late)
    assert clock_round(counter) == 0
    assert counter.rows(sessions)[0]["due_at_ms"] == at("2026-11-25 08:00")
    counter.clock.at_ms = at("2026-11-25 08:00")
    assert clock_round(counter) == 1


def test_a_night_on_which_the_clocks_change_moves_no_reminder_out_of_the_hours(counter: Counter) -> None:
    """Cairo puts its clocks back in the night to Friday 30 October 2026: the day after has its hours an hour later in UTC."""
    cairo = ZoneInfo("Africa/Cairo")
    from datetime import datetime

    counter.clock.at_ms = round(datetime(2026, 10, 29, 8, 0, tzinfo=cairo).timestamp()) * 1000
    invited(counter, "Africa/Cairo")
    counter.clock.pass_(hours=24)
    assert clock_round(counter) == 0, "the wall shows seven"
    counter.clock.pass_(hours=1)
    assert clock_round(counter) == 1


def test_jumps_of_the_clock_remind_nobody_twice(counter: Counter) -> None:
    invited(counter)
    reminded = 0
    for hours in (24, -1, 1, 24, -24, -1):
        counter.clock.pass_(hours=hours)
        reminded += clock_round(counter)
        deliver_all(counter)
    assert reminded == 1


@pytest.mark.parametrize(("scope", "name"), [("survey", "water"), ("ministry", "health"), ("channel", "main"), ("all", "")])
def test_what_is_paused_reminds_nobody_until_it_goes_on(counter: Counter, scope: Scope, name: str) -> None:
    invited(counter)
    with unit(counter.gateway.engine) as u:
        pauses.pause(u, scope, name, "a test", "tester", counter.clock(), at("2026-11-24 15:00"))
        u.commit()
    counter.clock.pass_(hours=24)
    assert clock_round(counter) == 0
    counter.clock.at_ms = at("2026-11-24 15:00")
    assert clock_round(counter) == 1


def test_who_cannot_be_reached_is_not_texted_again(counter: Counter) -> None:
    invited(counter, state="failed")
    counter.clock.pass_(hours=25)
    assert clock_round(counter) == 0


def test_nobody_is_reminded_of_a_text_that_has_not_gone_out(counter: Counter) -> None:
    invited(counter, state="due")
    counter.clock.pass_(hours=25)
    assert clock_round(counter) == 0
    deliver_all(counter)
    counter.clock.pass_(hours=1)
    assert clock_round(counter) == 1


def test_who_wants_no_texts_or_was_forgotten_is_not_reminded(counter: Counter) -> None:
    invited(counter)
    with unit(counter.gateway.engine) as u:
        contacts.opt(u, counter.rows(sessions)[0]["contact_id"], counter.clock())
        u.commit()
    counter.clock.pass_(hours=24)
    assert clock_round(counter) == 0
    assert counter.rows(invitations)[0]["state"] == "sent"


def test_two_clocks_at_once_remind_each_person_once(counter: Counter) -> None:
    for n in range(8):
        invited(counter, number=f"+2665800{n:04}")
    counter.clock.pass_(hours=24)
    with ThreadPoolExecutor(4) as clocks:
        reminded = list(clocks.map(lambda _: remind_due(counter.gateway), range(4)))
    assert sum(reminded) <= 8
    remind_due(counter.gateway)
    assert [kind for kind, _ in texts(counter)].count("reminder") == 8
    assert len(counter.rows(turns)) == 16


def test_a_fault_amid_the_writing_leaves_nothing_of_it(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    invited(counter)
    counter.clock.pass_(hours=24)

    def fault(*_: object, **__: object) -> int:
        raise RuntimeError("power cut")

    monkeypatch.setattr("storage.outbox.put", fault)
    assert remind_due(counter.gateway) == 0
    assert len(counter.rows(turns)) == 1
    monkeypatch.undo()
    assert remind_due(counter.gateway) == 1


def test_one_that_cannot_be_read_holds_up_nobody(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remind, "AT_ONCE", 1)
    invited(counter)
    invited(counter, number="+26658000002")
    with unit(counter.gateway.engine) as u:
        u.connection.execute(text("UPDATE turns SET state = 'broken' WHERE session_id = 1"))
        u.commit()
    counter.clock.pass_(hours=24)
    assert remind_due(counter.gateway) == 1
