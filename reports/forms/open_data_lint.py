"""What no general validator sees in the table of figures: each rule with its own code."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import StringIO

from reports.forms.fault import Fault
from reports.forms.open_data import family
from reports.forms.rows import COLUMNS, KEY, NO_PEOPLE
from reports.suppress import LEAST_BASE, NOT_REFRESHED
from reports.words.dictionary import MEASURES

NUMBERS = ("value", "n", "lower95", "upper95")


def lint(table: bytes) -> tuple[Fault, ...]:
    """Every fault of a table of figures, row by row."""
    reader = csv.DictReader(StringIO(table.decode(), newline=""))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        return (Fault("columns", "The columns are not those of the table, in their order."),)
    seen: set[tuple[str, ...]] = set()
    return tuple(Fault(code, f"Row {at}: {words}") for at, row in enumerate(reader, 2) for code, words in _row(row, seen))


def _row(row: Mapping[str, str], seen: set[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    key = tuple(row[name] for name in KEY)
    if "" in key:
        yield "empty_key", "a part of its key is empty."
    if key in seen:
        yield "key", "its key is that of another row."
    seen.add(key)
    if date.fromisoformat(row["period_end"]) < date.fromisoformat(row["period_start"]):
        yield "period", "it ends before it begins."
    if family(row["metric"]) not in MEASURES:
        yield "metric", f"the dictionary has no {row['metric']}."
    if row["n"] and 0 < int(row["n"]) < LEAST_BASE:
        yield "small_base", f"fewer than {LEAST_BASE} people stand behind it."
    if row["suppressed"] == "true":
        yield from _suppressed(row)
    else:
        yield from _told(row)


def _suppressed(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if any(row[name] for name in NUMBERS):
        yield "suppressed", "it is held back and has a number."
    if not row["suppression_reason"]:
        yield "reason", "it is held back and does not say why."


def _told(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if row["suppression_reason"] not in ("", NOT_REFRESHED):
        yield "reason", "it is told and says why it is held back."
    if not row["n"] and family(row["metric"]) not in NO_PEOPLE:
        yield "base", "nobody knows how many stand behind it."
    if not row["value"] and row["n"] not in ("", "0"):
        yield "value", "it is told and has no value."
    unit = MEASURES.get(family(row["metric"]), ("", ""))[0]
    if row["lower95"] and row["upper95"] and row["value"] and unit == "share":
        low, value, high = (Decimal(row[name]) for name in ("lower95", "value", "upper95"))
        if not low <= value <= high:
            yield "interval", "its value lies outside its interval."
