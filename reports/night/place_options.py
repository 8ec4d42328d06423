"""Places among the answers: the largest ones by name, all others together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from flows.engine.placing import ELSEWHERE
from flows.model import Place
from reports.suppress import too_small_a_cell
from reports.words import word
from reports.words.labels import LABELS

MOST_SHOWN = 12
"""Places in one table; more are not read, and each further one is a smaller group of people."""

OTHERS = "other_places"
"""Stands for all places that are not shown by name; no place has a code with ``_``."""


def gathered(given: Mapping[str, int]) -> dict[str, int]:
    """The answers by place, the largest first, with those of small or further places counted under :data:`OTHERS`, last."""
    largest = sorted((value for value, n in given.items() if not too_small_a_cell(n)), key=lambda value: (-given[value], value))
    shown = {value: given[value] for value in largest[:MOST_SHOWN]}
    rest = sum(given.values()) - sum(shown.values())
    return shown | {OTHERS: rest} if rest else shown


def labels(kind: Place, values: Mapping[str, int], language: str) -> dict[str, str]:
    """What each value is called: the name in the list, with its code where two have the same; the code of one that is gone."""
    names = {value: _name(kind, value, language) for value in values}
    times = Counter(names.values())
    return {value: name if times[name] == 1 else f"{name} ({value})" for value, name in names.items()}


def _name(kind: Place, value: str, language: str) -> str:
    if value in (OTHERS, ELSEWHERE):
        return word(LABELS, value, language)
    place = kind.places.facility(value)
    return value if place is None else place.name_in(language)
