"""Conversations that the clock ends: calls not taken up again in time, texts not answered within the survey's days.

Runs in any number of processes at once: whoever appends the closing turn first has closed it. However late the clock comes,
a conversation has ended when its time was over. What is only to be reminded is for :mod:`gateway.asking.remind`, which comes
first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from flows.conversation import due_at_ms, expire, look_at_ms
from flows.model import Flow
from flows.state import Open, State
from gateway.conversing import filing
from storage import sessions
from storage.unit import Overtaken, Unavailable, reading, unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.sessions import OpenSession

log = structlog.get_logger()

AT_ONCE = 500
"""Conversations looked at in one go."""

LATER_MS = 3_600_000
"""A conversation that cannot be closed is looked at again after this long; it must not hold up the others."""


def close_due(gateway: Gateway) -> int:
    """End every conversation whose time is over; returns how many. One that went on meanwhile is looked at again later."""
    closed = 0
    while True:
        at_ms = gateway.now_ms()
        with reading(gateway.engine) as c:
            waiting = sessions.due(c, at_ms, AT_ONCE)
        closed += sum(_look(gateway, standing, at_ms) for standing in waiting)
        if len(waiting) < AT_ONCE:
            return closed


def _look(gateway: Gateway, standing: OpenSession, at_ms: int) -> bool:
    """Close one conversation, or set when to look at it again. Says whether it is closed."""
    try:
        return _close_if_due(gateway, standing, at_ms)
    except Unavailable:
        raise
    except Exception:  # whatever is wrong with one conversation, the others are not to wait for it
        log.exception("conversation cannot be closed", session=standing.session_id)
        _postpone(gateway, standing, at_ms + LATER_MS)
        return False


def _close_if_due(gateway: Gateway, standing: OpenSession, at_ms: int) -> bool:
    flow, state = _read(gateway, standing)
    due_ms = due_at_ms(flow, state, standing.at_ms)
    ended = expire(Open(standing.session_id, flow, state, standing.at_ms), at_ms)
    if ended is None:
        _postpone(gateway, standing, max(look_at_ms(flow, state, standing.at_ms), at_ms + 1))
        return False
    return _close(gateway, standing, flow, ended, due_ms, at_ms)


def _read(gateway: Gateway, standing: OpenSession) -> tuple[Flow, State]:
    with reading(gateway.engine) as c:
        return gateway.published.by_id(c, standing.version_id), State.load(standing.state)


def _postpone(gateway: Gateway, standing: OpenSession, due_ms: int) -> None:
    with unit(gateway.engine) as u:
        sessions.postpone(u, standing.session_id, due_ms)
        u.commit()


def _close(gateway: Gateway, standing: OpenSession, flow: Flow, ended: State, due_ms: int, at_ms: int) -> bool:
    session_id = standing.session_id
    try:
        with unit(gateway.engine) as u:
            sessions.append_turn(
                u.connection, session_id, standing.n + 1, at_ms=at_ms, heard=None, said=None, state=ended.dump(), reply=None
            )
            sessions.end(u, session_id, ended.ended, due_ms)
            filing.queue(u, gateway, session_id, flow, ended, at_ms, ended_at_ms=due_ms)
            u.commit()
    except Overtaken:  # the person was quicker
        return False
    return True
