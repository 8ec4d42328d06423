"""The reports of the country: made for the days that somebody will look at; the nights of all others are closed without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gateway.config_sections import Ministry
from gateway.nights import nightly
from gateway.traffic.plan import Plan
from gateway.wiring import Gateway
from storage import nights
from storage.unit import unit

WHICH = ("last", "weeks", "all", "none")
SUNDAY = 6
LAST_WRITTEN = "report.xlsx"
"""A report's files are written in the order of their names."""


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
    """Whether every ministry's reports of the last Sunday and the last day are whole in the country's folder."""
    wrote = (home / "reports" / office.key / day.isoformat() for office in plan.offices for day in wanted(plan, "last"))
    return all((folder / LAST_WRITTEN).is_file() for folder in wrote)


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
