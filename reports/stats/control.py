"""Limits of a control chart of single values (XmR), as the NHS draws it: unclipped, in the unit of the values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean as exact_mean

LIMIT = 2.66
"""Mean moving ranges from the mean to a limit, as the NHS rounds it; 3/1.128 of textbooks differs in the fourth figure."""
NEAR = 2 / 3 * LIMIT
"""Mean moving ranges from the mean to a near line, two thirds of the way to the limit."""
RANGE = 3.267
"""Mean moving ranges up to the limit of a single moving range."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The lines of an XmR chart, in the unit of its values; not clipped to what a share can be."""

    mean: float
    moving_range: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float
    upper_range: float


def limits(values: Sequence[float | None], *, screen: bool = True) -> Limits | None:
    """The limits that ``values``, oldest first, give themselves; ``None`` with fewer than two of them, which have no range.

    mR = mean |yᵢ − yᵢ₋₁|, limits = mean ± 2.66·mR; NHS Making Data Count, Montgomery (Introduction to SQC). ``screen`` leaves
    moving ranges of at least 3.267·mR out of their mean, once, as NHSRplotthedots does; the mean keeps every value. ``None``
    among the values is a week that is no point: the ranges are between the points that are. Means are rounded once, from their
    exact sums: equal values lie on their mean, not beside it.
    """
    points = [value for value in values if value is not None]
    ranges = [abs(later - earlier) for earlier, later in pairwise(points)]
    return limits_from(exact_mean(points), _mean_range(ranges, screen)) if ranges else None


def limits_from(mean: float, moving_range: float) -> Limits:
    """The lines of a frozen baseline, from its mean and its mean moving range; formulas as in :func:`limits`."""
    far, near = LIMIT * moving_range, NEAR * moving_range
    return Limits(mean, moving_range, mean - far, mean + far, mean - near, mean + near, RANGE * moving_range)


def _mean_range(ranges: Sequence[float], screen: bool) -> float:
    """The mean of the moving ranges; where all are 0 none of them is an outlier."""
    mean = exact_mean(ranges)
    kept = [one for one in ranges if one < RANGE * mean] if screen else []
    return exact_mean(kept) if kept else mean
