"""Intervals of shares, of the difference of two shares, and of their ratio."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)
"""1.959964, in full: a shortened constant fails tight comparisons."""
Z998 = NormalDist().inv_cdf(0.999)
"""3.090232, the z of 99.8 %."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The share of the first group minus that of the second, with the interval of the difference; all in -1..1."""

    difference: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """The share of the first group over that of the second, with the interval of the ratio."""

    ratio: float
    lower: float
    upper: float


def wilson(x: int, n: int, z: float = Z95) -> tuple[float, float] | None:
    """Wilson's score interval of the share x/n, within [0, 1]; ``None`` without answers.

    centre = (p + z²/2n) / (1 + z²/n), half = z·√(p(1−p)/n + z²/4n²) / (1 + z²/n); Wilson 1927, Newcombe 1998
    (Stat. Med. 17:857). None of x gives exactly 0 below, all of x exactly 1 above.
    """
    return wilson_share(x / n, n, z) if n else None


def wilson_share(share: float, n_eff: float, z: float = Z95) -> tuple[float, float] | None:
    """Wilson's score interval of a weighted share on its effective number of answers, within [0, 1]; ``None`` without any.

    The formula of :func:`wilson` with p = ``share`` and n = ``n_eff``, which need not be whole (Kish 1965 for n_eff).
    """
    if n_eff <= 0:
        return None
    p, square = share, z * z
    centre = (p + square / (2 * n_eff)) / (1 + square / n_eff)
    half = z * sqrt(max(0.0, p * (1 - p)) / n_eff + square / (4 * n_eff * n_eff)) / (1 + square / n_eff)
    lower = 0.0 if p <= 0 else max(0.0, centre - half)
    upper = 1.0 if p >= 1 else min(1.0, centre + half)
    return lower, upper


def newcombe(x1: int, n1: int, x2: int, n2: int, z: float = Z95) -> Difference | None:
    """x1/n1 − x2/n2 with Newcombe's hybrid score interval; ``None`` where either group is empty.

    With Wilson's (l, u) of each and d = p₁ − p₂: lower = d − √((p₁−l₁)² + (u₂−p₂)²), upper = d + √((u₁−p₁)² + (p₂−l₂)²);
    method 10 of Newcombe 1998 (Stat. Med. 17:873).
    """
    first, second = wilson(x1, n1, z), wilson(x2, n2, z)
    if first is None or second is None:
        return None
    p1, p2 = x1 / n1, x2 / n2
    difference = p1 - p2
    down = sqrt((p1 - first[0]) ** 2 + (second[1] - p2) ** 2)
    up = sqrt((first[1] - p1) ** 2 + (p2 - second[0]) ** 2)
    return Difference(difference, max(-1.0, difference - down), min(1.0, difference + up))


def risk_ratio(x1: int, n1: int, x2: int, n2: int, z: float = Z95) -> Ratio | None:
    """(x1/n1) ÷ (x2/n2) with its log interval; ``None`` where a group is empty or had none, for which no logarithm exists.

    exp(ln(p₁/p₂) ± z·√(1/x₁ − 1/n₁ + 1/x₂ − 1/n₂)); Katz et al. 1978 (Biometrics 34:469).
    """
    if not (n1 and n2 and x1 and x2):
        return None
    ratio = (x1 / n1) / (x2 / n2)
    spread = z * sqrt(max(0.0, 1 / x1 - 1 / n1 + 1 / x2 - 1 / n2))
    return Ratio(ratio, exp(log(ratio) - spread), exp(log(ratio) + spread))
