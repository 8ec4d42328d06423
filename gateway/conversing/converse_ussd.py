"""The use case of every USSD hop: what was typed in, the whole body of the answer out, always.

A known call costs one question to storage and one durable row; a beginning and an end are a transaction of several. Nothing
here touches the queue or the aggregator. A repeated hop gets the stored reply, byte for byte, and leaves no trace.
"""

from __future__ import annotations

from hashlib import blake2b
from hmac import compare_digest
from typing import TYPE_CHECKING

import structlog

from flows.engine.sheets import platform
from flows.state import Moment, Screen, State
from gateway import numbers
from gateway.conversing import calling, veil
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
            return calling.until_not_overtaken(gateway, call.reply)
    except Overtaken:
        log.warning("hop overtaken", channel=channel.name)
    except Unavailable as fault:
        log.error("hop without database", channel=channel.name, fault=str(fault))
    except Exception:
        log.exception("hop failed", channel=channel.name)
    return call.sorry()


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
        return calling.body_of(Screen(platform(flow, "stopped", language), more=False))

    def _press(self, at: Hop, standing: Standing, state: State, said: str, now_ms: int) -> str:
        def moment(may_begin: bool) -> Moment:
            return self._moment(now_ms, self.gateway.reference() if may_begin else "", standing.contact_id)

        def kept(secret: bool) -> str:
            return self._kept(secret or veil.is_drawn(standing.heard))

        body = calling.go_on(at, self._line(), standing, state, said, moment, kept)
        crash_at(self.gateway.settings, "d")
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
        answers = "*".join((*dialled.answers, hop.heard) if hop.heard else dialled.answers)
        with at.unit() as u:
            contact = contacts.contact_of(u, gateway.vault, numbers.identity(hop.number, self.channel.country), now_ms)
            moment = self._moment(now_ms, gateway.reference(), contact.id)
            beginning = calling.Beginning(contact.id, dialled.edition.flow, dialled.code, answers, moment)
            begun = calling.begin(u, self._line(), beginning, self._kept)
            crash_at(gateway.settings, "c")
            u.commit()
        crash_at(gateway.settings, "d")
        log.info("call", channel=self.channel.name, session=begun.session_id, survey=dialled.edition.version.survey)
        return begun.body

    def _line(self) -> calling.Line:
        return calling.Line(
            self.gateway, "ussd", self.channel.name, self.hop.provider_id, self._binding(), self.hop.network_code
        )

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


def _is_stale(standing: Standing, now_ms: int, today: int) -> bool:
    opened_today = standing.opened_at_ms // sessions.DAY_MS == today
    return not opened_today and now_ms - standing.opened_at_ms > CALL_LASTS_MS
