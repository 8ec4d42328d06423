"""What one thing heard from a person changes, written down: the part that a USSD hop and a text have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.conversation import due_at_ms

from flows.model import Channel, Flow
from flows.state import Open, Outcome, State
from gateway import filing
from storage import sessions

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.sessions import OpenSession
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Came:
    """How something came: from whom, by which code, when; ``heard`` only in a call, ``inbox_id`` only for a text."""

    contact_id: int
    channel: Channel
    code: str
    at_ms: int
    said: str | None
    heard: str | None = None
    inbox_id: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an open conversation stands: its survey, and the number of its newest turn."""

    flow: Flow
    n: int


def record(
    u: Unit,
    gateway: Gateway,
    outcome: Outcome,
    came: Came,
    places: Mapping[int, Place],
    reply: str | None,
    call_of: Callable[[int], int | None],
) -> int | None:
    """Write every change of an outcome; returns the session that ``reply`` belongs to, if one does.

    ``call_of`` is asked once, with that session, for the call that it is now in. Old conversations end before a new one
    begins: there is never more than one open per survey and person.
    """
    for session_id, state in outcome.changed:
        if state.ended:
            sessions.end(u, session_id, state.ended, came.at_ms)
    begun_id = _begin(u, gateway, outcome, came)
    owner = begun_id if begun_id is not None else (outcome.changed[-1][0] if outcome.changed else None)
    call_id = call_of(owner) if owner is not None else None
    for session_id, state in outcome.changed:
        place = places[session_id]
        shown = reply if session_id == owner else None
        _turn(u, session_id, place.n + 1, came, call_id, came.said, state, shown)
        if state.ended:
            filing.queue(u, gateway, session_id, place.flow, state, came.at_ms)
    if begun_id is not None and outcome.begun is not None:
        said = None if outcome.changed else came.said
        _turn(u, begun_id, 1, came, call_id, said, outcome.begun, reply)
        _end_if_over(u, gateway, begun_id, outcome, came)
    return owner


def opens(gateway: Gateway, u: Unit, standing: list[OpenSession]) -> tuple[Open, ...]:
    """A person's open conversations as the engine knows them."""
    return tuple(Open(s.session_id, gateway.published.by_id(u, s.version_id), State.load(s.state), s.at_ms) for s in standing)


def places(gateway: Gateway, u: Unit, standing: list[OpenSession]) -> dict[int, Place]:
    """Where a person's open conversations stand, by session."""
    return {s.session_id: Place(gateway.published.by_id(u, s.version_id), s.n) for s in standing}


def _begin(u: Unit, gateway: Gateway, outcome: Outcome, came: Came) -> int | None:
    if outcome.begun is None or outcome.begun_on is None:
        return None
    version = gateway.published.version_of(outcome.begun_on)
    return sessions.begin(
        u,
        contact_id=came.contact_id,
        ministry=version.ministry,
        survey=version.survey,
        version_id=version.id,
        channel=came.channel,
        code=came.code,
        at_ms=came.at_ms,
        due_at_ms=due_at_ms(outcome.begun_on, outcome.begun, came.at_ms),
    )


def _end_if_over(u: Unit, gateway: Gateway, session_id: int, outcome: Outcome, came: Came) -> None:
    """A conversation may begin and end in one turn: everything was dialled at once."""
    state, flow = outcome.begun, outcome.begun_on
    if state is not None and flow is not None and state.ended:
        sessions.end(u, session_id, state.ended, came.at_ms)
        filing.queue(u, gateway, session_id, flow, state, came.at_ms)


def _turn(
    u: Unit, session_id: int, n: int, came: Came, call_id: int | None, said: str | None, state: State, reply: str | None
) -> None:
    sessions.append_turn(
        u.connection,
        session_id,
        n,
        call_id=call_id,
        inbox_id=came.inbox_id,
        at_ms=came.at_ms,
        heard=came.heard,
        said=said,
        state=state.dump(),
        reply=reply,
    )
