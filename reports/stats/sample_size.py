"""How many answers are needed."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, sqrt
from statistics import NormalDist

from reports.stats.intervals import Z95

CHI_SQUARE = Fraction(3841, 1000)
"""At one degree of freedom and 5 %, with the three decimals of the published table."""
MARGIN = Fraction(5, 100)
"""Half the width of the interval that the published table is made for."""


def krejcie_morgan(population: int) -> int:
    """Answers needed so that a share among ``population`` is known to within 5 points, in the worst case of one half.

    n = χ²·N·P(1−P) ÷ (d²(N−1) + χ²·P(1−P)), to the nearest whole number; Krejcie and Morgan 1970 (Educ. Psychol. Meas. 30:607).
    """
    worst = CHI_SQUARE / 4
    needed = worst * population / (MARGIN * MARGIN * (population - 1) + worst)
    return floor(needed + Fraction(1, 2))


def answers_to_see(before: float, after: float, power: float = 0.8) -> int:
    """Answers needed in each of two windows to see a share move from ``before`` to ``after``, at 95 % and with this power.

    n = (z₀.₉₇₅·√(2p̄(1−p̄)) + z_power·√(p₁(1−p₁) + p₂(1−p₂)))² ÷ (p₁ − p₂)², rounded up; Fleiss, Statistical Methods for
    Rates and Proportions. The two shares differ.
    """
    middle = (before + after) / 2
    spread = Z95 * sqrt(2 * middle * (1 - middle))
    spread += NormalDist().inv_cdf(power) * sqrt(before * (1 - before) + after * (1 - after))
    return ceil((spread / (before - after)) ** 2)


def cluster_deff(mean_size: float, rho: float) -> float:
    """The design effect of answers that come in clusters, as the visits of one facility do: 1 + (m̄ − 1)ρ; Kish 1965."""
    return 1 + (mean_size - 1) * rho
