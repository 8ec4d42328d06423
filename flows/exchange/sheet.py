"""A table as a spreadsheet keeps it, CSV or XLSX: what goes out cannot become a formula, what comes in has its place."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

LARGEST_FILE = 10_000_000
"""Bytes of a file that are looked at."""
MOST_ROWS = 20_000
MOST_COLUMNS = 100
LARGEST_UNPACKED = 200_000_000
"""Bytes that the parts of a workbook may have in all, so that a small file cannot fill the memory."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
_BEGINNING = datetime(2000, 1, 1)  # noqa: DTZ001 (a fixed day, so that the same table gives the same bytes)


class Unreadable(ValueError):
    """A file that is no table; its text says why, in words for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line by column; ``number`` counts as the spreadsheet does, from 1 with the header."""

    number: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def safe(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula: with an apostrophe before it where it could be one."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def plain(cell: str) -> str:
    """The text that :func:`safe` made a cell of."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_DANGEROUS) else cell


# --- out ---------------------------------------------------------------------------------------------------------------------


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table as CSV in UTF-8, with the mark by which spreadsheets know that."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(name) for name in columns])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet that goes out: its cells are texts."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()


def to_xlsx(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int] = ()) -> bytes:
    """The table as a workbook of one sheet: every cell a text, the header frozen; the same table gives the same bytes."""
    safely = [[safe(cell) for cell in row] for row in rows]
    return to_workbook((Page(name, [safe(title) for title in columns], safely, widths),))


def to_workbook(pages: Iterable[Page]) -> bytes:
    """The sheets as they are, for programs: every cell a text, which no spreadsheet takes for a formula while it is one."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _BEGINNING})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4"})
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for each in pages:
            page = book.add_worksheet(each.name)
            for at, title in enumerate(each.columns):
                page.set_column(at, at, each.widths[at] if at < len(each.widths) else 40)
                page.write_string(0, at, title, head)
            for number, row in enumerate(each.rows, 1):
                for at, cell in enumerate(row):
                    page.write_string(number, at, cell, body)
            page.freeze_panes(1, 1)
    return out.getvalue()


# --- in ----------------------------------------------------------------------------------------------------------------------


def read(raw: bytes) -> dict[str, Sheet]:
    """The sheets of a file by name, whether it is a workbook or CSV (one sheet, ``""``). Raises :class:`Unreadable`."""
    if len(raw) > LARGEST_FILE:
        raise Unreadable(f"the file is larger than {LARGEST_FILE // 1_000_000} MB")
    return _workbook(raw) if raw.startswith(b"PK") else {"": _csv(raw)}


def _csv(raw: bytes) -> Sheet:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"its letters are not saved as UTF-8 (line {line}); save it as “CSV UTF-8”") from None
    delimiter = max(",;\t", key=text.partition("\n")[0].count)  # spreadsheets in many countries write semicolons
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Unreadable(f"its quotes do not match ({error})") from None
    return _sheet("", lines)


def _workbook(raw: bytes) -> dict[str, Sheet]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                raise Unreadable("unpacked it would be larger than a survey can be")
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        return {name: _sheet(name, [[_cell(v) for v in line] for line in _lines(book[name])]) for name in book.sheetnames}
    except Unreadable:
        raise
    except Exception as error:  # the library raises whatever the damaged part happens to cause
        raise Unreadable(f"it is no workbook that can be read ({type(error).__name__})") from None


def _lines(page: Any) -> Iterable[Sequence[object]]:
    return page.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)  # type: ignore[no-any-return]


def _cell(value: object) -> str:
    """A cell as the text that its writer saw: whole numbers without a point, yes and no as words."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _sheet(name: str, lines: Sequence[Sequence[str]]) -> Sheet:
    if len(lines) > MOST_ROWS + 1:
        raise Unreadable(f"it has more than {MOST_ROWS:,} rows")
    titles = tuple(plain(title).strip() for title in lines[0]) if lines else ()
    if len(titles) > MOST_COLUMNS:
        raise Unreadable(f"it has more than {MOST_COLUMNS} columns")
    rows = tuple(
        Row(number, {title: plain(cell).strip() for title, cell in zip(titles, line, strict=False) if title})
        for number, line in enumerate(lines[1:], 2)
        if any(cell.strip() for cell in line)
    )
    return Sheet(name, tuple(title for title in titles if title), rows)
