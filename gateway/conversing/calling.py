"""What a phone menu and an agent of the contact centre have in common: how a call begins and what an answer brings about.

Who calls, over what, and how often a hop may come again is for :mod:`gateway.conversing.converse_ussd` and
:mod:`gateway.conversing.converse_call` to know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, Literal, TypeVar

from flows import conversation
from flows.conversing.agreeing import may_agree
from flows.state import Moment, Open, Outcome, Screen, State
from gateway.conversing import converse
from gateway.conversing.converse import Came, Place
from gateway.crashpoints import crash_at
from storage import sessions
from storage.unit import Overtaken

if TYPE_CHECKING:
    from flows.model import Flow
    from gateway.wiring import Gateway
    from storage.hops import Hop
    from storage.sessions import Standing
    from storage.unit import Unit

AGAIN = 10
"""How often a hop is taken up that another one of the same person has overtaken."""

AGAIN_UNTIL_S = 2.0
"""No taking up after this long: with a database that lets everybody wait, whoever waits is told within the deadline."""

Taken = TypeVar("Taken")

Kept = Callable[[bool], str]
"""What is kept of all that was heard in this call; where a number was asked for (``True``), nothing that can be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """Over what a call goes, and what it keeps from its first hop to its last."""

    gateway: Gateway
    channel: Literal["ussd", "call"]
    name: str
    """Of the account, or ``call`` for the contact centre: provider ids are of one name."""
    provider_id: str
    binding: bytes
    network_code: str | None = None


def until_not_overtaken(gateway: Gateway, take: Callable[[], Taken]) -> Taken:
    """What ``take`` gives, as often as somebody else was quicker. Raises ``Overtaken`` where that does not end."""
    began = monotonic()
    for _ in range(AGAIN - 1):
        try:
            with gateway.trouble:
                return take()
        except Overtaken:
            if monotonic() - began > AGAIN_UNTIL_S:
                raise
    with gateway.trouble:
        return take()


@dataclass(frozen=True, slots=True)
class Beginning:
    """Who begins which survey by which code; ``answers`` were dialled behind it, joined by ``*``."""

    contact_id: int
    flow: Flow
    code: str
    answers: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Begun:
    """What is shown, and the session it belongs to."""

    body: str
    session_id: int | None


def begin(u: Unit, line: Line, of: Beginning, kept: Kept) -> Begun:
    """A call with its first screen, written down but not committed."""
    gateway, survey = line.gateway, of.flow.survey
    person = converse.known(gateway, u, of.contact_id)
    outcome = conversation.dial(
        of.flow,
        person.open_of(survey),
        person.finished_at_ms.get(survey),
        of.answers,
        of.moment,
        gateway.budgets,
        person.visits.get(survey),
        channel=line.channel,
    )
    outcome = converse.stopping_all(converse.through(gateway, u, person, outcome, of.moment), person.opens)
    body = body_of(outcome.screen)
    secret = outcome.secret or any(map(converse.asks_for_a_number, person.opens))
    came = Came(of.contact_id, line.channel, of.code, of.moment.at_ms, None, heard=kept(secret))

    def open_call(session_id: int) -> int:
        call_id = sessions.open_call(
            u,
            channel=line.name,
            provider_id=line.provider_id,
            binding=line.binding,
            contact_id=of.contact_id,
            session_id=session_id,
            network_code=line.network_code,
            at_ms=of.moment.at_ms,
        )
        crash_at(gateway.settings, "b")
        return call_id

    owner = converse.record(u, gateway, outcome, came, converse.places(gateway, u, person.standing), body, open_call)
    return Begun(body, owner)


def go_on(
    at: Hop, line: Line, standing: Standing, state: State, said: str, moment: Callable[[bool], Moment], kept: Kept
) -> str:
    """The next screen of a call that stands open in ``state``, committed.

    ``moment`` is asked with whether a conversation may begin: only then does it need a reference.
    """
    gateway, published = line.gateway, line.gateway.published
    flow = published.known(standing.version_id) or published.by_id(at.connection, standing.version_id)
    may_begin = bool(state.resume_on)
    if may_begin:
        published.refresh(at.connection)
    newest = published.newest(standing.survey)
    now = moment(may_begin)
    open_ = Open(standing.session_id, flow, state, standing.at_ms)
    outcome = conversation.press(open_, newest.flow if newest else None, said, now, gateway.budgets, channel=line.channel)
    secret = outcome.secret or converse.asks_for_a_number(open_)
    heard, said = kept(secret), "" if secret else said
    if _goes_on(outcome) and not may_agree(flow, state):
        return _one_row(at, line, standing, outcome, heard, said, now.at_ms)
    came = Came(standing.contact_id, line.channel, standing.code, now.at_ms, said, heard=heard)
    place = Place(flow, standing.n, standing.state, standing.reply)
    return _turn_of_events(at, line, standing, place, outcome, came, now)


def _one_row(at: Hop, line: Line, standing: Standing, outcome: Outcome, heard: str, said: str, at_ms: int) -> str:
    body = body_of(outcome.screen)
    crash_at(line.gateway.settings, "c")
    at.begin()
    sessions.append_turn(
        at.connection,
        standing.session_id,
        standing.n + 1,
        call_id=standing.call_id,
        at_ms=at_ms,
        heard=heard,
        said=said,
        state=outcome.changed[0][1].dump(),
        reply=body,
    )
    at.commit()
    return body


def _turn_of_events(
    at: Hop, line: Line, standing: Standing, place: Place, outcome: Outcome, came: Came, moment: Moment
) -> str:  # fmt: skip
    """A conversation ends, or another begins: several rows, one transaction; gives the body of the answer."""
    gateway = line.gateway
    with at.unit() as u:
        places = {standing.session_id: place}
        if outcome.opted or outcome.starts:
            person = converse.known(gateway, u, standing.contact_id)
            places = converse.places(gateway, u, person.standing) | places
            came = replace(came, by=frozenset(key for key, _ in outcome.changed) if outcome.starts else frozenset())
            outcome = converse.stopping_all(converse.through(gateway, u, person, outcome, moment), person.opens)
        body = body_of(outcome.screen)

        def call_of(session_id: int) -> int:
            crash_at(gateway.settings, "b")
            if session_id != standing.session_id:
                sessions.move_call(u, standing.call_id, session_id)
            return standing.call_id

        converse.record(u, gateway, outcome, came, places, body, call_of)
        crash_at(gateway.settings, "c")
        u.commit()
    return body


def _goes_on(outcome: Outcome) -> bool:
    """True if one conversation goes on and nothing else happens: a hop that is one row."""
    return len(outcome.changed) == 1 and outcome.begun is None and not outcome.changed[0][1].ended


def body_of(screen: Screen | None) -> str:
    """A screen as a call keeps it: ``CON `` before one that awaits an answer, ``END `` before the last.

    Raises ``ValueError`` where nothing is shown: a call must be answered.
    """
    if screen is None:
        raise ValueError("a hop must be answered, the turn shows nothing")
    return f"{'CON' if screen.more else 'END'} {screen.text}"
