"""The report as open data: a tidy table, what its metrics mean, and a description that other programs check it by."""

from __future__ import annotations

from decimal import Decimal

from reports.forms.cells import quoted, safe
from reports.forms.rows import COLUMNS, Row, rows_of
from reports.night.shape import Report
from reports.words import word
from reports.words.dictionary import MEASURES, UNITS
from reports.words.dictionary_names import NAMES

FIGURES, DICTIONARY = "figures.csv", "dictionary.csv"
DICTIONARY_COLUMNS = ("metric", "name", "unit", "formula")


def as_csv(report: Report) -> bytes:
    """Every released figure of the report, UTF-8, every field quoted; the same report gives the same bytes.

    A share is 0..1 with four decimals. ``n`` is the base, for a plain count the count itself; a suppressed row has no number.
    A text that a spreadsheet would take for a formula begins with an apostrophe; numbers never do.
    """
    return quoted([COLUMNS, *(cells(row) for row in rows_of(report))])


def cells(row: Row) -> list[str]:
    """A row as the fields of the table."""
    return [_cell(getattr(row, column)) for column in COLUMNS]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return safe(value) if isinstance(value, str) else str(value)


def dictionary_of(report: Report) -> tuple[tuple[str, str, str, str], ...]:
    """Every metric of the report, those with a code of their own once: id, name, unit, formula, in the report's language."""
    language, heard = report.meta.language, {family(row.metric): None for row in rows_of(report)}
    return tuple(
        (f"{metric}:*" if metric in HAVE_CODES else metric, word(NAMES, metric, language), word(UNITS, unit, language), formula)
        for metric, (unit, formula) in MEASURES.items()
        if metric in heard
    )


def family(metric: str) -> str:
    """What stands before the first colon: the kind of a metric that also names a code."""
    return metric.partition(":")[0]


HAVE_CODES = frozenset(
    {"step", "reason", "reason_before", "breakoff", "integrity", "hold", "failure", "privacy", "theme", "theme_before",
     "answered", "answer", "median", "p90"}
)  # fmt: skip
"""Metrics that always name a code after a colon."""


def dictionary_csv(report: Report) -> bytes:
    """The data dictionary as a table, in the report's language."""
    return quoted([DICTIONARY_COLUMNS, *([safe(cell) for cell in row] for row in dictionary_of(report))])
