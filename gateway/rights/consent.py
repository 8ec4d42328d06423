"""What people agree to and withdraw, written down in the transaction in which they say it; the one place of opting out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.conversing.agreeing import agreements
from flows.state import State
from storage import consents, contacts
from storage.consents import TEXTS, Consent

if TYPE_CHECKING:
    from flows.model import Flow
    from gateway.wiring import Gateway
    from storage.unit import Unit

BEFORE_EVERY_SCREEN = ("CON ", "END ")
REPEATED_MS = 86_400_000
"""For how long the aggregator may say the same opt-out again."""


def opt(u: Unit, contact_id: int, *, out: bool, channel: str, at_ms: int, told: Consent | None = None) -> bool:
    """Record that somebody asked never to be texted, or that they may be again. Says whether that was new.

    ``channel`` is how it came: ussd, sms, call, office, aggregator. ``told`` says in which conversation and after which words,
    where that is known. The aggregator may say the same with every text: only what is new is written down then.
    """
    if not contacts.has_number(u, contact_id):  # forgotten meanwhile: their tombstone keeps what they asked for
        return False
    is_new = contacts.by_id(u, contact_id).opted_out != out
    contacts.opt(u, contact_id, at_ms if out else None)
    if is_new or channel != "aggregator":
        alone = Consent(contact_id, TEXTS, given=not out, channel=channel, at_ms=at_ms, offset_minutes=0)
        consents.record(u, told or alone)
    return is_new


def was_lifted(u: Unit, contact_id: int, at_ms: int) -> bool:
    """Whether an opt-out that the aggregator tells of, which came at ``at_ms``, is one that START has lifted since.

    A callback has neither an id nor a date: said again within a day of the STOP that was lifted, it is taken for a repeat. If
    it is a new one, the aggregator takes no text to them any more, and its refusal of the next one opts them out.
    """
    said = [each for each in consents.history(u, contact_id) if each.purpose == TEXTS]
    if not said or not said[-1].given:
        return False
    stopped_at_ms = max((each.at_ms for each in said if not each.given), default=None)
    return at_ms < said[-1].at_ms or (stopped_at_ms is not None and at_ms - stopped_at_ms < REPEATED_MS)


@dataclass(frozen=True, slots=True)
class Saying:
    """Where and how something is said: in which conversation, after which screen (``None`` where they spoke first)."""

    flow: Flow
    session_id: int
    shown: str | None
    contact_id: int
    channel: str
    at_ms: int


def agree(u: Unit, gateway: Gateway, saying: Saying, before: State | None, after: State) -> None:
    """Record what one turn of a conversation agreed to or refused."""
    for agreement in agreements(saying.flow, before, after):
        consents.record(u, said(gateway, saying, before or after, agreement.purpose, given=agreement.given))


def said(gateway: Gateway, saying: Saying, before: State, purpose: str, *, given: bool) -> Consent:
    """A yes or no to a purpose, as it is kept. One to ``texts`` holds for every survey of every ministry."""
    version = gateway.published.version_of(saying.flow)
    everywhere = purpose == TEXTS
    return Consent(
        contact_id=saying.contact_id,
        purpose=purpose,
        given=given,
        channel=saying.channel,
        at_ms=saying.at_ms,
        offset_minutes=offset_minutes(saying.flow.time_zone, saying.at_ms),
        language=before.language,
        wording=None if saying.shown is None else words_of(saying.shown),
        session_id=saying.session_id,
        version_id=version.id,
        ministry="" if everywhere else version.ministry,
        survey="" if everywhere else version.survey,
    )


def words_of(reply: str) -> str:
    """The words of a stored reply: without what tells the network whether the call goes on."""
    for prefix in BEFORE_EVERY_SCREEN:
        reply = reply.removeprefix(prefix)
    return reply


def offset_minutes(zone: str, at_ms: int) -> int:
    """How far a zone's wall clock was ahead of UTC at an instant."""
    offset = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(zone)).utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)
