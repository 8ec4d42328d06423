"""Weights, and what they cost: the effective number of answers. Weighting does not make self-chosen answers representative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

LEAST_STRATUM = 10
"""A stratum of fewer answers merges with its declared neighbour."""
CAP = 5
"""Medians at which weights are cut off."""


@dataclass(frozen=True, slots=True)
class Kish:
    """The effective number of answers, and the design effect: how many times more answers are needed than without weights."""

    n_eff: float
    deff: float


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the visits: ``population`` of them, ``answers`` about them, ``positive`` of these, and whom to merge with."""

    code: str
    population: float
    answers: int
    positive: int
    neighbour: str = ""


@dataclass(frozen=True, slots=True)
class PostStratified:
    """Raw and weighted share side by side, the weight of an answer of each stratum, and what the weights cost.

    ``error`` is the standard error of the weighted share; ``None`` where a stratum has a single answer.
    """

    raw: float
    share: float
    weights: tuple[float, ...]
    n_eff: float
    deff: float
    error: float | None


def kish(weights: Sequence[float], counts: Sequence[int] | None = None) -> Kish | None:
    """n_eff = (Σw)²/Σw², deff = n·Σw²/(Σw)² = 1 + cv²(w); ``None`` without answers or without weight; Kish 1965 and 1992.

    ``counts``: how many answers have each of the weights; without it each has one.
    """
    times = counts if counts is not None else [1] * len(weights)
    total = sum(w * k for w, k in zip(weights, times, strict=True))
    squares = sum(w * w * k for w, k in zip(weights, times, strict=True))
    if squares <= 0:
        return None
    return Kish(total * total / squares, sum(times) * squares / (total * total))


def post_stratified(strata: Sequence[Stratum]) -> PostStratified | None:
    """The share that answers would give if each stratum were heard as it is visited; ``None`` where that cannot be known.

    p = ΣW_h·p_h with W_h = N_h/N, weight w_h = W_h ÷ (n_h/n), SE = √(ΣW_h²·p_h(1−p_h)/(n_h−1)); Kish 1965. No stratum that
    is visited may be without answers: it cannot be weighted up. One without visits and without answers does not count.
    """
    population, answers = sum(s.population for s in strata), sum(s.answers for s in strata)
    if population <= 0 or any(s.population > 0 and not s.answers for s in strata):
        return None
    part = [s.population / population for s in strata]
    weights = tuple(w * answers / s.answers if s.answers else 0.0 for w, s in zip(part, strata, strict=True))
    cost = kish(weights, [s.answers for s in strata])
    if cost is None:
        return None
    share = sum(w * s.positive / s.answers for w, s in zip(part, strata, strict=True) if s.answers)
    raw = sum(s.positive for s in strata) / answers
    return PostStratified(raw, share, weights, cost.n_eff, cost.deff, _standard_error(part, strata))


def merged(strata: Sequence[Stratum], least: int = LEAST_STRATUM) -> tuple[Stratum, ...] | None:
    """The strata after those with fewer than ``least`` answers joined their declared neighbours; ``None`` where one cannot.

    The smallest goes first (of equals, by code), and is added to the stratum that its neighbour is in by then; the result has
    that one's code and neighbour. ``None``: publish unweighted and say so.
    """
    kept, host = {s.code: s for s in strata}, {s.code: s.code for s in strata}
    while small := [s for s in kept.values() if s.answers < least]:
        one = min(small, key=lambda s: (s.answers, s.code))
        other = host.get(one.neighbour)
        if other is None or other == one.code:
            return None
        kept[other] = _joined(kept[other], kept.pop(one.code))
        host = {code: other if at == one.code else at for code, at in host.items()}
    return tuple(kept.values())


def capped(weights: Sequence[float], counts: Sequence[int] | None = None, times: float = CAP) -> tuple[float, ...]:
    """The weights cut off at ``times`` their median over answers, then scaled so that they add to the number of answers again.

    A later step of its own, whose effect is printed: scaled, a weight may lie above the cut. ``counts`` as in :func:`kish`.
    """
    many = list(counts) if counts is not None else [1] * len(weights)
    answers = sum(many)
    if not answers:
        return tuple(weights)
    cut = times * _median(weights, many)
    short = [min(w, cut) for w in weights]
    total = sum(w * k for w, k in zip(short, many, strict=True))
    return tuple(w * answers / total for w in short) if total > 0 else tuple(weights)


def _standard_error(part: Sequence[float], strata: Sequence[Stratum]) -> float | None:
    if any(s.answers == 1 for s in strata):
        return None
    shares: Mapping[int, float] = {i: s.positive / s.answers for i, s in enumerate(strata) if s.answers}
    return sqrt(sum(part[i] ** 2 * p * (1 - p) / (strata[i].answers - 1) for i, p in shares.items()))


def _joined(host: Stratum, guest: Stratum) -> Stratum:
    return replace(
        host,
        population=host.population + guest.population,
        answers=host.answers + guest.answers,
        positive=host.positive + guest.positive,
    )


def _median(weights: Sequence[float], counts: Sequence[int]) -> float:
    """The median over answers, of which ``counts`` have each weight."""
    answers = sum(counts)
    ends = ((answers - 1) // 2, answers // 2)
    below, middle = 0, []
    for weight, count in sorted(zip(weights, counts, strict=True)):
        middle += [weight for end in ends if below <= end < below + count]
        below += count
    return sum(middle) / 2
