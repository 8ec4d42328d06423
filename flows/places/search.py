"""A place, or a group of places, whose name somebody typed (survey language 4.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from flows.folding import fold
from flows.places.facilities import CODE, NOT_GROUPS, Path, PlaceList, group_columns
from flows.places.names import LONGEST_NAME, RULES, Rule

PLACE, GROUP = "place ", "group "
"""What stands before the code or the group in an entry, as on the screens of a place question."""

MOST_CANDIDATES = 50
"""Entries that *Which one?* offers at most."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was typed means one thing: an entry such as ``place N03`` or ``group Nairobi``."""

    entry: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """What was typed may mean any of these entries, in the order of the file."""

    entries: tuple[str, ...]


def search(places: PlaceList, asked: Iterable[str], step: int, path: Path, said: str) -> Taken | Candidates | None:
    """What somebody typed at a step of a place question: ``asked`` are the columns of *find by*, ``path`` the groups chosen.

    At the code step a code is looked for first; what has no letter is nothing but a code there. ``None`` if nothing fits.
    """
    columns = tuple(asked)
    if len(said) > LONGEST_NAME:
        return None
    if columns[step] == CODE:
        facility = places.typed(said)
        if facility is not None:
            return Taken(PLACE + facility.code)
        if not any(sign.isalpha() for sign in said):
            return None
    folded = fold(said)
    if not folded:
        return None
    if columns[step] == CODE and (group := _group_called(places, columns, folded)):
        return group if len(group.entries) <= MOST_CANDIDATES else None
    return _by_name(places, columns, step, path, folded)


def _group_called(places: PlaceList, columns: tuple[str, ...], folded: str) -> Candidates | None:
    """The places of the group that was named in full where a code was asked for; ``None`` if no first group is called so."""
    first = group_columns(columns)[:1]
    if not first:
        return None
    groups = places.groups(first[0])
    called = [groups.values[at] for at in sorted(groups.index.equal(folded))]
    found = tuple(PLACE + facility.code for group in called for facility in places.branch(first, (group,)).facilities)
    return Candidates(found) if found else None


def _by_name(places: PlaceList, columns: tuple[str, ...], step: int, path: Path, folded: str) -> Taken | Candidates | None:
    for rule in RULES:
        found = _groups(places, columns, step, path, folded, rule) or _facilities(places, columns, path, folded, rule)
        if found:
            return Taken(found[0]) if len(found) == 1 and rule != "close" else Candidates(tuple(found))
    return None


def _groups(places: PlaceList, columns: tuple[str, ...], step: int, path: Path, folded: str, rule: Rule) -> list[str]:
    """The groups offered at this step that fit, as entries."""
    column = columns[step]
    if column in NOT_GROUPS:
        return []
    groups = places.groups(column)
    offered = frozenset(places.branch(group_columns(columns), path).groups)
    found = (groups.values[at] for at in sorted(groups.index.find(folded, rule)))
    return [GROUP + group for group in islice((group for group in found if group in offered), MOST_CANDIDATES)]


def _facilities(places: PlaceList, columns: tuple[str, ...], path: Path, folded: str, rule: Rule) -> list[str]:
    """The open places under the path that fit, as entries."""
    chosen = tuple(zip(group_columns(columns), path, strict=False))
    found = (places.open[at] for at in sorted(places.index.find(folded, rule)))
    under = (f for f in found if all(f.groups.get(column) == group for column, group in chosen))
    return [PLACE + facility.code for facility in islice(under, MOST_CANDIDATES)]
