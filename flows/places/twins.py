"""Places, and groups of places, that look the same where people choose among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.places.facilities import Facility, Oddity, Path, PlaceList
from flows.places.file import MOST_TOLD

THE_LIST = "the list"
"""What stands for the group where there is none above."""


class _Twins:
    """Remembers what stands under which path in which language, and what stands there twice."""

    def __init__(self) -> None:
        self._first: dict[tuple[Path, str, str], int] = {}
        self._told: dict[tuple[int, int], Oddity] = {}

    def add(self, path: Path, language: str, name: str, row: int) -> None:
        first = self._first.setdefault((path, language, " ".join(name.casefold().split())), row)
        if first != row and len(self._told) < MOST_TOLD:
            words = {"name": name, "group": path[-1] if path else THE_LIST, "first": first, "second": row}
            self._told.setdefault((first, row), ("E422", words))

    def all(self) -> tuple[Oddity, ...]:
        return tuple(self._told.values())


def twin_places(places: PlaceList, languages: Iterable[str], columns: tuple[str, ...]) -> tuple[Oddity, ...]:
    """Open places of one name, or one short name, under the same groups in one of the languages."""
    named = {language for facility in places.open for language in (*facility.names, *facility.shorts)}
    spoken = ("", *(language for language in languages if language in named))
    twins = _Twins()
    for facility in places.open:
        path = tuple(facility.groups.get(column, "") for column in columns)
        for language, name in _shown(facility, spoken):
            twins.add(path, language, name, facility.row)
    return twins.all()


def twin_groups(places: PlaceList, languages: Iterable[str], columns: tuple[str, ...]) -> tuple[Oddity, ...]:
    """Groups of one name under the same group above them, in one of the languages: *Berea* and *BEREA*."""
    spoken = tuple(languages)
    seen: set[Path] = set()
    twins = _Twins()
    for facility in places.open:
        path: Path = ()
        for column in columns:
            group = facility.groups.get(column, "")
            if not group:
                break
            if (*path, group) not in seen:
                seen.add((*path, group))
                for language in spoken:
                    twins.add(path, language, places.group_label(column, group, language), facility.row)
            path = (*path, group)
    return twins.all()


def _shown(facility: Facility, languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Language by language what stands on a screen for a place: its name, and its label for menus."""
    for language in languages:
        yield language, facility.name_in(language)
        if facility.short or facility.shorts:
            yield language, facility.label_in(language)
