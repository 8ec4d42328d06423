"""The reports of the country: made for the days that somebody will look at; the nights of all others are closed without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gateway.config_sections import Ministry
from gateway.nights import nightly, overview
from gateway.traffic.plan import Plan
from gateway.wiring import Gateway
from storage import nights
from storage.unit import unit

WHICH = ("last", "weeks", "all", "none")
SUNDAY = 6
LAST_WRITTEN, LAST_OF_OVERVIEW = "report.xlsx", "overview.xlsx"
"""Files are written in the order of their names."""


@dataclass(frozen=True, slots=True)
class Made:
    """A report that was written."""

    ministry: str
    day: date
    folder: Path


def wanted(plan: Plan, which: str) -> list[date]:
    """The days whose report is made: baselines and signals are judged in that of a Sunday, when its week closes."""
    if which == "none":
        return []
    sundays = [day for day in plan.days() if day.weekday() == SUNDAY]
    chosen = {"last": sundays[-1:], "weeks": sundays, "all": list(plan.days())}[which]
    return sorted({*chosen, plan.last})


def are_made(home: Path, plan: Plan) -> bool:
    """Whether every ministry's reports of the last Sunday and the last day, and that Sunday's overview, are whole there."""
    days = wanted(plan, "last")
    wrote = [home / "reports" / office.key / day.isoformat() / LAST_WRITTEN for office in plan.offices for day in days]
    of_all = [home / "reports" / "overview" / day.isoformat() / LAST_OF_OVERVIEW for day in _last_sunday(plan)]
    return all(file.is_file() for file in wrote + of_all)


def _last_sunday(plan: Plan) -> list[date]:
    return [day for day in plan.days() if day.weekday() == SUNDAY][-1:]


def overview_of(gateway: Gateway, plan: Plan, which: str) -> Path | None:
    """The folder with the overview of all ministries for the last Sunday, made of their reports; ``None`` if none is wanted."""
    for sunday in _last_sunday(plan) if which != "none" else ():
        overview.write(gateway, overview.release(gateway, sunday))
        return overview.folder_of(gateway, sunday)
    return None


def make(gateway: Gateway, plan: Plan, which: str) -> Iterator[Made]:
    """Make the reports that are wanted, ministry by ministry, oldest first; one that is made stays."""
    days = wanted(plan, which)
    for office in plan.offices if days else ():
        ministry = gateway.settings.ministries[office.key]
        for day in days:
            if day in nightly.missing(gateway, ministry):
                _close(gateway, ministry, [d for d in nightly.missing(gateway, ministry) if d < day])
                nightly.again(gateway, ministry, day)
            yield Made(ministry.key, day, nightly.folder(gateway, ministry, day))


def _close(gateway: Gateway, ministry: Ministry, days: list[date]) -> None:
    """Nobody waits for these reports, and no clock is to make them up."""
    at_ms = gateway.now_ms()
    with unit(gateway.engine) as u:
        for day in days:
            night_id = nights.enter(u, ministry.key, day)
            nights.claim(u, night_id, at_ms, 0)
            nights.done(u, night_id, at_ms, at_ms, "")
        u.commit()
