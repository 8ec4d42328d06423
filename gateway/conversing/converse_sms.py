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
from gateway import numbers
from gateway.conversing import acting, converse
from gateway.conversing.converse import Came, Known
from gateway.conversing.phones import PersonsPhones
from gateway.crashpoints import crash_at
from gateway.rights import petition
from reports.text.redaction import redact
from storage import contacts, inbox, outbox, repeats, sessions
from storage.unit import Overtaken, Unavailable, unit

if TYPE_CHECKING:
    from gateway.config_sections import Channel
    from gateway.hooks.heard import IncomingText
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


def receive(gateway: Gateway, channel: Channel, text: IncomingText, at_ms: int | None = None, *, silent: bool = False) -> None:
    """Hear a text. A repeat changes nothing; one that breaks something is kept aside, with the kind of fault.

    ``at_ms`` is when it arrived, where that is not now. ``silent``: it is stored and, but for STOP, not acted on. Raises
    ``Unavailable`` if it cannot be stored now: the aggregator must bring it again.
    """
    at_ms = gateway.now_ms() if at_ms is None else at_ms
    try:
        outbox_id = _until_not_overtaken(gateway, _Coming(channel, text, at_ms, silent))
    except Unavailable:
        raise
    except Exception as fault:
        log.exception("text failed", channel=channel.name)
        quarantine(gateway, channel, text, type(fault).__name__, at_ms)
        return
    if outbox_id is not None:
        gateway.bell.ring("deliver", outbox_id)
        crash_at(gateway.settings, "e")


def quarantine(gateway: Gateway, channel: Channel, text: IncomingText, fault: str, at_ms: int | None = None) -> None:
    """Keep a text aside for a person to look at; ``fault`` is its kind, never its words. Raises ``Unavailable``.

    It was not understood, so it may have been the answer to a question for a number: what looks like one is left out.
    """
    at_ms = gateway.now_ms() if at_ms is None else at_ms
    kept = replace(text, text=redact(text.text))
    with unit(gateway.engine) as u:
        contact = _contact(u, gateway, channel, text, at_ms)
        mac = acting.content_mac(gateway, text) if contact is not None else None
        _store(u, channel, kept, contact, _Fate("quarantined", at_ms, mac, error=fault))
        u.commit()


@dataclass(frozen=True, slots=True)
class _Coming:
    """A text on its way in: by which channel, when it arrived, whether anything may be answered."""

    channel: Channel
    text: IncomingText
    at_ms: int
    silent: bool


@dataclass(frozen=True, slots=True)
class _Fate:
    """How a text is stored."""

    state: InboxState
    at_ms: int
    content_mac: bytes | None
    is_late: bool = False
    error: str = ""


def _until_not_overtaken(gateway: Gateway, coming: _Coming) -> int | None:
    for _ in range(AGAIN):
        try:
            return _hear(gateway, coming)
        except Overtaken:
            continue
    raise Unavailable("overtaken again and again")


def _hear(gateway: Gateway, coming: _Coming) -> int | None:
    """The whole transaction; the outbox row of the reply, if there is one.

    It is understood before it is stored: what may be a number must not be written down even for a moment. All texts of one
    person wait for one another, so that of two at the same moment the second meets what the first has left.
    """
    channel, text, at_ms = coming.channel, coming.text, coming.at_ms
    with unit(gateway.engine) as u:
        contact = _contact(u, gateway, channel, text, at_ms)
        if contact is None:
            _store(u, channel, replace(text, text=redact(text.text)), None, _Fate("unanswered", at_ms, None))
            u.commit()
            return None
        came = acting.arrival(gateway, text, contact.id, at_ms)
        if acting.came_the_other_way(u, came) or _is_from_before_erasure(u, gateway, coming, contact, came):
            return None
        meant = _understood(u, gateway, channel, text, contact, at_ms) if may_be_answered(gateway, channel, text) else None
        acted, is_late = _judged(u, gateway, coming, came, meant)
        text = replace(text, text=_kept(text.text, meant, heard=acted is not None))
        inbox_id = _store(u, channel, text, contact, _Fate("unanswered", at_ms, came.content_mac, is_late))
        crash_at(gateway.settings, "b")
        if inbox_id is None:  # the same once more: not even its sender is kept for that
            return None
        outbox_id = None
        if acted is not None:
            outbox_id = _answer(u, gateway, replace(coming, text=text), came, acted, inbox_id)
        crash_at(gateway.settings, "c")
        u.commit()
    crash_at(gateway.settings, "d")
    outcome = "late" if is_late else "unanswered" if outbox_id is None else "answered"
    gateway.tally.add("texts_in", channel.name, outcome)
    log.info("text", channel=channel.name, inbox=inbox_id, outbox=outbox_id, late=is_late)
    return outbox_id


