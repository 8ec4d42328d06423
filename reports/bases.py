"""How many people stand behind every figure of a report, and which of these bases may be printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from reports.figures import DayCount
from reports.release import released_base
from reports.released import Count, Stages
from reports.suppress import TOTAL, Group, Key, hide_bases, too_small

STAGES = ("opened", "started", "headline", "completed")


class Bases:
    """The stages of a window by service, channel and language, and of its last day by service, safely released together."""

    def __init__(self, window: Iterable[DayCount], day: date) -> None:
        self._n: Counter[tuple[str, Key]] = Counter()
        self._day: Counter[tuple[str, Key]] = Counter()
        for c in window:
            if c.measure in STAGES:
                self._add(c, day)
        self._keys = sorted({key for _, key in self._n})
        self._hidden = {measure: hide_bases(self._group(measure, ())) for measure in STAGES}

    def _add(self, c: DayCount, day: date) -> None:
        path = (c.survey, c.channel, c.language)
        for depth in range(4):
            self._n[c.measure, path[:depth]] += c.n
        if c.local_day == day:
            self._day[c.measure, ()] += c.n
            self._day[c.measure, (c.survey,)] += c.n

    def _group(self, measure: str, key: Key) -> Group:
        """Ministry, services, channels; below a channel its languages, for the headline alone, as only it is shown by them."""
        deepest = 3 if measure == "headline" else 2
        below = [k for k in self._keys if len(k) == len(key) + 1 <= deepest and k[: len(key)] == key]
        parts = tuple(self._group(measure, k) for k in below)
        return Group(key, self._n[measure, key], parts, kept=len(key) == 2)

    def why_hidden(self, *key: str) -> str:
        """Why the headline base of a service, channel or language is hidden; empty if it is not."""
        return self._hidden["headline"].get(key, "")

    def stages(self, *key: str) -> Stages:
        """The stages of the window: of the ministry, of a service, of a service on a channel."""
        return Stages(*(released_base(self._n[m, key], self._hidden[m].get(key, "")) for m in STAGES))

    def tonight(self, *key: str) -> Stages:
        """The stages of the last day: of the ministry, or of a service."""
        return Stages(*(self._tonight(m, key) for m in STAGES))

    def _tonight(self, measure: str, key: Key) -> Count:
        """A day's count, hidden also where the rest of the window, or of the ministry, could be told from it."""
        n = self._day[measure, key]
        if n == 0:
            return Count(0)
        rest = self._n[measure, key] - n
        services = [] if key else [k for k in self._keys if len(k) == 1]
        gives_away = key in self._hidden[measure] or too_small(rest) or any(self._tonight(measure, k).hidden for k in services)
        return released_base(n, TOTAL if gives_away else "")
