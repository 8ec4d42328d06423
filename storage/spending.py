"""What was handed over, hour by hour of the clock: the counters of the spending caps.

They are added to in the unit that claims, under its lock, so that a cap holds before the money is spent and not after; what
the aggregator surely did not take is given back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import insert

from storage.tables import spending

if TYPE_CHECKING:
    from storage.unit import Unit

HOUR_MS = 3_600_000
DAY_HOURS = 24


@dataclass(frozen=True, slots=True)
class Spent:
    """Thousandths of the currency, by ministry; the empty name is what belongs to none."""

    in_hour: Mapping[str, int]
    """In the hour of the clock that runs."""
    in_day: Mapping[str, int]
    """In that hour, the 24 before it, and any to come, where the clock was set back: never less than within 24 hours."""
    parts_in_hour: Mapping[str, int]


def add(u: Unit, *, at_ms: int, channel: str, ministry: str, texts: int, parts: int, millis: int) -> None:
    """Count what is handed over at an instant; negative where it is given back."""
    new = insert(spending).values(
        hour_at_ms=hour_of(at_ms), channel=channel, ministry=ministry, texts=texts, parts=parts, millis=millis
    )
    more = {name: spending.c[name] + new.excluded[name] for name in ("texts", "parts", "millis")}
    u.connection.execute(new.on_conflict_do_update(index_elements=["hour_at_ms", "channel", "ministry"], set_=more))


def spent(u: Unit, at_ms: int) -> Spent:
    """What was spent by all channels, as of an instant."""
    s, hour = spending.c, hour_of(at_ms)
    now = s.hour_at_ms == hour
    sums = (
        func.sum(case((now, s.millis), else_=0)),
        func.sum(s.millis),
        func.sum(case((now, s.parts), else_=0)),
    )
    found = select(s.ministry, *sums).where(s.hour_at_ms >= hour - DAY_HOURS * HOUR_MS)
    rows = list(u.connection.execute(found.group_by(s.ministry)))
    by_hour, by_day, parts = ({row[0]: int(row[n]) for row in rows} for n in (1, 2, 3))
    return Spent(by_hour, by_day, parts)


def by_hour(u: Unit, at_ms: int, ministry: str | None = None) -> list[tuple[int, int]]:
    """(beginning of an hour, thousandths spent in it) of the day until an instant, the oldest first; of one ministry or all."""
    s, hour = spending.c, hour_of(at_ms)
    found = select(s.hour_at_ms, func.sum(s.millis)).where(s.hour_at_ms >= hour - DAY_HOURS * HOUR_MS)
    if ministry is not None:
        found = found.where(s.ministry == ministry)
    return [(at, int(millis)) for at, millis in u.connection.execute(found.group_by(s.hour_at_ms).order_by(s.hour_at_ms))]


def hour_of(at_ms: int) -> int:
    """The beginning of an instant's hour, UTC."""
    return at_ms - at_ms % HOUR_MS
