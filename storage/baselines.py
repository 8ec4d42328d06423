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


def of_series(u: Unit, ministry: str, series: str) -> list[date]:
    """The days from which limits of a series hold, the oldest first."""
    b = baselines.c
    found = select(b.from_day).where(b.ministry == ministry, b.series == series).order_by(b.from_day)
    return list(u.connection.execute(found).scalars())


def ask_anew(u: Unit, ministry: str, series: str, from_day: date, note: str, signed_by: str, at_ms: int) -> None:
    """Note a person's wish for new limits: it has no points until :func:`freeze` brings those of the weeks that follow."""
    wish = Baseline(series, from_day, from_day, from_day, Decimal(0), Decimal(0), 0, note, signed_by)
    freeze(u, ministry, [wish], at_ms)


def freeze(u: Unit, ministry: str, limits: Iterable[Baseline], at_ms: int) -> int:
    """Keep baselines; one that a series has from the same day on stays as it is, unless it waits for points.

    Gives how many are new."""
    kept = 0
    for each in limits:
        row = {
            "ministry": ministry, "series": each.series, "from_day": each.from_day, "first_week": each.first,
            "last_week": each.last, "mean": str(each.mean), "moving_range": str(each.moving_range), "points": each.points,
            "note": each.note, "signed_by": each.signed_by, "at_ms": at_ms,
        }  # fmt: skip
        # PostgreSQL's class of INSERT: SQLite took its ON CONFLICT clause over, and SQLAlchemy renders it for both.
        new = insert(baselines).values(row)
        found = {name: new.excluded[name] for name in ("first_week", "last_week", "mean", "moving_range", "points", "at_ms")}
        waits = (baselines.c.points == 0) & (new.excluded.points > 0)
        new = new.on_conflict_do_update(index_elements=("ministry", "series", "from_day"), set_=found, where=waits)
        kept += len(u.connection.execute(new.returning(baselines.c.series)).all())
    return kept
