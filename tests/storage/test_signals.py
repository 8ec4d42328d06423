"""A signal is announced once, carried while it is found again, and closed by an action or by quiet weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from reports.signals import Finding
from storage import signals
from storage.signals import Action
from storage.unit import Rejected, unit

SUNDAY = date(2026, 6, 7)
WEEK = timedelta(weeks=1)
HOSPITAL = Finding(
    "funnel", "sms", "all", "mafeteng", "F003", "positive", "concern", SUNDAY - timedelta(days=27), 14, Decimal("0.5862"),
    Decimal("0.6800"), Decimal("0.9100"), 58,
)  # fmt: skip


def noted(engine: Engine, day: date, finding: Finding = HOSPITAL) -> int | None:
    with unit(engine) as u:
        found = signals.note(u, "health", finding, day)
        u.commit()
    return found


def open_ids(engine: Engine, day: date) -> list[int]:
    with unit(engine) as u:
        return [record.id for record in signals.of_ministry(u, "health", day, day) if record.closed is None]


def act(engine: Engine, signal_id: int, day: date, *, closes: bool = True) -> bool:
    with unit(engine) as u:
        done = signals.act(u, Action(signal_id, "coached", "Two shifts of training.", "M. Molapo", closes, day, 1))
        u.commit()
    return done


def test_it_is_announced_once_however_often_it_is_found(engine: Engine) -> None:
    first = noted(engine, SUNDAY)
    assert first is not None
    assert [noted(engine, SUNDAY), noted(engine, SUNDAY + WEEK)] == [None, None]
    with unit(engine) as u:
        [record] = signals.of_ministry(u, "health", SUNDAY + WEEK, SUNDAY)
    assert (record.id, record.opened, record.last) == (first, SUNDAY, SUNDAY + WEEK)
    assert (record.value, record.low, record.n) == (Decimal("0.5862"), Decimal("0.6800"), 58)


def test_another_place_direction_or_ministry_is_another_signal(engine: Engine) -> None:
    found = [
        noted(engine, SUNDAY, each)
        for each in (HOSPITAL, replace(HOSPITAL, facility="F004"), replace(HOSPITAL, direction="improvement"))
    ]
    with unit(engine) as u:
        found.append(signals.note(u, "transport", HOSPITAL, SUNDAY))
        u.commit()
    assert len({each for each in found if each is not None}) == 4


def test_what_was_done_closes_it_and_its_story_does_not_open_it_again(engine: Engine) -> None:
    signal_id = noted(engine, SUNDAY)
    assert signal_id is not None
    assert act(engine, signal_id, SUNDAY + timedelta(days=3), closes=False)
    assert open_ids(engine, SUNDAY + WEEK) == [signal_id]
    assert act(engine, signal_id, SUNDAY + timedelta(days=4))
    assert not act(engine, signal_id, SUNDAY + timedelta(days=5))
    assert open_ids(engine, SUNDAY + WEEK) == []
    assert noted(engine, SUNDAY + WEEK) is None
    later = replace(HOSPITAL, since=SUNDAY + timedelta(days=5))
    again = noted(engine, SUNDAY + 5 * WEEK, later)
    assert again not in (None, signal_id)


def test_a_report_of_an_earlier_day_sees_it_as_it_stood_then(engine: Engine) -> None:
    signal_id = noted(engine, SUNDAY)
    assert signal_id is not None
    act(engine, signal_id, SUNDAY + timedelta(days=10))
    assert open_ids(engine, SUNDAY - timedelta(days=1)) == []
    assert open_ids(engine, SUNDAY + timedelta(days=9)) == [signal_id]
    with unit(engine) as u:
        [record] = signals.of_ministry(u, "health", SUNDAY + timedelta(days=10), SUNDAY)
    assert (record.closed, record.closing, record.note) == (SUNDAY + timedelta(days=10), "coached", "Two shifts of training.")


def test_eight_quiet_weeks_close_it(engine: Engine) -> None:
    noted(engine, SUNDAY)
    noted(engine, SUNDAY + WEEK)
    closed = []
    for week in range(2, 11):
        day = SUNDAY + week * WEEK
        with unit(engine) as u:
            closed.append(signals.close_quiet(u, "health", day - 8 * WEEK + timedelta(days=1), day))
            u.commit()
    assert closed == [0] * 7 + [1, 0]


def test_what_was_done_is_never_taken_back(engine: Engine) -> None:
    signal_id = noted(engine, SUNDAY)
    assert signal_id is not None
    act(engine, signal_id, SUNDAY)
    for words in ("UPDATE actions SET note = 'nothing'", "DELETE FROM actions"):
        with pytest.raises(Rejected), unit(engine) as u:
            u.connection.exec_driver_sql(words)
    with unit(engine) as u:
        [action] = signals.actions_of(u, signal_id)
    assert (action.kind, action.recorded_by, action.closes) == ("coached", "M. Molapo", True)
