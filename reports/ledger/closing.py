"""A night's whole ledger: every base decided on, and the book that the report is computed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.ledger.book import Book, Cell
from reports.ledger.cutting import Decision, cut
from reports.ledger.series import Series, by_day, horizon
from reports.ledger.timeline import Timeline
from reports.suppress import too_small

Key = tuple[str, Cell]
Kept = Mapping[Key, Sequence[date]]
"""Base and cell -> cuts, ascending."""


Alike = tuple[str, frozenset[tuple[date, int]]]
"""A channel, and how many people on which days: what two groups of the same people have in common."""


@dataclass(frozen=True, slots=True)
class Closed:
    """``book`` holds the cuts of the horizon, tonight's included; ``added`` those that are not yet kept."""

    book: Book
    added: Mapping[Key, Sequence[date]]


def close(day: date, series: Sequence[Series], kept: Kept) -> Closed:
    """Decide on every base of a ministry at the end of ``day``.

    ``kept`` are all cuts that are kept, later ones too. Where there are any of this day or later ones the day is closed
    already: nothing is added, and the book is that of its night.
    """
    before = {key: [on for on in cuts if on < day] for key, cuts in kept.items()}
    decisions = decide(day, series, {key: cuts for key, cuts in before.items() if len(cuts) > 1})
    if any(cuts[-1] >= day for cuts in kept.values() if cuts):
        return Closed(_book(day, series, {k: [on for on in cuts if on <= day] for k, cuts in kept.items()}, decisions), {})
    added = {(base, cell): cuts for base, d in decisions.items() for cell, cuts in d.cuts.items()}
    cuts = {key: sorted({*before.get(key, ()), *added.get(key, ())}) for key in {*before, *added}}
    return Closed(_book(day, series, cuts, decisions), added)


def decide(day: date, series: Sequence[Series], kept: Kept) -> dict[str, Decision]:
    """The decision on every base. Whoever are as many on each day as a group of a base before them are the same people, such as
    the headline of a survey and the answers to its question; they are cut only where that group is."""
    by_base: dict[str, dict[Cell, Sequence[date]]] = {}
    for (base, cell), cuts in kept.items():
        by_base.setdefault(base, {})[cell] = cuts
    decisions: dict[str, Decision] = {}
    waiting: set[Alike] = set()
    for s in sorted(series, key=lambda s: (":" in s.base, s.base)):
        alike = {cell: _alike(cell, s.people[cell]) for cell in s.people if by_day(cell)}
        decided = cut(day, s, by_base.get(s.base, {}), {cell for cell, key in alike.items() if key in waiting})
        decisions[s.base] = decided
        waiting.update(key for cell, key in alike.items() if cell not in decided.cuts)
    return decisions


def _alike(cell: Cell, people: Mapping[date, int]) -> Alike:
    return cell[0], frozenset((on, n) for on, n in people.items() if n)


def _book(day: date, series: Sequence[Series], cuts: Kept, decisions: Mapping[str, Decision]) -> Book:
    people = {(s.base, cell): on for s in series for cell, on in s.people.items()}
    after = horizon(day)
    told = {key: _sound(key[1], [on for on in days if on >= after], people.get(key, {})) for key, days in cuts.items()}
    told = {key: days for key, days in told.items() if len(days) > 1}
    fresh = {key for key, days in told.items() if days[-1] == day}
    why = {(base, cell): reason for base, d in decisions.items() for cell, reason in d.why.items()}
    return Book(day, told, {key: reason for key, reason in why.items() if key not in fresh})


def _sound(cell: Cell, cuts: Sequence[date], people: Mapping[date, int]) -> Sequence[date]:
    """The cuts after the last atom that has too few people, as where a cell that was quiet for half a year began anew."""
    small = [atom.end for atom in Timeline(cell, cuts, people, was_cut=True).atoms() if too_small(atom.n)]
    return [on for on in cuts if on >= small[-1]] if small else cuts
