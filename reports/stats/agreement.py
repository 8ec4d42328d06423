"""How far two readers agree beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Cohen's κ = (p_o − p_e)/(1 − p_e) of two readers' codes for the same texts, in order: 1 full agreement, 0 as chance.

    ``None`` without texts, and where both gave all texts one and the same code, which leaves nothing to chance; Cohen 1960
    (Educ. Psychol. Meas. 20:37). Where a text may have several themes, κ is of one theme at a time: given or not.
    """
    n = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True))
    one, other = Counter(first), Counter(second)
    by_chance = sum(one[code] * other[code] for code in one)
    return (agreed * n - by_chance) / (n * n - by_chance) if n * n != by_chance else None
