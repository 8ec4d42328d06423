"""The rows of a place list as they are asked for: by code, by group, by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from flows.folding import fold
from flows.measure import measure, utf16_units
from flows.places.names import NameIndex

CODE, NAME = "code", "name"
NOT_GROUPS = (CODE, NAME)
"""The steps of *find by* that are no groups."""

MOST_WAYS = 16
"""Ways of asking for the places of one list that are remembered."""

Key = TypeVar("Key")
Value = TypeVar("Value")

Path = tuple[str, ...]
"""Groups chosen so far, one for each group column that was asked."""

Oddity = tuple[str, Mapping[str, Any]]
"""What is wrong with the file: a code of the catalogue, and the words that fill its sentence (but the file's name)."""


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
    row: int = field(default=0, compare=False)
    """Its row in the file as a spreadsheet counts: the column names are row 1."""

    def name_in(self, language: str) -> str:
        """The name for texts: in this language, else in the list's own."""
        return self.names.get(language) or self.name

    def label_in(self, language: str) -> str:
        """The name for menus: short in this language, else the name in this language, else short, else the name."""
        return self.shorts.get(language) or self.names.get(language) or self.short or self.name

    def label(self, language: str, *, short: bool) -> str:
        """The name for menus if ``short``, else for texts."""
        return self.label_in(language) if short else self.name_in(language)

    @property
    def called(self) -> tuple[str, ...]:
        """Everything people may call it, in any language."""
        names = (self.name, *self.names.values(), self.short, *self.shorts.values(), *self.also)
        return tuple(dict.fromkeys(name for name in names if name))


@dataclass(frozen=True, slots=True)
class Branch:
    """What can be chosen under a path, in the order of the file: the next ``groups`` (none at the end), the open places."""

    groups: tuple[str, ...] = ()
    facilities: tuple[Facility, ...] = ()


@dataclass(frozen=True, slots=True)
class Longest:
    """The text of several that takes most room, and whether any of them needs UCS-2 (and so every screen that may show it)."""

    text: str
    ucs2: bool


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of one column that have an open place, in the order of the file, and an index of their names."""

    values: tuple[str, ...]
    index: NameIndex
    """Its owners are places in ``values``."""


@dataclass(frozen=True)
class PlaceList:
    """All rows of one file, in its order. Each index is made when it is first asked for, and then kept with the list."""

    facilities: tuple[Facility, ...] = ()
    columns: tuple[str, ...] = ()
    """The group columns, in the order of the file."""
    translations: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    """(column, group) -> language -> the group's name there."""
    oddities: tuple[Oddity, ...] = field(default=(), compare=False, repr=False)

    @cached_property
    def open(self) -> tuple[Facility, ...]:
        """The places that are offered."""
        return tuple(facility for facility in self.facilities if not facility.closed)

    @cached_property
    def index(self) -> NameIndex:
        """The names of the open places in all languages; its owners are places in ``open``."""
        return NameIndex((name, at) for at, facility in enumerate(self.open) for name in facility.called)

    @cached_property
    def _groups(self) -> dict[str, Groups]:
        return {}

    @cached_property
    def _by_code(self) -> dict[str, Facility]:
        return {facility.code: facility for facility in self.facilities}

    @cached_property
    def _by_typed_code(self) -> dict[str, Facility]:
        return {comparable_code(facility.code): facility for facility in self.facilities}

    @cached_property
    def _codes_by_name(self) -> dict[str, set[str]]:
        codes: dict[str, set[str]] = {}
        for facility in self.facilities:
            for name in facility.called:
                codes.setdefault(fold(name), set()).add(facility.code)
        codes.pop("", None)
        return codes

    @cached_property
    def _trees(self) -> dict[tuple[str, ...], dict[Path, Branch]]:
        return {}

    @cached_property
    def oddities_as_asked(self) -> dict[tuple[object, ...], tuple[Oddity, ...]]:
        """What is wrong with the list as one survey asks for it, by its languages and columns: found once."""
        return {}

    @cached_property
    def _longest(self) -> dict[tuple[str, bool], Longest]:
        return {}

    def facility(self, code: str) -> Facility | None:
        """The place of a stored code, closed ones too; ``None`` if the list never had it."""
        return self._by_code.get(code)

    def typed(self, said: str) -> Facility | None:
        """The place whose code was typed, whatever the case, spaces, hyphens and kind of digits.

        A closed place is found too: it is not offered any more, but *we do not know that code* would be untrue.
        """
        return self._by_typed_code.get(comparable_code(said))

    def known(self, cell: str) -> str | None:
        """The code of the place that a cell of the visit list names: by its code, else by a name that only one place has."""
        by_code = self.typed(cell)
        if by_code is not None:
            return by_code.code
        named = self._codes_by_name.get(fold(cell), ())
        return next(iter(named)) if len(named) == 1 else None

    def branch(self, columns: tuple[str, ...], path: Path = ()) -> Branch:
        """What can be chosen when places are found by the group ``columns`` and ``path`` was chosen; empty for a path that
        does not exist. Only groups with an open place are there.
        """
        tree = self._trees.get(columns)
        if tree is None:
            tree = _tree(self.open, columns)
            keep(self._trees, columns, tree)
        return tree.get(path, Branch())

    def groups(self, column: str) -> Groups:
        """All groups of a column."""
        found = self._groups.get(column)
        if found is None:
            values = tuple(dict.fromkeys(g for facility in self.open if (g := facility.groups.get(column))))
            names = ((name, at) for at, value in enumerate(values) for name in self.group_names(column, value))
            found = self._groups[column] = Groups(values, NameIndex(names))
        return found

    def group_label(self, column: str, group: str, language: str) -> str:
        """A group's name in a language, else as the list has it."""
        return self.translations.get((column, group), {}).get(language) or group

    def group_names(self, column: str, group: str) -> tuple[str, ...]:
        """A group's name in every language."""
        return tuple(dict.fromkeys((group, *self.translations.get((column, group), {}).values())))

    def longest_name(self, language: str) -> Longest:
        """The name that takes most room in a text in this language; closed places count, as a text may still name them."""
        return self.longest_label(language, short=False)

    def longest_label(self, language: str, *, short: bool) -> Longest:
        """The same of the names for menus if ``short``."""
        found = self._longest.get((language, short))
        if found is None:
            found = self._longest[language, short] = longest(f.label(language, short=short) for f in self.facilities)
        return found


def group_columns(asked: Iterable[str]) -> tuple[str, ...]:
    """The columns of *find by* that are groups."""
    return tuple(column for column in asked if column not in NOT_GROUPS)


def comparable_code(said: str) -> str:
    """A code without case, spaces and hyphens, its digits plain."""
    return fold(said).replace(" ", "")


def longest(texts: Iterable[str]) -> Longest:
    """The text that takes most room, in UCS-2 units if any of them needs UCS-2; an empty one if there are none."""
    several = tuple(texts)
    ucs2 = any(measure(text)[1] == "UCS-2" for text in several)
    units = utf16_units if ucs2 else (lambda text: measure(text)[0])
    return Longest(max(several, key=units, default=""), ucs2)


def keep(kept: dict[Key, Value], key: Key, value: Value) -> None:
    """Remembers a value; of more ways of asking than surveys have at a time, as while one is being written, none is kept."""
    if len(kept) >= MOST_WAYS:
        kept.clear()
    kept[key] = value


def _tree(facilities: Iterable[Facility], columns: tuple[str, ...]) -> dict[Path, Branch]:
    places: dict[Path, list[Facility]] = {}
    groups: dict[Path, dict[str, None]] = {}
    for facility in facilities:
        path: Path = ()
        places.setdefault(path, []).append(facility)
        for column in columns:
            group = facility.groups.get(column, "")
            if not group:
                break
            groups.setdefault(path, {})[group] = None
            path = (*path, group)
            places.setdefault(path, []).append(facility)
    return {path: Branch(tuple(groups.get(path, ())), tuple(found)) for path, found in places.items()}
