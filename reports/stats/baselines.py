"""Which limits judge which weeks of a series: none, trial, full, and when they freeze.

Only a person re-bases: software freezes the first weeks of a stretch and keeps them, whatever comes later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reports.stats.control import Limits, limits, limits_from
from reports.stats.rules import Label, label

TRIAL_POINTS = 5
"""Fewer have no limits."""
FULL_POINTS = 13
"""Fewer have trial limits, and none is frozen."""
BASELINE_WEEKS = 24
"""After as many closed weeks of a stretch its limits freeze, if enough of them are points."""

Strength = Literal["none", "trial", "full"]


@dataclass(frozen=True, slots=True)
class Frozen:
    """The limits that hold from the week at position ``start`` on: mean and mean moving range of ``points`` points."""

    start: int
    mean: float
    moving_range: float
    points: int


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of weeks, positions ``start`` up to but without ``stop``, and the limits by which it is judged.

    ``points`` stand behind the limits. ``baseline`` are the positions, first and last, of the weeks whose points those are;
    ``None`` where no limits are, and where they were frozen earlier. ``frozen``: no later week changes the limits.
    """

    start: int
    stop: int
    strength: Strength
    limits: Limits | None
    labels: tuple[Label, ...]
    points: int
    frozen: bool
    baseline: tuple[int, int] | None


def strength(points: int) -> Strength:
    """``none`` under 5 points, ``trial`` from 5 to 12, ``full`` from 13 on."""
    if points < TRIAL_POINTS:
        return "none"
    return "trial" if points < FULL_POINTS else "full"


def phases(
    values: Sequence[float | None], frozen: Sequence[Frozen] = (), rebased: Sequence[int] = (), *, screen: bool = True
) -> tuple[Phase, ...]:
    """The stretches of a series of closed weeks, oldest first, each with its limits and labels; none of an empty series.

    ``None`` among the values is a week with too few answers: a closed week, but no point. A stretch begins with the series,
    at each of ``frozen``, whose limits it takes, and at each of ``rebased``, where a person asked for new limits that are
    not frozen yet. Without frozen limits a stretch has those of its own points, until it is old enough: :func:`freeze`.
    A ``start`` before the series counts as its beginning; of several with one start the last holds.
    """
    given = {max(0, one.start): one for one in sorted(frozen, key=lambda one: one.start)}
    starts = sorted({0, *given, *(max(0, start) for start in rebased)})
    cuts = [start for start in starts if start < len(values)]
    ends = [*cuts[1:], len(values)]
    return tuple(_phase(values, start, stop, given.get(start), screen) for start, stop in zip(cuts, ends, strict=False))


def freeze(values: Sequence[float | None], *, screen: bool = True) -> Frozen | None:
    """The limits of a stretch that begins with ``values``, to be kept for ever; ``None`` while it is too young.

    Of its first 24 closed weeks, or as many more as it takes to have 13 points.
    """
    weeks = _baseline_weeks(values)
    if weeks is None:
        return None
    own = limits(values[:weeks], screen=screen)
    return Frozen(0, own.mean, own.moving_range, _points(values[:weeks])) if own else None


def _phase(values: Sequence[float | None], start: int, stop: int, given: Frozen | None, screen: bool) -> Phase:
    stretch = values[start:stop]
    if given:
        lines = limits_from(given.mean, given.moving_range)
        return Phase(start, stop, strength(given.points), lines, label(stretch, lines), given.points, True, None)
    weeks = _baseline_weeks(stretch)
    base = stretch[:weeks]
    points = _points(base)
    own = limits(base, screen=screen) if strength(points) != "none" else None
    span = (start, start + len(base) - 1) if own else None
    return Phase(start, stop, strength(points), own, label(stretch, own), points, weeks is not None, span)


def _baseline_weeks(stretch: Sequence[float | None]) -> int | None:
    """How many weeks the frozen limits of a stretch rest on; ``None`` while it is too young."""
    points = 0
    for weeks, value in enumerate(stretch, start=1):
        points += value is not None
        if weeks >= BASELINE_WEEKS and points >= FULL_POINTS:
            return weeks
    return None


def _points(values: Sequence[float | None]) -> int:
    return sum(value is not None for value in values)
