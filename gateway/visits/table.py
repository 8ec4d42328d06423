"""A visit list as a file: CSV as spreadsheets and queue systems write it, or a workbook, within limits that a hundred thousand
rows pass.

5 MB and 50,000 rows, which are usual for what strangers upload, hold back honest lists: a country's week has a hundred thousand
visits, each of 60 to 250 bytes. Such a list is read in some seconds and some hundred megabytes of memory.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gateway.refusal import Refusal
from gateway.visits import workbook
from gateway.visits.examine import Line
from gateway.visits.headers import MOST_COLUMNS

LARGEST_FILE = 25_000_000
"""Bytes."""
MOST_ROWS = 100_000
DELIMITERS = ",;\t|"
_SAVE_AS = "Save it as “CSV UTF-8” or as XLSX."
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, slots=True)
class ListFile:
    """The rows of a list that hold anything, with their numbers as a spreadsheet counts: the header is row 1."""

    header: tuple[str, ...]
    lines: Sequence[Line]
    sha256: str
    """Of the file as it came."""


def read_file(path: Path) -> ListFile:
    """The list in a file. Raises :class:`Refusal` (code 1) that says what is wrong with the file, and how to mend it."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Refusal(f"{path.name} cannot be read: {error.strerror}.", "Name a list as CSV or XLSX.", code=1) from None
    return read_list(raw)


def read_list(raw: bytes) -> ListFile:
    """The list in these bytes. Raises :class:`Refusal` (code 1)."""
    if len(raw) > LARGEST_FILE:
        raise Refusal(f"The list is larger than {LARGEST_FILE // 1_000_000} MB.", "Hand it in in parts.", code=1)
    rows = workbook.rows(raw, MOST_ROWS) if raw.startswith(workbook.BEGINNING) else _csv(_text(raw))
    header = tuple(rows[0][1]) if rows else ()
    lines = rows[1:]
    _refuse(header, lines)
    return ListFile(header, lines, hashlib.sha256(raw).hexdigest())


def _refuse(header: Sequence[str], lines: Sequence[Line]) -> None:
    if not header:
        raise Refusal("The list is empty.", "Its first row names the columns, each further row is a visit.", code=1)
    if len(header) > MOST_COLUMNS:
        remedy = "Leave out what the survey does not use."
        raise Refusal(f"The list has {len(header)} columns; {MOST_COLUMNS} are read at most.", remedy, code=1)
    if not lines:
        raise Refusal("The list has a header and no visits.", "Each further row is a visit.", code=1)
    if len(lines) > MOST_ROWS:
        raise Refusal(f"The list has more than {MOST_ROWS:,} rows.", "Hand it in in parts.", code=1)


def _text(raw: bytes) -> str:
    if (coding := _MARKS.get(raw[:2])) is not None:
        raise Refusal(f"The list is saved as {coding}, not as UTF-8.", _SAVE_AS, code=1)
    if raw.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise Refusal("This is neither CSV nor XLSX.", "Open it in the program that made it, and save it as XLSX.", code=1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refusal(f"The letters of the list are not saved as UTF-8 (line {line}).", _SAVE_AS, code=1) from None


def _csv(text: str) -> list[Line]:
    delimiter, text = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Line] = []
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                rows.append((number, cells))
            if len(rows) > MOST_ROWS + 1:
                break
    except csv.Error:
        remedy = "A cell that begins with a quote ends with one, and a quote within it is written twice."
        raise Refusal(f"The quotes of the list do not match, from row {number + 1} on.", remedy, code=1) from None
    return rows


def _delimiter(text: str) -> tuple[str, str]:
    """The sign between two cells, found in the header outside of quotes, and the text without Excel's ``sep=;``."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=") + 1:
        return first.strip()[-1], rest
    header = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=bare.count), text
