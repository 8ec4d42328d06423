"""Counts of days and weeks -> the series of every base: whose people stand behind figures, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from reports.figures import DayCount, WeekCount
from reports.ledger.book import Cell
from reports.ledger.series import Series, by_day, horizon, sunday_of

PLAIN = frozenset({"opened", "started", "headline", "trusted", "completed", "late", "invited", "delivered", "texts"})
"""Measures that are bases by their own name, all questions and values together."""

BY_LANGUAGE = frozenset({"headline", "started", "completed", "invited", "delivered"})
"""Bases that are told by language of the whole channel; others are by language of one survey. Never both: a table of
surveys by languages with some cells left out could be solved."""

SUNDAY = timedelta(days=6)

People = dict[Cell, dict[date, int]]
Links = dict[tuple[Cell, Cell], dict[date, int]]
"""Whole and part -> how many of the part's people are in the whole, by day."""
Placed = tuple[Cell, tuple[Cell, ...]]
"""A cell and the wholes in which people are who are in it."""
Entry = tuple[str, date, int, Iterable[Placed]]
"""Base, day, how many, and the cells that they are in."""


def series_of(day: date, days: Iterable[DayCount], weeks: Iterable[WeekCount]) -> tuple[Series, ...]:
    """The series of every base as of a day, in ascending order of their names.

    ``days`` are of the survey grain, of local days in the horizon (:func:`reports.ledger.series.horizon`); ``weeks`` of the
    other two grains. What lies outside the horizon, or after ``day``, is passed over.

    The bases: :data:`PLAIN`; ``asked:<question>``, the people who were shown it; ``answered:<question>``, those who gave a
    valid answer. A question of the same name in two surveys is one base.
    """
    books: dict[str, tuple[People, Links]] = defaultdict(lambda: (_tally(), _tally()))
    for base, on, n, cells in (*_of_days(days), *_of_weeks(tuple(weeks))):
        if base and horizon(day) < on <= day:
            people, links = books[base]
            for cell, wholes in cells:
                people[cell][on if by_day(cell) else sunday_of(on)] += n
                for whole in wholes:
                    links[whole, cell][on if by_day(cell) else sunday_of(on)] += n
    return tuple(_series(base, *books[base]) for base in sorted(books))


def _tally() -> dict[Any, dict[date, int]]:
    return defaultdict(lambda: defaultdict(int))


def _of_days(days: Iterable[DayCount]) -> Iterator[Entry]:
    for c in days:
        base = _base(c)
        yield base, c.local_day, c.n, _of_survey(base, c)


def _of_weeks(weeks: Sequence[WeekCount]) -> Iterator[Entry]:
    asked = {(w.survey, w.question) for w in weeks if w.measure == "reached"}
    for w in weeks:
        yield _base_of_part(w, asked), w.monday + SUNDAY, w.n, _of_part(w)


def _series(base: str, people: People, links: Links) -> Series:
    wholes: dict[Cell, tuple[Cell, ...]] = {}
    for whole, part in sorted(links):
        wholes[part] = (*wholes.get(part, ()), whole)
    return Series(base, people, wholes, {link: on for link, on in links.items() if len(wholes[link[1]]) > 1})


def _base(c: DayCount) -> str:
    """The base that a count of the survey grain adds to; empty if to none."""
    if c.measure == "reached":
        return f"asked:{c.question}"
    if c.measure == "answered":
        return f"answered:{c.question}"
    return c.measure if c.measure in PLAIN else ""


def _base_of_part(w: WeekCount, asked: set[tuple[str, str]]) -> str:
    """The same for services and places: of these only main reasons hold who was asked, and values tell who waited."""
    if w.measure == "reached":
        return f"asked:{w.question}"
    if w.measure == "answer":
        return "" if (w.survey, w.question) in asked else f"answered:{w.question}"
    return w.measure if w.measure in PLAIN else ""


def _of_survey(base: str, c: DayCount) -> Iterator[Placed]:
    root, survey = (c.channel,), (c.channel, "survey", c.survey)
    yield root, ()
    yield survey, (root,)
    if base in BY_LANGUAGE:
        yield (c.channel, "language", c.language), (root,)
    elif base == "opened" or base.startswith("asked:"):
        yield (*survey, "language", c.language), (survey,)


def _of_part(w: WeekCount) -> Iterator[Placed]:
    root, district = (w.channel,), (w.channel, "district", w.district)
    if w.service:
        yield (w.channel, "service", w.survey, w.service), ((w.channel, "survey", w.survey),)
    if w.district:
        yield district, (root,)
    if w.facility:
        yield (w.channel, "facility", w.facility), (district if w.district else root,)
