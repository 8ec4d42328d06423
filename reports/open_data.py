"""The report as a tidy table: one row per measure, for spreadsheets and for other programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO

from reports.forms.cells import safe
from reports.released import Count, LanguageRow, Level, OptionRow, Panel, QuestionTable, Report, Service, Share, Stages

COLUMNS = (
    "ministry", "service", "district", "facility", "channel", "period_start", "period_end", "metric", "value", "n",
    "lower95", "upper95", "suppressed", "suppression_reason", "method_version",
)  # fmt: skip
ALL = "all"


@dataclass(frozen=True, slots=True)
class _Place:
    """The key columns of a row but for the metric."""

    service: str
    channel: str
    first: date
    last: date


Figure = Count | Share | Level
Row = tuple[_Place, str, Figure]


def as_csv(report: Report) -> bytes:
    """Every released number of the report, UTF-8, every field quoted; the same report gives the same bytes.

    A share is 0..1. ``n`` is the base, for a plain count the count itself, and empty when it is hidden. A text that a
    spreadsheet would take for a formula begins with an apostrophe.
    """
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for place, metric, figure in _rows(report):
        writer.writerow([safe(cell) for cell in _cells(report, place, metric, figure)])
    return out.getvalue().encode()


def _cells(report: Report, place: _Place, metric: str, figure: Figure) -> tuple[str, ...]:
    value = figure.n if isinstance(figure, Count) else figure.value
    lower, upper = (figure.lower, figure.upper) if isinstance(figure, Share) else (None, None)
    return (
        report.meta.ministry, place.service, ALL, ALL, place.channel, place.first.isoformat(), place.last.isoformat(), metric,
        _number(value), _number(figure.n), _number(lower), _number(upper),
        "true" if figure.hidden else "false", figure.hidden, report.meta.method_version,
    )  # fmt: skip


def _number(value: int | Decimal | None) -> str:
    return "" if value is None else str(value)


def _rows(report: Report) -> Iterator[Row]:
    first, last = report.meta.first_day, report.meta.local_day
    whole = _Place(ALL, ALL, first, last)
    yield from _stages(whole, report.stages)
    yield from _stages(_Place(ALL, ALL, last, last), report.tonight)
    for service in report.services:
        yield from _service(service, first, last)


def _service(service: Service, first: date, last: date) -> Iterator[Row]:
    yield from _stages(_Place(service.service, ALL, first, last), service.stages)
    yield from _stages(_Place(service.service, ALL, last, last), service.tonight)
    for panel in service.panels:
        place = _Place(service.service, panel.channel, first, last)
        yield from _stages(place, panel.stages)
        yield from ((place, metric, figure) for metric, figure in _panel(panel))


def _stages(place: _Place, stages: Stages) -> Iterator[Row]:
    yield place, "opened", stages.opened
    yield place, "started", stages.started
    yield place, "headline", stages.headline
    yield place, "completed", stages.completed


def _panel(panel: Panel) -> Iterator[tuple[str, Figure]]:
    yield "positive", panel.positive
    yield "negative", panel.negative
    yield "sqs", panel.sqs
    yield "completion", panel.completion
    yield "flagged", panel.flagged
    yield "positive_trusted", panel.trusted
    for row in panel.languages:
        yield from _language(row)
    for step in panel.leaving:
        yield f"breakoff:{step.question}", step.share
    for table in panel.questions:
        yield from _question(table)


def _language(row: LanguageRow) -> Iterator[tuple[str, Figure]]:
    yield f"headline:language:{row.language}", row.headline
    yield f"positive:language:{row.language}", row.positive


def _question(table: QuestionTable) -> Iterator[tuple[str, Figure]]:
    yield f"answered:{table.question}", table.base
    waiting = table.counts_as.startswith("waiting")
    if table.median is not None:
        yield "wait_median" if waiting else f"median:{table.question}", table.median
    if table.p90 is not None:
        yield "wait_p90" if waiting else f"p90:{table.question}", table.p90
    for option in table.options:
        yield _option_metric(table, option), option.share


def _option_metric(table: QuestionTable, option: OptionRow) -> str:
    kind = "reason:" if table.counts_as == "main reason" else f"answer:{table.question}:"
    return kind + option.value
