"""Repairs of place lists (E420): one cell of a CSV file changed, all others as they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.editing.splice import Edit, Lines
from flows.fixing.fix import Case, Fix
from flows.model import Mark

_CELL = re.compile(r'"(?:[^"]|"")*"|[^,\r\n]*')


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    start: Mark
    end: Mark


def cells(text: str) -> Iterator[list[Cell]]:
    """The rows of a comma-separated text, each cell with its place."""
    lines, at, row = Lines(text), len(text) - len(text.removeprefix("\ufeff")), list[Cell]()
    while at < len(text):
        found = _CELL.match(text, at)
        assert found is not None
        raw = found[0]
        plain = raw[1:-1].replace('""', '"') if raw.startswith('"') else raw
        row.append(Cell(plain.strip(), lines.mark(at), lines.mark(found.end())))
        at = found.end()
        if text[at : at + 1] == ",":
            at += 1
            continue
        at = text.find("\n", at) + 1 or len(text)
        yield row
        row = []
    if row:
        yield row


def same_translation(case: Case) -> Iterator[Fix]:
    """E420: one translation of a group everywhere in its list."""
    file = case.word("file")
    raw = case.lists(file) if file else None
    if raw is None:
        return
    try:
        rows = list(cells(raw.decode("utf-8")))
    except UnicodeDecodeError:
        return
    column = _column(rows, case.word("group"), case.word("a"), case.word("b"))
    if column is not None:
        for wanted, other in ((case.word("a"), case.word("b")), (case.word("b"), case.word("a"))):
            edits = tuple(_rewritten(rows, column, other, wanted))
            yield Fix(f"Use {wanted} everywhere", edits, file=file)


def _column(rows: list[list[Cell]], group: str, a: str, b: str) -> tuple[int, int, str] | None:
    """The columns of a group and of its translation in which both stand, and the group."""
    heads = [cell.text for cell in rows[0]] if rows else []
    for at, head in enumerate(heads):
        base = re.sub(r"_[a-z]{2,3}$", "", head)
        if base == head or base not in heads:
            continue
        of = heads.index(base)
        found = {row[at].text for row in rows[1:] if len(row) > max(at, of) and row[of].text == group}
        if {a, b} <= found:
            return of, at, group
    return None


def _rewritten(rows: list[list[Cell]], column: tuple[int, int, str], old: str, new: str) -> Iterable[Edit]:
    of, at, group = column
    for row in rows[1:]:
        if len(row) > max(of, at) and row[of].text == group and row[at].text == old:
            yield Edit(row[at].start, row[at].end, '"' + new.replace('"', '""') + '"' if re.search(r'[",\n]', new) else new)
