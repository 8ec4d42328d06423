"""The places of a list, such as all clinics of a country: read once, shared by every survey that uses the same text of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Lists = Callable[[str], bytes | None]
"""The bytes of a list by its name as a survey writes it (``lists/clinics.csv``); ``None`` if there is no such file."""


def no_lists(name: str) -> bytes | None:
    """Where there are no lists."""
    return None


@dataclass(frozen=True, slots=True)
class Facility:
    """One row: ``name`` in the list's own language, ``names`` and ``shorts`` by language where the row has them."""

    code: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    short: str = ""
    shorts: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    closed: bool = False
    groups: Mapping[str, str] = field(default_factory=dict)
    """Column (``district``) -> the group's own value."""


@dataclass(frozen=True, slots=True)
class PlaceList:
    """All rows of one file, in its order."""

    facilities: tuple[Facility, ...] = ()
