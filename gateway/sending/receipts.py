"""What the aggregator says afterwards: delivery reports move a text forward, and an opt-out is remembered.

A report is kept, matched if it can be, and never refused: it may be repeated, out of order, about a text we do not know,
or about one whose sending we have not recorded yet. Final states do not move.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from gateway.africastalking import statuses
from gateway.rights import consent
from storage import contacts, outbox, receipts
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.unit import Unit

log = structlog.get_logger()

SETTLE_WITHIN_MS = 24 * 3600 * 1000
"""A report settles a text in doubt that was claimed at most this long before: a phone may be off for a night."""

_REASON_CHARS = 60


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """One delivery report; every field may be empty. ``number`` is as :mod:`gateway.numbers` keeps it, in memory only."""

    provider_id: str
    status: str
    failure_reason: str = ""
    number: str = ""
    network_code: str | None = None


def receive(gateway: Gateway, channel: str, report: DeliveryReport, at_ms: int | None = None) -> None:
    """Keep a report and let it do what it may. Repeatable; raises only what the database raises.

    ``at_ms`` is when it arrived, where that is not now.
    """
    at_ms = gateway.now_ms() if at_ms is None else at_ms
    with unit(gateway.engine) as u:
        person = contacts.find_held(u, gateway.vault, report.number) if report.number else None
        kept = receipts.add(
            u,
            channel=channel,
            provider_id=report.provider_id,
            contact_id=person.id if person else None,
            status=report.status,
            failure_reason=report.failure_reason,
            network_code=report.network_code,
            at_ms=at_ms,
        )
        if kept is not None:
            _act(u, channel, report, person, at_ms)
        u.commit()
    said = statuses.delivery(report.status)
    gateway.tally.add("reports", channel, "repeated" if kept is None else said or "unknown")
    log.info("delivery report", channel=channel, receipt=kept, known=said is not None)


def opt_out(gateway: Gateway, channel: str, number: str, at_ms: int | None = None) -> None:
    """Remember that a person told the aggregator never to be texted again, known to us or not.

    ``at_ms`` is when that arrived, where it is not now. What only repeats an opt-out that START has lifted changes nothing.
    """
    at_ms = gateway.now_ms() if at_ms is None else at_ms
    with unit(gateway.engine) as u:
        person = contacts.held_contact_of(u, gateway.vault, number, at_ms)
        lifted = consent.was_lifted(u, person.id, at_ms)
        if not lifted:
            consent.opt(u, person.id, out=True, channel="aggregator", at_ms=at_ms)
        u.commit()
    log.info("opted out at the aggregator", channel=channel, contact=person.id, lifted=lifted)


def match(u: Unit, channel: str, provider_id: str) -> None:
    """Let reports that came before their text's sending was recorded do now what they would have done."""
    text = outbox.by_provider_id(u, channel, provider_id)
    if text is None:
        return
    for receipt in receipts.of_provider_id(u, channel, provider_id):
        _move(u, text.id, receipt.status, receipt.failure_reason, receipt.received_at_ms)
    receipts.link(u, channel, provider_id, text.id)


def settle_doubts(u: Unit, channel: str, contact_id: int, at_ms: int) -> None:
    """Let reports for a person that fit no text of ours settle that person's texts in doubt, oldest first.

    Nothing is settled while a text to them is being sent: the report may be that one's. The caller holds
    :func:`contacts.lock`: of two that look at the same moment, each would take a text for the same report.
    """
    for orphan in receipts.orphans_of(u, channel, contact_id, at_ms - SETTLE_WITHIN_MS):
        if not orphan.provider_id or outbox.by_provider_id(u, channel, orphan.provider_id):
            continue  # without an id, or settled a moment ago by another report on the same text
        received = orphan.received_at_ms
        text = outbox.unsettled_of(u, channel, contact_id, received - SETTLE_WITHIN_MS, received)
        if text is not None:
            outbox.learn(u, text.id, orphan.provider_id)
            match(u, channel, orphan.provider_id)


def _act(u: Unit, channel: str, report: DeliveryReport, person: contacts.Contact | None, at_ms: int) -> None:
    match(u, channel, report.provider_id)
    if person is None:
        return
    settle_doubts(u, channel, person.id, at_ms)
    if statuses.says_opted_out(report.failure_reason):
        consent.opt(u, person.id, out=True, channel="aggregator", at_ms=at_ms)


def _move(u: Unit, outbox_id: int, status: str, failure_reason: str, at_ms: int) -> None:
    state = statuses.delivery(status)
    if state is not None:
        outbox.settle(u, outbox_id, state, at_ms=at_ms, reason=failure_reason[:_REASON_CHARS])
