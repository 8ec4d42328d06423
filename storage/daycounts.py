"""Day counts: rebuilt whole, never incremented; and which days are counted, in which way."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import ColumnElement, delete, func, insert, or_, select

from reports.figures import DayCount, WeekCount
from storage.tables import counted, daycounts

if TYPE_CHECKING:
    from storage.unit import Unit

Grain = Literal["survey", "service", "place"]

_d = daycounts.c
_COUNT = tuple(DayCount.__dataclass_fields__)
_values = attrgetter(*_COUNT)
_GRAINS: dict[str, tuple[ColumnElement[bool], ...]] = {
    "survey": (_d.service == "", _d.facility == ""),
    "service": (_d.service != "",),
    "place": (_d.facility != "",),
}


def replace_day(u: Unit, ministry: str, day: date, counts: Iterable[DayCount], way: str = "") -> None:
    """Make ``counts`` the counts of one local day of a ministry, whatever was there before.

    With a ``way`` the day stands as counted in that way from then on; without one it is still to be counted.
    Raises ``ValueError`` if a count belongs to another day.
    """
    more = {"ministry": ministry, "week": monday_of(day)}
    rows = [more | dict(zip(_COUNT, _values(count), strict=True)) for count in counts]
    if any(row["local_day"] != day for row in rows):
        raise ValueError(f"counts of another day than {day}")
    u.connection.execute(delete(daycounts).where(_d.ministry == ministry, _d.local_day == day))
    u.connection.execute(delete(counted).where(counted.c.ministry == ministry, counted.c.local_day == day))
    if rows:
        u.connection.execute(insert(daycounts), rows)
    if way:
        u.connection.execute(insert(counted), {"ministry": ministry, "local_day": day, "way": way})


def days_counted(u: Unit, ministry: str, way: str) -> set[date]:
    """The local days of a ministry that are counted in this way."""
    query = select(counted.c.local_day).where(counted.c.ministry == ministry, counted.c.way == way)
    return set(u.connection.execute(query).scalars())


def between(
    u: Unit,
    ministry: str,
    first: date,
    last: date,
    measures: Collection[str] = (),
    grain: Grain = "survey",
) -> list[DayCount]:
    """The counts of one grain from one local day to another, both included, in ascending order of all keys.

    Without ``measures`` all of them.
    """
    query = select(*(_d[name] for name in _COUNT)).where(*_of(ministry, first, last, measures), *_GRAINS[grain])
    return [DayCount(*row) for row in sorted(map(tuple, u.connection.execute(query).all()))]


def weeks(
    u: Unit, ministry: str, first: date, last: date, measures: Collection[str], *, by_place: bool = False
) -> list[WeekCount]:
    """The counts of all grains added up over ISO weeks, in ascending order of all keys; ``first`` is a Monday.

    ``last`` may lie within a week, which is then added up as far as it goes. ``by_place``: of services and places alone.
    """
    keys: list[Any] = [_d.week, *(_d[name] for name in _SPLIT)]
    query = select(*keys, func.sum(_d.n)).where(*_of(ministry, first, last, measures))
    if by_place:
        query = query.where(or_(_d.service != "", _d.facility != ""))
    return [WeekCount(*row) for row in sorted(map(tuple, u.connection.execute(query.group_by(*keys)).all()))]


_SPLIT = ("survey", "service", "district", "facility", "channel", "language", "measure", "question", "value")


def _of(ministry: str, first: date, last: date, measures: Collection[str]) -> list[ColumnElement[bool]]:
    which = [_d.ministry == ministry, _d.local_day.between(first, last)]
    return [*which, _d.measure.in_(sorted(measures))] if measures else which


def monday_of(day: date) -> date:
    """The Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())
