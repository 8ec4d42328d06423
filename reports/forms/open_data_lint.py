"""What no general validator sees in the table of figures: each rule with its own code, whatever stands in the table."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import StringIO

from reports.forms.data_package import REASONS
from reports.forms.fault import Fault
from reports.forms.flow_results_rows import is_phone
from reports.forms.open_data import family
from reports.forms.rows import COLUMNS, KEY, NO_PEOPLE
from reports.suppress import LEAST_BASE, NOT_REFRESHED
from reports.words.dictionary import MEASURES

NUMBERS = ("value", "n", "lower95", "upper95")
CHANGES = frozenset({"change28"})
"""Shares that are differences of two: they may lie below zero."""
WORDS = ("ministry", "service", "district", "channel", "metric")
"""Columns in which no long number has anything to do; a facility's code may be one."""

_DECIMAL, _WHOLE, _DAY = re.compile(r"-?\d+(?:\.\d+)?"), re.compile(r"\d+"), re.compile(r"\d{4}-\d\d-\d\d")
_VERSION = re.compile(r"\d+\.\d+\.\d+")


def lint(table: bytes) -> tuple[Fault, ...]:
    """Every fault of a table of figures, row by row. Never raises, whatever is given."""
    try:
        reader = csv.DictReader(StringIO(table.decode(), newline=""), strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            return (Fault("columns", "The columns are not those of the table, in their order."),)
        rows = list(reader)
    except UnicodeDecodeError:
        return (Fault("encoding", "The table is not written in UTF-8."),)
    except csv.Error:
        return (Fault("table", "The table is no table: a quotation mark or a line is not closed."),)
    seen: set[tuple[str, ...]] = set()
    return tuple(Fault(code, f"Row {at}: {words}") for at, row in enumerate(rows, 2) for code, words in _row(row, seen))


def _row(row: Mapping[str | None, str | None], seen: set[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    if None in row or None in row.values():
        yield "cells", f"it has not {len(COLUMNS)} cells."
        return
    cells = {str(name): str(cell) for name, cell in row.items()}
    yield from _key(cells, seen)
    wrong = dict(_unreadable(cells))
    yield from wrong.items()
    if wrong:
        return
    if cells["n"] and 0 < int(cells["n"]) < LEAST_BASE:
        yield "small_base", f"fewer than {LEAST_BASE} people stand behind it."
    yield from _suppressed(cells) if cells["suppressed"] == "true" else _told(cells)


def _key(row: Mapping[str, str], seen: set[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    key = tuple(row[name] for name in KEY)
    if "" in key:
        yield "empty_key", "a part of its key is empty."
    if key in seen:
        yield "key", "its key is that of another row."
    seen.add(key)
    if family(row["metric"]) not in MEASURES:
        yield "metric", "the dictionary does not have its metric."
    if any(is_phone(row[name]) for name in WORDS):
        yield "phone", "it holds what may be a phone number."


def _unreadable(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a program cannot read as what it is: days, numbers, marks."""
    first, last = (_day(row[name]) for name in ("period_start", "period_end"))
    if first is None or last is None:
        yield "day", "its period is not from day to day."
    elif last < first:
        yield "period", "it ends before it begins."
    for name in NUMBERS:
        if row[name] and not (_WHOLE if name == "n" else _DECIMAL).fullmatch(row[name]):
            yield "number", f"its {name} is no number."
    if row["suppressed"] not in ("true", "false"):
        yield "mark", "nobody knows whether it is held back."
    if not _VERSION.fullmatch(row["method_version"]):
        yield "version", "it does not say by which method."


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if _DAY.fullmatch(said) else None
    except ValueError:
        return None


def _suppressed(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if any(row[name] for name in NUMBERS):
        yield "suppressed", "it is held back and has a number."
    if row["suppression_reason"] not in REASONS:
        yield "reason", "it is held back and does not say why, or for a reason that there is not."


def _told(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if row["suppression_reason"] not in ("", NOT_REFRESHED):
        yield "reason", "it is told and says why it is held back."
    if not row["n"] and family(row["metric"]) not in NO_PEOPLE:
        yield "base", "nobody knows how many stand behind it."
    if not row["value"] and row["n"] not in ("", "0"):
        yield "value", "it is told and has no value."
    if MEASURES.get(family(row["metric"]), ("", ""))[0] == "share":
        yield from _share(row)


def _share(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    least = -1 if family(row["metric"]) in CHANGES else 0
    bounded = not row["metric"].startswith("trend_")  # limits are told as they were computed, also beyond the whole
    low, value, high = (Decimal(row[name]) if row[name] else None for name in ("lower95", "value", "upper95"))
    if bounded and value is not None and not least <= value <= 1:
        yield "share", "its share lies beyond the whole."
    if (low is None) != (high is None):
        yield "interval", "its interval has one end."
    elif low is not None and high is not None and not low <= (low if value is None else value) <= high:
        yield "interval", "its value lies outside its interval."
