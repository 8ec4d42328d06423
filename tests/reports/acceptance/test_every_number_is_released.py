"""Whoever attacks the open data attacks every form: no form holds a number about people that the tidy rows do not hold."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from night.evidence_of import crowd, report_on
from openpyxl import load_workbook

from reports.forms.as_json import as_json, read_json
from reports.forms.dhis2 import DataValue, Ids, period, values_of
from reports.forms.rows import rows_of
from reports.forms.workbook import as_xlsx
from reports.night.shape import Count, Level, Report, Share
from reports.stats.rounding import half_up
from reports.words import word
from reports.words.dictionary_names import NAMES
from reports.words.workbook import WORKBOOK

OF_PEOPLE = ("Answers behind it (n)", "Answers to the main question", "People who said it")
"""Titles of the workbook's columns that count people."""

Figure = tuple[Decimal | int | None, int]


@cache
def report() -> Report:
    made: Report = report_on(crowd(3, 3000, days=80))
    return made


def unreleased(whole: Report, released: Report) -> list[tuple[str, Figure]]:
    """The figures of a report, by where they stand, that are in no row of what was released."""
    rows = rows_of(released)
    told = {(row.value, row.n) for row in rows}
    bases = {row.n for row in rows}
    return [(path, (value, n)) for path, value, n in _figures(read_json(as_json(whole), Report), "")
            if ((value, n) not in told if value is not None else n not in bases)]  # fmt: skip


def _figures(part: Any, path: str) -> Iterator[tuple[str, Decimal | int | None, int]]:
    if isinstance(part, Count | Share | Level):
        if part.n:
            yield path, part.n if isinstance(part, Count) else part.value, part.n
    elif isinstance(part, tuple):
        for one in part:
            yield from _figures(one, path)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _figures(getattr(part, field.name), f"{path}.{field.name}")


def test_every_figure_of_the_kept_report_is_a_row() -> None:
    assert unreleased(report(), report()) == []


def _planted(where: str) -> Report:
    """The report with one figure of three people in one place of it."""
    told, few = report(), Share(3, Decimal("0.3333"), Decimal(0), Decimal(1))
    first = told.facilities[0]
    if where == "a week":
        return replace(told, facilities=(replace(first, weeks=(replace(first.weeks[0], negative=few), *first.weeks[1:])),))
    if where == "a told week":
        weeks = (replace(first.weeks[0], share=few, state="shown"), *first.weeks[1:])
        return replace(told, facilities=(replace(first, weeks=weeks), *told.facilities[1:]))
    if where == "a share":
        return replace(told, headline=(replace(told.headline[0], positive=few), *told.headline[1:]))
    if where == "a reason":
        reasons = (replace(told.headline[0].reasons[0], share=few), *told.headline[0].reasons[1:])
        return replace(told, headline=(replace(told.headline[0], reasons=reasons), *told.headline[1:]))
    if where == "a base":
        return replace(told, headline=(replace(told.headline[0], answers=Count(3)), *told.headline[1:]))
    at, table = next((n, table) for n, table in enumerate(told.questions) if table.options)
    changed = replace(table, options=(replace(table.options[0], share=few),))
    return replace(told, questions=(*told.questions[:at], changed, *told.questions[at + 1 :]))


@pytest.mark.parametrize("where", ["a week", "a told week", "a share", "a reason", "a base", "an option"])
def test_a_figure_that_was_not_released_is_found(where: str) -> None:
    found = unreleased(_planted(where), report())
    assert {n for _, (_, n) in found} == {3}


PEOPLE = {word(topic, column, "en") for topic, column in ((WORKBOOK, "n"), (NAMES, "headline"), (NAMES, "late"))}
"""The titles of the workbook's columns of people."""


def _cells(raw: bytes) -> Iterator[tuple[str, int]]:
    """Sheet and number of every whole number from 1 to 9 in a column of people."""
    book = load_workbook(io.BytesIO(raw), data_only=True)
    for sheet in book.worksheets:
        people: set[int] = set()
        for row in sheet.iter_rows():
            people |= {cell.column for cell in row if cell.value in OF_PEOPLE}
            yield from ((sheet.title, cell.value) for cell in row
                        if cell.column in people and isinstance(cell.value, int) and 0 < cell.value < 10)  # fmt: skip


def test_no_cell_of_people_in_the_workbook_is_of_one_to_nine() -> None:
    assert list(_cells(as_xlsx(report()))) == []


def test_the_workbook_has_the_columns_that_are_looked_at() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(report())), data_only=True)
    titles = {cell.value for sheet in book.worksheets for row in sheet.iter_rows(max_row=4) for cell in row}
    assert titles >= set(OF_PEOPLE)


@pytest.mark.parametrize("where", ["a reason", "a base", "an option"])
def test_a_planted_cell_of_the_workbook_is_found(where: str) -> None:
    assert {n for _, n in _cells(as_xlsx(_planted(where)))} == {3}


MEASURES = ("responses", "positive", "negative", "sqs", "reasons_asked", "reason.queue", "reason.paper", "reason.other")
IDS = Ids({f"{channel}.{measure}": f"{channel}.{measure}" for channel in ("sms", "ussd") for measure in MEASURES})


def _sent_untold(whole: Report, released: Report) -> list[DataValue]:
    """The values for DHIS2 that follow from no row of the place, channel and week."""
    follows: set[tuple[str, str, str, str]] = set()
    for row in rows_of(released):
        if row.facility and row.value is not None and row.n is not None:
            key = (row.facility, period(row.period_start))
            measure = row.metric.replace(":", ".")
            counted = row.value if measure in ("sqs", "reasons_asked") else half_up(row.value * Decimal(row.n), 0)
            follows.add((*key, f"{row.channel}.{measure}", str(counted)))
            if measure == "positive":
                follows.add((*key, f"{row.channel}.responses", str(row.n)))
    return [v for v in values_of(whole, IDS) if (v.org_unit, v.period, v.data_element, v.value) not in follows]


def test_every_value_for_dhis2_follows_from_a_row() -> None:
    assert values_of(report(), IDS)
    assert _sent_untold(report(), report()) == []


def test_a_planted_value_for_dhis2_is_found() -> None:
    assert {v.value for v in _sent_untold(_planted("a told week"), report())} >= {"3", "1"}


def test_the_kept_text_has_no_base_of_one_to_nine() -> None:
    found: list[int] = []
    json.loads(as_json(report()), object_hook=lambda o: found.append(o["n"]) if {"n", "hidden"} <= set(o) else None)
    assert found
    assert not [n for n in found if n is not None and 0 < n < 10]
