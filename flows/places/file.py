"""The bytes of a place list -> its rows, and whatever is wrong with them, told by the row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flows.places.facilities import Facility, Oddity, PlaceList, comparable_code
from flows.reading.signs import REFUSED, name_of, without_hidden

MOST_ROWS = 50_000
"""Rows below the column names."""
MOST_COLUMNS = 100
MOST_BYTES = 5 * 1024 * 1024
LONGEST_CELL = 300
"""Signs."""
MOST_TOLD = 50
"""Problems told of one list: a file that is broken all over stays cheap."""

_CODE = re.compile(r"[A-Za-z0-9-]{1,12}")
_KEYS = frozenset(("", "0", "9", "00", "98"))
"""What a code may not be once its hyphens are gone: these are keys of menus, of ours or of networks."""
_TRANSLATED = re.compile(r"(.+)_([a-z]{2,3})")
_OWN = ("code", "name", "short", "also", "closed")


class Unreadable(Exception):
    """The file cannot be read at all: ``why`` and what to ``do``."""

    def __init__(self, why: str, do: str) -> None:
        super().__init__(why)
        self.oddity: Oddity = ("E434", {"why": why, "do": do})


@dataclass(slots=True)
class Told:
    """What is wrong with a list, as far as it is told."""

    oddities: list[Oddity] = field(default_factory=list)
    more: int = 0

    def add(self, code: str, /, **words: object) -> None:
        if len(self.oddities) < MOST_TOLD:
            self.oddities.append((code, words))
        else:
            self.more += 1

    def unusable(self, why: str, do: str) -> None:
        self.add("E434", why=why, do=do)

    def all(self) -> tuple[Oddity, ...]:
        if not self.more:
            return tuple(self.oddities)
        words = {"why": f"{self.more} more mistakes are in it", "do": "Correct the others first"}
        return (*self.oddities, ("E434", words))


def read_rows(raw: bytes) -> PlaceList:
    """The places of a file, with what is wrong with it as ``oddities``; rows that have a code and a name are kept."""
    told = Told()
    try:
        lines = _lines(_text(raw))
        columns = _Columns.of(next(lines, []), told)
        return _Reader(columns, told).read(lines)
    except Unreadable as error:
        return PlaceList(oddities=(*told.all(), error.oddity))


def _text(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise Unreadable(f"it has {len(raw) / 1024 / 1024:.1f} MB and the limit is 5", "Leave out columns, or make two lists")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"the letters from row {row} on are saved in an old way", "Save it as CSV in UTF-8") from None
    return without_hidden(text.replace("\r\n", "\n"))[0]


def _lines(text: str) -> Iterator[list[str]]:
    """The cells of each row, trimmed."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = filled = 0
    try:
        for number, row in enumerate(rows, 1):
            filled += any(row)
            if filled > MOST_ROWS + 1 or number > 2 * MOST_ROWS:
                raise Unreadable(f"it has more than {MOST_ROWS:,} rows", "Make two lists")
            yield [cell.strip() for cell in row]
    except csv.Error:
        raise Unreadable(
            f"a quote in row {number + 1} is not closed, or goes on behind its end", "Correct the quotes"
        ) from None


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each column stands."""

    own: Mapping[str, int]
    groups: Mapping[str, int]
    translated: Mapping[str, Mapping[str, int]]
    """Column -> language -> where its translation stands."""
    count: int

    @staticmethod
    def of(cells: Sequence[str], told: Told) -> _Columns:
        """Reads the first row. Raises ``Unreadable`` without *code* and *name*."""
        _look_at_separators(cells)
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                f"it has {len(cells):,} columns and the limit is {MOST_COLUMNS}", "Keep those that people are asked"
            )
        where = {column: at for at, column in enumerate(cells)}
        for at, column in enumerate(cells):
            _look_at_column(at, column, where, told)
        translated: dict[str, dict[str, int]] = {}
        for column, at in where.items():
            base, language = _translation(column, where)
            if language:
                translated.setdefault(base, {})[language] = at
        own = {column: where[column] for column in _OWN if column in where}
        groups = {c: at for c, at in where.items() if c and c not in _OWN and not _translation(c, where)[1]}
        for column in ("code", "name"):
            if column not in own:
                told.add("E417", row=1, column=column)
        return _Columns(own, groups, translated, len(cells))


def _translation(column: str, where: Mapping[str, int]) -> tuple[str, str]:
    """``district_st`` -> ``district``, ``st`` where there is a column *district*; else the column and nothing."""
    found = _TRANSLATED.fullmatch(column)
    if found is None or found[1] in ("code", "also", "closed") or (found[1] not in where and found[1] != "short"):
        return column, ""
    return found[1], found[2]


def _look_at_separators(cells: Sequence[str]) -> None:
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(cells) == 1 and sign in cells[0]:
            raise Unreadable(f"its columns are separated by {name}", "Save it with commas between the columns")


def _look_at_column(at: int, column: str, where: Mapping[str, int], told: Told) -> None:
    if not column:
        told.unusable(f"column {at + 1} has no name in the first row", "Name the column, or delete it")
    elif where[column] != at:
        told.unusable(f"two columns are called {column}", "Rename one of them, or delete it")
    elif column.startswith("also_"):
        told.unusable(f"it has a column {column}", "Put the other names of all languages under also, with ; between them")
    elif REFUSED.search(column) or "\n" in column or len(column) > LONGEST_CELL:
        told.unusable(f"the name of column {at + 1} is too long or has a hidden sign", "Write a plain word")


class _Reader:
    """Makes places of rows, and remembers what must be unique."""

    def __init__(self, columns: _Columns, told: Told) -> None:
        self._columns = columns
        self._told = told
        self._rows_of_codes: dict[str, int] = {}
        self._groups: dict[tuple[str, ...], dict[str, str]] = {}
        self._translations: dict[tuple[str, str], dict[str, str]] = {}
        self._said_in_row: dict[tuple[str, str, str], int] = {}

    def read(self, lines: Iterable[list[str]]) -> PlaceList:
        facilities = tuple(f for f in (self._facility(row, cells) for row, cells in enumerate(lines, 2)) if f is not None)
        if all(facility.closed for facility in facilities) and (facilities or not self._told.oddities):
            self._told.add("E421")
        return PlaceList(facilities, tuple(self._columns.groups), self._translations, self._told.all())

    def _facility(self, row: int, cells: list[str]) -> Facility | None:
        """The place of a row; ``None`` for an empty row, and for one that has no code or name."""
        if not any(cells):
            return None
        if not self._is_sound(row, cells):
            return None
        code, name, short, also, closed = (self._cell(cells, column) for column in _OWN)
        if not self._has_code(row, code) or not self._has_name(row, name):
            return None
        return Facility(
            code=code,
            name=name,
            names=self._in_languages("name", cells),
            short=short,
            shorts=self._in_languages("short", cells),
            also=tuple(word.strip() for word in also.split(";") if word.strip()) if also else (),
            closed=self._is_closed(row, closed),
            groups=self._groups_of(row, cells),
            row=row,
        )

    def _is_sound(self, row: int, cells: list[str]) -> bool:
        if len(cells) != self._columns.count:
            why = f"row {row} has {len(cells)} cells where the first row has {self._columns.count}"
            self._told.unusable(why, "Put names with a comma into quotes, and give every row all cells")
            return False
        for cell in cells:
            if cell.isascii() and cell.isprintable() and len(cell) <= LONGEST_CELL:
                continue
            hidden = REFUSED.search(cell) or re.search(r"[\n\t]", cell)
            if hidden:
                sign = "line break" if hidden[0] == "\n" else name_of(hidden[0])
                self._told.unusable(f"a cell in row {row} has a hidden sign ({sign})", "Delete the sign")
                return False
            if len(cell) > LONGEST_CELL:
                self._told.unusable(f"a cell in row {row} has {len(cell)} signs and the limit is {LONGEST_CELL}", "Shorten it")
                return False
        return True

    def _cell(self, cells: list[str], column: str) -> str:
        at = self._columns.own.get(column)
        return "" if at is None else cells[at]

    def _in_languages(self, column: str, cells: list[str]) -> Mapping[str, str]:
        translated = self._columns.translated.get(column)
        return {language: cells[at] for language, at in translated.items() if cells[at]} if translated else _NONE

    def _has_code(self, row: int, code: str) -> bool:
        if "code" not in self._columns.own:
            return False
        if not code:
            self._told.add("E417", row=row, column="code")
            return False
        comparable = comparable_code(code)
        if not _CODE.fullmatch(code) or comparable in _KEYS:
            self._told.add("E419", row=row, code=code)
            return False
        first = self._rows_of_codes.setdefault(comparable, row)
        if first != row:
            self._told.add("E418", first=first, second=row, code=code)
        return first == row

    def _has_name(self, row: int, name: str) -> bool:
        if not name and "name" in self._columns.own:
            self._told.add("E417", row=row, column="name")
        return bool(name)

    def _is_closed(self, row: int, closed: str) -> bool:
        if closed not in ("", "yes", "no"):
            self._told.unusable(f"row {row} says {closed} under closed", "Write yes, or nothing")
        return closed == "yes"

    def _groups_of(self, row: int, cells: list[str]) -> Mapping[str, str]:
        """The groups of a row, one table shared by all rows that have the same."""
        if not self._columns.groups:
            return _NONE
        values = tuple(cells[at] for at in self._columns.groups.values())
        groups = self._groups.get(values)
        if groups is None:
            groups = self._groups[values] = dict(zip(self._columns.groups, values, strict=True))
        for column, by_language in self._columns.translated.items():
            group = groups.get(column, "")
            for language, at in by_language.items():
                if group and cells[at]:
                    self._translate(row, column, group, language, cells[at])
        return groups

    def _translate(self, row: int, column: str, group: str, language: str, said: str) -> None:
        """Notes what a group is called in a language; one group has one translation."""
        by_language = self._translations.setdefault((column, group), {})
        known = by_language.setdefault(language, said)
        first = self._said_in_row.setdefault((column, group, language), row)
        if known != said:
            self._told.add("E420", group=group, a=known, b=said, first=first, second=row)


_NONE: Mapping[str, str] = {}
