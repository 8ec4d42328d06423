"""How many visits a ministry loaded, by the groups of people that its figures are of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from reports.ledger.book import Cell
from reports.night.evidence import Place, Volume
from reports.night.shape import Window

SUNDAY = timedelta(days=6)


class Visits:
    """The visits by group, whatever the channel, and week."""

    def __init__(self, volumes: Sequence[Volume], register: Mapping[str, Place]) -> None:
        self._weeks: dict[Cell, Counter[date]] = defaultdict(Counter)
        for volume in volumes:
            for group in _groups(volume, register):
                self._weeks[group][volume.monday] += volume.n

    def within(self, group: Cell, window: Window) -> int:
        """The visits of the weeks that end in a window. ``group`` is a path without its channel."""
        weeks = self._weeks.get(group, Counter[date]())
        return sum(n for monday, n in weeks.items() if window.first <= monday + SUNDAY <= window.last)

    def facilities(self, window: Window) -> dict[str, int]:
        """The facilities with visits in a window, with how many."""
        codes = sorted(group[1] for group in self._weeks if group and group[0] == "facility")
        found = {code: self.within(("facility", code), window) for code in codes}
        return {code: n for code, n in found.items() if n}

    def first_week(self, facility: str) -> date | None:
        """The Monday of the first week of which visits of a facility were loaded."""
        return min(self._weeks.get(("facility", facility), {}), default=None)


def _groups(volume: Volume, register: Mapping[str, Place]) -> Iterator[Cell]:
    place = register.get(volume.facility)
    yield ()
    yield "survey", volume.survey
    if volume.service:
        yield "service", volume.survey, volume.service
    if volume.facility:
        yield "facility", volume.facility
    if place is not None and place.district:
        yield "district", place.district
