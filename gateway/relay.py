"""The way out of a text: claim it, hand it to the aggregator, record what came of it; each in a transaction of its own.

A process that dies in between leaves its text ``sending``; after a while nobody can know any more and it is ``in doubt``.
What is in doubt is never sent again by itself: a delivery report settles it.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import structlog

from gateway import receipts
from gateway.africastalking.sender import Accepted, Sender, SendFailed
from gateway.crashpoints import crash_at
from storage import contacts, outbox, responses
from storage.outbox import Claimed
from storage.unit import Unavailable, Unit, reading, unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway

log = structlog.get_logger()

JITTER = 0.2
"""A wait is up to this share longer or shorter, so that what failed together does not come back together."""

LATE_S = 30
"""A text due for longer than this is not only rung for: its ring was lost, or the queue is long."""

STUCK_MS = 600_000
"""A text that cannot be sent here (the key of its number is not here) is tried again after this long, behind all others."""

_UNFILED_AT_ONCE = 500

PATIENCE_S = (0.1, 0.3, 1.0, 2.0)
"""How long to wait before what became of a sent text is recorded again, where the database is away: it is known only here."""


def deliver(gateway: Gateway, senders: Mapping[str, Sender], outbox_id: int, luck: Callable[[], float]) -> bool:
    """Send a text if it is due and nobody else does, then what waited behind it for the same person. Safe to repeat.

    ``luck`` gives numbers from 0 to 1 for the jitter of waits. Says whether ``outbox_id`` was claimed here.
    """
    claimed = following = _claim(gateway, senders, outbox_id)
    while following is not None:
        text, number = following
        outcome = _send(senders[text.channel], text, number)
        crash_at(gateway.settings, "h")
        _record_patiently(gateway, text, outcome, luck())
        crash_at(gateway.settings, "j")
        following = _claim_next(gateway, senders, text)
    return claimed is not None


def sweep(gateway: Gateway, ring: Callable[[str, int], bool]) -> list[int]:
    """Find what the bell missed: texts whose sender died become in doubt; due texts and unfiled responses are rung for.

    Returns the texts to be sent without a bell: those nobody could be rung for, and those due for :data:`LATE_S` already.
    """
    now_ms = gateway.now_ms()
    with reading(gateway.engine) as connection:
        u = Unit(connection)
        stale = outbox.stale_sending(u, now_ms - gateway.settings.outbox.in_doubt_after_s * 1000)
        due, late = (outbox.due_ids(u, due_ms, gateway.settings.channels) for due_ms in (now_ms, now_ms - LATE_S * 1000))
        unfiled = responses.unfiled(u, _UNFILED_AT_ONCE)
    for outbox_id in stale:
        _give_up(gateway, outbox_id, now_ms)
    unheard = _ring_all("deliver", due, ring)
    if not unheard:
        _ring_all("file_response", unfiled, ring)
    return sorted({*late, *unheard})


def _give_up(gateway: Gateway, outbox_id: int, now_ms: int) -> None:
    with unit(gateway.engine) as u:
        _doubt(u, outbox_id, "sender died", now_ms)
        u.commit()


def _ring_all(kind: str, row_ids: list[int], ring: Callable[[str, int], bool]) -> list[int]:
    """Ring for rows, until nobody hears; a Redis that hangs is asked once, not once a row. Returns the rows left over."""
    heard = list(itertools.takewhile(lambda row_id: ring(kind, row_id), row_ids))
    return row_ids[len(heard) :]


def _claim(gateway: Gateway, senders: Mapping[str, Sender], outbox_id: int) -> tuple[Claimed, str] | None:
    """A claimed text and its person's number. Where one of both cannot be had, nothing is claimed, and the text stays due.

    One whose number cannot be opened is due again after :data:`STUCK_MS`; one whose channel is gone is not swept.
    """
    try:
        with unit(gateway.engine) as u:
            claimed = outbox.claim(u, outbox_id, gateway.now_ms())
            if claimed is not None and claimed.channel not in senders:
                raise LookupError(f"text {outbox_id} waits for the channel {claimed.channel}, which is not configured")
            number = contacts.number_of(u, gateway.vault, claimed.contact_id) if claimed else ""
            u.commit()
    except contacts.Unsealable:
        with unit(gateway.engine) as u:
            outbox.postpone(u, outbox_id, gateway.now_ms() + STUCK_MS, "number cannot be opened")
            u.commit()
        raise
    if claimed is None:
        return None
    crash_at(gateway.settings, "g")
    return claimed, number


def _claim_next(gateway: Gateway, senders: Mapping[str, Sender], text: Claimed) -> tuple[Claimed, str] | None:
    """Claim what waited behind a text, for the same person."""
    with reading(gateway.engine) as connection:
        waiting = outbox.next_of(Unit(connection), text.channel, text.contact_id, gateway.now_ms())
    return _claim(gateway, senders, waiting) if waiting is not None else None


def _send(sender: Sender, text: Claimed, number: str) -> Accepted | SendFailed:
    try:
        return sender.send(number, text.text, text.code, text.link_id)
    except SendFailed as failed:
        return failed


def _record_patiently(gateway: Gateway, text: Claimed, outcome: Accepted | SendFailed, luck: float) -> None:
    for wait_s in PATIENCE_S:
        try:
            return _record(gateway, text, outcome, luck)
        except Unavailable:
            time.sleep(wait_s)
    _record(gateway, text, outcome, luck)


def _record(gateway: Gateway, text: Claimed, outcome: Accepted | SendFailed, luck: float) -> None:
    now_ms = gateway.now_ms()
    with unit(gateway.engine) as u:
        contacts.lock(u, text.contact_id)
        if isinstance(outcome, Accepted):
            _accepted(u, text, outcome, now_ms)
        else:
            _refused(u, gateway, text, outcome, now_ms, luck)
        crash_at(gateway.settings, "i")
        u.commit()
    reason = "accepted" if isinstance(outcome, Accepted) else outcome.reason
    log.info("text", outbox=text.id, channel=text.channel, attempt=text.attempts, outcome=reason)


def _accepted(u: Unit, text: Claimed, accepted: Accepted, now_ms: int) -> None:
    outbox.sent(
        u,
        text.id,
        provider_id=accepted.provider_id,
        status_code=accepted.status_code,
        cost=accepted.cost,
        at_ms=now_ms,
    )
    if accepted.provider_id:
        receipts.match(u, text.channel, accepted.provider_id)
    receipts.settle_doubts(u, text.channel, text.contact_id, now_ms)


def _refused(u: Unit, gateway: Gateway, text: Claimed, failed: SendFailed, now_ms: int, luck: float) -> None:
    wait_ms = _wait_ms(gateway, text, failed, luck)
    if failed.in_doubt:
        _doubt(u, text.id, failed.reason, now_ms)
    elif failed.pause:
        outbox.pause(u, text.id, now_ms, failed.reason)
        log.error("channel paused", channel=text.channel, reason=failed.reason)
    elif wait_ms is not None:
        outbox.retry(u, text.id, now_ms + wait_ms, failed.reason)
    else:
        outbox.failed(u, text.id, failed.reason, now_ms)
        log.error("text failed", outbox=text.id, channel=text.channel, reason=failed.reason)
    if failed.opted_out:
        contacts.opt(u, text.contact_id, now_ms)


def _wait_ms(gateway: Gateway, text: Claimed, failed: SendFailed, luck: float) -> int | None:
    """How long until the next attempt; ``None`` if there is none."""
    waits_s = gateway.settings.outbox.retry_after_s
    tries = min(len(waits_s) + 1, failed.tries_at_most or len(waits_s) + 1)
    if not failed.retry or text.attempts >= tries:
        return None
    return round(max(waits_s[text.attempts - 1], failed.after_s) * 1000 * (1 + JITTER * (2 * luck - 1)))


def _doubt(u: Unit, outbox_id: int, reason: str, now_ms: int) -> None:
    text = outbox.standing(u, outbox_id)
    if text is None:
        return
    contacts.lock(u, text.contact_id)
    if outbox.in_doubt(u, outbox_id, reason):
        log.warning("text in doubt", outbox=outbox_id, reason=reason)
        receipts.settle_doubts(u, text.channel, text.contact_id, now_ms)
