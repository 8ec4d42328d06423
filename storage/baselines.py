"""The limits of control charts, frozen: by the program once, when a series has its weeks; after that by people alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from reports.night.evidence import Baseline
from storage.tables import baselines

if TYPE_CHECKING:
    from storage.unit import Unit


def of_ministry(u: Unit, ministry: str, day: date) -> list[Baseline]:
    """The baselines of a ministry that hold on a day, of each series the oldest first."""
    query = select(baselines).where(baselines.c.ministry == ministry, baselines.c.from_day <= day)
    rows = u.connection.execute(query.order_by(baselines.c.series, baselines.c.from_day))
    return [
        Baseline(
            row.series, row.from_day, row.first_week, row.last_week, Decimal(row.mean), Decimal(row.moving_range), row.points,
            row.note, row.signed_by,
        )
        for row in rows
    ]  # fmt: skip


def freeze(u: Unit, ministry: str, found: Iterable[Baseline], at_ms: int) -> int:
    """Keep baselines; one that a series has from the same day on stays as it is. Gives how many are new."""
    kept = 0
    for each in found:
        row = {
            "ministry": ministry, "series": each.series, "from_day": each.from_day, "first_week": each.first,
            "last_week": each.last, "mean": str(each.mean), "moving_range": str(each.moving_range), "points": each.points,
            "note": each.note, "signed_by": each.signed_by, "at_ms": at_ms,
        }  # fmt: skip
        # PostgreSQL's class of INSERT: SQLite took its ON CONFLICT clause over, and SQLAlchemy renders it for both.
        new = insert(baselines).values(row).on_conflict_do_nothing(index_elements=("ministry", "series", "from_day"))
        kept += len(u.connection.execute(new.returning(baselines.c.series)).all())
    return kept
