"""From a raw count to a released number: hidden if its base is small, rounded once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from reports.released import Count, Level, Share
from reports.stats.intervals import wilson
from reports.stats.numbers import quality_score, quantile
from reports.stats.rounding import half_up
from reports.suppress import BASE, too_small


def released_base(n: int, hidden: str = "") -> Count:
    """A count that is itself the base of figures: 1 to 9 are hidden, and so is what ``hidden`` gives a reason for."""
    reason = BASE if too_small(n) else hidden
    return Count(None, reason) if reason else Count(n)


def share(x: int, n: int, hidden: str = "") -> Share:
    """x of n with Wilson's interval, four decimals. ``hidden`` hides the share but not its base."""
    if too_small(n):
        return Share(None, hidden=BASE)
    if hidden or n == 0:
        return Share(n, hidden=hidden)
    interval = wilson(x, n)
    assert interval is not None
    return Share(n, half_up(Fraction(x, n), 4), half_up(interval[0], 4), half_up(interval[1], 4))


def level(values: Mapping[Decimal, int], q: Fraction) -> Level:
    """A quantile with one decimal."""
    n = sum(values.values())
    if too_small(n):
        return Level(None, hidden=BASE)
    found = quantile(values, q)
    return Level(n, None if found is None else half_up(found, 1))


def score(positions: Mapping[Fraction, int]) -> Level:
    """The Service Quality Score with one decimal, over answers that are on the scale."""
    n = sum(positions.values())
    if too_small(n):
        return Level(None, hidden=BASE)
    found = quality_score(positions)
    return Level(n, None if found is None else half_up(found, 1))
