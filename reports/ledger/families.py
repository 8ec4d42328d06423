"""Counts of days and weeks -> the series of every base: whose people stand behind figures, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
Placed = tuple[Cell, Cell]
"""A cell, and the whole in which these people of it are; a channel is in none."""
Tally = dict[tuple[str, str, str, str, str, str, str], dict[date, int]]
"""Base, channel, survey, service, district, facility, language -> how many by day."""


def series_of(day: date, days: Iterable[DayCount], weeks: Iterable[WeekCount]) -> tuple[Series, ...]:
    """The series of every base as of a day, in ascending order of their names.

    ``days`` are of the survey grain, of local days in the horizon (:func:`reports.ledger.series.horizon`); ``weeks`` of the
    other two grains. What lies outside the horizon, or after ``day``, is passed over.

    The bases: :data:`PLAIN`; ``asked:<question>``, the people who were shown it; ``answered:<question>``, those who gave a
    valid answer. A question of the same name in two surveys is one base.
    """
    after = horizon(day)
    books: dict[str, tuple[People, Links]] = defaultdict(lambda: (_tally(), _tally()))
    for (base, *who), people in (*_of_days(days).items(), *_of_weeks(tuple(weeks)).items()):
        told = {on: n for on, n in people.items() if after < on <= day}
        for cell, whole in _cells(base, *who) if base and told else ():
            _add(books[base], cell, whole, told)
    return tuple(_series(base, *books[base]) for base in sorted(books))


def _tally() -> dict[Any, dict[date, int]]:
    return defaultdict(lambda: defaultdict(int))


def _add(book: tuple[People, Links], cell: Cell, whole: Cell, told: Mapping[date, int]) -> None:
    people, links = book[0][cell], book[1][whole, cell]
    weekly = not by_day(cell)
    for on, n in told.items():
        at = sunday_of(on) if weekly else on
        people[at] += n
        links[at] += n


def _of_days(days: Iterable[DayCount]) -> Tally:
    tally: Tally = _tally()
    for c in days:
        tally[_base(c), c.channel, c.survey, "", "", "", c.language][c.local_day] += c.n
    return tally


def _of_weeks(weeks: Sequence[WeekCount]) -> Tally:
    asked = {(w.survey, w.question) for w in weeks if w.measure == "reached"}
    tally: Tally = _tally()
    for w in weeks:
        base = _base_of_part(w, asked)
        tally[base, w.channel, w.survey, w.service, w.district, w.facility, ""][w.monday + SUNDAY] += w.n
    return tally


def _series(base: str, people: People, links: Links) -> Series:
    wholes: dict[Cell, tuple[Cell, ...]] = {}
    for whole, part in sorted(links):
        wholes[part] = (*wholes.get(part, ()), whole) if whole else ()
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


def _cells(base: str, channel: str, survey: str, service: str, district: str, facility: str, language: str) -> Iterator[Placed]:
    """The cells that people of one split of the counts are in: of the survey grain, of services, or of places."""
    root, of_survey, of_district = (channel,), (channel, "survey", survey), (channel, "district", district)
    if service:
        yield (channel, "service", survey, service), of_survey
    if district:
        yield of_district, root
    if facility:
        yield (channel, "facility", facility), of_district if district else root
    if service or facility:
        return
    yield root, ()
    yield of_survey, root
    if base in BY_LANGUAGE:
        yield (channel, "language", language), root
    elif base == "opened" or base.startswith("asked:"):
        yield (*of_survey, "language", language), of_survey
