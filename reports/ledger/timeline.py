"""One cell as a night sees it: its people by day, its atoms, and the one that is still open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, pairwise

from reports.ledger.book import Cell


@dataclass(frozen=True, slots=True)
class Atom:
    """The people of a cell after ``start`` and up to ``end``; both are cuts."""

    start: date
    end: date
    n: int


@dataclass
class Timeline:
    """The people of a cell in the horizon and its cuts there, ascending, the first where it begins."""

    cell: Cell
    cuts: Sequence[date]
    people: Mapping[date, int]
    was_cut: bool
    """Whether anything was ever told of it."""
    _days: list[date] = field(init=False)
    _sums: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._days = sorted(self.people)
        self._sums = list(accumulate((self.people[day] for day in self._days), initial=0))

    @property
    def last(self) -> date:
        """The cut after which its open atom begins."""
        return self.cuts[-1]

    def between(self, after: date, last: date) -> int:
        """How many people it has after one day, up to and with another."""
        return self._sums[bisect_right(self._days, last)] - self._sums[bisect_right(self._days, after)]

    def atoms(self) -> Iterator[Atom]:
        """Its closed atoms, ascending."""
        for start, end in pairwise(self.cuts):
            yield Atom(start, end, self.between(start, end))

    def open_on(self, day: date) -> Atom:
        """What an atom would be that is closed on this day."""
        return Atom(self.last, day, self.between(self.last, day))
