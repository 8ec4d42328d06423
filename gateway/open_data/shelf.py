"""The packages that were asked for lately, ready made: a crowd of readers costs little, and never the threads of the calls.

A package is made by one thread at a time; a few may wait for it, everybody else is asked to come again in a moment. The days
of a ministry are read from the database every half minute at most. Both are bounded, whatever is asked for.

A package whose table breaks its own rules is not there: its night found that and kept it, and nothing goes out unread here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

import structlog

from gateway.open_data.package import Package, made_of
from reports.forms.open_data_lint import lint
from storage import reports
from storage.patience import Patience
from storage.unhurried import unhurried
from storage.unit import StorageFault

if TYPE_CHECKING:
    from gateway.wiring import Gateway

log = structlog.get_logger()

MOST_BYTES = 48_000_000
"""Of all packages on the shelf together; the one that was not asked for longest goes first."""
FRESH_MS = 30_000
"""For so long the days of a ministry are not read again."""
PATIENCE_S = 3.0


class Busy(Exception):
    """Enough readers wait already."""


class Shelf:
    """Safe to share between threads. Whatever needs the database raises ``StorageFault`` while it is away."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._lock, self._making = Lock(), Lock()
        self._places = BoundedSemaphore(max(1, gateway.settings.web.threads // 4))
        self._made: OrderedDict[tuple[str, date], Package] = OrderedDict()
        self._days: dict[str, tuple[int, tuple[date, ...]]] = {}
        self._unsound: set[tuple[str, date]] = set()

    def days(self, ministry: str) -> tuple[date, ...]:
        """The days whose figures are given out, the newest first; none for a ministry that is not configured."""
        if ministry not in self._gateway.settings.ministries:
            return ()
        return tuple(day for day in self._released(ministry) if (ministry, day) not in self._unsound)

    def _released(self, ministry: str) -> tuple[date, ...]:
        read_at_ms, found = self._days.get(ministry, (0, ()))
        if abs(self._gateway.now_ms() - read_at_ms) < FRESH_MS:
            return found
        try:
            return self._read_days(ministry)
        except (Busy, StorageFault):
            if not read_at_ms:
                raise
            return found  # what was released stays released

    def _read_days(self, ministry: str) -> tuple[date, ...]:
        with self._in_line(), Patience(PATIENCE_S), unhurried(self._gateway.engine) as u:
            kept_back = reports.withheld(u, ministry)
            found = tuple(day for day in reversed(reports.days(u, ministry)) if day not in kept_back)
        self._days[ministry] = (self._gateway.now_ms(), found)
        return found

    def package(self, ministry: str, day: date) -> Package | None:
        """The package of a released day; ``None`` where there is none. Raises :class:`Busy`."""
        if day not in self.days(ministry):
            return None
        if ready := self._ready(ministry, day):
            return ready
        with self._in_line():
            return self._ready(ministry, day) or self._make(ministry, day)

    @contextmanager
    def _in_line(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            with self._making:
                yield
        finally:
            self._places.release()

    def _ready(self, ministry: str, day: date) -> Package | None:
        with self._lock:
            found = self._made.get((ministry, day))
            if found is not None:
                self._made.move_to_end((ministry, day))
            return found

    def _make(self, ministry: str, day: date) -> Package | None:
        with Patience(PATIENCE_S), unhurried(self._gateway.engine) as u:
            kept = reports.find(u, ministry, day)
        if kept is None:
            return None
        made = made_of(kept)
        if faults := lint(made.files["figures.csv"].content):
            self._unsound.add((ministry, day))
            why = " ".join(sorted({fault.code for fault in faults}))
            log.error("figures withheld", ministry=ministry, day=day.isoformat(), reason=why)
            return None
        with self._lock:
            self._made[ministry, day] = made
            while len(self._made) > 1 and sum(each.size for each in self._made.values()) > MOST_BYTES:
                self._made.popitem(last=False)
        return made
