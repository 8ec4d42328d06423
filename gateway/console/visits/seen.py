"""What a page shows of a list: which cells are wrong, and never a whole number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gateway.visits.wrong import shown

if TYPE_CHECKING:
    from gateway.visits.examine import Examined
    from gateway.visits.table import ListFile

MOST_WRONG = 20
_LONGEST = 40
_LAST = 3


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A cell that was not understood, as it may be shown. ``stops``: its row is left out for it."""

    row: int
    column: str
    cell: str
    sentence: str
    remedy: str
    stops: bool


def masked(cell: str) -> str:
    """``•••• 417`` for whatever could be a number and is no day; other cells as they are, shortened."""
    if shown(cell) == "This":
        digits = "".join(sign for sign in cell if sign.isdecimal())
        return f"•••• {digits[-_LAST:]}"
    return cell[:_LONGEST] + "…" * (len(cell) > _LONGEST)


def wrong_cells(listed: ListFile, examined: Examined) -> tuple[WrongCell, ...]:
    """The first that are wrong, those first for which a row is left out."""
    chosen = sorted(examined.wrong, key=lambda each: (not each.stops, each.row))[:MOST_WRONG]
    wanted = {each.row for each in chosen}
    lines: Mapping[int, Sequence[str]] = {row: cells for row, cells in listed.lines if row in wanted}
    phone = examined.headers.names[examined.headers.roles["phone"]]
    return tuple(
        WrongCell(
            each.row, masked(each.column), _cell(examined, lines.get(each.row, ()), each.column, phone), each.sentence,
            each.remedy, each.stops,
        )
        for each in chosen
    )  # fmt: skip


def _cell(examined: Examined, cells: Sequence[str], column: str, phone: str) -> str:
    names = examined.headers.names
    at = names.index(column) if column in names else -1
    cell = cells[at].strip() if 0 <= at < len(cells) else ""
    if column == phone and cell:
        digits = "".join(sign for sign in cell if sign.isdecimal())
        return f"•••• {digits[-_LAST:]}" if digits else "••••"
    return masked(cell)


def counts_of_wrong(examined: Examined) -> list[tuple[str, int]]:
    """(column, how many rows are left out for it), most first."""
    counted = Counter(masked(each.column) for each in examined.wrong if each.stops)
    return counted.most_common()
