"""The use case of every text that comes in: stored once, understood, answered through the outbox, all in one transaction.

Whoever returns from :func:`receive` has the text durably, so the aggregator may be told 200. The bell is rung after the
commit; if nobody hears it, the sweeper finds the row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from flows import conversation
from flows.state import Moment, Outcome, Person, State
from gateway import converse, numbers
from gateway.converse import Came, Known
from gateway.crashpoints import crash_at
from gateway.phones import PersonsPhones
from reports.redact import redact
from storage import contacts, inbox, outbox, repeats, sessions
from storage.unit import Overtaken, Unavailable, unit

if TYPE_CHECKING:
    from gateway.config_sections import Channel
    from gateway.heard import IncomingText
    from gateway.wiring import Gateway
    from storage.contacts import Contact
    from storage.inbox import InboxState
    from storage.unit import Unit

log = structlog.get_logger()

AGAIN = 10
"""How often a text is taken up that another one of the same person has overtaken."""

REPEATS_AN_HOUR = 3
"""Repeated screens to one number over all surveys; then silence, until they write something that is understood."""

HOUR_MS = 3_600_000
MOST_TEXTS_LOOKED_AT = 50

LONGEST_NAME = 20
"""Characters of an operator's name that are kept."""


def receive(gateway: Gateway, channel: Channel, text: IncomingText) -> None:
    """Hear a text. A repeat changes nothing; one that breaks something is kept aside, with the kind of fault.

    Raises ``Unavailable`` if it cannot be stored now: the aggregator must bring it again.
    """
    try:
        outbox_id = _until_not_overtaken(gateway, channel, text)
    except Unavailable:
        raise
    except Exception as fault:
        log.exception("text failed", channel=channel.name)
        quarantine(gateway, channel, text, type(fault).__name__)
        return
    if outbox_id is not None:
        gateway.bell.ring("deliver", outbox_id)
        crash_at(gateway.settings, "e")


def quarantine(gateway: Gateway, channel: Channel, text: IncomingText, fault: str) -> None:
    """Keep a text aside for a person to look at; ``fault`` is its kind, never its words. Raises ``Unavailable``.

    It was not understood, so it may have been the answer to a question for a number: what looks like one is left out.
    """
    text = replace(text, text=redact(text.text))
    with unit(gateway.engine) as u:
        at_ms = gateway.now_ms()
        contact = _contact(u, gateway, channel, text, at_ms)
        _store(u, channel, text, contact, "quarantined", at_ms, fault)
        u.commit()


def _until_not_overtaken(gateway: Gateway, channel: Channel, text: IncomingText) -> int | None:
    for _ in range(AGAIN):
        try:
            return _hear(gateway, channel, text)
        except Overtaken:
            continue
    raise Unavailable("overtaken again and again")


