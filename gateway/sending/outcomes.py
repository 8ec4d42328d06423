"""What becomes of texts that were handed over: recorded in one transaction for the whole call.

The order of locks is that of everybody who changes texts: the channel, then the people, then their texts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import structlog

from gateway.africastalking.sender import Accepted, Outcome, SendFailed
from gateway.crashpoints import crash_at
from gateway.rights import consent
from gateway.sending import breaker, claiming, receipts, sifting
from storage import contacts, outbox
from storage import receipts as stored_receipts
from storage.outbox import Taken
from storage.unit import Overtaken, Unavailable, unit

if TYPE_CHECKING:
    from gateway.sending.claiming import Batch
    from gateway.wiring import Gateway
    from storage.claims import Ready
    from storage.unit import Unit

log = structlog.get_logger()

JITTER = 0.2
"""A wait is up to this share longer or shorter, so that what failed together does not come back together."""

PATIENCE_S = (0.1, 0.3, 1.0, 2.0)
"""How long to wait before what became of sent texts is recorded again, where the database is away: it is known only here."""


CAMPAIGN = ("invitation", "reminder")

Told = tuple["Batch", Sequence[Outcome]]
"""A batch, and what became of each of its texts, in their order."""


def record_patiently(gateway: Gateway, told: Sequence[Told], luck: Callable[[], float]) -> None:
    """Record what became of batches, also where the database is away for a moment."""
    for wait_s in PATIENCE_S:
        try:
            return record(gateway, told, luck)
        except (Unavailable, Overtaken):
            time.sleep(wait_s)
    record(gateway, told, luck)


def record(gateway: Gateway, told: Sequence[Told], luck: Callable[[], float]) -> None:
    """Record what became of each text of batches of one claim, and what follows for its channel, its money and its person."""
    at_ms, channel = gateway.now_ms(), told[0][0].channel
    ended = [each for batch, outcomes in told for each in zip(batch.texts, outcomes, strict=True)]
    people = {text.contact_id for text, _ in ended}
    with unit(gateway.engine) as u:
        breaker.note(u, channel, [outcomes for _, outcomes in told], at_ms)
        contacts.lock_many(u, people)
        _taken(u, channel, [(text, o) for text, o in ended if isinstance(o, Accepted)], at_ms)
        for batch, outcomes in told:
            _refused(u, gateway, batch, outcomes, luck)
        _stop(u, ended, at_ms)
        settle_doubts(u, channel, people, at_ms)
        crash_at(gateway.settings, "i")
        u.commit()
    for text, outcome in ended:
        reason = "accepted" if isinstance(outcome, Accepted) else outcome.reason
        gateway.tally.add("texts_out", text.channel, text.kind, _word(outcome))
        log.info("text", outbox=text.id, channel=text.channel, attempt=text.attempts + 1, outcome=reason)


def give_up(gateway: Gateway, outbox_ids: Sequence[int]) -> None:
    """Texts whose sender died: nobody can know any more whether they were accepted."""
    at_ms = gateway.now_ms()
    with unit(gateway.engine) as u:
        people = outbox.people_of(u, outbox_ids)
        contacts.lock_many(u, {contact_id for _, contact_id in people.values()})
        doubtful = outbox.in_doubt(u, outbox_ids, "sender died")
        for channel in sorted({channel for channel, _ in people.values()}):
            settle_doubts(u, channel, {people[n][1] for n in doubtful if people[n][0] == channel}, at_ms)
        u.commit()
    for outbox_id in doubtful:
        log.warning("text in doubt", outbox=outbox_id, reason="sender died")


def settle_doubts(u: Unit, channel: str, contact_ids: set[int], at_ms: int) -> None:
    """Let stray reports settle what is in doubt of these people, whom the caller has locked."""
    since_ms = at_ms - receipts.SETTLE_WITHIN_MS
    for contact_id in stored_receipts.people_with_orphans(u, channel, contact_ids, since_ms):
        receipts.settle_doubts(u, channel, contact_id, at_ms)


def _word(outcome: Outcome) -> str:
    """An outcome as it is counted."""
    if isinstance(outcome, Accepted):
        return "accepted"
    return "in doubt" if outcome.in_doubt else "tried again" if outcome.retry else "refused"


def _taken(u: Unit, channel: str, taken: Sequence[tuple[Ready, Accepted]], at_ms: int) -> None:
    if not taken:
        return
    outbox.sent(u, [Taken(text.id, a.provider_id, a.status_code, a.cost) for text, a in taken], at_ms)
    for provider_id in stored_receipts.reported(u, channel, {a.provider_id for _, a in taken if a.provider_id}):
        receipts.match(u, channel, provider_id)


def _refused(u: Unit, gateway: Gateway, batch: Batch, outcomes: Sequence[Outcome], luck: Callable[[], float]) -> None:
    """What follows where the aggregator did not take texts of a batch: for each, and for the money of all."""
    failed = [(text, o) for text, o in zip(batch.texts, outcomes, strict=True) if isinstance(o, SendFailed)]
    at_ms = gateway.now_ms()
    for text, refusal in failed:
        _set_back(u, gateway, batch, text, refusal, luck(), at_ms)
    claiming.give_back(u, gateway, batch, [text for text, o in failed if not o.in_doubt])


def _stop(u: Unit, ended: Sequence[tuple[Ready, Outcome]], at_ms: int) -> None:
    """Stop the campaign that is refused as such, once however many texts were."""
    refused = {text.ministry: o for text, o in ended if isinstance(o, SendFailed) and o.stop and text.kind in CAMPAIGN}
    for ministry, failed in refused.items():
        breaker.stop_campaign(u, ministry, failed, at_ms)


def _set_back(u: Unit, gateway: Gateway, batch: Batch, text: Ready, failed: SendFailed, luck: float, at_ms: int) -> None:
    due_at_ms = _due_again_at_ms(gateway, batch, text, failed, luck, at_ms)
    if failed.in_doubt:
        outbox.in_doubt(u, [text.id], failed.reason)
        log.warning("text in doubt", outbox=text.id, reason=failed.reason)
    elif failed.pause:
        outbox.unclaim(u, text.id, at_ms, failed.reason)
    elif due_at_ms is not None:
        outbox.retry(u, text.id, due_at_ms, failed.reason)
    else:
        outbox.failed(u, text.id, failed.reason, at_ms)
        log.error("text failed", outbox=text.id, channel=text.channel, reason=failed.reason)
    if failed.opted_out:
        consent.opt(u, text.contact_id, out=True, channel="aggregator", at_ms=at_ms)


def _due_again_at_ms(gateway: Gateway, batch: Batch, text: Ready, failed: SendFailed, luck: float, at_ms: int) -> int | None:
    """When a text that was not taken is tried again; ``None`` if it is not."""
    waits_s, attempt = gateway.settings.outbox.retry_after_s, text.attempts + 1
    tries = min(len(waits_s) + 1, failed.tries_at_most or len(waits_s) + 1)
    if not failed.retry or attempt >= tries:
        return None
    if failed.after_quiet:
        return sifting.after_quiet_ms(gateway, text, claiming.numbers_by_text(batch)[text.id], at_ms)
    return at_ms + round(waits_s[attempt - 1] * 1000 * (1 + JITTER * (2 * luck - 1)))
