"""The contact centre: an agent reads a published survey to a caller and types what is said; the engine is that of the phones.

A call has an id that stands in the page's address and says nothing of anybody; the caller's number is typed once, sealed and
never shown again. Every answer names the step it belongs to: a page that is sent twice is heard once.
"""

from __future__ import annotations

import secrets as luck
from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest
from typing import TYPE_CHECKING

import structlog

from flows.state import Moment, State
from gateway import numbers
from gateway.conversing import calling
from gateway.conversing.phones import PersonsPhones
from gateway.refusal import Refusal
from gateway.visits.desk import country_of, names_of
from storage import audit, contacts, sessions
from storage.unit import Unit

if TYPE_CHECKING:
    from gateway.config_sections import Channel
    from gateway.publishing.published import Edition
    from gateway.wiring import Gateway
    from storage.hops import Hop
    from storage.sessions import Standing

log = structlog.get_logger()

CALL = "call"
"""The name of the contact centre among the channels, and the code of its conversations."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an agent has before them: the text to read, whether an answer is awaited, and the step that it will be sent with.

    ``heard`` is false where what was just sent belonged to another step and was not taken. ``elsewhere``: the conversation went
    on over another call or by text. ``call`` is empty where nothing began, because this number has answered lately.
    """

    call: str
    step: int
    text: str
    more: bool
    language: str
    survey: str
    ministry: str
    heard: bool = True
    elsewhere: bool = False


def surveys(gateway: Gateway, ministry: str) -> list[Edition]:
    """The published surveys of a ministry that are conducted in calls, in the order of config.yaml."""
    with gateway.hops.hop() as at:
        gateway.published.refresh(at.connection)
    own = gateway.settings.ministries[ministry].surveys
    editions = (gateway.published.newest(survey) for survey in own)
    return [each for each in editions if each is not None and each.version.ministry == ministry and CALL in each.flow.channels]


def answer(gateway: Gateway, ministry: str, survey: str, number: str, agent: str) -> Spoken:
    """A call that has just come in, with its first text. Raises :class:`Refusal` for a survey or number that cannot be.

    Who was on the way is asked whether to go on; who has answered within the survey's time hears that, and nothing is stored.
    """
    edition = next((each for each in surveys(gateway, ministry) if each.version.survey == survey), None)
    if edition is None:
        raise Refusal("This survey is not conducted in calls.", "Choose one of the list.", code=1)
    known = _number(gateway, ministry, number)
    call = luck.token_urlsafe(16)
    return calling.until_not_overtaken(gateway, lambda: _begin(gateway, edition, call, known, agent))


def look(gateway: Gateway, call: str, agent: str) -> Spoken | None:
    """How a call stands; ``None`` if this agent has no such call."""
    with gateway.hops.hop() as at:
        standing = _standing(gateway, at, call, agent)
    return None if standing is None else _shown(call, standing)


def say(gateway: Gateway, call: str, step: int, said: str, agent: str) -> Spoken | None:
    """What the caller answered at a step, and the next text; ``None`` if this agent has no such call."""
    return calling.until_not_overtaken(gateway, lambda: _say(gateway, call, step, said, agent))


def _number(gateway: Gateway, ministry: str, said: str) -> str:
    settings = gateway.settings
    home = country_of(settings, settings.ministries[ministry].time_zone)
    number = numbers.typed(said, home, settings.countries)
    if number is None:
        where = names_of(settings.countries)
        raise Refusal(f"This is not a phone number of {where}.", "Ask the caller for it once more, digit by digit.", code=1)
    return number


def _begin(gateway: Gateway, edition: Edition, call: str, number: str, agent: str) -> Spoken:
    now_ms, version = gateway.now_ms(), edition.version
    with gateway.hops.hop() as at, at.unit() as u:
        contact = contacts.contact_of(u, gateway.vault, number, now_ms)
        moment = Moment(now_ms, gateway.reference(), _phones(gateway, number, contact.id))
        beginning = calling.Beginning(contact.id, edition.flow, CALL, "", moment)
        begun = calling.begin(u, _line(gateway, call, agent), beginning, lambda _: "0")
        told = {"session": begun.session_id} if begun.session_id is not None else {}
        audit.append(
            u, actor=agent, action="answer call", subject=f"{version.ministry}/{version.survey}", at_ms=now_ms, detail=told
        )
        u.commit()
    log.info("call", channel=CALL, session=begun.session_id, survey=version.survey)
    if begun.session_id is None:
        text = begun.body.partition(" ")[2]
        return Spoken("", 0, text, False, edition.flow.main_language, version.survey, version.ministry)
    shown = look(gateway, call, agent)
    if shown is None:
        raise LookupError("a call that has just begun is not there")
    return shown


def _say(gateway: Gateway, call: str, step: int, said: str, agent: str) -> Spoken | None:
    with gateway.hops.hop() as at:
        standing = _standing(gateway, at, call, agent)
        if standing is None:
            return None
        now = _shown(call, standing)
        if now.step == step + 1:
            return now  # sent twice: the first was heard
        if now.step != step or not now.more:
            return _shown(call, standing, heard=False)
        state = State.load(standing.state)
        number = contacts.number_of(Unit(at.connection), gateway.vault, standing.contact_id)

        def moment(may_begin: bool) -> Moment:
            reference = gateway.reference() if may_begin else ""
            return Moment(gateway.now_ms(), reference, _phones(gateway, number, standing.contact_id))

        calling.go_on(at, _line(gateway, call, agent), standing, state, said, moment, lambda _: str(step + 1))
    return look(gateway, call, agent)


def _standing(gateway: Gateway, at: Hop, call: str, agent: str) -> Standing | None:
    standing = sessions.find_call(at.connection, CALL, call, sessions.windows(gateway.now_ms()))
    if standing is None or not compare_digest(bytes(standing.binding), _binding(gateway, call, agent)):
        return None
    return standing


def _shown(call: str, standing: Standing, *, heard: bool = True) -> Spoken:
    awaited, _, text = (standing.reply or "").partition(" ")
    elsewhere = standing.call_of_turn != standing.call_id
    return Spoken(
        call,
        int(standing.heard or 0) if not elsewhere else 0,
        "" if elsewhere else text,
        awaited == "CON" and not standing.ended and not elsewhere,
        State.load(standing.state).language,
        standing.survey,
        standing.ministry,
        heard,
        elsewhere,
    )


def _line(gateway: Gateway, call: str, agent: str) -> calling.Line:
    return calling.Line(gateway, "call", CALL, call, _binding(gateway, call, agent))


def _binding(gateway: Gateway, call: str, agent: str) -> bytes:
    """A call belongs to the agent who answered it."""
    return blake2b(f"{call}|{agent}".encode(), key=gateway.secrets.binding_key, digest_size=32, person=b"agent").digest()


def _phones(gateway: Gateway, number: str, contact_id: int) -> PersonsPhones:
    return PersonsPhones(gateway.vault, gateway.settings, _account(gateway, numbers.country_of(number)), number, contact_id)


def _account(gateway: Gateway, country: str) -> Channel:
    """An account that serves a country; numbers without a country's code are read as its."""
    accounts = list(gateway.settings.channels.values())
    return next((each for each in accounts if country in (each.country, *each.countries)), accounts[0])
