"""Charts where the number of answers varies, and where there are too few points for limits: p, Laney's p', run chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import comb, log2, sqrt
from statistics import fmean, median

SIGMA_PER_RANGE = 1.128
"""d₂ of two values: the mean moving range of a normal variable of standard deviation 1."""


@dataclass(frozen=True, slots=True)
class Band:
    """The limits of one point of a p-chart: shares within 0..1."""

    lower: float
    centre: float
    upper: float


@dataclass(frozen=True, slots=True)
class RunSignal:
    """What a run chart found: ``useful`` points are those not on the median."""

    median: float
    useful: int
    longest_run: int
    longest_allowed: int
    crossings: int
    fewest_allowed: int
    signal: bool


def p_limits(counts: Sequence[tuple[int, int]]) -> tuple[Band | None, ...]:
    """The limits of each (x, n) in place, ``None`` where n is 0: p̄ ± 3√(p̄(1−p̄)/n), clipped; Montgomery, Introduction to SQC."""
    return _bands(counts, 1.0)


def laney_limits(counts: Sequence[tuple[int, int]]) -> tuple[Band | None, ...]:
    """The limits of each (x, n) in place, widened or narrowed by how much more than binomially the points vary.

    zᵢ = (pᵢ − p̄)/√(p̄(1−p̄)/nᵢ), σ_z = mean |zᵢ − zᵢ₋₁| ÷ 1.128, limits p̄ ± 3σ_z√(p̄(1−p̄)/nᵢ), clipped; Laney 2002 (Quality
    Engineering 14:531). ``None`` where n is 0, and everywhere with fewer than two points, which have no σ_z.
    """
    sigma = sigma_z(counts)
    return _bands(counts, sigma) if sigma is not None else (None,) * len(counts)


def sigma_z(counts: Sequence[tuple[int, int]]) -> float | None:
    """Laney's σ_z: 1 where the points vary as chance alone makes them; ``None`` with fewer than two points.

    From the moving range; the standard deviation of z is a different statistic. 0 where all or none are positive.
    """
    points = [(x, n) for x, n in counts if n]
    if len(points) < 2:
        return None
    centre = _centre(points)
    spread = sqrt(centre * (1 - centre))
    z = [(x / n - centre) * sqrt(n) / spread if spread else 0.0 for x, n in points]
    return fmean(abs(later - earlier) for earlier, later in pairwise(z)) / SIGMA_PER_RANGE


def run_signal(values: Sequence[float]) -> RunSignal | None:
    """Whether a run chart shows more than chance: a run too long or crossings of the median too few; ``None`` without values.

    Of n useful points: longest run > round(log₂ n + 3), or crossings < the 5 % quantile of Binomial(n − 1, ½);
    Anhøj and Olesen 2014 (PLoS ONE 9:e113825).
    """
    if not values:
        return None
    middle = median(values)
    sides = [value > middle for value in values if value != middle]
    runs = [len(list(run)) for _, run in groupby(sides)]
    longest, crossings = max(runs, default=0), max(0, len(runs) - 1)
    allowed = round(log2(len(sides)) + 3) if sides else 0
    fewest = _fewest_crossings(len(sides))
    return RunSignal(middle, len(sides), longest, allowed, crossings, fewest, longest > allowed or crossings < fewest)


def _bands(counts: Sequence[tuple[int, int]], sigma: float) -> tuple[Band | None, ...]:
    centre = _centre(counts)
    return tuple(_band(centre, sigma * sqrt(centre * (1 - centre) / n)) if n else None for _, n in counts)


def _band(centre: float, deviation: float) -> Band:
    return Band(max(0.0, centre - 3 * deviation), centre, min(1.0, centre + 3 * deviation))


def _centre(counts: Sequence[tuple[int, int]]) -> float:
    """Σx/Σn; 0 of nobody."""
    answers = sum(n for _, n in counts)
    return sum(x for x, _ in counts) / answers if answers else 0.0


def _fewest_crossings(useful: int) -> int:
    """The smallest c with P(crossings ≤ c) ≥ 5 %, in whole numbers; 0 where nothing can cross."""
    chances = max(0, useful - 1)
    ways, crossings = 1, 0
    while 20 * ways < 2**chances:
        crossings += 1
        ways += comb(chances, crossings)
    return crossings
