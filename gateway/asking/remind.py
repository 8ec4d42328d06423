"""Reminders: the open text of a conversation once more, word for word, at the survey's time and at a decent hour, never twice.

The clock comes by a conversation when ``flows.conversation.look_at_ms`` says so. That it was reminded is a turn of its own,
committed with the text in the outbox: of two clocks one appends it, and whoever has answered meanwhile is not reminded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from flows.conversation import due_at_ms, expire, look_at_ms, remind
from flows.model import Flow
from flows.state import Open, State
from gateway.asking import calendar
from gateway.asking.lines import channel_by
from gateway.crashpoints import crash_at
from gateway.sending import resting
from storage import backlog, contacts, invitations, outbox, pauses, sessions
from storage.unit import Overtaken, Unavailable, Unit, reading, unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.sessions import OpenSession

log = structlog.get_logger()

AT_ONCE = 500
"""Conversations looked at in one go."""

LATER_MS = 600_000
"""One that must wait (its survey is paused, its last text has not gone out yet) is looked at again after this."""

GONE = ("", "failed")
"""Where the last text is of somebody whom no reminder would reach either."""

ON_ITS_WAY = ("due", "sending")


def remind_due(gateway: Gateway) -> int:
    """Remind everybody who is to be reminded now; returns how many. The others are looked at again when it is time for them.

    Conversations whose time is over are left to :mod:`gateway.conversing.close`.
    """
    at_ms = gateway.now_ms()
    reminded, last = 0, None
    while True:
        with reading(gateway.engine) as c:
            waiting = sessions.due(c, at_ms, AT_ONCE, channel="sms", after=last)
        queued = [outbox_id for each in waiting if (outbox_id := _look(gateway, each, at_ms)) is not None]
        if queued:
            gateway.bell.ring("deliver", queued[0])  # as in gateway.asking.invite: workers drain the rest
        reminded += len(queued)
        if len(waiting) < AT_ONCE:
            return reminded
        last = waiting[-1]


def _look(gateway: Gateway, standing: OpenSession, at_ms: int) -> int | None:
    """Remind in one conversation, or set when to look at it again. The outbox row of the reminder, if there is one."""
    try:
        return _remind(gateway, standing.session_id, standing.contact_id, at_ms)
    except Overtaken:  # they have answered in this moment, or another clock was quicker
        return None
    except Unavailable:
        raise
    except Exception:  # whatever is wrong with one conversation, the others are not to wait for it
        log.exception("reminder cannot be decided about", session=standing.session_id)
        return None


def _remind(gateway: Gateway, session_id: int, contact_id: int, at_ms: int) -> int | None:
    with unit(gateway.engine) as u:
        contacts.lock(u, contact_id)
        standing = sessions.standing(u, session_id)
        if standing is None or standing.ended:
            return None
        flow, state = gateway.published.by_id(u, standing.version_id), State.load(standing.state)
        open_ = Open(session_id, flow, state, standing.at_ms)
        if expire(open_, at_ms) is not None:
            return None
        outbox_id = None
        until_ms = _wait_until_ms(u, gateway, standing, open_, at_ms)
        if until_ms is None:
            outbox_id = _text_again(u, gateway, standing, open_, at_ms)
        else:
            sessions.postpone(u, session_id, max(min(until_ms, due_at_ms(flow, state, standing.at_ms)), at_ms + 1))
        crash_at(gateway.settings, "p")
        u.commit()
    return outbox_id


def _wait_until_ms(u: Unit, gateway: Gateway, standing: OpenSession, open_: Open, at_ms: int) -> int | None:
    """When to look at a conversation again in which nobody is reminded now; ``None``: it is now."""
    flow, state = open_.flow, open_.state
    ends_ms = due_at_ms(flow, state, standing.at_ms)
    wanted_ms = look_at_ms(flow, state, standing.at_ms)
    if wanted_ms == ends_ms or at_ms < wanted_ms:
        return wanted_ms
    ministry = gateway.settings.ministries.get(standing.ministry)
    zone = _zone(u, standing, flow)
    try:
        allowed_ms = calendar.first_allowed_at_ms(flow, zone, ministry, gateway.settings.invitations, at_ms)
    except calendar.NoHour:
        return ends_ms
    if allowed_ms > at_ms:
        return allowed_ms
    return _obstacle_ms(u, gateway, standing, at_ms, ends_ms)


def _obstacle_ms(u: Unit, gateway: Gateway, standing: OpenSession, at_ms: int, ends_ms: int) -> int | None:
    """When to look again because something keeps the reminder back at this hour; ``None``: nothing does."""
    channel = channel_by(gateway.settings, standing.code)
    before = backlog.state_of_newest(u.connection, standing.contact_id, standing.session_id)
    if channel is None or before in GONE or contacts.by_id(u, standing.contact_id).opted_out:
        return ends_ms
    paused = resting.rests(pauses.holding(u, at_ms), survey=standing.survey, ministry=standing.ministry, channel=channel.name)
    return at_ms + LATER_MS if paused or before in ON_ITS_WAY else None


def _zone(u: Unit, standing: OpenSession, flow: Flow) -> str:
    return invitations.zone_of_session(u, standing.session_id) or flow.time_zone


def _text_again(u: Unit, gateway: Gateway, standing: OpenSession, open_: Open, at_ms: int) -> int | None:
    """Write down that they are reminded, and queue the text."""
    channel = channel_by(gateway.settings, standing.code)
    outcome = remind(open_, at_ms, gateway.budgets, _zone(u, standing, open_.flow).partition(" ")[0])
    if channel is None or outcome is None or outcome.screen is None:
        sessions.postpone(u, standing.session_id, due_at_ms(open_.flow, open_.state, standing.at_ms))
        return None
    [(session_id, state)] = outcome.changed
    text = outcome.screen.text
    sessions.append_turn(
        u.connection, session_id, standing.n + 1, at_ms=at_ms, heard=None, said=None, state=state.dump(), reply=text
    )
    sessions.postpone(u, session_id, due_at_ms(open_.flow, state, at_ms))
    log.info("reminded", session=session_id, survey=standing.survey)
    return outbox.put(
        u,
        channel=channel.name,
        contact_id=standing.contact_id,
        session_id=session_id,
        code=standing.code,
        text=text,
        at_ms=at_ms,
        kind="reminder",
        ministry=standing.ministry,
    )
