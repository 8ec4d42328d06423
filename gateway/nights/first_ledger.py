"""A ledger that is new: the weeks before its first report are closed as if there had been a report of each Sunday."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from gateway.nights import counting
from gateway.nights.gathering import DAYS, HEADLINE, LEVEL_WEEKS, REASON_WEEKS, REST
from reports.ledger import Cell, close, horizon, series_of
from reports.signals import is_judged
from storage import cuts, daycounts
from storage.daycounts import monday_of
from storage.unhurried import unhurried
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.config_sections import Ministry
    from gateway.nights.gathering import Counted
    from gateway.wiring import Gateway
    from reports.figures import DayCount, WeekCount
    from storage.unit import Unit

Row = TypeVar("Row")
Cuts = Mapping[tuple[str, Cell], Sequence[date]]
WEEK, SUNDAY = timedelta(weeks=1), timedelta(days=6)


def begin(gateway: Gateway, ministry: Ministry, day: date) -> None:
    """Close the Sundays of the horizon before ``day``, unless the ledger of the ministry was begun.

    All of them in one short transaction: whoever is broken off before it has begun nothing.
    """
    with unhurried(gateway.engine) as u:
        begun, first = cuts.has_any(u, ministry.key), counting.first_day(u, ministry)
        if begun or first is None:
            return
        days = counting.days_between(max(first, horizon(day)), day - timedelta(days=1))
        kept = _closed(u, ministry, (each for each in days if is_judged(each)))
    with unit(gateway.engine) as u:
        cuts.add(u, ministry.key, kept)
        u.commit()


def _closed(u: Unit, ministry: Ministry, sundays: Iterable[date]) -> Cuts:
    """The cuts of all these evenings, each decided on after those before it."""
    read, kept = _Weeks(u, ministry.key), dict[tuple[str, Cell], list[date]]()
    for sunday in sundays:
        closed = close(sunday, series_of(sunday, *read.until(sunday)), _as_read(kept, horizon(sunday)))
        for key, days in closed.added.items():
            kept[key] = sorted({*kept.get(key, ()), *days})
    return kept


def _as_read(kept: Cuts, since: date) -> Cuts:
    """The cuts from a day on, and of each group the latest one before it: what :func:`storage.cuts.of` reads."""
    return {key: [*[on for on in days if on < since][-1:], *(on for on in days if on >= since)] for key, days in kept.items()}


class _Weeks:
    """The counts of closed weeks as :func:`gateway.nights.gathering.counts_until` gives them for Sundays; each is read once."""

    def __init__(self, u: Unit, ministry: str) -> None:
        self._unit, self._ministry = u, ministry
        self._days: dict[date, list[DayCount]] = {}
        self._headline: dict[date, list[WeekCount]] = {}
        self._rest: dict[date, list[WeekCount]] = {}

    def until(self, sunday: date) -> Counted:
        """The days and weeks of a report of a Sunday. To be asked for in ascending order."""
        days = _newest(self._days, sunday, DAYS // WEEK, self._read_days)
        headline = _newest(self._headline, sunday, LEVEL_WEEKS, self._read_headline)
        return days, [*headline, *_newest(self._rest, sunday, REASON_WEEKS, self._read_rest)]

    def _read_days(self, monday: date) -> list[DayCount]:
        return daycounts.between(self._unit, self._ministry, monday, monday + SUNDAY)

    def _read_headline(self, monday: date) -> list[WeekCount]:
        return daycounts.weeks(self._unit, self._ministry, monday, monday + SUNDAY, HEADLINE)

    def _read_rest(self, monday: date) -> list[WeekCount]:
        return daycounts.weeks(self._unit, self._ministry, monday, monday + SUNDAY, REST, by_place=True)


def _newest(held: dict[date, list[Row]], sunday: date, weeks: int, read: Callable[[date], list[Row]]) -> list[Row]:
    """The rows of so many weeks, the oldest first; what is older is let go."""
    wanted = [monday_of(sunday) - back * WEEK for back in reversed(range(weeks))]
    for monday in [monday for monday in held if monday < wanted[0]]:
        del held[monday]
    for monday in wanted:
        if monday not in held:
            held[monday] = read(monday)
    return [row for monday in wanted for row in held[monday]]
