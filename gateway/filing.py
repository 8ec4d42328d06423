"""From an ended session to a filed response: queued in the completing transaction, filed when there is time."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.model import Flow
from flows.state import State
from storage import responses

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.unit import Unit

COUNTED = ("finished", "closed", "stopped", "refused", "dropped", "not started")
"""How a session ends that becomes a response; ``abandoned`` and ``moved`` go on in another session."""


def queue(u: Unit, gateway: Gateway, session_id: int, flow: Flow, state: State, at_ms: int) -> None:
    """Queue an ended session for the night, in the transaction that ends it.

    ``state`` is the session's last one, ``at_ms`` the instant of its end. A session that goes on elsewhere (abandoned,
    moved) is not queued, so a caller may hand over every ended session.
    """
    if state.ended not in COUNTED:
        return
    passage = responses.passage(u, session_id)
    ministry = gateway.settings.ministries.get(passage.ministry)
    zone = ministry.time_zone if ministry else flow.time_zone
    responses.queue(
        u,
        passage,
        language=state.language,
        local_day=local_day(flow, state, zone, at_ms),
        ended=state.ended,
        left_at=_left_at(u, session_id, state),
        at_ms=at_ms,
    )


def local_day(flow: Flow, state: State, zone: str, at_ms: int) -> date:
    """The date in ``zone`` on which the headline answer was received, else on which the session ended."""
    headline = next((q.name for q in flow.questions if q.counts_as == "headline"), None)
    answer = state.answer(headline) if headline else None
    counted_at_ms = answer.answered_at_ms if answer and answer.state == "answered" else at_ms
    return datetime.fromtimestamp(counted_at_ms / 1000, ZoneInfo(zone)).date()


def _left_at(u: Unit, session_id: int, state: State) -> str:
    """The question that was open when the person left: an ended state no longer names it, an earlier turn does."""
    if state.ended == "finished":
        return ""
    before = (State.load(text).open for text in responses.states(u, session_id))
    return state.open or next((name for name in before if name), "")
