"""How much worse than average places are, in people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Excess:
    """Dissatisfied people beyond the average: of each place, 0 for the better ones, and of all together."""

    average: float
    places: tuple[float, ...]
    total: float


def excess_negative(counts: Sequence[tuple[int, int]]) -> Excess | None:
    """How many fewer would be negative if every worse-than-average place were average; ``None`` where nobody answered.

    Of places (x negative, n answers): max(0, x − n·p̄) with p̄ = Σx/Σn, each in its place, and their sum.
    """
    negative, answers = sum(x for x, _ in counts), sum(n for _, n in counts)
    if not answers:
        return None
    whole = [max(0, x * answers - n * negative) for x, n in counts]  # in whole numbers: an average place is exactly 0
    return Excess(negative / answers, tuple(one / answers for one in whole), sum(whole) / answers)
