"""The report as a workbook (XLSX) that people with and without sight can work with.

Follows the UK Government Analysis Function's guidance on spreadsheets: cover, contents and notes; one table on a sheet, in
column A below its title; one header row; no merged, blank or hidden cells; numbers as numbers; marks as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from reports.forms.cells import safe
from reports.forms.workbook_cells import Shown, text
from reports.forms.workbook_tables import Table, contents_of, tables_of
from reports.night.shape import Report
from reports.words import word
from reports.words.numbers import short_date
from reports.words.workbook import SHEETS, TITLES, WORKBOOK
from reports.words.workbook_notes import COVER

HEADER_ROW = 2
"""Of every table, counted from 0: below the title and the note."""
A4 = 9
NARROWEST, WIDEST, LOOKED_AT = 10, 60, 200
"""Letters of a column, and rows that its width is taken from."""
FORMS: Mapping[str, Mapping[str, Any]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "risky": {"text_wrap": True, "valign": "top", "quote_prefix": True},
    "count": {"num_format": "#,##0", "valign": "top"},
    "decimal": {"num_format": "#,##0.0###", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top"},
    "share": {"num_format": "0%", "valign": "top"},
    "low": {"num_format": '"[low]"', "valign": "top", "align": "right"},
    "high": {"num_format": '">99%"', "valign": "top", "align": "right"},
    "change": {"num_format": "+0%;-0%;0%", "valign": "top"},
    "low change": {"num_format": '"[low]"', "valign": "top", "align": "right"},
    "header": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    "title": {"bold": True, "font_size": 15},
    "link": {"font_color": "#1D4E89", "underline": 1, "valign": "top"},
}  # fmt: skip
OPTIONS = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True, slots=True)
class Named:
    """What a sheet is called, and the title and the note above its table."""

    sheet: str
    title: str
    note: str


def as_xlsx(report: Report) -> bytes:
    """The workbook of a report, in its language. The same report gives the same bytes.

    A cell holds the released number with all its decimals and shows it as the pages do: whole percents, and ``[low]`` or
    ``>99%`` where 0 % or 100 % would not be exact.
    """
    out = BytesIO()
    with Workbook(out, OPTIONS) as book:
        book.set_properties({"title": _title(report), "author": "", "created": _made(report)})
        forms = {name: book.add_format(dict(form)) for name, form in FORMS.items()}
        tables = tables_of(report)
        _write_cover(book, forms, report)
        for table in (contents_of(tables, report.meta.language), *tables):
            write_table(book, forms, table, _named(table, report.meta.language))
    return out.getvalue()


def _made(report: Report) -> datetime:
    """When the report's answers end: the only date that the same report always has."""
    return datetime.fromisoformat(report.meta.cut_off).astimezone(UTC).replace(tzinfo=None)


def _title(report: Report) -> str:
    return str(text(word(COVER, "title", report.meta.language).format(name=report.meta.name)).value)


def _write_cover(book: Any, forms: Mapping[str, Any], report: Report) -> None:
    page = book.add_worksheet(word(SHEETS, "cover", report.meta.language))
    page.set_column(0, 0, WIDEST + 30)
    set_up(page)
    page.write_string(0, 0, _title(report), forms["title"])
    for row, line in enumerate(cover_lines(report), 1):
        write_cell(page, forms, row, 0, text(line))


def cover_lines(report: Report) -> tuple[str, ...]:
    """Whose report it is, of which days, until when, by which method, under which licence, and whom to ask."""
    meta, language = report.meta, report.meta.language
    facts = {
        "day": {"day": short_date(meta.local_day, language)},
        "window": {"first": short_date(meta.window.first, language), "last": short_date(meta.window.last, language)},
        "cut_off": {"at": meta.cut_off, "zone": meta.zone},
        "so_far": {} if meta.so_far else None,
        "hours": {"n": meta.day_hours} if meta.day_hours != 24 else None,
        "method": {"version": meta.method_version},
        "licence": {"licence": meta.licence},
        "contact": {"contact": meta.contact} if meta.contact else None,
        "open_data": {"address": meta.open_data} if meta.open_data else None,
    }
    return tuple(word(COVER, key, language).format(**said) for key, said in facts.items() if said is not None)


def set_up(page: Any) -> None:
    """How a sheet is printed."""
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")


def _named(table: Table, language: str) -> Named:
    note = word(WORKBOOK, "one table", language).format(notes=word(SHEETS, "notes", language))
    return Named(word(SHEETS, table.sheet, language), word(TITLES, table.sheet, language), note)


def write_table(book: Any, forms: Mapping[str, Any], table: Table, named: Named) -> None:
    """Add a sheet that holds a table below its title and a note."""
    page = book.add_worksheet(named.sheet)
    set_up(page)
    page.write_string(0, 0, named.title, forms["title"])
    page.write_string(1, 0, named.note)
    last_row, last_column = HEADER_ROW + len(table.rows), len(table.header) - 1
    columns = [{"header": header, "header_format": forms["header"]} for header in table.header]
    options = {"name": f"table_{table.sheet}", "columns": columns, "style": "Table Style Light 1"}
    page.add_table(HEADER_ROW, 0, last_row, last_column, options)
    for at, cells in enumerate(table.rows, HEADER_ROW + 1):
        for column, cell in enumerate(cells):
            write_cell(page, forms, at, column, cell)
    if table.sheet == "contents":
        _link(page, forms, table)
    for column, width in enumerate(widths(table)):
        page.set_column(column, column, width)
    page.freeze_panes(HEADER_ROW + 1, 0)
    page.repeat_rows(HEADER_ROW)


def _link(page: Any, forms: Mapping[str, Any], table: Table) -> None:
    for at, (sheet, *_) in enumerate(table.rows, HEADER_ROW + 1):
        page.write_url(at, 0, f"internal:'{sheet.value}'!A1", forms["link"], string=str(sheet.value))


def write_cell(page: Any, forms: Mapping[str, Any], row: int, column: int, cell: Shown) -> None:
    """Write one cell: a number as a number, a text as a text, whatever it begins with."""
    value = cell.value
    if isinstance(value, str):
        page.write_string(row, column, value, forms["text" if safe(value) == value else "risky"])
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), forms[cell.form])  # noqa: DTZ001
    else:
        page.write_number(row, column, float(value) if isinstance(value, Decimal) else value, forms[cell.form])


def widths(table: Table) -> list[int]:
    """Letters of each column: of its longest cell, within limits."""
    columns = zip(table.header, *table.rows[:LOOKED_AT], strict=True)
    return [
        min(WIDEST, max(NARROWEST, *(len(str(c.value)) + 2 if isinstance(c, Shown) else len(c) // 2 + 4 for c in column)))
        for column in columns
    ]
