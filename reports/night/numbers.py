"""From raw counts to the numbers of a report: hidden where too few people stand behind them, rounded once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from reports.night.shape import Change, Count, Level, Share, Window
from reports.stats.intervals import newcombe, wilson, wilson_share
from reports.stats.numbers import quality_score, quantile
from reports.stats.rounding import half_up
from reports.suppress import BASE, too_small

LEAST_TO_COMPARE = 30
"""Fewer answers are compared with nothing: no change, no funnel, no test, no 90th percentile."""
SHARE_DECIMALS, LEVEL_DECIMALS = 4, 1


def count(n: int, hidden: str = "") -> Count:
    """A plain count: 1 to 9 are hidden, and so is what ``hidden`` gives a reason for."""
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
    return Share(n, rounded(Fraction(x, n)), rounded(interval[0]), rounded(interval[1]))


def weighted_share(value: float, n_eff: float, n: int) -> Share:
    """A weighted share of ``n`` answers with Wilson's interval on the effective number of them."""
    interval = wilson_share(value, n_eff)
    if too_small(n) or interval is None:
        return Share(None, hidden=BASE)
    return Share(n, rounded(value), rounded(interval[0]), rounded(interval[1]))


def untold(why: str) -> Share:
    """A share of which nothing may be told, not even its base."""
    return Share(None, hidden=why)


def rounded(value: float | Fraction | Decimal) -> Decimal:
    """A share as it is released."""
    return half_up(value, SHARE_DECIMALS)


def level(values: Mapping[Decimal, int], q: Fraction) -> Level:
    """A quantile with one decimal."""
    n = sum(values.values())
    return _level(n, quantile(values, q) if n else None)


def tenth(values: Mapping[Decimal, int]) -> Level | None:
    """The 90th percentile; ``None`` under thirty values."""
    return level(values, Fraction(9, 10)) if sum(values.values()) >= LEAST_TO_COMPARE else None


def score(positions: Mapping[Fraction, int]) -> Level:
    """The Service Quality Score over answers that are on the scale, with one decimal."""
    return _level(sum(positions.values()), quality_score(positions))


def of_answers(value: float | Fraction | Decimal, n: int, hidden: str = "") -> Level:
    """Something estimated from ``n`` answers, with one decimal."""
    return Level(n, hidden=hidden) if hidden and not too_small(n) else _level(n, value)


def _level(n: int, value: float | Fraction | Decimal | None) -> Level:
    if too_small(n):
        return Level(None, hidden=BASE)
    return Level(n, None if value is None or n == 0 else half_up(value, LEVEL_DECIMALS))


def change(now: tuple[int, int], before: tuple[int, int], window: Window) -> Change | None:
    """The share of ``now`` (x, n) minus that of ``before``, an earlier window; ``None`` where either has under 30 answers."""
    if min(now[1], before[1]) < LEAST_TO_COMPARE:
        return None
    found = newcombe(*now, *before)
    assert found is not None
    return Change(share(*before), window, rounded(found.difference), rounded(found.lower), rounded(found.upper))
