"""What is true at this moment, read from the database for ``/metrics``: bounded in time, and not more often than every few
seconds however often it is asked for."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gateway.asking.pausing import GUARDS
from storage import alerts, beats, pauses, watched
from storage.patience import Patience
from storage.unit import StorageFault, Unit, reading

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.pauses import Pause

Labels = tuple[tuple[str, str], ...]
PATIENCE_S = 2.0
CACHED_S = 5.0


@dataclass(frozen=True, slots=True)
class Gauge:
    """One value; ``labels`` are names with what they are."""

    name: str
    help: str
    labels: Labels
    value: float


class Gauges:
    """The newest reading. Safe to share between threads: one reads, the others wait for it."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._lock = threading.Lock()
        self._read: tuple[Gauge, ...] = ()
        self._until_s = float("-inf")

    def now(self) -> tuple[Gauge, ...]:
        """Every gauge; without a database only what needs none, and ``storage_up`` says 0."""
        with self._lock:
            if time.monotonic() >= self._until_s:
                self._read = tuple(_all(self._gateway))
                self._until_s = time.monotonic() + CACHED_S
            return self._read


def _all(gateway: Gateway) -> Iterator[Gauge]:
    try:
        with Patience(PATIENCE_S), reading(gateway.engine) as connection:
            found = list(_stored(gateway, Unit(connection)))
        up = 1
    except StorageFault:
        found, up = [], 0
    yield Gauge("storage_up", "1 while the database answers.", (), up)
    yield Gauge("queue_up", "1 while Redis answers; without it texts are only late.", (), float(gateway.bell.answers()))
    yield from found
    yield from _disk(gateway)


def _stored(gateway: Gateway, u: Unit) -> Iterator[Gauge]:
    now_ms = gateway.now_ms()
    for name, queue in watched.queues(u).items():
        labels: Labels = (("queue", name),)
        yield Gauge("waiting", "Rows that wait, by what for.", labels, queue.n)
        yield Gauge("overdue_seconds", "For how long the first of them has been due.", labels, queue.late_s(now_ms))
    yield from _spent(u, now_ms)
    for alert in alerts.raised(u):
        labels = (("kind", alert.kind), ("about", alert.about))
        yield Gauge("alert", "1 while somebody must look at it.", labels, 1)
    for scope, name, by in sorted({(p.scope, p.name, _hand(p)) for p in pauses.holding(u, now_ms)}):
        labels = (("scope", scope), ("name", name), ("by", by))
        yield Gauge("pause", "1 while texts are held back, by a person or by the guard that is named.", labels, 1)
    for sign, at_ms in signs(beats.all_beats(u)).items():
        yield Gauge("last_sign_timestamp_seconds", "When something was last heard or done.", (("name", sign),), at_ms / 1000)


def _hand(pause: Pause) -> str:
    """Who holds texts back, no person by name; several may hold the same, and the page has each line once."""
    return pause.paused_by if pause.paused_by in GUARDS else "person"


def _spent(u: Unit, now_ms: int) -> Iterator[Gauge]:
    for hours in (1, watched.DAY_HOURS):
        since_ms = now_ms - (hours - 1) * watched.HOUR_MS
        for (channel, ministry), spent in watched.spent_since(u, since_ms).items():
            labels = (("channel", channel), ("ministry", ministry), ("hours", str(hours)))
            yield Gauge("spent", "Money for texts in these hours of the clock.", labels, spent.millis / 1000)
            yield Gauge("spent_parts", "Parts of a phone bill in these hours of the clock.", labels, spent.parts)


def _disk(gateway: Gateway) -> Iterator[Gauge]:
    try:
        waiting, free = gateway.spool.waiting(), shutil.disk_usage(gateway.settings.var).free
    except OSError:
        return
    yield Gauge("spool_records", "Callbacks that wait on disk for the database.", (), waiting.entries)
    yield Gauge("spool_bytes", "Bytes that they take.", (), waiting.bytes)
    yield Gauge("spool_set_aside", "Callbacks that cannot be opened.", (), waiting.aside)
    yield Gauge("disk_free_bytes", "Room left where the data is.", (), free)


def signs(found: dict[str, int]) -> dict[str, int]:
    """The beats by name, of all workers only the newest: their names change with every start."""
    newest: dict[str, int] = {}
    for name, at_ms in found.items():
        short = name.partition(" ")[0] if name.startswith("worker ") else name
        newest[short] = max(at_ms, newest.get(short, at_ms))
    return newest
