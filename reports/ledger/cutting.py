"""Which cells are cut at the end of a day: the decision that keeps every sum and difference of figures at 0 or ten people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reports.ledger.book import Cell
from reports.ledger.remainders import Division
from reports.ledger.series import Series, by_day, horizon, partition, sunday_before, sunday_of
from reports.ledger.timeline import Timeline
from reports.suppress import BASE, LEAST_BASE, NOT_REFRESHED, SECONDARY, TOTAL, too_small

Cuts = Mapping[Cell, Sequence[date]]
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Decision:
    """``cuts``: cell -> the days to be added to its cuts: the day, and before it where the cell begins. ``why``: cell -> the
    reason why it was not cut, for those whose turn it was and whose news wait."""

    cuts: Mapping[Cell, tuple[date, ...]]
    why: Mapping[Cell, str]


def cut(day: date, series: Series, existing: Cuts, closed: Collection[Cell] = ()) -> Decision:
    """Decide for one base which cells are cut at the end of ``day``.

    ``existing``: the cuts of this base up to the day before, ascending; those before the horizon are passed over, and a cell
    that has no others begins anew. Cells in ``closed`` are not cut. The promise and its proof are in the package's docstring.
    The same arguments give the same decision; only ``series`` up to the day is looked at.
    """
    evening = _Evening(day, series, existing, closed)
    evening.begin()
    evening.settle()
    return evening.decision()


class _Evening:
    """The cells of one base on one evening: at first all that might be cut are, then those give way that must."""

    def __init__(self, day: date, series: Series, existing: Cuts, closed: Collection[Cell]) -> None:
        self._day, self._series, self._existing, self._closed = day, series, existing, closed
        self._after = horizon(day)
        self._lines: dict[Cell, Timeline] = {}
        self._parts: dict[Cell, list[Cell]] = {}
        self._cut: set[Cell] = set()
        self._why: dict[Cell, str] = {}

    def begin(self) -> None:
        """Mark every cell whose turn it is, and whose open atom has nobody or enough; wholes before their parts."""
        for cell in self._in_order():
            line = self._line(cell)
            if line is None:
                self._refuse(cell)
                continue
            self._lines[cell] = line
            for whole in self._wholes(cell):
                self._parts.setdefault(whole, []).append(cell)
            if self._turn_of(cell):
                self._consider(line)

    def _consider(self, line: Timeline) -> None:
        n = line.open_on(self._day).n
        if too_small(n) and not line.was_cut:
            self._why[line.cell] = BASE
        elif too_small(n) or self._is_astride(line) or (by_day(line.cell) and self._would_strand_sunday(line)):
            self._why[line.cell] = NOT_REFRESHED
        elif line.cell in self._closed or not all(whole in self._cut for whole in self._wholes(line.cell)):
            self._refuse(line.cell)
        elif n or line.was_cut:
            self._cut.add(line.cell)

    def _refuse(self, cell: Cell) -> None:
        if self._turn_of(cell) and any(self._series.people[cell].values()):
            self._why[cell] = NOT_REFRESHED

    def _in_order(self) -> list[Cell]:
        """All cells, wholes before their parts, then by name."""
        return sorted(self._series.people, key=lambda cell: (self._depth(cell), cell))

    def _depth(self, cell: Cell) -> int:
        return 1 + max((self._depth(whole) for whole in self._wholes(cell)), default=0)

    def _wholes(self, cell: Cell) -> tuple[Cell, ...]:
        return self._series.wholes.get(cell, ())

    def _turn_of(self, cell: Cell) -> bool:
        return by_day(cell) or self._day == sunday_of(self._day)

    def _would_strand_sunday(self, line: Timeline) -> bool:
        """Whether the days that are left of the week brought people last week, but hardly enough to be told on their own.

        Parts can only be cut on a Sunday on which their whole is: it had better have enough people left by then.
        """
        sunday = sunday_of(self._day)
        if self._day == sunday:
            return False
        left = line.between(self._day - WEEK, sunday - WEEK)
        return 0 < left < 2 * LEAST_BASE

    def _line(self, cell: Cell) -> Timeline | None:
        """A cell's people and cuts in the horizon; ``None`` where there are no people, or no day on which it can begin."""
        people = self._series.people[cell]
        cuts = [cut for cut in self._existing.get(cell, ()) if self._after <= cut < self._day]
        if cuts:
            return Timeline(cell, cuts, people, was_cut=True)
        first = min((on for on, n in people.items() if n and self._after < on <= self._day), default=None)
        start = None if first is None else self._beginning(cell, sunday_before(first))
        return None if start is None else Timeline(cell, [start], people, was_cut=False)

    def _beginning(self, cell: Cell, sunday: date) -> date | None:
        """Where a new cell begins: the Sunday before its first people, or the one nearest to it on which its wholes are cut."""
        wholes = [self._lines[whole].cuts for whole in self._wholes(cell) if whole in self._lines]
        if not self._wholes(cell):
            return sunday
        common = set(wholes[0]).intersection(*wholes) if wholes else set()
        sundays = sorted(cut for cut in common if cut == sunday_of(cut))
        return max((cut for cut in sundays if cut <= sunday), default=min(sundays, default=None))

    def settle(self) -> None:
        """Let atoms stay open until no remainder is small: the smallest part's, or the whole's where no part helps."""
        to_see = [cell for cell in self._parts if cell in self._cut]
        while to_see:
            whole = to_see.pop()
            if whole in self._cut and (given_up := self._give_way(whole)):
                to_see += [whole, *(of for cell in given_up for of in self._wholes(cell))]

    def _give_way(self, whole: Cell) -> list[Cell]:
        """The cells that give way for the remainders of a whole, now no longer cut; none if none needs to."""
        for kind in sorted({partition(cell) for cell in self._parts[whole]}):
            parts = [cell for cell in self._parts[whole] if partition(cell) == kind]
            division = Division(self._day, self._lines[whole], [self._inside(whole, cell) for cell in parts])
            smallest = division.small(self._cut)
            if smallest:
                return self._keep_open(smallest[0], self._reason(smallest[0], parts))
            if smallest is not None:
                return self._keep_open(whole, NOT_REFRESHED)
        return []

    def _inside(self, whole: Cell, part: Cell) -> Timeline:
        """A part with those of its people who are in the whole."""
        line = self._lines[part]
        shared = self._series.shared.get((whole, part))
        return line if shared is None else Timeline(part, line.cuts, shared, line.was_cut)

    def _is_astride(self, line: Timeline) -> bool:
        """Whether the open atom has people of several wholes: a place that moved to another district."""
        wholes = self._wholes(line.cell)
        n = line.open_on(self._day).n
        return len(wholes) > 1 and any(0 < self._inside(whole, line.cell).open_on(self._day).n < n for whole in wholes)

    def _reason(self, given_up: Cell, parts: Sequence[Cell]) -> str:
        """Whether a neighbour is protected that is not told of, or those of the whole who are in no part."""
        others = (self._lines[cell] for cell in parts if cell not in self._cut and cell != given_up)
        return SECONDARY if any(line.open_on(self._day).n for line in others) else TOTAL

    def _keep_open(self, cell: Cell, why: str) -> list[Cell]:
        """Not to cut a cell, nor what is part of it; gives all that are no longer cut."""
        if cell not in self._cut:
            return []
        self._cut.remove(cell)
        self._why[cell] = why
        return [cell, *(c for part in self._parts.get(cell, ()) for c in self._keep_open(part, NOT_REFRESHED))]

    def decision(self) -> Decision:
        """What is to be written down."""
        lines = [self._lines[cell] for cell in self._in_order() if cell in self._cut]
        return Decision({line.cell: (self._day,) if line.was_cut else (line.last, self._day) for line in lines}, self._why)
