"""A gateway whose reports were released: what the open data is made of, without the nights that made it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from counter import Counter
from night_sample import sample

from reports.forms.as_json import as_json
from reports.night.shape import Report
from storage import reports
from storage.unit import unit

SUNDAY = date(2026, 6, 7)


def report_of(day: date, ministry: str = "health", language: str = "en", seed: int = 1) -> Report:
    """A busy ministry's report as of a day."""
    made = _made(seed, language)
    return replace(made, meta=replace(made.meta, local_day=day, ministry=ministry))


@cache
def _made(seed: int, language: str) -> Report:
    """A small one of every part, so that hundreds are rendered in no time."""
    whole = sample(seed, language)
    return replace(whole, facilities=whole.facilities[:2], services=whole.services[:2], districts=whole.districts[:2])


def released(counter: Counter, *made: Report) -> None:
    """Keep reports as the night keeps them; those of one day are its languages."""
    with unit(counter.gateway.engine) as u:
        for report in made:
            content = {report.meta.language: as_json(report)}
            at_ms = counter.clock()
            reports.keep(
                u, report.meta.ministry, report.meta.local_day, reports.NIGHTLY, content, report.meta.method_version, at_ms
            )
        u.commit()
