"""A question for a place on its way from step to step: what each of its screens shows, and where an entry leads (4.3, 7.3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flows.folding import fold
from flows.model import Place
from flows.places.facilities import CODE, NAME, Facility, group_columns
from flows.places.labels import labels_apart
from flows.places.names import RULES, NameIndex
from flows.places.search import GROUP, PLACE, Candidates, Taken, search
from flows.screen import Entry

ELSEWHERE = "elsewhere"
"""What is stored of somebody whose place is not in the list."""

Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an open place question stands: the step being asked, the groups chosen, what *Which one?* offers."""

    step: int = 0
    path: tuple[str, ...] = ()
    hits: tuple[str, ...] = ()

    @property
    def is_first(self) -> bool:
        """True where the question itself is shown, above the wording of its first step."""
        return self.step == 0 and not self.hits


FIRST = Spot()


def columns_of(kind: Place) -> tuple[str, ...]:
    """The columns by which a place is found, in the order of asking."""
    return tuple(step.column for step in kind.steps)


def asks_for_code(kind: Place, spot: Spot) -> bool:
    return kind.steps[spot.step].column == CODE and not spot.hits


def has_list_behind(kind: Place, spot: Spot) -> bool:
    """True on the code step if there is a list to choose from instead."""
    return asks_for_code(kind, spot) and spot.step + 1 < len(kind.steps)


def is_last_list(kind: Place, spot: Spot) -> bool:
    """True where *Other place* is offered if the survey has it: at the end of the last list."""
    return spot.step + 1 == len(kind.steps) and kind.steps[spot.step].column != CODE and not spot.hits


def entries(kind: Place, spot: Spot, language: str, channel: str, elsewhere: str) -> Entries:
    """The lines that can be chosen, ``elsewhere`` (the label of *Other place*) last where it belongs."""
    other = (Entry(ELSEWHERE, elsewhere),) if kind.elsewhere and is_last_list(kind, spot) else ()
    if found := _candidates(kind, spot):
        labels = labels_apart(kind.places, found, group_columns(columns_of(kind)), language, short=channel == "ussd")
        return tuple(Entry(PLACE + facility.code, label) for facility, label in zip(found, labels, strict=True)) + other
    return tuple(Entry(value, label_of(kind, spot, value, language, channel)) for value in _values(kind, spot)) + other


def _candidates(kind: Place, spot: Spot) -> tuple[Facility, ...]:
    """The places that *Which one?* offers; none if it offers groups, or is not asked."""
    found = (kind.places.facility(value.removeprefix(PLACE)) for value in spot.hits if value.startswith(PLACE))
    known = tuple(facility for facility in found if facility is not None)
    return known if len(known) == len(spot.hits) else ()


def _values(kind: Place, spot: Spot) -> tuple[str, ...]:
    """What the lines of a screen mean: ``group VALUE`` or ``place CODE``."""
    if spot.hits:
        return spot.hits
    column = kind.steps[spot.step].column
    if column == CODE:
        return ()
    branch = kind.places.branch(group_columns(columns_of(kind)), spot.path)
    if column == NAME:
        return tuple(PLACE + facility.code for facility in branch.facilities)
    return tuple(GROUP + group for group in branch.groups)


def label_of(kind: Place, spot: Spot, value: str, language: str, channel: str) -> str:
    """How an entry is shown to somebody reading this language; menus of a phone take the short name."""
    if value.startswith(GROUP):
        return kind.places.group_label(kind.steps[spot.step].column, value.removeprefix(GROUP), language)
    facility = kind.places.facility(value.removeprefix(PLACE))
    if facility is None:
        return value.removeprefix(PLACE)
    return facility.label(language, short=channel == "ussd")


# --- where an entry leads ----------------------------------------------------------------------------------------------------


def from_codes(spot: Spot) -> Spot:
    """The list that may be chosen instead of typing a code."""
    return Spot(spot.step + 1)


def into(spot: Spot, group: str) -> Spot:
    """The step behind a group."""
    return Spot(spot.step + 1, (*spot.path, group))


def back_from(kind: Place, spot: Spot) -> tuple[Spot, str]:
    """One screen back, and the group by which that screen was left; empty where it was none."""
    if spot.hits:
        return Spot(spot.step, spot.path), ""
    if kind.steps[spot.step - 1].column == CODE:
        return FIRST, ""
    return Spot(spot.step - 1, spot.path[:-1]), GROUP + spot.path[-1]


# --- what was typed ----------------------------------------------------------------------------------------------------------


def find(
    kind: Place, spot: Spot, said: str, folded: str, positions: Mapping[str, str], elsewhere: Collection[str] = ()
) -> str | tuple[str, ...] | None:
    """The entry that somebody chose or named, several that it may be, or ``None``.

    A printed position, alone or with its own name; a code; else a name. ``elsewhere`` are the folded words for *Other place*
    where that can be chosen. Naming what *Which one?* asks about narrows it down; what leads nowhere new is ``None``.
    """
    chosen = positions.get(folded)
    if chosen is not None:
        return chosen
    if folded in elsewhere:
        return ELSEWHERE
    digits, _, name = folded.partition(" ")
    if name and digits in positions:
        own = elsewhere if positions[digits] == ELSEWHERE else map(fold, _called(kind, spot, positions[digits]))
        return positions[digits] if name in own else None
    among = _among(kind, spot, folded)
    if len(among) == 1:
        return among[0]
    found = Candidates(among) if among else search(kind.places, columns_of(kind), spot.step, spot.path, said)
    if isinstance(found, Taken):
        return found.entry
    return found.entries if found is not None and found.entries != spot.hits else None


def _among(kind: Place, spot: Spot, folded: str) -> tuple[str, ...]:
    """Those of the candidates being asked about whose name was typed, in full or in part."""
    if not spot.hits:
        return ()
    index = NameIndex((name, at) for at, value in enumerate(spot.hits) for name in _called(kind, spot, value))
    found = (index.find(folded, rule) for rule in RULES if rule != "close")
    return tuple(spot.hits[at] for at in sorted(next(filter(None, found), ())))


def _called(kind: Place, spot: Spot, value: str) -> tuple[str, ...]:
    """Everything an entry may be called, in any language."""
    if value.startswith(GROUP):
        return kind.places.group_names(kind.steps[spot.step].column, value.removeprefix(GROUP))
    facility = kind.places.facility(value.removeprefix(PLACE))
    if facility is None:
        return ()
    if not spot.hits:
        return facility.called
    groups = [name for column, group in facility.groups.items() for name in kind.places.group_names(column, group)]
    return (*facility.called, *(f"{name} {group}" for name in facility.called for group in groups))
