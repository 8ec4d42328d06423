"""Formulas. Each names its source; the tests check them against statsmodels, scipy and published examples."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)
"""1.959964, in full: a shortened constant fails tight comparisons."""


def wilson(x: int, n: int, z: float = Z95) -> tuple[float, float] | None:
    """Wilson's score interval of the share x/n, within [0, 1]; ``None`` without answers.

    centre = (p + z²/2n) / (1 + z²/n), half = z·√(p(1−p)/n + z²/4n²) / (1 + z²/n); Wilson 1927, Newcombe 1998
    (Stat. Med. 17:857). None of x gives exactly 0 below, all of x exactly 1 above.
    """
    if n == 0:
        return None
    p, square = x / n, z * z
    centre = (p + square / (2 * n)) / (1 + square / n)
    half = z * sqrt(p * (1 - p) / n + square / (4 * n * n)) / (1 + square / n)
    lower = 0.0 if x == 0 else max(0.0, centre - half)
    upper = 1.0 if x == n else min(1.0, centre + half)
    return lower, upper


def quantile(counts: Mapping[Decimal, int], q: Fraction) -> Decimal | None:
    """The q-quantile of values given with how often each occurs, linearly interpolated (type 7 of R); ``None`` without values.

    h = (n − 1)·q; the value at floor(h), plus the fraction of the step to the next; Hyndman and Fan 1996.
    """
    n = sum(counts.values())
    if n == 0:
        return None
    h = (n - 1) * q
    low = int(h)
    below, above = _nth(counts, low), _nth(counts, min(low + 1, n - 1))
    part = h - low
    return below + (above - below) * Decimal(part.numerator) / Decimal(part.denominator)


def _nth(counts: Mapping[Decimal, int], index: int) -> Decimal:
    """The value at ``index`` of the sorted list that the counts stand for."""
    for value in sorted(counts):
        index -= counts[value]
        if index < 0:
            return value
    raise IndexError(index)


def quality_score(positions: Mapping[Fraction, int]) -> Fraction | None:
    """Service Quality Score: the mean of 100 times the position on the scale (0 worst, 1 best); ``None`` without answers.

    On a scale of 1 to 5 this is the mean of 25·(v − 1), as in Kiwis Count and Citizens First.
    """
    n = sum(positions.values())
    return 100 * sum(p * k for p, k in positions.items()) / Fraction(n) if n else None


def half_up(value: float | Fraction | Decimal, decimals: int) -> Decimal:
    """Rounded half up, away from zero, in decimal arithmetic; Python's ``round`` goes to even."""
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
    else:
        exact = Decimal(value) if isinstance(value, Decimal) else Decimal(repr(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
