"""Funnels of places that differ by more than chance: how much more, and limits that allow for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, erfc, exp, inf, lgamma, log, pi, sin, sqrt
from statistics import fmean

from reports.stats.funnel import FunnelLimits
from reports.stats.intervals import Z95, Z998
from reports.stats.numbers import quantile_of

OVERDISPERSED = 1.5
"""A φ above this: the adjusted limits are drawn as the limits, the naive ones thin beside them."""
TAIL = 0.1
"""The share of z at either end that is drawn in before φ is computed, so that outliers do not excuse themselves."""

BY_CHANCE = 0.678655
"""The mean square of standard normal values drawn in so: 0.8 − 2·t·φ(t) + 0.2·t² at their 90 % quantile, t = 1.281552."""
UNSURE = 1.39
"""How much more φ varies than a plain mean square of normal values would: its variance is about 2·UNSURE·φ²/(I − 1).

Simulated for 20, 60 and 200 places (20,000 samples each): 1.40, 1.39, 1.39; drawing in the tails costs that much.
"""


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How places vary around their ``centre``: φ (1: as chance alone) and the variance τ² between them, in squared angles."""

    centre: float
    phi: float
    tau2: float
    places: int

    @property
    def overdispersed(self) -> bool:
        """Whether the adjusted limits are the limits."""
        return self.phi > OVERDISPERSED

    @property
    def angle(self) -> float:
        """The centre as an angle: asin √p₀."""
        return asin(sqrt(self.centre))


def dispersion(counts: Sequence[tuple[int, int]], by_chance: float = 1.0) -> Dispersion | None:
    """φ and τ² of the places (x, n); those with n = 0 do not count; ``None`` where none is left.

    yᵢ = asin√pᵢ, θ₀ = asin√p₀, sᵢ = 1/(2√nᵢ), zᵢ = (yᵢ − θ₀)/sᵢ, winsorised at its 10 % and 90 % quantiles (type 7);
    φ = mean of their squares, over ``by_chance``; with wᵢ = 1/sᵢ²: τ² = max(0, (I·φ − (I−1)) / (Σw − Σw²/Σw));
    Spiegelhalter et al. 2012 (JRSS-A 175:1).

    As published φ is about 0.68 where chance alone is at work, since the tails are drawn in, and τ² is 0 until places differ by
    half as much again as chance makes them. With ``by_chance`` = :data:`BY_CHANCE` φ is about 1 there, and τ² is what lasting
    differences are.
    """
    heard = [(x, n) for x, n in counts if n]
    if not heard:
        return None
    centre = sum(x for x, _ in heard) / sum(n for _, n in heard)
    z = winsorised([(asin(sqrt(x / n)) - asin(sqrt(centre))) * 2 * sqrt(n) for x, n in heard])
    phi = fmean(one * one for one in z) / by_chance
    return Dispersion(centre, phi, _tau2(phi, [4.0 * n for _, n in heard]), len(heard))


def winsorised(z: Sequence[float], tail: float = TAIL) -> tuple[float, ...]:
    """z, in place, with what lies beyond its ``tail`` and 1 − ``tail`` quantiles (type 7) drawn in to them."""
    low, high = quantile_of(z, tail), quantile_of(z, 1 - tail)
    return tuple(min(max(one, low), high) for one in z) if low is not None and high is not None else ()


def adjusted_z(x: int, n: int, spread: Dispersion) -> float:
    """How many standard deviations a place lies from the centre: (asin√(x/n) − θ₀)/√(s² + τ²). n ≥ 1."""
    return (asin(sqrt(x / n)) - spread.angle) / sqrt(1 / (4 * n) + spread.tau2)


def adjusted_limits(n: int, spread: Dispersion) -> FunnelLimits:
    """sin²(θ₀ ± z√(s² + τ²)) for z of 95 and 99.8 %, the angle kept in 0..π/2: shares within 0..1. n ≥ 1."""
    deviation = sqrt(1 / (4 * n) + spread.tau2)
    angles = (spread.angle + z * deviation for z in (-Z998, -Z95, Z95, Z998))
    return FunnelLimits(*(sin(min(max(angle, 0.0), pi / 2)) ** 2 for angle in angles))


def freedom(n: int, spread: Dispersion) -> float:
    """The degrees of freedom behind the adjusted z of a place: τ² is estimated, and s² + τ² no surer than that.

    Satterthwaite 1946: 2(s² + τ²)²/var τ², with var τ² = 2·UNSURE·φ²/(I − 1)·s̄⁴, where s̄² is what chance makes of a middling
    place: τ²/(φ − 1). Infinite where τ² is 0, since then s² alone counts, and s² is known.
    """
    if spread.tau2 == 0 or spread.phi <= 1:
        return inf
    middling = spread.tau2 / (spread.phi - 1)
    return (spread.places - 1) / UNSURE * ((1 / (4 * n) + spread.tau2) / (spread.phi * middling)) ** 2


def student_p(t: float, df: float) -> float:
    """The chance that Student's t with ``df`` degrees of freedom, whole or not, lies at least as far from 0 as t.

    I(df/(df + t²); df/2, ½), the incomplete beta function, by its continued fraction (NIST DLMF 8.17.22).
    """
    if df > NORMAL_FROM or t == 0:
        return two_sided_p(t)
    a, x = df / 2, df / (df + t * t)
    scale = exp(lgamma(a + 0.5) - lgamma(a) - lgamma(0.5) + a * log(x) + 0.5 * log(1 - x))
    # the fraction converges fast below its mean, and beyond it the two tails change places
    return scale * _fraction(a, 0.5, x) / a if x < (a + 1) / (a + 2.5) else 1 - scale * _fraction(0.5, a, 1 - x) / 0.5


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method, to twelve figures."""
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 500):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 / (1 + step * d)
            c = 1 + step / c
            value *= c * d
        if abs(c * d - 1) < 1e-12:
            break
    return value


NORMAL_FROM = 100_000
"""Degrees of freedom above which Student's law is taken as the normal one."""


def two_sided_p(z: float) -> float:
    """The chance that a standard normal value lies at least as far from 0 as z, on either side; exact far out too."""
    return erfc(abs(z) / sqrt(2))


def _tau2(phi: float, weights: Sequence[float]) -> float:
    """The variance between the places, by moments; 0 where chance explains what is seen, and for a single place."""
    places, total = len(weights), sum(weights)
    room = total - sum(w * w for w in weights) / total
    return max(0.0, (places * phi - (places - 1)) / room) if places > 1 else 0.0
