"""Instants -> local days, for counts that the database adds up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row

from reports.night.evidence import Event

QUARTER_MS = 15 * 60 * 1000
"""No clock of the world is off another one by less than whole quarters of an hour."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Some consecutive local days of a zone. ``begins_at_ms`` are their midnights, and the one after the last."""

    days: Sequence[date]
    begins_at_ms: Sequence[int]

    def within(self, instant: ColumnElement[int]) -> ColumnElement[bool]:
        """Whether an instant lies in these days."""
        return (instant >= self.begins_at_ms[0]) & (instant < self.begins_at_ms[-1])

    def day_of(self, at_ms: int) -> date:
        """The local day of an instant that lies in these days."""
        return self.days[bisect_right(self.begins_at_ms, at_ms) - 1]

    def events(self, kind: str, rows: Iterable[Row[int, str, int] | tuple[int, str, int]]) -> list[Event]:
        """Counts by quarter of an hour and code -> by local day and code, in ascending order."""
        sums: dict[tuple[date, str], int] = {}
        for quarter, code, n in rows:
            key = self.day_of(quarter * QUARTER_MS), code
            sums[key] = sums.get(key, 0) + n
        return [Event(day, kind, code, n) for (day, code), n in sorted(sums.items())]


def quarter_of(instant: ColumnElement[int]) -> ColumnElement[int]:
    """The quarter of an hour of an instant, counted from 1970."""
    return instant // QUARTER_MS
