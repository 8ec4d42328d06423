"""The use case of every USSD hop: what was typed in, the whole body of the answer out, always.

A known call costs one question to storage and one durable row; a beginning and an end are a transaction of several. Nothing
here touches the queue or the aggregator. A repeated hop gets the stored reply, byte for byte, and leaves no trace.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from hmac import compare_digest
from time import monotonic
from typing import TYPE_CHECKING

import structlog

from flows import conversation
from flows.conversing.agreeing import may_agree
from flows.engine.sheets import platform
from flows.state import Moment, Open, Outcome, Screen, State
from gateway import numbers
from gateway.conversing import converse, veil
from gateway.conversing.converse import Came, Place
from gateway.conversing.phones import PersonsPhones
from gateway.crashpoints import crash_at
from gateway.hooks import apology
from storage import contacts, sessions
from storage.patience import Patience
from storage.unit import Overtaken, Unavailable

if TYPE_CHECKING:
    from gateway.config_sections import Channel
    from gateway.hooks.heard import UssdHop
    from gateway.publishing.published import Dialled
    from gateway.wiring import Gateway
    from storage.hops import Hop
    from storage.sessions import Standing

log = structlog.get_logger()

AGAIN = 10
"""How often a hop is taken up that another one of the same person has overtaken."""

AGAIN_UNTIL_S = 2.0
"""No taking up after this long: with a database that lets everybody wait, the citizen is told within the deadline."""

CALL_LASTS_MS = 3_600_000
"""No network holds a call for an hour: an id that comes back later, on another day, is another call."""


def reply(gateway: Gateway, channel: Channel, hop: UssdHop) -> str:
    """The answer to one hop, with ``CON `` or ``END `` before it. Never raises.

    If anything fails, nothing is stored and the citizen is asked, in the survey's language as far as it is known, to try
    again.
    """
    call = _Call(gateway, channel, hop)
    try:
        with Patience(gateway.settings.ussd.patience_s):
            return _until_not_overtaken(gateway, call)
    except Overtaken:
        log.warning("hop overtaken", channel=channel.name)
    except Unavailable as fault:
        log.error("hop without database", channel=channel.name, fault=str(fault))
    except Exception:
        log.exception("hop failed", channel=channel.name)
    return call.sorry()


def _until_not_overtaken(gateway: Gateway, call: _Call) -> str:
    began = monotonic()
    for _ in range(AGAIN - 1):
        try:
            with gateway.trouble:
                return call.reply()
        except Overtaken:
            if monotonic() - began > AGAIN_UNTIL_S:
                raise
    with gateway.trouble:
        return call.reply()


class _Call:
    """One hop on its way through; knows the language as soon as anything does."""

    def __init__(self, gateway: Gateway, channel: Channel, hop: UssdHop) -> None:
        self.gateway = gateway
        self.channel = channel
        self.hop = hop
        self.language = ""

    def reply(self) -> str:
        now_ms = self.gateway.now_ms()
        days = sessions.windows(now_ms)
        with self.gateway.hops.hop() as at:
            standing = sessions.find_call(at.connection, self.channel.name, self.hop.provider_id, days)
            if standing is not None and not _is_stale(standing, now_ms, days[0]):
                return self._known(at, standing, now_ms)
            self.gateway.published.refresh(at.connection)
            return self._first(at, now_ms)

    def sorry(self) -> str:
        """The apology in the conversation's language, else in the main language of the survey behind the code."""
        self.gateway.tally.add("apologies", self.channel.name)
        dialled = self.gateway.published.dialled(self.hop.service_code)
        return apology.ussd(dialled.edition.flow if dialled else None, self.language)

    # --- a hop of a call we know ----------------------------------------------------------------------------------------

    def _known(self, at: Hop, standing: Standing, now_ms: int) -> str:
        hop = self.hop
        if not compare_digest(bytes(standing.binding), self._binding()):
            return self._refuse("call with another number or code", standing)
        if standing.ended == "stopped" and standing.call_of_turn != standing.call_id:
            return self._stopped(at, standing)
        if standing.call_of_turn != standing.call_id:
            return self._refuse("hop of a call that went on elsewhere", standing)
        before = standing.heard or ""
        if veil.is_drawn(before):
            before = veil.lifted(before, hop.heard, hop.provider_id, self.gateway.secrets.binding_key)
        if before == hop.heard and standing.heard is not None and standing.reply is not None:
            return standing.reply
        state = State.load(standing.state)
        self.language = state.language
        said = said_since(before, hop.heard)
        if said is None or standing.ended:
            return self._refuse("hop that does not follow the last one", standing)
        return self._press(at, standing, state, said, now_ms)

    def _stopped(self, at: Hop, standing: Standing) -> str:
        """They asked by text for no more texts while the call went on: the call says so too, and ends."""
        flow = self.gateway.published.by_id(at.connection, standing.version_id)
        language = State.load(standing.state).language or flow.main_language
        return _body(Screen(platform(flow, "stopped", language), more=False))

    def _press(self, at: Hop, standing: Standing, state: State, said: str, now_ms: int) -> str:
        published = self.gateway.published
        flow = published.known(standing.version_id) or published.by_id(at.connection, standing.version_id)
        may_begin = bool(state.resume_on)
        if may_begin:
            published.refresh(at.connection)
        newest = published.newest(standing.survey)
        moment = self._moment(now_ms, self.gateway.reference() if may_begin else "", standing.contact_id)
        open_ = Open(standing.session_id, flow, state, standing.at_ms)
        outcome = conversation.press(open_, newest.flow if newest else None, said, moment, self.gateway.budgets)
        secret = outcome.secret or converse.asks_for_a_number(open_)
        heard, said = self._kept(secret or veil.is_drawn(standing.heard)), "" if secret else said
        if _goes_on(outcome) and not may_agree(flow, state):
            body = _body(outcome.screen)
            crash_at(self.gateway.settings, "c")
            at.begin()
            sessions.append_turn(
                at.connection,
                standing.session_id,
                standing.n + 1,
                call_id=standing.call_id,
                at_ms=now_ms,
                heard=heard,
                said=said,
                state=outcome.changed[0][1].dump(),
                reply=body,
            )
            at.commit()
        else:
            came = Came(standing.contact_id, "ussd", standing.code, now_ms, said, heard=heard)
            body = self._turn_of_events(
                at, standing, Place(flow, standing.n, standing.state, standing.reply), outcome, came, moment
            )
        crash_at(self.gateway.settings, "d")
        return body

    def _turn_of_events(self, at: Hop, standing: Standing, place: Place, outcome: Outcome, came: Came, moment: Moment) -> str:
        """A conversation ends, or another begins: several rows, one transaction; gives the body of the answer."""
        gateway = self.gateway
        with at.unit() as u:
            places = {standing.session_id: place}
            if outcome.opted or outcome.starts:
                person = converse.known(gateway, u, standing.contact_id)
                places = converse.places(gateway, u, person.standing) | places
                came = replace(came, by=frozenset(key for key, _ in outcome.changed) if outcome.starts else frozenset())
                outcome = converse.stopping_all(converse.through(gateway, u, person, outcome, moment), person.opens)
            body = _body(outcome.screen)

            def call_of(session_id: int) -> int:
                crash_at(gateway.settings, "b")
                if session_id != standing.session_id:
                    sessions.move_call(u, standing.call_id, session_id)
                return standing.call_id

            converse.record(u, gateway, outcome, came, places, body, call_of)
            crash_at(gateway.settings, "c")
            u.commit()
        return body

    def _moment(self, now_ms: int, reference: str, contact_id: int) -> Moment:
        gateway, hop = self.gateway, self.hop
        return Moment(now_ms, reference, PersonsPhones(gateway.vault, gateway.settings, self.channel, hop.number, contact_id))

    def _kept(self, secret: bool) -> str:
        """What is kept of all that was typed in this call; where a number was asked for, nothing that can be read."""
        hop = self.hop
        return veil.drawn(hop.heard, hop.provider_id, self.gateway.secrets.binding_key) if secret else hop.heard

    def _refuse(self, why: str, standing: Standing) -> str:
        log.warning(why, channel=self.channel.name, call=standing.call_id, session=standing.session_id)
        return self.sorry()

    # --- the first hop of a call ----------------------------------------------------------------------------------------

    def _first(self, at: Hop, now_ms: int) -> str:
        dialled = self.gateway.published.dialled(self.hop.service_code)
        if dialled is None or (self.channel.codes and dialled.code not in self.channel.codes):
            log.warning("dialled a code that is not served", channel=self.channel.name, code=self.hop.service_code)
            return self.sorry()
        self.language = dialled.edition.flow.main_language
        return self._dial(at, dialled, now_ms)

    def _dial(self, at: Hop, dialled: Dialled, now_ms: int) -> str:
        gateway, hop = self.gateway, self.hop
        survey = dialled.edition.version.survey
        with at.unit() as u:
            contact = contacts.contact_of(u, gateway.vault, numbers.identity(hop.number, self.channel.country), now_ms)
            person = converse.known(gateway, u, contact.id)
            moment = self._moment(now_ms, gateway.reference(), contact.id)
            outcome = conversation.dial(
                dialled.edition.flow,
                person.open_of(survey),
                person.finished_at_ms.get(survey),
                "*".join((*dialled.answers, hop.heard) if hop.heard else dialled.answers),
                moment,
                gateway.budgets,
                person.visits.get(survey),
            )
            outcome = converse.stopping_all(converse.through(gateway, u, person, outcome, moment), person.opens)
            body = _body(outcome.screen)
            secret = outcome.secret or any(map(converse.asks_for_a_number, person.opens))
            came = Came(contact.id, "ussd", dialled.code, now_ms, None, heard=self._kept(secret))

            def open_call(session_id: int) -> int:
                call_id = sessions.open_call(
                    u,
                    channel=self.channel.name,
                    provider_id=hop.provider_id,
                    binding=self._binding(),
                    contact_id=contact.id,
                    session_id=session_id,
                    network_code=hop.network_code,
                    at_ms=now_ms,
                )
                crash_at(gateway.settings, "b")
                return call_id

            owner = converse.record(u, gateway, outcome, came, converse.places(gateway, u, person.standing), body, open_call)
            crash_at(gateway.settings, "c")
            u.commit()
        crash_at(gateway.settings, "d")
        log.info("call", channel=self.channel.name, session=owner, survey=survey)
        return body

    def _binding(self) -> bytes:
        """What a call keeps from its first hop to its last: its id, its number however spelled, its code."""
        hop = self.hop
        digits = numbers.canonical(hop.number, numbers.calling_code(self.channel.country))
        told = f"{hop.provider_id}|{digits}|{hop.service_code}".encode()
        return blake2b(told, key=self.gateway.secrets.binding_key, digest_size=32).digest()


def said_since(before: str, heard: str) -> str | None:
    """What was typed since, whole: a ``*`` that a citizen typed stays in it. ``None`` if ``heard`` is no prolongation.

    >>> said_since("2*1", "2*1*block 4*5 road")
    'block 4*5 road'
    """
    if not before:
        return heard or None
    return heard[len(before) + 1 :] if heard.startswith(before + "*") else None


def _goes_on(outcome: Outcome) -> bool:
    """True if one conversation goes on and nothing else happens: a hop that is one row."""
    return len(outcome.changed) == 1 and outcome.begun is None and not outcome.changed[0][1].ended


def _is_stale(standing: Standing, now_ms: int, today: int) -> bool:
    opened_today = standing.opened_at_ms // sessions.DAY_MS == today
    return not opened_today and now_ms - standing.opened_at_ms > CALL_LASTS_MS


def _body(screen: Screen | None) -> str:
    if screen is None:
        raise ValueError("a hop must be answered, the turn shows nothing")
    return f"{'CON' if screen.more else 'END'} {screen.text}"
