"""What may be told of each group of people, and over which days: the cuts of the release ledger, asked for by cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from reports.night.shape import Window

Cell = tuple[str, ...]
"""A group of people, as a path: ``(channel,)`` the ministry on a channel, ``(channel, "survey", s)``,
``(channel, "service", s, option)``, ``(channel, "district", d)``, ``(channel, "facility", f)``,
``(channel, "language", l)``, ``(channel, "survey", s, "language", l)``."""

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Book:
    """The cuts of every base and cell, ascending: a *cut* is the last local day of an atom. What lies between two cuts of a
    cell has 0 or at least ten people, so that no sum and no difference of released figures tells of fewer.

    A *base* is a measure whose people stand behind figures: ``headline``, ``started``, ``answered:wait``, ...
    The first cut of a cell is a Sunday before its first counted day on which its wholes are cut. A cell has no cuts here or two
    and more, all within the horizon.
    """

    day: date
    """The last day of the report."""
    cuts: Mapping[tuple[str, Cell], Sequence[date]] = field(default_factory=dict)
    why: Mapping[tuple[str, Cell], str] = field(default_factory=dict)
    """Why a cell was not cut on this day though it could have been in its turn; reasons of ``reports.suppress``."""

    def window(self, base: str, cell: Cell, days: int = 28) -> Window | None:
        """The latest window that may be told: from cut to cut, the shortest of at least ``days``, or all there is; ``None``
        where the cell has fewer than two cuts."""
        cuts = self.cuts.get((base, cell), ())
        return _ending(cuts, len(cuts) - 1, days)

    def windows(self, base: str, cell: Cell, days: int = 28) -> tuple[Window, ...]:
        """The latest window as of each of the cuts, ascending: what :meth:`window` gave on their days."""
        cuts = self.cuts.get((base, cell), ())
        found = (_ending(cuts, last, days) for last in range(1, len(cuts)))
        return tuple(window for window in found if window is not None)

    def before(self, base: str, cell: Cell, window: Window, days: int = 28) -> Window | None:
        """The window before ``window`` that has no day in common with it, whole in its days; ``None`` where there is none."""
        cuts = self.cuts.get((base, cell), ())
        earlier = _ending(cuts, bisect_right(cuts, window.first - ONE) - 1, days)
        return earlier if earlier is not None and (earlier.last - earlier.first).days + 1 >= days else None

    def is_fresh(self, base: str, cell: Cell, day: date) -> bool:
        """Whether the cell was cut on that day, so that its window ends with it."""
        cuts = self.cuts.get((base, cell), ())
        return bool(cuts) and cuts[-1] == day

    def may_tell(self, base: str, cell: Cell, window: Window) -> bool:
        """Whether a window begins and ends at cuts: a single week, a single day."""
        cuts = self.cuts.get((base, cell), ())
        return window.first - ONE in cuts and window.last in cuts


def _ending(cuts: Sequence[date], last: int, days: int) -> Window | None:
    """The shortest window of at least ``days`` days that ends with a cut, or the longest there is."""
    if last < 1:
        return None
    begin = bisect_right(cuts, cuts[last] - timedelta(days=days)) - 1
    return Window(cuts[max(begin, 0)] + ONE, cuts[last])
