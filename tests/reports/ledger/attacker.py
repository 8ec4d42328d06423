"""Whoever holds every file of every night, and knows that nobody is counted below zero, with linear programs at hand.

The unknowns are the people of each kind (a facility, a service, a language ...) on each day. A group is told when a sum and
difference of released figures is its number of people. Such a combination has no negative weight anywhere, or gets one by
adding released zeros. So for each kind and day the attacker asks for the combination without negative weights that counts it
at least once and has the fewest people altogether: by the duality of linear programs this is also the most people that can
be of that kind on that day for all the attacker knows. If that is ten or more for everybody who is there, then there is no
group of fewer than ten whose number can be had, not even as an upper bound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise

import numpy as np
from quarters import MONDAY, ONE, Kept, Person, Quarter
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from reports.ledger import Cell

LEAST = 10


@dataclass(frozen=True)
class Leak:
    """A kind of person and a first day of theirs, and the most that can be there for all the attacker knows."""

    kind: Person
    day: date
    most: float


def leaks(quarter: Quarter, kinds: Sequence[Person] | None = None) -> Iterator[Leak]:
    """Everybody of whom the attacker knows that they are fewer than ten. ``kinds`` are all that there might be."""
    told = list(atoms(quarter.kept))
    kinds = sorted(kinds or {replace(p, day=MONDAY) for p in quarter.people})
    edges = sorted({day for _, *ends in told for day in ends} | {max(p.day for p in quarter.people)})
    spans = list(pairwise([min(edges[0], MONDAY - ONE), *edges]))
    columns = [(kind, span) for kind in kinds for span in spans if span[0] < span[1]]
    there = Counter((replace(p, day=MONDAY), span) for p in quarter.people for span in spans if span[0] < p.day <= span[1])
    cells = {kind: frozenset(kind.cells()) for kind in kinds}
    matrix = csr_matrix(
        [[cell in cells[kind] and start <= a and b <= end for kind, (a, b) in columns] for cell, start, end in told],
        dtype=float,
    )
    counts = matrix @ np.array([there[column] for column in columns])
    for at, column in enumerate(columns):
        if there[column]:
            most = _most(matrix, counts, at)
            if most < LEAST - 1e-6:
                yield Leak(column[0], column[1][0] + ONE, most)


def _most(matrix: csr_matrix, counts: np.ndarray, column: int) -> float:
    goal = np.zeros(matrix.shape[1])
    goal[column] = -1
    found = linprog(goal, A_eq=matrix, b_eq=counts, bounds=(0, None), method="highs")
    return float("inf") if found.status == 3 else -found.fun


def atoms(kept: Kept) -> Iterator[tuple[Cell, date, date]]:
    """Whatever is told of any night is a sum of these: a cell, after one day, up to another."""
    for (_, cell), cuts in kept.items():
        for start, end in pairwise(cuts):
            yield cell, start, end


def subtracted(quarter: Quarter) -> Iterator[int]:
    """The plain attacker: figures of one cell from any two nights, where one window lies within the other and shares an end,
    and totals minus parts over the same window."""
    figures = {
        (cell, w.first, w.last): quarter.count(cell, w.first, w.last)
        for book in quarter.books
        for base, cell in book.cuts
        if (w := book.window(base, cell)) is not None
    }
    for (a, n), (b, m) in combinations(figures.items(), 2):
        if a[0] == b[0] and (a[1] == b[1] or a[2] == b[2]):
            yield abs(n - m)
    for (cell, *window), n in figures.items():
        for kind in {c[1] for c, *_ in figures if len(c) > 1}:
            parts = [m for (c, *w), m in figures.items() if w == window and len(c) > len(cell) == 1 and c[1] == kind]
            yield n - sum(parts)
