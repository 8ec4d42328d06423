"""How many visits were loaded, and what texts cost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from reports.night.evidence import Spent, Volume
from storage.evidence.calendar import Calendar, quarter_of
from storage.tables import spending, visits

if TYPE_CHECKING:
    from collections.abc import Collection

    from storage.unit import Unit


def volumes(u: Unit, ministry: str, surveys: Collection[str], first: date, last: date) -> list[Volume]:
    """Visits of a ministry by ISO week (from the Monday ``first`` to the Monday ``last``), survey, service and facility.

    A list that is still being stored counts as far as it has come.
    """
    v = visits.c
    keys = (v.week, v.survey, v.service, v.facility)
    query = select(*keys, func.count()).where(
        v.ministry == ministry, v.survey.in_(sorted(surveys)), v.week.between(first, last)
    )
    return [Volume(*row) for row in u.connection.execute(query.group_by(*keys).order_by(*keys))]


def spent(u: Unit, ministry: str, calendar: Calendar) -> list[Spent]:
    """What a ministry's texts cost on each of some days, days without any left out. Counted by the hour they began in."""
    s = spending.c
    quarter = quarter_of(s.hour_at_ms).label("quarter")
    query = select(quarter, func.sum(s.millis)).where(calendar.within(s.hour_at_ms), s.ministry == ministry)
    rows = [(row[0], "", int(row[1])) for row in u.connection.execute(query.group_by(quarter))]
    return [Spent(each.local_day, each.n) for each in calendar.events("", rows)]
