"""A quarter of a small ministry, released night after night by the ledger: what a reader of all files can know of it."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from night.evidence_of import ONE, SUNDAY, counts_of, crowd, desk, evidence_of, weeks_of

from reports.figures import DayCount, WeekCount
from reports.forms.open_data import as_csv
from reports.ledger import Book, close, series_of
from reports.night.build import build_report
from reports.night.shape import Report

NIGHTS = 91
EVERY = "EVERY_NIGHT" in os.environ
"""Without it the files of all Sundays and of every night of the last week are read; the ledger has closed all nights."""


@cache
def counted() -> tuple[DayCount, ...]:
    """Two channels, three languages, six facilities, two services, reasons, waits, people who leave, late answers."""
    return counts_of([*crowd(11, 620, days=NIGHTS, facilities=6), *crowd(12, 80, days=NIGHTS, facilities=6, language="fr")])


@cache
def closed_weeks() -> list[WeekCount]:
    return weeks_of(counted())


def until(day: date) -> tuple[list[DayCount], list[WeekCount]]:
    """The days of the survey grain and the weeks of all grains up to one, the running week as far as it has gone."""
    monday = day - timedelta(days=day.weekday())
    running = weeks_of(c for c in counted() if monday <= c.local_day <= day)
    days = [c for c in counted() if not (c.service or c.facility) and c.local_day <= day]
    return days, [*(w for w in closed_weeks() if w.monday < monday), *running]


def books() -> Iterator[tuple[date, Book]]:
    """The ledger of every night of the quarter, closed one after the other."""
    kept: dict[Any, list[date]] = {}
    for day in (SUNDAY - back * ONE for back in range(NIGHTS - 1, -1, -1)):
        days, weeks = until(day)
        closed = close(day, series_of(day, days, [w for w in weeks if w.service or w.facility]), kept)
        for key, added in closed.added.items():
            kept[key] = sorted({*kept.get(key, ()), *added})
        yield day, closed.book


@cache
def nights() -> tuple[Report, ...]:
    kept = [(day, book) for day, book in books() if EVERY or day.isoweekday() == 7 or day > SUNDAY - 7 * ONE]
    return tuple(_report(day, book) for day, book in kept)


def _report(day: date, book: Book) -> Report:
    days, weeks = until(day)
    return build_report(desk(day), replace(evidence_of((), day, book), days=days, weeks=weeks), day)


def read(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


@cache
def rows() -> tuple[dict[str, str], ...]:
    """Every row of every table of the quarter, each once."""
    found = {tuple(row.values()): row for report in nights() for row in read(as_csv(report))}
    return tuple(found.values())
