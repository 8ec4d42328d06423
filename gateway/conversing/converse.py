"""What one thing heard from a person changes, written down: the part that a USSD hop and a text have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

import structlog

from flows.conversation import follow, look_at_ms
from flows.conversing.agreeing import may_agree
from flows.model import Channel, Flow, Phone
from flows.state import Moment, Open, Outcome, State, Visit
from gateway.conversing import filing
from gateway.rights import consent
from storage import invitations, sessions
from storage.consents import TEXTS

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.sessions import OpenSession
    from storage.unit import Unit


log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Came:
    """How something came: from whom, by which code, when; ``heard`` only in a call, ``inbox_id`` only for a text.

    ``by`` are the conversations that heard it, where others of the outcome are only shown something; empty for all.
    """

    contact_id: int
    channel: Channel | Literal["office"]
    code: str
    at_ms: int
    said: str | None
    heard: str | None = None
    inbox_id: int | None = None
    by: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of a person: their open conversations, when they last finished each survey, their newest visits."""

    standing: list[OpenSession]
    opens: tuple[Open, ...]
    finished_at_ms: Mapping[str, int]
    visits: Mapping[str, Visit] = field(default_factory=dict)
    """By survey, of the surveys that use the visits of people who start by themselves."""

    def open_of(self, survey: str) -> Open | None:
        """Their open conversation of a survey."""
        return next((each for each in self.opens if each.flow.survey == survey), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an open conversation stands: its survey, the number of its newest turn, its state and what was shown then, when the
    clock looks at it next."""

    flow: Flow
    n: int
    dumped: str
    shown: str | None
    due_at_ms: int = 0

    @property
    def state(self) -> State:
        return State.load(self.dumped)


BY_THE_CLOCK = ("dropped", "closed")
"""Ends that nobody has asked for: the time was over, and it is found now because the person came back."""


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
    if outcome.opted:
        _opt(u, gateway, outcome, came, places)
    passed = [(_begin(u, gateway, flow, state, came), state, flow) for state, flow in outcome.passed]
    begun_on, begun = outcome.begun_on, outcome.begun
    begun_id = None if begun_on is None or begun is None else _begin(u, gateway, begun_on, begun, came)
    heard = [session_id for session_id, state in outcome.changed if state.ended not in BY_THE_CLOCK]
    owner = begun_id if begun_id is not None else next(reversed(heard), None)
    call_id = call_of(owner) if owner is not None else None
    for session_id, state in outcome.changed:
        turn = _Turn(session_id, places[session_id].n + 1, state, reply if session_id == owner else None)
        _write(
            u,
            turn,
            _heard_by(came, session_id) if session_id in heard else _clock(came),
            call_id if session_id in heard else None,
        )
        _settle(u, gateway, turn, places[session_id], came.at_ms)
        if session_id in heard:
            _agree(u, gateway, turn, places[session_id], came)
    for session_id, state, flow in passed:
        _write_first(u, gateway, _Turn(session_id, 1, state, None), flow, came, call_id)
    if begun_id is not None and begun is not None and begun_on is not None:
        first = replace(came, said=None) if heard or passed else came
        turn = _Turn(begun_id, 1, begun, reply)
        _write_first(u, gateway, turn, begun_on, first, call_id, _taken_over(outcome, begun, places))
    return owner


def _opt(u: Unit, gateway: Gateway, outcome: Outcome, came: Came, places: Mapping[int, Place]) -> None:
    """No more texts, or texts again: said after the last screen of the conversation that it ended, if it ended one."""
    out, told = outcome.opted == "out", None
    heard = [session_id for session_id, state in outcome.changed if state.ended == "stopped"]
    if heard:
        place = places[heard[-1]]
        told = consent.said(gateway, _saying(heard[-1], place, came), place.state, TEXTS, given=not out)
    consent.opt(u, came.contact_id, out=out, channel=came.channel, at_ms=came.at_ms, told=told)


def _agree(u: Unit, gateway: Gateway, turn: _Turn, place: Place, came: Came) -> None:
    before = place.state
    if may_agree(place.flow, before):
        consent.agree(u, gateway, _saying(turn.session_id, place, came), before, turn.state)


def _saying(session_id: int, place: Place, came: Came) -> consent.Saying:
    return consent.Saying(place.flow, session_id, place.shown, came.contact_id, came.channel, came.at_ms)


def _taken_over(outcome: Outcome, begun: State, places: Mapping[int, Place]) -> State | None:
    """The state of the conversation whose answers a new one has taken over from the other channel, if it has."""
    moved = (places[session_id].state for session_id, state in outcome.changed if state.ended == "moved")
    return next((before for before in moved if begun.answers and before.answers == begun.answers), None)


@dataclass(frozen=True, slots=True)
class _Turn:
    session_id: int
    n: int
    state: State
    reply: str | None


def _heard_by(came: Came, session_id: int) -> Came:
    """What one of the conversations heard: nothing if it is only shown something now, because another one led to it."""
    return came if not came.by or session_id in came.by else replace(came, said=None)


def _clock(came: Came) -> Came:
    """What a conversation heard whose time was over: nothing."""
    return replace(came, said=None, heard=None, inbox_id=None)


def _settle(u: Unit, gateway: Gateway, turn: _Turn, place: Place, at_ms: int) -> None:
    """File a conversation that has ended; let the clock come earlier to one whose time has become shorter."""
    if turn.state.ended:
        filing.queue(u, gateway, turn.session_id, place.flow, turn.state, at_ms)
    elif (due_ms := look_at_ms(place.flow, turn.state, at_ms)) < place.due_at_ms:
        sessions.postpone(u, turn.session_id, due_ms)


def stopping_all(outcome: Outcome, opens: tuple[Open, ...]) -> Outcome:
    """The outcome of a call in which somebody asked for no more texts: all their other conversations stop as well."""
    if outcome.opted != "out":
        return outcome
    known = {key for key, _ in outcome.changed}
    others = tuple((each.key, each.state.ended_as("stopped")) for each in opens if each.key not in known)
    return replace(outcome, changed=others + outcome.changed)


def known(gateway: Gateway, u: Unit, contact_id: int) -> Known:
    """What is stored of a person. Everything that the engine is told of them comes from here."""
    standing = sessions.opens_of(u, contact_id)
    return Known(standing, _opens(gateway, u, standing), sessions.last_finished(u, contact_id), _visits(gateway, u, contact_id))


def _visits(gateway: Gateway, u: Unit, contact_id: int) -> Mapping[str, Visit]:
    """Their newest visits. Storage is asked only where a survey that is published uses visits."""
    within = gateway.published.uses_visits_within()
    if not within:
        return {}
    since_ms = gateway.now_ms() - max(within.values()) // timedelta(milliseconds=1)
    return invitations.newest_visits(u, contact_id, within, since_ms)


def through(gateway: Gateway, u: Unit, person: Known, outcome: Outcome, moment: Moment) -> Outcome:
    """The survey that begins behind a front door, if ``outcome`` passed one and there is such a survey; else the outcome."""
    if not outcome.starts:
        return outcome
    gateway.published.refresh(u)
    edition = gateway.published.newest(outcome.starts)
    if edition is None:
        return outcome
    survey, anew = edition.version.survey, replace(moment, reference=gateway.reference())
    return follow(
        outcome,
        edition.flow,
        person.open_of(survey),
        person.finished_at_ms.get(survey),
        anew,
        gateway.budgets,
        person.visits.get(survey),
    )


def asks_for_a_number(open_: Open) -> bool:
    """True while a phone number is asked for: what is heard may be one, also where something else is on the screen."""
    at = open_.flow.by_name.get(open_.state.open)
    return at is not None and isinstance(open_.flow.questions[at].kind, Phone)


def _opens(gateway: Gateway, u: Unit, standing: list[OpenSession]) -> tuple[Open, ...]:
    return tuple(
        Open(s.session_id, flow, State.load(s.state), s.at_ms)
        for s in standing
        if (flow := _flow_of(gateway, u, s)) is not None
    )


def _flow_of(gateway: Gateway, u: Unit, standing: OpenSession) -> Flow | None:
    """The version of a conversation; ``None`` if it cannot be read any more: that one is left out, its person is not muted."""
    try:
        return gateway.published.by_id(u, standing.version_id)
    except LookupError:
        log.error("conversation on a version that cannot be read", session=standing.session_id, version=standing.version_id)
        return None


def places(gateway: Gateway, u: Unit, standing: list[OpenSession]) -> dict[int, Place]:
    """Where a person's open conversations stand, by session."""
    return {
        s.session_id: Place(flow, s.n, s.state, s.reply, s.due_at_ms)
        for s in standing
        if (flow := _flow_of(gateway, u, s)) is not None
    }


def _begin(u: Unit, gateway: Gateway, flow: Flow, state: State, came: Came) -> int:
    """A new session's id; its first turn is still to be written."""
    version = gateway.published.version_of(flow)
    return sessions.begin(
        u,
        contact_id=came.contact_id,
        ministry=version.ministry,
        survey=version.survey,
        version_id=version.id,
        channel=came.channel,
        code=came.code,
        at_ms=came.at_ms,
        due_at_ms=look_at_ms(flow, state, came.at_ms),
    )


def _write_first(
    u: Unit, gateway: Gateway, turn: _Turn, flow: Flow, came: Came, call_id: int | None, before: State | None = None
) -> None:
    """The first turn of a conversation, which may be its last: everything can be dialled at once.

    ``before`` is the state of the conversation that it takes over, if it does.
    """
    _write(u, turn, came, call_id)
    saying = consent.Saying(flow, turn.session_id, None, came.contact_id, came.channel, came.at_ms)
    consent.agree(u, gateway, saying, before, turn.state)
    if turn.state.ended:
        sessions.end(u, turn.session_id, turn.state.ended, came.at_ms)
        filing.queue(u, gateway, turn.session_id, flow, turn.state, came.at_ms)


def _write(u: Unit, turn: _Turn, came: Came, call_id: int | None) -> None:
    sessions.append_turn(
        u.connection,
        turn.session_id,
        turn.n,
        call_id=call_id,
        inbox_id=came.inbox_id,
        at_ms=came.at_ms,
        heard=came.heard,
        said=came.said,
        state=turn.state.dump(),
        reply=turn.reply,
    )