def _judged(
    u: Unit, gateway: Gateway, coming: _Coming, came: acting.Arrival, meant: _Meant | None
) -> tuple[_Meant | None, bool]:
    """What of a text's meaning is acted on, and whether it came too late for anything else."""
    if acting.is_too_old(came):
        heard = meant is not None and acting.says_stop_in_time(u, came, meant.outcome)
        return (meant if heard else None), not heard
    if meant is None:
        return None, False
    if acting.is_repeat(u, came) or acting.comes_too_late(came, meant.person, meant.outcome):
        return None, True
    if acting.was_overtaken_by_stop(u, came, meant.outcome):
        return None, True
    if meant.outcome.opted == "out":
        return meant, False
    if coming.silent or _is_one_stranger_too_many(u, gateway, coming, came, meant):
        return None, False
    return meant, False


def _is_one_stranger_too_many(u: Unit, gateway: Gateway, coming: _Coming, came: acting.Arrival, meant: _Meant) -> bool:
    """Whether nobody knows the sender, and too many such were answered: them, or the numbers beside theirs."""
    if meant.outcome.screen is None or not acting.is_stranger(u, came, meant.person):
        return False
    now_ms = gateway.now_ms()
    if acting.leads_nowhere(meant.outcome) and acting.has_had_its_answer(u, came, now_ms):
        return True
    number = numbers.identity(coming.text.sender, coming.channel.country)
    return not gateway.guards.lets_stranger(coming.channel.name, number, now_ms)


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


def _kept(words: str, meant: _Meant | None, *, heard: bool) -> str:
    """What is kept of a text: of one that nothing hears, as of one put right too late, no number either."""
    if meant is not None and meant.is_secret:
        return ""
    return words if heard and meant is not None and not _is_nothing(meant.outcome) else redact(words)


def _understood(u: Unit, gateway: Gateway, channel: Channel, text: IncomingText, contact: Contact, at_ms: int) -> _Meant:
    gateway.published.refresh(u)
    person = converse.known(gateway, u, contact.id)
    phones = PersonsPhones(gateway.vault, gateway.settings, channel, text.sender, contact.id)
    moment = Moment(at_ms, gateway.reference(), phones)
    heard = conversation.hear(_person(gateway, text, contact, person), text.text, moment, gateway.budgets)
    by = frozenset(key for key, _ in heard.changed) if heard.starts else frozenset()
    return _Meant(contact, person, converse.through(gateway, u, person, heard, moment), by)


def _answer(u: Unit, gateway: Gateway, coming: _Coming, arrival: acting.Arrival, meant: _Meant, inbox_id: int) -> int | None:
    contact, outcome, text, at_ms = meant.contact, meant.outcome, coming.text, coming.at_ms
    if outcome.rights:
        inbox.settle(u, inbox_id, "heard", session_id=None)
        return petition.do(u, gateway, _petition(gateway, coming, arrival, contact), outcome)
    now_ms = gateway.now_ms()
    reply = outcome.screen.text if outcome.screen and not coming.silent and not acting.is_too_old(arrival) else None
    if reply and (_has_had_most(u, gateway, contact, now_ms) or (not outcome.understood and _is_tired(u, contact, at_ms))):
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
        channel=coming.channel.name,
        contact_id=contact.id,
        session_id=session_id,
        code=text.code,
        text=reply,
        at_ms=now_ms,
        link_id=text.link_id,
    )


def _petition(gateway: Gateway, coming: _Coming, arrival: acting.Arrival, contact: Contact) -> petition.Petition:
    silent = coming.silent or acting.is_too_old(arrival)
    text, number = coming.text, numbers.identity(coming.text.sender, coming.channel.country)
    return petition.Petition(contact.id, number, coming.channel.name, text.code, text.link_id, coming.at_ms, silent)


def _is_from_before_erasure(u: Unit, gateway: Gateway, coming: _Coming, contact: Contact, came: acting.Arrival) -> bool:
    """Whether its sender was erased after they sent it. Only who asked for no more texts can have been."""
    number = numbers.identity(coming.text.sender, coming.channel.country)
    return contact.opted_out and petition.sent_before_erasure(u, gateway, number, came.sent_ms)


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
    """The sender, held until the unit ends, if it may be a number of a person: nothing that could be one is kept unsealed."""
    if len(numbers.digits(text.sender)) < numbers.SHORTEST_NUMBER:
        return None
    return contacts.held_contact_of(u, gateway.vault, numbers.identity(text.sender, channel.country), at_ms)


def _store(u: Unit, channel: Channel, text: IncomingText, contact: Contact | None, fate: _Fate) -> int | None:
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
        state=fate.state,
        error=fate.error,
        is_late=fate.is_late,
        content_mac=fate.content_mac,
        at_ms=fate.at_ms,
    )


def _is_nothing(outcome: Outcome) -> bool:
    return outcome.screen is None and not outcome.changed and outcome.begun is None and not outcome.opted and not outcome.rights
