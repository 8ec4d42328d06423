"""What is left of a whole when its parts are taken away, over every interval that figures of it can be added up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.ledger.book import Cell
from reports.ledger.timeline import Atom, Timeline
from reports.suppress import too_small


@dataclass(frozen=True, slots=True)
class Division:
    """One way of dividing a whole into parts, on the evening of ``day``. ``parts`` count only their people who are in the
    whole; each atom of theirs is of people inside, or of people outside."""

    day: date
    whole: Timeline
    parts: Sequence[Timeline]

    def small(self, cut: Collection[Cell]) -> Sequence[Cell] | None:
        """Whether some remainder would be of 1 to 9 people if these cells were cut, the whole among them.

        ``None``: no remainder would. Else the parts of which each would end that by keeping its atom open, fewest people
        first; none of them, if only the whole can.
        """
        tonight = {part.cell: part.open_on(self.day) for part in self.parts if part.cell in cut}
        tonight = {cell: atom for cell, atom in tonight.items() if atom.n}
        since = self._small_remainder(tonight)
        if since is not None:
            return _fewest({cell: atom.n for cell, atom in tonight.items() if atom.start >= since})
        at = self._small_overhang(tonight, cut)
        return None if at is None else _fewest({cell: atom.n for cell, atom in tonight.items() if atom.start < at})

    def _small_remainder(self, tonight: Mapping[Cell, Atom]) -> date | None:
        """The latest cut of the whole since which the people of the whole outside closed atoms of its parts are too few.

        An atom that began before that cut cannot be taken away: nobody knows how many of it came after.
        """
        told: dict[date, int] = defaultdict(int)
        for part in self.parts:
            for atom in self._atoms(part, tonight):
                told[atom.start] += atom.n
        starts = sorted(told)
        covered = 0
        for since in reversed(self.whole.cuts):
            while starts and starts[-1] >= since:
                covered += told[starts.pop()]
            if too_small(self.whole.between(since, self.day) - covered):
                return since
        return None

    def _small_overhang(self, tonight: Mapping[Cell, Atom], cut: Collection[Cell]) -> date | None:
        """A cut of the whole up to which all parts are told, where those atoms of parts that go on beyond it have too few
        people after it: all parts, less the whole up to that cut, are these."""
        reach = min((self._reach(part, cut) for part in self.parts), default=self.day)
        oldest = min((atom.start for atom in tonight.values()), default=self.day)
        for at in reversed(self.whole.cuts):
            if at <= oldest:
                return None
            if at <= reach and too_small(sum(self._after(part, at, tonight) for part in self.parts)):
                return at
        return None

    def _reach(self, line: Timeline, cut: Collection[Cell]) -> date:
        """Up to which day a part is told; where nobody has come since, that is known as well."""
        return self.day if line.cell in cut or not line.open_on(self.day).n else line.last

    def _after(self, part: Timeline, at: date, tonight: Mapping[Cell, Atom]) -> int:
        """How many people after a day are in the closed atom that contains it and goes on."""
        atom = next((a for a in self._atoms(part, tonight) if a.start < at < a.end), None)
        return 0 if atom is None else part.between(at, atom.end)

    def _atoms(self, part: Timeline, tonight: Mapping[Cell, Atom]) -> Iterator[Atom]:
        yield from part.atoms()
        if part.cell in tonight:
            yield tonight[part.cell]


def _fewest(people: Mapping[Cell, int]) -> list[Cell]:
    return sorted(people, key=lambda cell: (people[cell], cell))
