"""What the ledger decides on: the people of one base, by cell and day, and which cell is a part of which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from reports.ledger.book import Cell

HORIZON_WEEKS = 26
"""How far back figures are told, and remainders are looked at."""


@dataclass(frozen=True, slots=True)
class Series:
    """The people of one base in the horizon.

    ``people``: cell -> local day -> how many; where the grid of a cell is the week, its Sunday stands for all its days.
    ``wholes``: cell -> the cells that it is a part of; empty for a channel. A cell has several wholes where its people moved
    from one to another, as a facility from district to district.
    """

    base: str
    people: Mapping[Cell, Mapping[date, int]]
    wholes: Mapping[Cell, tuple[Cell, ...]] = field(default_factory=dict)
    shared: Mapping[tuple[Cell, Cell], Mapping[date, int]] = field(default_factory=dict)
    """Whole and part -> the part's people who are in that whole, for parts of several wholes."""


def horizon(day: date) -> date:
    """The Sunday after which a report of that day looks: 26 whole weeks and the running one."""
    return sunday_before(day + timedelta(days=1)) - timedelta(weeks=HORIZON_WEEKS)


def sunday_before(day: date) -> date:
    """The last Sunday before a day."""
    return day - timedelta(days=day.isoweekday())


def sunday_of(day: date) -> date:
    """The Sunday that ends the ISO week of a day."""
    return day + timedelta(days=7 - day.isoweekday())


def by_day(cell: Cell) -> bool:
    """Whether a cell may be cut on any day: the ministry and a survey on a channel. All others are cut on Sundays."""
    return len(cell) == 1 or (len(cell) == 3 and cell[1] == "survey")


def partition(cell: Cell) -> str:
    """Which way of dividing its whole a part belongs to: ``place``, ``survey``, ``service``, ``language``."""
    kind = "language" if "language" in (cell[1], *cell[3:4]) and len(cell) in (3, 5) else cell[1]
    return "place" if kind in ("district", "facility") else kind
