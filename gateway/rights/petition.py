"""DELETE and MYDATA by text: done in the transaction that hears them, answered in one text each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flows.conversing.control import telling_what_is_held, with_proof
from gateway.rights import dossier, erasure
from storage import contacts, outbox, tombstones

if TYPE_CHECKING:
    from flows.state import Outcome
    from gateway.wiring import Gateway
    from storage.unit import Unit

FAREWELL_MS = 3 * 86_400_000
"""How long a number is kept for the one text that says that it is deleted: no network brings one, or a report on it, later."""

ANSWERED_ONCE_MS = 3_600_000
"""Whoever texts DELETE again within this time is not answered again: it may be a machine."""


@dataclass(frozen=True, slots=True)
class Petition:
    """Who asks, by which channel and short code, and when; ``silent`` if nothing may be answered. ``number`` as it is kept."""

    contact_id: int
    number: str = field(repr=False)
    channel: str
    code: str
    link_id: str | None
    at_ms: int
    silent: bool = False


def do(u: Unit, gateway: Gateway, petition: Petition, outcome: Outcome) -> int | None:
    """Do what ``outcome.rights`` says; the text that answers it, if one does."""
    if outcome.rights == "delete":
        return _delete(u, gateway, petition, outcome)
    told = telling_what_is_held(outcome, *dossier.held(u, gateway, petition.contact_id, petition.at_ms))
    return _answer(u, gateway, petition, told)


def sent_before_erasure(u: Unit, gateway: Gateway, number: str, sent_ms: int) -> bool:
    """Whether a text is from before its sender was erased: it must not come back by another way than it came first."""
    stone = tombstones.find(u, gateway.vault.index(number))
    return stone is not None and stone.erased_at_ms is not None and sent_ms < stone.erased_at_ms


def _delete(u: Unit, gateway: Gateway, petition: Petition, outcome: Outcome) -> int | None:
    before = tombstones.find(u, gateway.vault.index(petition.number))
    erased = erasure.erase(u, gateway, petition.contact_id, petition.at_ms, by=erasure.BY_THEMSELVES, channel="sms")
    again = before is not None and before.erased_at_ms is not None and petition.at_ms - before.erased_at_ms < ANSWERED_ONCE_MS
    if again or petition.silent:
        return None
    anew = contacts.contact_of(u, gateway.vault, petition.number, petition.at_ms)
    contacts.forget_later(u, anew.id, petition.at_ms + FAREWELL_MS)
    return _answer(u, gateway, replace(petition, contact_id=anew.id), with_proof(outcome, erased.reference))


def _answer(u: Unit, gateway: Gateway, petition: Petition, outcome: Outcome) -> int | None:
    if outcome.screen is None or petition.silent:
        return None
    return outbox.put(
        u,
        channel=petition.channel,
        contact_id=petition.contact_id,
        session_id=None,
        code=petition.code,
        text=outcome.screen.text,
        at_ms=max(petition.at_ms, gateway.now_ms()),
        link_id=petition.link_id,
        kind="notice",
    )
