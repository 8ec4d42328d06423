"""A row of a list understood: a visit, and what is wrong with its cells, each in a sentence with a remedy.

Without a number, a reference or an instant that can be meant the row is left out. A declared cell that cannot be understood
costs only itself: the person is asked instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from flows.folding import clean, fold
from gateway.visits.column_words import Role
from gateway.visits.declared import Declared
from gateway.visits.desk import Desk
from gateway.visits.headers import Headers
from gateway.visits.when import EARLIEST, OF_CLOCKS, read_recorded
from gateway.visits.whose import is_served, read_number
from gateway.visits.wrong import Unfit, Wrong, could_be_number, shown

LONGEST_REFERENCE = 80
LONGEST_STRATUM = 60
_OWN_DIGITS = 7
"""Digits at the end of a number by which it is known in another cell."""


@dataclass(frozen=True, slots=True)
class Given:
    """A visit as a row gives it."""

    row: int
    reference: str
    number: str = field(repr=False)
    served: bool
    """False if the number is of a country that is not served."""
    recorded_at_ms: int
    week: date
    """Monday of the local week."""
    service: str
    facility: str
    cells: dict[str, str]
    """By declared column, without those that are empty or could not be understood."""


class Cells:
    """Reads the rows of one list."""

    def __init__(self, desk: Desk, headers: Headers, now_ms: int) -> None:
        self._desk = desk
        self._headers = headers
        self._now = datetime.fromtimestamp(now_ms / 1000, UTC)
        self._declared = Declared(desk, now_ms, self._now.astimezone(desk.zone).date())
        self._columns = {at: name for name, at in headers.cells.items()}

    def read(self, row: int, cells: Sequence[str], wrong: list[Wrong]) -> Given | None:
        """The visit of a row; ``None`` if it must be left out. What is wrong is added to ``wrong``."""
        if any(cell.strip() for cell in cells[len(self._headers.names) :]):
            remedy = "A separator within a cell? Put the cell in quotes, or save the list as XLSX."
            wrong.append(Wrong(row, "", "The row has more cells than the header has names.", remedy))
            return None
        number = read_number(self._at("phone", cells), self._desk.country)
        reference = _reference(self._at("visit id", cells), number)
        recorded = self._recorded(cells)
        if isinstance(number, Unfit) or isinstance(reference, Unfit) or isinstance(recorded, Unfit):
            read: dict[Role, object] = {"phone": number, "visit id": reference, "recorded at": recorded}
            wrong += [self._wrong(row, role, unfit) for role, unfit in read.items() if isinstance(unfit, Unfit)]
            return None
        return self._given(row, cells, number, reference, recorded, wrong)

    def _given(
        self, row: int, cells: Sequence[str], number: str, reference: str, recorded: datetime, wrong: list[Wrong]
    ) -> Given:
        day = recorded.astimezone(self._desk.zone).date()
        return Given(
            row=row,
            reference=reference,
            number=number,
            served=is_served(number, self._desk.countries),
            recorded_at_ms=round(recorded.timestamp() * 1000),
            week=day - timedelta(days=day.weekday()),
            service=self._stratum("service", cells, number),
            facility=self._stratum("facility", cells, number),
            cells=self._kept(row, cells, number, wrong),
        )

    def _recorded(self, cells: Sequence[str]) -> datetime | Unfit:
        said = self._at("recorded at", cells)
        recorded = read_recorded(said, self._at("time", cells), self._desk.zone, self._now)
        if recorded is None:
            remedy = "Write it like 2026-11-23 14:05, or leave day and time empty."
            return Unfit(f"{shown(said) if said else 'A time without a day'} is not an instant that can be read.", remedy)
        if recorded > self._now + OF_CLOCKS:
            local = self._now.astimezone(self._desk.zone)
            return Unfit(f"{shown(said)} lies in the future: it is {local:%Y-%m-%d %H:%M}.", "Give the end of the service.")
        if recorded.date() < EARLIEST:
            return Unfit(f"{shown(said)} is longer ago than any visit here.", "Write it like 2026-11-23 14:05.")
        return recorded

    def _stratum(self, role: Role, cells: Sequence[str], number: str) -> str:
        """Under which service or facility a visit is drawn: as the survey understands the cell, else as it is written."""
        cell = self._at(role, cells)
        column = self._columns.get(self._headers.roles.get(role, -1), "")
        if cell and column and (meant := self._declared.meaning(column, cell)):
            return meant[:LONGEST_STRATUM]
        return "" if could_be_number(cell) or _holds(cell, number) else fold(cell)[:LONGEST_STRATUM]

    def _kept(self, row: int, cells: Sequence[str], number: str, wrong: list[Wrong]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for name, at in self._headers.cells.items():
            cell = clean(cells[at]) if at < len(cells) else ""
            if not cell:
                continue
            read = self._declared.read(name, cell)
            if not isinstance(read, Unfit) and _holds(read, number):
                read = Unfit("This holds the person's phone number.", "Leave numbers to the phone column.")
            if isinstance(read, Unfit):
                wrong.append(Wrong(row, self._headers.names[at], read.sentence, read.remedy, stops=False))
            else:
                kept[name] = read
        return kept

    def _at(self, role: Role, cells: Sequence[str]) -> str:
        at = self._headers.roles.get(role, len(cells))
        return clean(cells[at]) if at < len(cells) else ""

    def _wrong(self, row: int, role: Role, unfit: Unfit) -> Wrong:
        at = self._headers.roles.get(role)
        return Wrong(row, role if at is None else self._headers.names[at], unfit.sentence, unfit.remedy)


def _reference(cell: str, number: str | Unfit) -> str | Unfit:
    """The ministry's own name for the visit."""
    if not cell:
        return Unfit("There is no visit id.", "Give each visit a name of its own, such as its ticket number.")
    if len(cell) > LONGEST_REFERENCE:
        return Unfit(
            f"The visit id has {len(cell)} signs; {LONGEST_REFERENCE} fit.", "Use a shorter one, such as a ticket number."
        )
    if not isinstance(number, Unfit) and _holds(cell, number):
        sentence = "The visit id holds the phone number, and would still be there when the number is forgotten."
        return Unfit(sentence, "Use another name for the visit, such as its ticket number.")
    return cell


def _holds(cell: str, number: str) -> bool:
    """Whether a cell holds a number (E.164), however it is grouped."""
    if len(cell) < _OWN_DIGITS:
        return False
    return number[-_OWN_DIGITS:] in "".join([sign for sign in cell if sign.isdecimal()])
