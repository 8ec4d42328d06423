"""Funnel plots: how far the share of a place may lie from everybody's share by chance, given its number of answers."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log, log1p, sqrt
from typing import Literal

from reports.stats.intervals import Z95, Z998

EXACT_BELOW = 100
"""With fewer answers the exact limits name and are drawn; from here on the normal ones."""
LEAST_PLACES = 10
"""Fewer places make no funnel."""

FunnelClass = Literal["Low (0.001)", "Low (0.025)", "Not significant", "High (0.025)", "High (0.001)"]


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """The four limits at one number of answers: shares within 0..1."""

    lower998: float
    lower95: float
    upper95: float
    upper998: float


def normal_limits(centre: float, n: int) -> FunnelLimits:
    """centre ± z√(centre(1−centre)/n) for z of 95 and 99.8 %, clipped; Spiegelhalter 2005 (Stat. Med. 24:1185). n ≥ 1."""
    deviation = sqrt(centre * (1 - centre) / n)
    return FunnelLimits(
        max(0.0, centre - Z998 * deviation),
        max(0.0, centre - Z95 * deviation),
        min(1.0, centre + Z95 * deviation),
        min(1.0, centre + Z998 * deviation),
    )


def exact_limits(centre: float, n: int) -> FunnelLimits:
    """Interpolated quantiles of the binomial distribution at .001, .025, .975 and .999, clipped; n ≥ 1.

    r = smallest integer with F(r) ≥ q, α = (F(r) − q)/f(r), limit = (r − α)/n; Spiegelhalter 2005, appendix A.1.
    """
    return FunnelLimits(*(_exact_limit(centre, n, q) for q in (0.001, 0.025, 0.975, 0.999)))


def limits_at(centre: float, n: int) -> FunnelLimits:
    """The limits that are drawn and that name a place of ``n`` answers: exact under 100, normal from there on."""
    return exact_limits(centre, n) if n < EXACT_BELOW else normal_limits(centre, n)


def classify(share: float, limits: FunnelLimits) -> FunnelClass:
    """Where a share lies in the funnel; on a line is inside it."""
    if share < limits.lower95:
        return "Low (0.001)" if share < limits.lower998 else "Low (0.025)"
    if share > limits.upper95:
        return "High (0.001)" if share > limits.upper998 else "High (0.025)"
    return "Not significant"


def _exact_limit(centre: float, n: int, q: float) -> float:
    if centre <= 0 or centre >= 1:
        return float(centre)
    total = 0.0
    for r in range(n + 1):
        chance = _chance(r, n, centre)
        total += chance
        if total >= q:
            return min(1.0, max(0.0, (r - (total - q) / chance) / n))
    return 1.0


def _chance(r: int, n: int, p: float) -> float:
    """The binomial probability of r of n, through logarithms, so that it neither overflows nor vanishes early."""
    ways = lgamma(n + 1) - lgamma(r + 1) - lgamma(n - r + 1)
    return exp(ways + r * log(p) + (n - r) * log1p(-p))
