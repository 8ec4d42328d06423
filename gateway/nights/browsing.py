"""The released figures of a night, chosen by what they are of: whatever a page shows has passed every rule of small numbers.

Answers of single people are on no page. A ministry's own system reads them under pseudonyms, and somebody who is named and
entitled gets them as a package; both is in the audit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from reports.forms.as_json import read_json
from reports.forms.cells import as_table
from reports.forms.open_data import cells
from reports.forms.rows import COLUMNS, Row, rows_of
from reports.night.shape import Report
from storage import reports
from storage.unhurried import unhurried

if TYPE_CHECKING:
    from gateway.wiring import Gateway

CHOSEN = ("metric", "service", "district", "facility", "channel")
"""Columns by which figures are chosen: of each one value; of ``metric`` also what stands before its first colon."""

Shows = Callable[[str, str], bool]
"""Whether somebody may see a district and facility."""


@dataclass(frozen=True, slots=True)
class Browsed:
    """The rows of a day that were asked for, and what each column could be asked for."""

    day: date
    days: tuple[date, ...]
    rows: tuple[Row, ...]
    choices: Mapping[str, tuple[str, ...]]


def browse(gateway: Gateway, ministry: str, day: date | None, asked: Mapping[str, str], shows: Shows) -> Browsed | None:
    """Figures of a released day, the newest if none is named, where they may be seen; ``None`` where none was released."""
    with unhurried(gateway.engine) as u:
        days = reports.days(u, ministry)
        wanted = day if day is not None else max(days, default=None)
        kept = reports.find(u, ministry, wanted) if wanted is not None else None
    if wanted is None or kept is None:
        return None
    seen = [row for row in _rows(kept.content[min(kept.content)]) if shows(row.district, row.facility)]
    choices = {name: _values(seen, name) for name in CHOSEN}
    found = tuple(row for row in seen if all(_is(row, name, asked.get(name, "")) for name in CHOSEN))
    return Browsed(wanted, tuple(reversed(days)), found, choices)


def as_file(rows: Collection[Row]) -> bytes:
    """The rows as the open data has them, for a spreadsheet."""
    return as_table(COLUMNS, [cells(row) for row in rows])


@lru_cache(maxsize=4)
def _rows(content: bytes) -> tuple[Row, ...]:
    return rows_of(read_json(content, Report))


def _is(row: Row, name: str, said: str) -> bool:
    value = str(getattr(row, name))
    return not said or value == said or (name == "metric" and value.partition(":")[0] == said)


def _values(rows: Collection[Row], name: str) -> tuple[str, ...]:
    found = dict.fromkeys(str(getattr(row, name)) for row in rows)
    return tuple(dict.fromkeys(value.partition(":")[0] for value in found)) if name == "metric" else tuple(sorted(found))
