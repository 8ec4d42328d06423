"""The way out of texts: claim them, hand them to the aggregator, record what came of it; each in a transaction of its own.

A process that dies in between leaves its texts ``sending``; after a while nobody can know any more and they are ``in doubt``.
What is in doubt is never sent again by itself, the first text of a conversation neither: nearly all such texts were accepted,
so to send one again would text people twice for the sake of few. A delivery report settles it; what none settles is counted.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

import structlog

from gateway.africastalking.sender import Outcome, Sender
from gateway.crashpoints import crash_at
from gateway.sending import breaker, caps, claiming, outcomes
from storage import claims, outbox, responses
from storage.unit import Overtaken, Unit, reading, unit

if TYPE_CHECKING:
    from gateway.sending.claiming import Batch
    from gateway.sending.outcomes import Told
    from gateway.wiring import Gateway

log = structlog.get_logger()

TOGETHER_S = 0.5
"""What became of calls that were answered is recorded after this long, while others of the same claim still wait: it is known
nowhere else."""

FOLLOW_S = 15.0
"""So long one ring is followed from text to text; the rest is for the drain. The bell breaks a job off after a minute, and a
call that is broken off is in doubt."""

_UNFILED_AT_ONCE = 500

_CROSSED_MS = 100
"""After this long two claims that crossed each other are tried again."""


def deliver(gateway: Gateway, senders: Mapping[str, Sender], outbox_id: int, luck: Callable[[], float]) -> bool:
    """Send a text if it may go now and nobody else sends it, and in the same call what has the same wording; then what waited
    behind it for the same person. Safe to repeat.

    ``luck`` gives numbers from 0 to 1 for the jitter of waits. Says whether ``outbox_id`` was claimed here. Raises
    ``LookupError`` if its channel is not configured.
    """
    following: Sequence[Batch] = claiming.batches_of(gateway, outbox_id)
    mine = any(text.id == outbox_id for batch in following for text in batch.texts)
    follow_until_s = time.monotonic() + FOLLOW_S
    while following:
        _hand_over(gateway, senders[following[0].channel], following, luck)
        following = _claim_next(gateway, following) if time.monotonic() < follow_until_s else ()
    return mine


def drain(gateway: Gateway, senders: Mapping[str, Sender], luck: Callable[[], float], leave: Callable[[], bool]) -> int | None:
    """Send all that may go now, until ``leave`` says so; after how many milliseconds more may, ``None`` while nothing waits.

    What breaks in one channel is raised after the others had their turn.
    """
    waits, broken = [], None
    for channel in senders:
        try:
            waits.append(_drain_one(gateway, channel, senders[channel], luck, leave))
        except Exception as fault:
            broken = fault
    if broken is not None:
        raise broken
    return min((wait_ms for wait_ms in waits if wait_ms is not None), default=None)


def sweep(gateway: Gateway, ring: Callable[[str, int], bool]) -> None:
    """Find what nobody looks after: texts whose sender died become in doubt, guards that are over end, and responses that
    wait are rung for."""
    now_ms = gateway.now_ms()
    with reading(gateway.engine) as connection:
        u = Unit(connection)
        stale = outbox.stale_sending(u, now_ms - gateway.settings.outbox.in_doubt_after_s * 1000)
        unfiled = responses.unfiled(u, _UNFILED_AT_ONCE)
    if stale:
        outcomes.give_up(gateway, stale)
    with unit(gateway.engine) as u:
        caps.tidy(u, now_ms)
        breaker.tidy(u, now_ms)
        u.commit()
    # Until nobody hears: a Redis that hangs is asked once, not once a row.
    all(itertools.takewhile(bool, (ring("file_response", session_id) for session_id in unfiled)))


def _drain_one(
    gateway: Gateway, channel: str, sender: Sender, luck: Callable[[], float], leave: Callable[[], bool]
) -> int | None:
    while not leave():
        try:
            found = claiming.next_batches(gateway, channel)
        except Overtaken:
            return _CROSSED_MS
        if found.batches:
            _hand_over(gateway, sender, found.batches, luck)
        elif found.wait_ms != 0:
            return found.wait_ms
    return 0


def _hand_over(gateway: Gateway, sender: Sender, batches: Sequence[Batch], luck: Callable[[], float]) -> None:
    for told in _as_told(gateway, sender, batches):
        crash_at(gateway.settings, "h")
        outcomes.record_patiently(gateway, told, luck)
        crash_at(gateway.settings, "j")


def _as_told(gateway: Gateway, sender: Sender, batches: Sequence[Batch]) -> Iterator[Sequence[Told]]:
    """Make a call for each batch, all at the same time; what was said, of those together that were answered together."""
    if len(batches) == 1:
        yield [(batches[0], _ask(gateway, sender, batches[0]))]
        return
    with ThreadPoolExecutor(len(batches), "call") as calls:
        asked = {calls.submit(_ask, gateway, sender, batch): batch for batch in batches}
        waiting: Collection[Future[tuple[Outcome, ...]]] = asked.keys()
        while waiting:
            answered, waiting = wait(waiting, TOGETHER_S)
            if answered:
                yield [(batch, call.result()) for call, batch in asked.items() if call in answered]


def _ask(gateway: Gateway, sender: Sender, batch: Batch) -> tuple[Outcome, ...]:
    first, began_s = batch.texts[0], time.monotonic()
    told = sender.send(batch.numbers, first.text, first.code, first.link_id)
    gateway.tally.took("send_seconds", batch.channel, seconds=time.monotonic() - began_s)
    return told


def _claim_next(gateway: Gateway, batches: Sequence[Batch]) -> Sequence[Batch]:
    """Claim what waited behind texts, for the same people."""
    people = [text.contact_id for batch in batches for text in batch.texts]
    with reading(gateway.engine) as connection:
        waiting = claims.next_of(Unit(connection), batches[0].channel, people, gateway.now_ms())
    found = (claiming.batches_of(gateway, outbox_id) for outbox_id in waiting)
    return next(filter(None, found), ())
