"""Numbers that stand for many answers: quantiles and the quality score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction


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


def quantile_of(values: Sequence[float], q: float) -> float | None:
    """The q-quantile of a list, linearly interpolated (type 7 of R); ``None`` without values. Source as :func:`quantile`."""
    if not values:
        return None
    ordered = sorted(values)
    h = (len(ordered) - 1) * q
    low = int(h)
    below, above = ordered[low], ordered[min(low + 1, len(ordered) - 1)]
    return below + (above - below) * (h - low)


def quality_score(positions: Mapping[Fraction, int]) -> Fraction | None:
    """Service Quality Score: the mean of 100 times the position on the scale (0 worst, 1 best); ``None`` without answers.

    On a scale of 1 to 5 this is the mean of 25·(v − 1), as in Kiwis Count and Citizens First.
    """
    n = sum(positions.values())
    return 100 * sum(p * k for p, k in positions.items()) / Fraction(n) if n else None
