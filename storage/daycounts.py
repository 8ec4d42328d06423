"""Day counts: rebuilt whole, never incremented."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from reports.figures import DayCount
from storage.tables import daycounts

if TYPE_CHECKING:
    from storage.unit import Unit


def replace_day(u: Unit, ministry: str, day: date, counts: Iterable[DayCount]) -> None:
    """Make ``counts`` the counts of one local day of a ministry, whatever was there before.

    Raises ``ValueError`` if one of them belongs to another day.
    """
    rows = [{"ministry": ministry} | asdict(count) for count in counts]
    if any(row["local_day"] != day for row in rows):
        raise ValueError(f"counts of another day than {day}")
    u.connection.execute(delete(daycounts).where(daycounts.c.ministry == ministry, daycounts.c.local_day == day))
    if rows:
        u.connection.execute(insert(daycounts), rows)


def between(u: Unit, ministry: str, first: date, last: date, measure: str | None = None) -> list[DayCount]:
    """The counts of a ministry from one local day to another, both included, in ascending order of all keys."""
    query = select(*(c for c in daycounts.c if c.name != "ministry")).where(
        daycounts.c.ministry == ministry, daycounts.c.local_day.between(first, last)
    )
    if measure is not None:
        query = query.where(daycounts.c.measure == measure)
    return sorted(DayCount(*row) for row in u.connection.execute(query))
