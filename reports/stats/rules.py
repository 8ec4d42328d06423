"""What a control chart says of each of its points, of a measure's direction and of its target: NHS Making Data Count.

Rules as NHSRplotthedots names them. A ``None`` among the values is a week that is no point. It gets no label, is counted by no
rule and ends no run: it says nothing about the level, the rules count points, and a small place that misses a week now and
then could otherwise never show a run of seven. NHSRplotthedots too works on the points that exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Literal

from reports.stats.control import Limits

Label = Literal[
    "", "Common Cause", "Above UCL", "Below LCL", "7 Point Trend (Increasing)", "7 Point Trend (Decreasing)",
    "2 in 3 Above CL", "2 in 3 Below CL", "7 Points Above CL", "7 Points Below CL",
]  # fmt: skip
Good = Literal["high", "low"]
Variation = Literal["improvement", "concern", "neutral_high", "neutral_low", "common"]
Assurance = Literal["", "consistent_pass", "consistent_fail", "inconsistent"]

RUN = 7
"""Points of a trend and of a shift."""
OF_THREE = 2
"""Points of three that are near a limit."""

Found = dict[int, Label]
"""Position of a point -> what one rule calls it."""


def label(values: Sequence[float | None], limits: Limits | None) -> tuple[Label, ...]:
    """The name of the first rule that fits each value, in place; empty for what is no point, and for all without limits.

    In this order: outside a limit, trend of seven points, two of three near a limit, seven points on one side; else
    ``Common Cause``. Flags reach back: the seventh point names the six before it. A re-based stretch is judged by itself.
    """
    no_name: Label = ""
    if limits is None:
        return tuple(no_name for _ in values)
    points = [value for value in values if value is not None]
    found = {**_shift(points, limits), **_two_of_three(points, limits), **_trend(points), **_outside(points, limits)}
    named: list[Label] = [found.get(position, "Common Cause") for position in range(len(points))]
    names = iter(named)
    return tuple(no_name if value is None else next(names) for value in values)


def variation(label: Label, good: Good | None) -> Variation:
    """What a label means for a measure of which ``good`` is the better side; ``None``: neither is."""
    if label in {"", "Common Cause"}:
        return "common"
    high = "Above" in label or "Increasing" in label
    if good is None:
        return "neutral_high" if high else "neutral_low"
    return "improvement" if high == (good == "high") else "concern"


def assurance(limits: Limits | None, target: float | None, good: Good | None) -> Assurance:
    """Whether a stable process will reach ``target``, by its last limits; empty where there is no target or no good side.

    Strict: a target on a limit is ``inconsistent``, hit or miss.
    """
    if limits is None or target is None or good is None:
        return ""
    if target > limits.upper:
        return "consistent_fail" if good == "high" else "consistent_pass"
    if target < limits.lower:
        return "consistent_pass" if good == "high" else "consistent_fail"
    return "inconsistent"


def _outside(points: Sequence[float], limits: Limits) -> Found:
    """Strictly outside a limit; on the line is inside."""
    above: Found = {i: "Above UCL" for i, y in enumerate(points) if y > limits.upper}
    below: Found = {i: "Below LCL" for i, y in enumerate(points) if y < limits.lower}
    return above | below


def _trend(points: Sequence[float]) -> Found:
    """Six strict steps the same way name all seven points, by the step into each, the first by the step out of it."""
    found: Found = {}
    steps = [_sign(later - earlier) for earlier, later in pairwise(points)]
    for first, last, way in _runs(steps, RUN - 1):
        name: Label = "7 Point Trend (Increasing)" if way > 0 else "7 Point Trend (Decreasing)"
        for position in range(first, last + 2):
            found.setdefault(position, name)
    return found


def _two_of_three(points: Sequence[float], limits: Limits) -> Found:
    """Three neighbours on one side of the mean, two of them near the limit but not outside: these two, or three, are named."""
    found: Found = {}
    for first in range(len(points) - 2):
        three = range(first, first + 3)
        sides = {_sign(points[i] - limits.mean) for i in three}
        close = [i for i in three if _near(points[i], limits)]
        if len(sides) == 1 and len(close) >= OF_THREE:
            name: Label = "2 in 3 Above CL" if points[first] > limits.mean else "2 in 3 Below CL"
            found.update(dict.fromkeys(close, name))
    return found


def _near(point: float, limits: Limits) -> bool:
    """Strictly beyond a near line, and not outside its limit."""
    return limits.near_upper < point <= limits.upper or limits.lower <= point < limits.near_lower


def _shift(points: Sequence[float], limits: Limits) -> Found:
    """Seven neighbours strictly on one side of the mean; a point on the mean ends the run."""
    found: Found = {}
    for first, last, side in _runs([_sign(y - limits.mean) for y in points], RUN):
        name: Label = "7 Points Above CL" if side > 0 else "7 Points Below CL"
        found.update(dict.fromkeys(range(first, last + 1), name))
    return found


def _runs(signs: Sequence[int], least: int) -> Iterator[tuple[int, int, int]]:
    """First and last position and sign of every run of one sign, not 0, that is at least ``least`` long."""
    first = 0
    for sign, run in groupby(signs):
        length = len(list(run))
        if sign and length >= least:
            yield first, first + length - 1, sign
        first += length


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
