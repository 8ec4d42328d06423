"""The first sheet of a workbook as texts: what a cell shows to its writer, days as days, numbers whole and with their zeros.

A workbook is a zip of XML, so a small one can be a bomb: its parts are added up before anything is unpacked, and none may
declare entities.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from gateway.refusal import Refusal
from gateway.visits.headers import MOST_COLUMNS

BEGINNING = b"PK"
LARGEST_UNPACKED = 250_000_000
"""Bytes of all parts together: a hundred thousand rows of ten cells need about 80 million."""
MOST_PARTS = 1_000
LAST_ROW = 1_048_576
"""Of any sheet; a file may claim more."""
_HEAD = 4_096
_ALL_ZEROS = re.compile(r"0+")
_BROKEN = Refusal("The workbook cannot be read.", "Open it in a spreadsheet program and save it as XLSX again.", code=1)

Row = tuple[int, list[str]]


def rows(raw: bytes, most: int) -> list[Row]:
    """The rows that hold anything, with their numbers, up to two more than ``most``. Raises :class:`Refusal` (code 1)."""
    from openpyxl import load_workbook

    try:
        _refuse_bombs(raw)
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        return _filled(book.worksheets[0].iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS + 1), most)
    except Refusal:
        raise
    except Exception:  # the library raises whatever the damaged part happens to cause
        raise _BROKEN from None


def _refuse_bombs(raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        parts = book.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            sentence = f"Unpacked, the workbook would be larger than {LARGEST_UNPACKED // 1_000_000} MB."
            raise Refusal(sentence, "Keep only the list in it, or save that as CSV UTF-8.", code=1)
        for part in parts:
            with book.open(part) as content:
                head = content.read(_HEAD)
            if b"<!" in head.replace(b"\0", b""):
                raise Refusal("The workbook declares entities, as no spreadsheet program does.", _BROKEN.remedy, code=1)


def _filled(lines: Iterable[Any], most: int) -> list[Row]:
    found: list[Row] = []
    for number, line in enumerate(lines, 1):
        cells = [_text(cell) for cell in line]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            found.append((number, cells))
        if len(found) > most + 1:
            break
    return found


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    if isinstance(value, datetime):
        # A day without a time is stored as its midnight.
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(value: float, number_format: str) -> str:
    """A number as it is shown where that matters: without ``.0``, and with the zeros that its format puts before it."""
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    whole = str(int(value))
    return whole.zfill(len(number_format)) if _ALL_ZEROS.fullmatch(number_format) else whole
