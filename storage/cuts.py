"""The release ledger as it is kept: rows are only added, and a night's book is the same whenever it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select, union_all
from sqlalchemy.dialects import postgresql

from reports.ledger import Book, Cell, Closed, Series, close, horizon
from storage.tables import cuts

if TYPE_CHECKING:
    from storage.unit import Unit

Kept = Mapping[tuple[str, Cell], Sequence[date]]
"""Base and cell -> cuts, ascending."""

TAB = "\t"


def of(u: Unit, ministry: str, since: date) -> Kept:
    """The cuts of a ministry from a day on, and of each cell the latest one before it."""
    mine = cuts.c.ministry == ministry
    latest = select(cuts.c.base, cuts.c.cell, func.max(cuts.c.local_day)).where(mine, cuts.c.local_day < since)
    later = select(cuts.c.base, cuts.c.cell, cuts.c.local_day).where(mine, cuts.c.local_day >= since)
    kept: dict[tuple[str, Cell], list[date]] = {}
    for base, cell, day in u.connection.execute(union_all(latest.group_by(cuts.c.base, cuts.c.cell), later)):
        kept.setdefault((base, tuple(cell.split(TAB))), []).append(day)
    return {key: sorted(days) for key, days in kept.items()}


def has_any(u: Unit, ministry: str) -> bool:
    """Whether the ledger of a ministry was ever begun."""
    return u.connection.execute(select(cuts.c.local_day).where(cuts.c.ministry == ministry).limit(1)).one_or_none() is not None


def add(u: Unit, ministry: str, added: Kept) -> None:
    """Keep cuts; those that are kept already stay as they are."""
    rows = [
        {"ministry": ministry, "base": base, "cell": TAB.join(cell), "local_day": day}
        for (base, cell), days in added.items()
        for day in days
    ]
    if rows:
        # PostgreSQL's class of INSERT: SQLite took its ON CONFLICT clause over, and SQLAlchemy renders it for both.
        u.connection.execute(postgresql.insert(cuts).on_conflict_do_nothing(), rows)


def close_day(u: Unit, ministry: str, day: date, series: Sequence[Series]) -> Book:
    """Close a day of the ledger, and give the book that its report is computed by.

    A day that is closed already, or that a later one was closed before, gives the book of its night and changes nothing.
    """
    closed = _closed(u, ministry, day, series)
    add(u, ministry, closed.added)
    return closed.book


def preview(u: Unit, ministry: str, day: date, series: Sequence[Series]) -> Book:
    """The book of a day as it would be if it were closed now. Writes nothing."""
    return _closed(u, ministry, day, series).book


def _closed(u: Unit, ministry: str, day: date, series: Sequence[Series]) -> Closed:
    return close(day, series, of(u, ministry, horizon(day)))
