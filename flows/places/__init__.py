"""The places of a list, such as all clinics of a country: read once, shared by every survey that uses the same text of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from flows.places.facilities import NAME, Branch, Facility, Longest, Oddity, PlaceList, group_columns, keep, longest
from flows.places.file import MOST_TOLD, read_rows
from flows.places.twins import twin_groups, twin_places

if TYPE_CHECKING:
    from flows.model import Mark
    from flows.reading.findings import Findings

__all__ = [
    "Branch", "Facility", "Lists", "Longest", "PlaceList", "group_columns", "longest", "no_lists", "read_list",
]  # fmt: skip

Lists = Callable[[str], bytes | None]
"""The bytes of a list by its name as a survey writes it (``lists/clinics.csv``); ``None`` if there is no such file."""

KEPT = 4
"""Lists that are kept although no survey holds them, so that one being edited is not read again for every key pressed."""


def no_lists(name: str) -> bytes | None:
    """Where there are no lists."""
    return None


def read_list(
    raw: bytes, file: str, languages: Iterable[str], findings: Findings, mark: Mark, columns: Iterable[str] = ()
) -> PlaceList:
    """The places of a file; what is wrong with it is told at ``mark``, where the survey names it. Never raises.

    The same bytes give the same object for as long as a survey holds it. ``columns`` are those of *find by*: every open place
    must have the groups among them, and no two under the same groups one name. Where no names are listed, all groups of the
    file may tell places apart.
    """
    places = _shelf.get(raw)
    for code, words in (*places.oddities, *_as_asked(places, tuple(languages), tuple(columns))):
        findings.add(code, mark, **{**words, "file": file})
    return places


def _as_asked(places: PlaceList, languages: tuple[str, ...], columns: tuple[str, ...]) -> tuple[Oddity, ...]:
    """What is wrong with a list as a survey with these languages asks for it; found once for each way of asking."""
    known = places.oddities_as_asked.get((languages, columns))
    if known is None:
        groups = group_columns(columns)
        told_apart_by = groups if NAME in columns else places.columns
        twins = (*twin_groups(places, languages, groups), *twin_places(places, languages, told_apart_by))
        known = (*gaps(places, groups), *twins)
        keep(places.oddities_as_asked, (languages, columns), known)
    return known


class _Shelf:
    """Lists by the digest of their bytes: all that are in use, and the few that were read last."""

    def __init__(self) -> None:
        self._used: WeakValueDictionary[bytes, PlaceList] = WeakValueDictionary()
        self._last: list[PlaceList] = []

    def get(self, raw: bytes) -> PlaceList:
        digest = hashlib.sha256(raw).digest()
        places = self._used.get(digest)
        if places is None:  # two who ask at once may both read it: that costs time, and changes nothing
            places = self._used.setdefault(digest, read_rows(raw))
        self._last = [places, *(other for other in self._last if other is not places)][:KEPT]
        return places


_shelf = _Shelf()


def gaps(places: PlaceList, columns: tuple[str, ...]) -> Iterable[Oddity]:
    """Open places without a group that is asked for: nobody could choose them."""
    found: Iterable[Oddity] = (
        ("E417", {"row": facility.row, "column": column})
        for column in columns
        if column in places.columns
        for facility in places.open
        if not facility.groups.get(column)
    )
    return islice(found, MOST_TOLD)
