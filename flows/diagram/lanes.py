"""Which ways run beside each other, and which can share a lane because they never meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A way to ``target`` from one height to another."""

    target: str
    start: float
    end: float


def assign(spans: Iterable[Span]) -> dict[str, int]:
    """The lane of each target, 0 next to the boxes: shorter ways inside, and no two ways that overlap in one lane.

    Ways to one target share its lane, as they come together anyway.
    """
    reach: dict[str, tuple[float, float]] = {}
    for span in spans:
        low, high = reach.get(span.target, (span.start, span.end))
        reach[span.target] = (min(low, span.start, span.end), max(high, span.start, span.end))
    lanes: list[list[tuple[float, float]]] = []
    found: dict[str, int] = {}
    for target, (low, high) in sorted(reach.items(), key=lambda item: (item[1][1] - item[1][0], item[1][0], item[0])):
        inner = max((found[other] for other, (a, b) in reach.items() if other in found and a < high and low < b), default=-1)
        found[target] = inner + 1
        lanes += [[] for _ in range(inner + 2 - len(lanes))]
        lanes[inner + 1].append((low, high))
    return found
