"""Whether a text that came in is acted on, or only kept: it may be a repeat, too old, too late, or from nobody to answer.

STOP is heard whatever else holds: whoever once said it must not be texted because it came late or among too many others.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from gateway.conversing import converse, lateness
from storage import contacts, inbox, outbox, prompts
from storage.sessions import DAY_MS

if TYPE_CHECKING:
    from flows.state import Outcome
    from gateway.conversing.converse import Known
    from gateway.hooks.heard import IncomingText
    from gateway.wiring import Gateway
    from storage.unit import Unit

PULLED = "pull:"
"""Before the provider's id of a text that was fetched, not posted: the two ways have ids of their own."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A text of a person, when it arrived, when it can have been sent at the latest, and the digest of its words."""

    text: IncomingText
    contact_id: int
    at_ms: int
    sent_ms: int
    content_mac: bytes


def arrival(gateway: Gateway, text: IncomingText, contact_id: int, at_ms: int) -> Arrival:
    """What a text looks like to the rules here."""
    return Arrival(text, contact_id, at_ms, lateness.sent_at_ms(text.date, at_ms), content_mac(gateway, text))


def content_mac(gateway: Gateway, text: IncomingText) -> bytes:
    """By which the same words to the same code are known again, though neither is kept: equal for equal ones, and no more."""
    told = f"{text.code}|{' '.join(text.text.split())}".encode("utf-8", "surrogatepass")
    return blake2b(told, key=gateway.secrets.binding_key, digest_size=16, person=b"inbox").digest()


def came_the_other_way(u: Unit, came: Arrival) -> bool:
    """Whether this text is stored already, under the id of the other way: posted to us, or fetched from the aggregator."""
    sent = lateness.sent(came.text.date, came.at_ms)
    is_pulled = came.text.provider_id.startswith(PULLED)
    since_ms = sent.first_ms - lateness.REPEAT_MS
    return any(
        earlier.provider_id.startswith(PULLED) != is_pulled
        and sent.is_near(lateness.sent(earlier.provider_date, earlier.received_at_ms), lateness.REPEAT_MS)
        for earlier in inbox.alike(u, came.contact_id, came.text.code, came.content_mac, since_ms)
    )


def is_too_old(came: Arrival) -> bool:
    """Whether nothing follows from a text any more."""
    return came.at_ms - came.sent_ms > lateness.OLD_MS


def is_repeat(u: Unit, came: Arrival) -> bool:
    """Whether the person's last text said the same moments ago, and they cannot have seen anything new since."""
    last = inbox.last_of(u, came.contact_id)
    if last is None or last.provider_id == came.text.provider_id or last.code != came.text.code:
        return False
    if last.content_mac != came.content_mac or abs(came.at_ms - last.received_at_ms) >= lateness.REPEAT_MS:
        return False
    return not prompts.went_out(u, came.contact_id, last.received_at_ms, came.sent_ms)


def comes_too_late(came: Arrival, person: Known, outcome: Outcome) -> bool:
    """Whether a text would be taken to answer a question that had not been shown when it was sent."""
    if outcome.opted or outcome.rights:
        return False
    answered = {key for key, state in outcome.changed if state.ended not in converse.BY_THE_CLOCK}
    return any(each.key in answered and lateness.was_sent_before(each, came.sent_ms) for each in person.opens)


def was_overtaken_by_stop(u: Unit, came: Arrival, outcome: Outcome) -> bool:
    """Whether a START was sent before what its sender wrote last, which was STOP: then STOP is their last wish."""
    if outcome.opted != "in" or not contacts.by_id(u, came.contact_id).opted_out:
        return False
    last = inbox.last_of(u, came.contact_id)
    return last is not None and lateness.sent_at_ms(last.provider_date, last.received_at_ms) > came.sent_ms


def says_stop_in_time(u: Unit, came: Arrival, outcome: Outcome) -> bool:
    """Whether a text too old to be answered asks for no more texts, and its sender has said nothing since."""
    if outcome.opted != "out":
        return False
    last = inbox.last_of(u, came.contact_id)
    return last is None or lateness.sent_at_ms(last.provider_date, last.received_at_ms) <= came.sent_ms


def is_stranger(u: Unit, came: Arrival, person: Known) -> bool:
    """Whether nobody has ever talked to this number, nor put it on a list."""
    if person.standing or person.finished_at_ms or person.visits:
        return False
    return not prompts.is_known(u, came.contact_id)


def leads_nowhere(outcome: Outcome) -> bool:
    """Whether an answer would change nothing: HELP, or *already*."""
    return outcome.begun is None and not outcome.changed and not outcome.opted and not outcome.rights


def has_had_its_answer(u: Unit, came: Arrival, now_ms: int) -> bool:
    """Whether this number was sent a text within a day."""
    return outbox.queued_since(u, came.contact_id, now_ms - DAY_MS) > 0
