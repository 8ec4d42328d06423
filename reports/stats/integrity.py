"""Whether the answers of a place look as those of many people look. Data trust, not guilt; nothing is deleted for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import pairwise

BURST_MS = 120_000
"""Answers of one batch at most this far apart stand in a burst."""
CLOSING_MINUTES = 30
"""The last minutes before a place closes."""

Part = tuple[int, int]
"""x of n."""


def repeated(numbers: Sequence[Hashable]) -> Part:
    """How many of the answers came from a number that occurs more than once; one number, or its pseudonym, an answer."""
    times = Counter(numbers)
    return sum(many for many in times.values() if many > 1), len(numbers)


def bursts(batches: Sequence[Sequence[int]]) -> Part:
    """How many of the answers came within two minutes of another from the same batch of loaded numbers.

    ``batches``: of each batch the instants of its answers in milliseconds, in any order.
    """
    return sum(_close(sorted(batch)) for batch in batches), sum(map(len, batches))


def closing(minutes: Sequence[int], closes: int) -> Part:
    """How many of the answers came in the half hour before a place closes; all in minutes since local midnight."""
    return sum(closes - CLOSING_MINUTES <= minute < closes for minute in minutes), len(minutes)


def halves(positive: Sequence[bool]) -> tuple[Part, Part]:
    """Positive of all answers, of the first half and of the second half of the loaded numbers, given in the order of loading.

    Of an odd number the middle one stands in the second half.
    """
    middle = len(positive) // 2
    first, second = positive[:middle], positive[middle:]
    return (sum(first), len(first)), (sum(second), len(second))


def _close(instants: Sequence[int]) -> int:
    """How many of these instants, in order, have a neighbour within a burst."""
    gaps = [later - earlier <= BURST_MS for earlier, later in pairwise(instants)]
    return sum(before or after for before, after in zip([False, *gaps], [*gaps, False], strict=True)) if instants else 0
