"""Cells of tables that spreadsheets open: no text in them is ever taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_UNSEEN = (
    " \u00a0\u3000\ufeff\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\0"
)
"""What a person does not see at the beginning of a line, and some spreadsheet takes away."""
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t")


def safe(cell: str) -> str:
    """The cell, with an apostrophe in front if a spreadsheet would read one of its lines as a formula."""
    risky = any(line.lstrip(_UNSEEN).startswith(_BEGINS_A_FORMULA) for line in cell.splitlines() or [cell])
    return f"'{cell}" if risky or cell.startswith("\r") else cell


def quoted(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV in UTF-8, every field quoted, the cells as they are given."""
    out = StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def as_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Any table for a spreadsheet: UTF-8 with the mark by which it knows that, every field quoted, no cell a formula."""
    return b"\xef\xbb\xbf" + quoted([safe(cell) for cell in row] for row in (columns, *rows))
