"""Invitations whose text never went out after all: nobody was asked, so their conversations end and no report counts them.

Sending records that a text surely never went out, and why, in its own transaction; the clock ends the conversation here, under
the lock of the person's contact. Whoever has begun to answer meanwhile, by themselves, goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from flows.state import Ended, State
from storage import contacts, invitations, sessions
from storage.unit import Overtaken, Unavailable, reading, unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway

log = structlog.get_logger()

AT_ONCE = 500
"""Conversations ended in one round of the clock."""

ENDED: Ended = "not started"


def end_unsent(gateway: Gateway) -> int:
    """End the conversations that began with a text that never went out; returns how many. Repeatable, by any number at once."""
    with reading(gateway.engine) as c:
        waiting = invitations.to_end(c, AT_ONCE)
    return sum(_look(gateway, session_id) for session_id in waiting)


def _look(gateway: Gateway, session_id: int) -> bool:
    try:
        return _end(gateway, session_id)
    except Overtaken:  # they have begun by themselves in this moment, or another clock was quicker
        return False
    except Unavailable:
        raise
    except Exception:  # it ends when its time is over; the others are not to wait for it
        log.exception("conversation cannot be ended", session=session_id)
        _let_go(gateway, session_id)
        return False


def _let_go(gateway: Gateway, session_id: int) -> None:
    with unit(gateway.engine) as u:
        invitations.let_go(u, session_id)
        u.commit()


def _end(gateway: Gateway, session_id: int) -> bool:
    with unit(gateway.engine) as u:
        standing = sessions.standing(u, session_id)
        if standing is not None:
            contacts.lock(u, standing.contact_id)
            standing = sessions.standing(u, session_id)
        ends = standing is not None and not standing.ended and standing.n == 1
        if ends and standing is not None:
            at_ms, state = gateway.now_ms(), State.load(standing.state).ended_as(ENDED)
            sessions.append_turn(
                u.connection, session_id, 2, at_ms=at_ms, heard=None, said=None, state=state.dump(), reply=None
            )
            sessions.end(u, session_id, ENDED, at_ms)
        invitations.let_go(u, session_id)
        u.commit()
    if ends:
        gateway.tally.add("sessions_ended", ENDED)
        log.info("invitation never sent: conversation ended", session=session_id)
    return ends
