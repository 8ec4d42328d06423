"""Over which days tables of options are told, so that no two of them give a hidden count back.

Windows overlap from night to night, and what one night hides another may tell. A table with a hidden option is therefore told
only over days that no earlier table of the group has, and no later one has them until its own are over; tables with nothing
hidden may overlap each other. So every hidden count stands in one table alone, and the sums of its side that other nights
print leave it as open as that table does. What was told is found by going through the windows of the last quarter again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from reports.ledger.book import Cell
from reports.night.counts import FACILITY
from reports.night.setting import MOST_DAYS, ONE, Night
from reports.night.shape import Window
from reports.suppress import LEAST_BASE

SIX = timedelta(days=6)
Found = Callable[[Window], tuple[int, Mapping[str, str]]]
"""The base of a group's table over a window, and its hidden options."""


def told_apart(windows: Iterable[Window], found: Found) -> list[Window]:
    """The windows over which a table is told in full, in their order; of those with a base of ten."""
    told: list[Window] = []
    last = last_hidden = date.min
    for window in windows:
        n, hidden = found(window)
        if n >= LEAST_BASE and window.first > (last if hidden else last_hidden):
            told.append(window)
            last = max(last, window.last)
            last_hidden = max(last_hidden, window.last) if hidden else last_hidden
    return told


def option_windows(night: Night, groups: Sequence[tuple[str, Cell]], found: Found) -> list[Window]:
    """The windows up to this night over which a table of a group is told. ``groups``: its bases, each with the cell.

    ``found`` is the same for the same groups.
    """
    if tuple(groups) not in night.apart:
        night.apart[tuple(groups)] = _option_windows(night, groups, found)
    return night.apart[tuple(groups)]


def _option_windows(night: Night, groups: Sequence[tuple[str, Cell]], found: Found) -> list[Window]:
    since = night.day - MOST_DAYS * ONE - SIX
    windows = [w for w in night.windows_of_all(groups) if w.first >= since]
    return told_apart(_with_weeks(night, groups, windows) if groups[0][1][1:2] == (FACILITY,) else windows, found)


def _with_weeks(night: Night, groups: Sequence[tuple[str, Cell]], windows: Sequence[Window]) -> Iterator[Window]:
    """Of a facility, each window and then its last week, where that is told by itself."""
    for window in windows:
        yield window
        week = Window(window.last - SIX, window.last)
        if week != window and all(night.may_tell(base, cell, week) for base, cell in groups):
            yield week
