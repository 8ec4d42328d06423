"""Sums over day counts, by any of their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from reports.figures import DONT_KNOW, DayCount
from reports.suppress import LEAST_BASE

NEGATIVE, POSITIVE = Fraction(1, 4), Fraction(3, 4)
"""On a scale from 0 (worst) to 1 (best): 2 or less and 4 or more of 1 to 5."""


class Tally:
    """Counts added up, asked for by measure, question and value."""

    def __init__(self, counts: Iterable[DayCount]) -> None:
        self._sums: Counter[tuple[str, str, str]] = Counter()
        for c in counts:
            self._sums[c.measure, c.question, c.value] += c.n

    def n(self, measure: str, question: str = "") -> int:
        """How many, over all values."""
        return sum(self.values(measure, question).values())

    def values(self, measure: str, question: str = "") -> dict[str, int]:
        """How many by value, in the order of the values."""
        found = {v: n for (m, q, v), n in self._sums.items() if (m, q) == (measure, question)}
        return dict(sorted(found.items()))

    def questions(self) -> list[str]:
        """The names of all questions that were reached, in alphabetical order."""
        return sorted({q for (m, q, _), n in self._sums.items() if m == "reached"})

    def positions(self, measure: str) -> dict[Fraction, int]:
        """Headline answers by their place on the scale, without those who do not know."""
        return {Fraction(v): n for v, n in self.values(measure).items() if v != DONT_KNOW}

    def positive(self, measure: str = "headline") -> int:
        """How many chose the upper quarter of the scale."""
        return sum(n for p, n in self.positions(measure).items() if p >= POSITIVE)

    def negative(self, measure: str = "headline") -> int:
        """How many chose the lower quarter of the scale."""
        return sum(n for p, n in self.positions(measure).items() if p <= NEGATIVE)


def side(position: Fraction) -> str:
    """On which side of the headline's scale a place lies: ``positive``, ``negative`` or ``neutral``."""
    return "positive" if position >= POSITIVE else "negative" if position <= NEGATIVE else "neutral"


def closed_weeks(headlines: Iterable[DayCount], day: date, weeks: int = 26) -> int:
    """Of the last closed ISO weeks up to ``day``, how many hold at least ten headline answers."""
    last_sunday = day - timedelta(days=day.isoweekday() % 7)
    by_week: Counter[int] = Counter()
    for c in headlines:
        if c.measure == "headline" and c.local_day <= last_sunday:
            by_week[(last_sunday - c.local_day).days // 7] += c.n
    return sum(n >= LEAST_BASE for ago, n in by_week.items() if ago < weeks)
