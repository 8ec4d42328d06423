"""The overview as a workbook (XLSX), by the conventions of the ministries' own: one table on a sheet, numbers as numbers."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from reports.forms import workbook_cells as cells
from reports.forms.overview_csv import Line, lines_of
from reports.forms.workbook import FORMS, OPTIONS, WIDEST, Named, set_up, write_cell, write_table
from reports.forms.workbook_cells import Shown
from reports.forms.workbook_tables import Table, table_of
from reports.overview.shape import Overview
from reports.words import word
from reports.words.numbers import short_date
from reports.words.overview_sheets import COLUMNS, PARTS
from reports.words.workbook import SHEETS, TITLES, WORKBOOK
from reports.words.workbook_notes import NOTES

HEADERS = ("ministry", "ministry_code", "channel", "code", "name", "metric", "n", "value", "lower95", "upper95", "says")


def as_overview_xlsx(overview: Overview) -> bytes:
    """Every number of the overview, a sheet for each of its parts. The same overview gives the same bytes."""
    language, title = overview.meta.language, cells.text(overview.meta.name)
    out = BytesIO()
    with Workbook(out, OPTIONS) as book:
        sunday = overview.meta.sunday
        created = datetime.combine(sunday, time())
        book.set_properties({"title": str(title.value), "author": "", "created": created})
        forms = {name: book.add_format(dict(form)) for name, form in FORMS.items()}
        _write_cover(book, forms, overview, title)
        note = word(WORKBOOK, "one table", language).format(notes=word(SHEETS, "notes", language))
        for table in tables_of(overview):
            name = word(PARTS if table.sheet in PARTS else SHEETS, table.sheet, language)
            heading = name if table.sheet in PARTS else word(TITLES, table.sheet, language)
            write_table(book, forms, table, Named(name, heading, note))
    return out.getvalue()


def tables_of(overview: Overview) -> tuple[Table, ...]:
    """The contents, the notes, and a table for each part."""
    language, lines = overview.meta.language, list(lines_of(overview))
    headers = tuple(word(COLUMNS if name in COLUMNS else WORKBOOK, name, language) for name in HEADERS)
    parts = [(part, tuple(_row(line) for line in lines if line.part == part)) for part in PARTS]
    nothing = (cells.text(word(WORKBOOK, "empty", language)), *(Shown(cells.NOT_APPLICABLE) for _ in headers[1:]))
    marks = tuple((cells.text(mark), cells.text(word(NOTES, mark, language))) for mark in NOTES)
    names = [word(SHEETS, "notes", language), *(word(PARTS, part, language) for part in PARTS)]
    titles = [word(TITLES, "notes", language), *names[1:]]
    held = tuple((cells.text(name), cells.text(what)) for name, what in zip(names, titles, strict=True))
    return (
        table_of("contents", ("sheet", "title"), held, language),
        table_of("notes", ("mark", "meaning"), marks, language),
        *(Table(part, headers, rows or (nothing,)) for part, rows in parts),
    )


def _row(line: Line) -> tuple[Shown, ...]:
    """A line as it is read: ``[c]`` where it is hidden, ``[z]`` where there is no such number."""
    told = (line.ministry_name, line.ministry, line.channel, line.code, line.name, line.measure)
    numbers = (line.n, line.value, line.lower, line.upper)
    return *map(_words, told), *(_number(number, hidden=bool(line.hidden)) for number in numbers), _words(line.says)


def _words(said: str) -> Shown:
    return cells.text(said) if said.strip() else Shown(cells.NOT_APPLICABLE)


def _number(number: Any, *, hidden: bool) -> Shown:
    if number is None:
        return Shown(cells.SUPPRESSED if hidden else cells.NOT_APPLICABLE)
    return Shown(number, "count" if isinstance(number, int) else "decimal")


def _write_cover(book: Any, forms: Any, overview: Overview, title: Shown) -> None:
    language = overview.meta.language
    page = book.add_worksheet(word(SHEETS, "cover", language))
    page.set_column(0, 0, WIDEST + 30)
    set_up(page)
    page.write_string(0, 0, str(title.value), forms["title"])
    day = short_date(overview.meta.sunday, language)
    write_cell(page, forms, 1, 0, cells.text(word(COLUMNS, "week to", language).format(day=day)))