def _hear(gateway: Gateway, channel: Channel, text: IncomingText) -> int | None:
    """The whole transaction; the outbox row of the reply, if there is one.

    It is understood before it is stored: what may be a number must not be written down even for a moment.
    """
    at_ms = gateway.now_ms()
    with unit(gateway.engine) as u:
        contact = _contact(u, gateway, channel, text, at_ms)
        meant = None
        if contact is not None and may_be_answered(gateway, channel, text):
            meant = _understood(u, gateway, channel, text, contact, at_ms)
        text = replace(text, text=_kept(text.text, meant))
        inbox_id = _store(u, channel, text, contact, "unanswered", at_ms)
        crash_at(gateway.settings, "b")
        outbox_id = None
        if inbox_id is not None and meant is not None:
            outbox_id = _answer(u, gateway, channel, text, meant, inbox_id, at_ms)
        crash_at(gateway.settings, "c")
        u.commit()
    crash_at(gateway.settings, "d")
    log.info("text", channel=channel.name, inbox=inbox_id, outbox=outbox_id)
    return outbox_id


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a text brings about, before anything of it is written. ``by`` are the conversations that heard it, if not all."""

    contact: Contact
    person: Known
    outcome: Outcome
    by: frozenset[int]

    @property
    def is_secret(self) -> bool:
        """True if the text may hold a number that was asked for, also where it came too late."""
        return self.outcome.secret or any(map(converse.asks_for_a_number, self.person.opens))


def _kept(words: str, meant: _Meant | None) -> str:
    """What is kept of a text: of one that nothing hears, as of one put right too late, no number either."""
    if meant is not None and meant.is_secret:
        return ""
    return redact(words) if meant is None or _is_nothing(meant.outcome) else words


def _understood(u: Unit, gateway: Gateway, channel: Channel, text: IncomingText, contact: Contact, at_ms: int) -> _Meant:
    gateway.published.refresh(u)
    person = converse.known(gateway, u, contact.id)
    phones = PersonsPhones(gateway.vault, gateway.settings, channel, text.sender, contact.id)
    moment = Moment(at_ms, gateway.reference(), phones)
    heard = conversation.hear(_person(gateway, text, contact, person), text.text, moment, gateway.budgets)
    by = frozenset(key for key, _ in heard.changed) if heard.starts else frozenset()
    return _Meant(contact, person, converse.through(gateway, u, person, heard, moment), by)


def _answer(
    u: Unit, gateway: Gateway, channel: Channel, text: IncomingText, meant: _Meant, inbox_id: int, at_ms: int
) -> int | None:
    contact, outcome = meant.contact, meant.outcome
    reply = outcome.screen.text if outcome.screen else None
    if reply and (_has_had_most(u, gateway, contact, at_ms) or (not outcome.understood and _is_tired(u, contact, at_ms))):
        reply = None
    came = Came(contact.id, "sms", text.code, at_ms, text.text, inbox_id=inbox_id, by=meant.by)
    places = converse.places(gateway, u, meant.person.standing)
    session_id = converse.record(u, gateway, outcome, came, places, reply, lambda _: None)
    if _is_nothing(outcome):
        return None
    inbox.settle(u, inbox_id, "heard", session_id=session_id)
    if reply is None:
        return None
    return outbox.put(
        u,
        channel=channel.name,
        contact_id=contact.id,
        session_id=session_id,
        code=text.code,
        text=reply,
        at_ms=at_ms,
        link_id=text.link_id,
    )


def _has_had_most(u: Unit, gateway: Gateway, contact: Contact, at_ms: int) -> bool:
    """True if a person, or a machine that answers ours, was sent as many texts as one number is within an hour or a day."""
    limits = gateway.settings.outbox
    spans = ((HOUR_MS, limits.most_an_hour), (sessions.DAY_MS, limits.most_a_day))
    if reached := any(outbox.queued_since(u, contact.id, at_ms - span_ms) >= most for span_ms, most in spans):
        log.warning("number has had the most texts it is sent", contact=contact.id)
    return reached


def _is_tired(u: Unit, contact: Contact, at_ms: int) -> bool:
    """True if a person, or a machine, was told often enough within the hour that their words are not understood."""
    found = repeats.after_texts(u, contact.id, at_ms - HOUR_MS, MOST_TEXTS_LOOKED_AT)
    before: dict[int, tuple[str, int, int]] = {}
    times = 0
    for session_id, dumped in reversed(found):
        state = State.load(dumped)
        tried = (state.open, state.tries, state.resume_tries)
        # A question that is asked in steps keeps its tries while they are gone through: those texts were understood.
        times += bool(state.tries or state.resume_tries) and before.get(session_id) != tried
        before[session_id] = tried
    return times >= REPEATS_AN_HOUR


def _person(gateway: Gateway, text: IncomingText, contact: Contact, known: Known) -> Person:
    return Person(
        opens=known.opens,
        surveys=tuple(edition.flow for edition in gateway.published.listening(text.code)),
        finished_at_ms=known.finished_at_ms,
        opted_out=contact.opted_out,
        visits=known.visits,
    )


def may_be_answered(gateway: Gateway, channel: Channel, text: IncomingText) -> bool:
    """False for a text to a code that is not ours, from one of our own codes, from a service or a country not served."""
    ours = {code for each in gateway.settings.channels.values() for code in each.codes}
    if channel.codes and text.code not in channel.codes:
        return False
    if text.sender in ours or not numbers.is_person(text.sender):
        return False
    return numbers.is_of(text.sender, channel.country, channel.countries)


def _contact(u: Unit, gateway: Gateway, channel: Channel, text: IncomingText, at_ms: int) -> Contact | None:
    """The sender, if it may be a number of a person: nothing that could be one is ever kept unsealed."""
    if len(numbers.digits(text.sender)) < numbers.SHORTEST_NUMBER:
        return None
    return contacts.contact_of(u, gateway.vault, numbers.identity(text.sender, channel.country), at_ms)


def _store(
    u: Unit, channel: Channel, text: IncomingText, contact: Contact | None, state: InboxState, at_ms: int, error: str = ""
) -> int | None:
    return inbox.receive(
        u,
        channel=channel.name,
        provider_id=text.provider_id,
        contact_id=contact.id if contact else None,
        sender=text.sender[:LONGEST_NAME] or None if contact is None else None,
        code=text.code,
        text=text.text,
        provider_date=text.date,
        network_code=text.network_code,
        link_id=text.link_id,
        cost=text.cost,
        state=state,
        error=error,
        at_ms=at_ms,
    )


def _is_nothing(outcome: Outcome) -> bool:
    return outcome.screen is None and not outcome.changed and outcome.begun is None and not outcome.opted
