"""Judging many at once without crying wolf: p-values of differences, and their correction for how many were looked at."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, comb, sqrt

from reports.stats.dispersion import two_sided_p

LEAST_EXPECTED = 5
"""With an expected count below this the normal approximation does not hold, and the exact test is taken."""


def adjusted(p_values: Sequence[float]) -> tuple[float, ...]:
    """Benjamini and Hochberg's adjusted p-values, in the order given; a family of none gives none.

    Of the sorted p₍₁₎ ≤ … ≤ p₍m₎: min over j ≥ i of min(1, p₍ⱼ₎·m/j); reject where it is at most q. It is step-up: a later
    small value pulls earlier ones down; Benjamini and Hochberg 1995 (JRSS-B 57:289).
    """
    m = len(p_values)
    result = [1.0] * m
    least = 1.0
    order = sorted(range(m), key=p_values.__getitem__)
    for rank in range(m, 0, -1):
        index = order[rank - 1]
        least = min(least, p_values[index] * m / rank)
        result[index] = least
    return tuple(result)


def two_proportions(x1: int, n1: int, x2: int, n2: int) -> float | None:
    """The two-sided p-value of x1/n1 = x2/n2; ``None`` where either group is empty.

    Pooled z: (p₁ − p₂)/√(p̄(1−p̄)(1/n₁ + 1/n₂)); Fisher's exact test where one of the four expected counts is below 5.
    """
    if not (n1 and n2):
        return None
    positive, negative = x1 + x2, n1 + n2 - x1 - x2
    if min(positive, negative) * min(n1, n2) < LEAST_EXPECTED * (n1 + n2):
        return fisher(x1, n1, x2, n2)
    pooled = positive / (n1 + n2)
    return two_sided_p((x1 / n1 - x2 / n2) / sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2)))


def two_angles(x1: int, n1: int, x2: int, n2: int) -> float | None:
    """The two-sided p-value of x1/n1 = x2/n2 by their angles; ``None`` where either group is empty.

    z = (asin√p₁ − asin√p₂)/√(1/4n₁ + 1/4n₂), Bartlett 1947. Where the second group is much the larger one it is wrong less
    often than the pooled z. Fisher's exact test where one of the four expected counts is below 5.
    """
    if not (n1 and n2):
        return None
    positive, negative = x1 + x2, n1 + n2 - x1 - x2
    if min(positive, negative) * min(n1, n2) < LEAST_EXPECTED * (n1 + n2):
        return fisher(x1, n1, x2, n2)
    return two_sided_p((asin(sqrt(x1 / n1)) - asin(sqrt(x2 / n2))) / sqrt(1 / (4 * n1) + 1 / (4 * n2)))


def fisher(x1: int, n1: int, x2: int, n2: int) -> float:
    """Fisher's exact two-sided p-value: the tables with the same margins that are at most as likely as this one.

    Hypergeometric chances in whole numbers, so that equally likely tables tie exactly; Fisher 1935.
    """
    positive = x1 + x2
    first, last = max(0, positive - n2), min(n1, positive)
    ways = [comb(n1, first) * comb(n2, positive - first)]
    for k in range(first, last):
        ways.append(ways[-1] * (n1 - k) * (positive - k) // ((k + 1) * (n2 - positive + k + 1)))
    seen = ways[x1 - first]
    return sum(way for way in ways if way <= seen) / sum(ways)
