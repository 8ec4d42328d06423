"""What stands for places that are offered together: their names, and behind those that read alike the group they are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from flows.measure import measure
from flows.places.facilities import Facility, PlaceList


def labels_apart(
    places: PlaceList, offered: Sequence[Facility], columns: Iterable[str], language: str, *, short: bool
) -> list[str]:
    """The labels of some places in a language, ``short`` for phone menus: *St Mary (Berea)* and *St Mary (Leribe)*.

    ``columns`` are the groups that were asked for; they are tried first, the last one before all. A group is left out where the
    label would take more room than the longest one of the list, as only that is known to fit.
    """
    labels = [facility.label(language, short=short) for facility in offered]
    alike = {label for label, times in Counter(labels).items() if times > 1}
    if not alike:
        return labels
    asked = tuple(columns)
    tried = (*reversed(asked), *(column for column in places.columns if column not in asked))
    told = {
        label: _column(places, [f for f, own in zip(offered, labels, strict=True) if own == label], tried, language)
        for label in alike
    }
    longer = (_with_group(places, f, label, told.get(label, ""), language) for f, label in zip(offered, labels, strict=True))
    return [more if _fits(places, more, language, short) else label for more, label in zip(longer, labels, strict=True)]


def _column(places: PlaceList, namesakes: list[Facility], columns: Iterable[str], language: str) -> str:
    """The first column that tells all namesakes apart; empty if none does."""
    for column in columns:
        groups = {places.group_label(column, group, language) for f in namesakes if (group := f.groups.get(column))}
        if len(groups) == len(namesakes):
            return column
    return ""


def _with_group(places: PlaceList, facility: Facility, label: str, column: str, language: str) -> str:
    group = facility.groups.get(column, "")
    return f"{label} ({places.group_label(column, group, language)})" if group else label


def _fits(places: PlaceList, label: str, language: str, short: bool) -> bool:
    """True if a label takes no more room than the longest of the list, in a coding that this one needs anyway."""
    longest = places.longest_label(language, short=short)
    units, coding = measure(label)
    return units <= measure(longest.text)[0] and (longest.ucs2 or coding == "GSM-7")
