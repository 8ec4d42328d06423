"""The labels of a long place list that decide whether its screens fit, without laying out every page of every group."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.measure import first_foreign, measure, utf16_units
from flows.places.facilities import Path, PlaceList, group_columns

NAME = "name"


@dataclass(frozen=True, slots=True)
class Labels:
    """Of all entries of one step the longest in GSM-7, the longest that needs UCS-2 (empty: none), and the longest there can be
    where any of them may make a screen UCS-2. ``first`` is the entry that the list begins with.
    """

    gsm: str
    ucs2: str
    worst: str
    first: str


@dataclass(frozen=True, slots=True)
class Step:
    """One list step of a place question: its labels in one language; how many entries every list of it has, longest first."""

    labels: Labels
    branches: tuple[tuple[int, Path], ...]


_kept: dict[int, tuple[weakref.ref[PlaceList], dict[tuple[object, ...], Step]]] = {}
MOST_KEPT = 64


def step_of(places: PlaceList, columns: tuple[str, ...], step: int, language: str, *, short: bool) -> Step:
    """A list step (not the code), by the columns of *find by*. ``short``: with the short names of phone menus.

    Kept as long as the list is: lists are shared between versions and checked again at every key an author presses.
    """
    steps = _steps_of(places)
    key = columns, step, language, short
    found = steps.get(key)
    if found is None:
        found = steps[key] = _step(places, columns, step, language, short)
    return found


def _steps_of(places: PlaceList) -> dict[tuple[object, ...], Step]:
    kept = _kept.get(id(places))
    if kept is None or kept[0]() is not places:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        kept = _kept[id(places)] = (weakref.ref(places), {})
    return kept[1]


def _step(places: PlaceList, columns: tuple[str, ...], step: int, language: str, short: bool) -> Step:
    paths = list(_paths(places, group_columns(columns), len(group_columns(columns[:step]))))
    sizes: list[tuple[int, Path]] = []
    labels: dict[str, None] = {}
    for path in paths:
        found = list(entry_labels(places, columns, step, path, language, short=short))
        sizes.append((len(found), path))
        labels.update(dict.fromkeys(found))
    return Step(_longest(labels), tuple(sorted(sizes, reverse=True)))


def entry_labels(
    places: PlaceList, columns: tuple[str, ...], step: int, path: Path, language: str, *, short: bool
) -> Iterator[str]:
    """The labels that one list shows, in its order."""
    branch, column = places.branch(group_columns(columns), path), columns[step]
    if column != NAME:
        yield from (places.group_label(column, group, language) for group in branch.groups)
    else:
        yield from (f.label_in(language) if short else f.name_in(language) for f in branch.facilities)


def _paths(places: PlaceList, groups: tuple[str, ...], depth: int, path: Path = ()) -> Iterator[Path]:
    """Every way to a list that is ``depth`` groups deep."""
    if len(path) == depth:
        yield path
        return
    for group in places.branch(groups, path).groups:
        yield from _paths(places, groups, depth, (*path, group))


def _longest(labels: Iterable[str]) -> Labels:
    first, gsm, ucs2, worst, letter = "", ("", 0), ("", 0), ("", 0), ""
    for label in labels:
        first = first or label
        units, coding = measure(label)
        width = utf16_units(label) if coding == "UCS-2" or not label.isascii() else len(label)
        if coding == "UCS-2":
            letter = letter or first_foreign(label)
            ucs2 = (label, units) if units > ucs2[1] else ucs2
        elif units > gsm[1]:
            gsm = (label, units)
        worst = (label, width) if width > worst[1] else worst
    forced = worst[0] if not letter or first_foreign(worst[0]) else worst[0][:-1] + letter
    return Labels(gsm[0], ucs2[0], forced if letter else gsm[0], first)
