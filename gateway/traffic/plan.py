"""How large the country is, how long it lasts, and what is planted in it. A plan and its seed say everything that happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gateway.refusal import Refusal
from gateway.traffic.nation import BUSY, Busy, Facility, Office
from gateway.traffic.offices import HEALTH, INTERIOR, OFFICES, SERVICES

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Size:
    """``drawn`` visits and ``dialled`` calls a week at an ordinary facility; ``spared`` visits loaded for each one drawn."""

    offices: int
    districts: int
    facilities: int
    """Of each ministry."""
    weeks: int
    drawn: float
    dialled: float
    spared: float
    busy: Busy = BUSY


SIZES = {
    "tiny": Size(offices=2, districts=2, facilities=3, weeks=5, drawn=4.0, dialled=2.0, spared=0.5),
    "small": Size(
        offices=3, districts=4, facilities=12, weeks=22, drawn=6.5, dialled=1.0, spared=0.25, busy=Busy(22.0, 3.0, 1.0)
    ),
    "full": Size(offices=3, districts=10, facilities=100, weeks=61, drawn=10.0, dialled=3.0, spared=0.5),
}
USUAL_SIZE, USUAL_SEED = "small", 1
Kind = Literal["fall", "rise", "stock-out", "slower", "reworded"]


@dataclass(frozen=True, slots=True)
class Planted:
    """A change that somebody who reads the reports is to find. Codes are empty where it holds for all.

    ``points``: of a hundred people, how many more (or fewer) are satisfied; ``reason`` is then named most. ``a_week``: by how
    much of its first length the wait grows each week. ``until`` is the first day on which it holds no more.
    """

    kind: Kind
    ministry: str
    since: date
    until: date | None = None
    survey: str = ""
    service: str = ""
    district: str = ""
    facility: str = ""
    points: int = 0
    reason: str = ""
    a_week: float = 0.0

    def holds(self, day: date, survey: str, service: str, facility: Facility) -> bool:
        """Whether somebody who was there that day meets it."""
        return (
            self.since <= day
            and (self.until is None or day < self.until)
            and self.survey in ("", survey)
            and self.service in ("", service)
            and self.district in ("", facility.district)
            and self.facility in ("", facility.code)
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that decides what happens in the country."""

    seed: int
    size: str
    first: date
    """A Monday."""
    last: date
    stable: bool = False
    """Nothing is planted: whatever a report finds is a false alarm."""

    @property
    def of(self) -> Size:
        return SIZES[self.size]

    @property
    def offices(self) -> tuple[Office, ...]:
        return OFFICES[: self.of.offices]

    def facilities(self, office: Office) -> tuple[Facility, ...]:
        """A ministry's register."""
        return office.facilities(self.of.districts, self.of.facilities, self.of.busy)

    def days(self) -> Iterator[date]:
        """Every local day, in order."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def plan(size: str, seed: int, last: date, months: int | None = None, *, stable: bool = False) -> Plan:
    """The plan of a country whose last local day is ``last``. Raises :class:`Refusal` for months not from 1 to 36."""
    if months is not None and not 1 <= months <= 36:
        raise Refusal(f"A country of {months} months cannot be made.", "Choose from 1 to 36 months.")
    weeks = SIZES[size].weeks if months is None else round(months * 365.25 / 12 / 7)
    monday = last - timedelta(days=last.weekday())
    return Plan(seed, size, monday - (weeks - 1) * WEEK, last, stable)


def usual(last: date) -> Plan:
    """The country that is made where nobody asks for another."""
    return plan(USUAL_SIZE, USUAL_SEED, last)


def planted(of: Plan) -> tuple[Planted, ...]:
    """What changes in the country; everything else is stable."""
    weeks = max(1, ((of.last - of.first).days + 1) // 7)

    def back(part: float) -> date:
        """A Monday, that part of the closed weeks before their end."""
        return of.first + (weeks - max(1, round(weeks * part))) * WEEK

    hospital, hall = of.facilities(HEALTH)[0], of.facilities(INTERIOR)[0]
    better, out = SERVICES.districts[0], HEALTH.districts[1]
    slow, reworded = INTERIOR.topics[1], SERVICES.topics[0]
    changes = (
        Planted("fall", HEALTH.key, back(0.2), facility=hospital.code, points=-25, reason="waiting"),
        Planted("fall", INTERIOR.key, back(0.2), facility=hall.code, points=-25, reason="staff"),
        Planted("rise", SERVICES.key, back(0.4), district=better, points=16),
        Planted(
            "stock-out", HEALTH.key, back(0.45), back(0.2), HEALTH.topics[0].survey, district=out, points=-10, reason="medicine"
        ),
        Planted("slower", INTERIOR.key, back(0.6), survey=slow.survey, service=slow.services[2].key, a_week=0.06),
        Planted("reworded", SERVICES.key, back(0.3), survey=reworded.survey),
    )
    known = set() if of.stable else {office.key for office in of.offices}
    return tuple(change for change in changes if change.ministry in known)


def sentence(change: Planted) -> str:
    """A planted change in words."""
    where = ", ".join(
        part for part in (change.ministry, change.survey, change.service, change.district, change.facility) if part
    )
    until = f" until {change.until}" if change.until else ""
    what = {
        "fall": f"{-change.points} points fewer are satisfied, because of {change.reason}",
        "rise": f"{change.points} points more are satisfied",
        "stock-out": f"{-change.points} points fewer are satisfied, because of {change.reason}",
        "slower": f"the wait grows by {change.a_week:.0%} of its first length each week",
        "reworded": "the question after the wait is asked in other words",
    }[change.kind]
    return f"{where}: from {change.since}{until} {what}"
