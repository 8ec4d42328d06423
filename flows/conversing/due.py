"""What the clock does with an open conversation: it reminds once, within the survey's hours, and ends what nobody goes on with.

All instants are milliseconds in UTC; hours are those of ``zone``, where it is left out of the survey's own time zone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.engine.plan import plan_of
from flows.measure import USUAL, Budgets
from flows.model import Flow
from flows.state import Open, Outcome, Screen, State
from flows.turn import take_turn


def allowed_at_ms(flow: Flow, at_ms: int, zone: str = "") -> int:
    """The first instant from ``at_ms`` on at which this survey may text somebody who has not just written.

    The hours of *text only between* begin with their first minute and end before their last.
    """
    here = ZoneInfo(zone or flow.time_zone)
    local = datetime.fromtimestamp(at_ms / 1_000, here)
    clock = f"{local:%H:%M}"
    if flow.rules.text_from <= clock < flow.rules.text_until:
        return at_ms
    day = local.date() + timedelta(days=clock >= flow.rules.text_from)
    opening = datetime.combine(day, time.fromisoformat(flow.rules.text_from), here)
    return round(opening.timestamp()) * 1_000


def due_at_ms(flow: Flow, state: State, shown_at_ms: int) -> int:
    """The instant at which an open conversation ends by itself if nothing is heard after its last screen.

    A reminder does not put it off: it counts from the text before.
    """
    after = flow.rules.close_after if state.is_asked_by_text else flow.rules.resume_within
    return (state.counts_from_ms or shown_at_ms) + milliseconds(after)


def expire(open: Open, at_ms: int) -> State | None:
    """The state of a conversation whose time is over (``closed`` by text, else ``dropped``); ``None`` if it is not."""
    if open.state.ended or at_ms < due_at_ms(open.flow, open.state, open.shown_at_ms):
        return None
    return open.state.ended_as("closed" if open.state.channel == "sms" else "dropped")


def remind_at_ms(flow: Flow, state: State, shown_at_ms: int, zone: str = "") -> int | None:
    """When the open text of a conversation goes out once more; ``None`` if it never does.

    A clock that comes later than that asks :func:`allowed_at_ms` whether it may still text at this hour.
    """
    wanted_ms = _reminder_wanted_ms(flow, state, shown_at_ms)
    if wanted_ms is None:
        return None
    at_ms = allowed_at_ms(flow, wanted_ms, zone)
    return at_ms if at_ms < due_at_ms(flow, state, shown_at_ms) else None


def look_at_ms(flow: Flow, state: State, shown_at_ms: int) -> int:
    """When the clock has something to do with an open conversation: to remind, at this hour or a later one, else to end it."""
    wanted_ms = _reminder_wanted_ms(flow, state, shown_at_ms)
    ends_ms = due_at_ms(flow, state, shown_at_ms)
    return ends_ms if wanted_ms is None else min(wanted_ms, ends_ms)


def _reminder_wanted_ms(flow: Flow, state: State, shown_at_ms: int) -> int | None:
    """When a reminder would go out at any hour; ``None`` if there is none."""
    after = flow.rules.remind_after
    if after is None or state.reminded or state.ended or state.channel != "sms":
        return None
    return shown_at_ms + milliseconds(after)


def remind(open: Open, at_ms: int, budgets: Budgets = USUAL, zone: str = "") -> Outcome | None:
    """The open screen once more, word for word; ``None`` if it is not due, was sent, or must not be at this hour."""
    due_ms = remind_at_ms(open.flow, open.state, open.shown_at_ms, zone)
    if due_ms is None or at_ms < due_ms or at_ms < allowed_at_ms(open.flow, at_ms, zone) or expire(open, at_ms) is not None:
        return None
    reminded = replace(open.state, reminded=True, counts_from_ms=open.shown_at_ms)
    return Outcome(_open_screen(open, at_ms, budgets), changed=((open.key, reminded),))


def _open_screen(open: Open, at_ms: int, budgets: Budgets) -> Screen | None:
    if "sms" in open.state.resume_on:
        return Screen(plan_of(open.flow, budgets).resume(open.state.language, "sms").text(), more=True)
    return take_turn(open.flow, open.state, None, at_ms, budgets).screen


def milliseconds(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
