"""Did you mean: the allowed word nearest to the one that was written."""

from __future__ import annotations

from collections.abc import Iterable


def distance(a: str, b: str, limit: int) -> int:
    """How many letters must be changed, added, left out or swapped with a neighbour; ``limit + 1`` if it is more than that."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        earlier, before, row = before, row, [i]
        for j, right in enumerate(b, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def nearest(word: str, *places: Iterable[str]) -> str:
    """The nearest word of the first place that has one near enough (1 letter under 5 letters, else 2); empty if none.

    Another number is another thing, not a slip: no word with other digits is meant, such as ``GMT+0`` by ``GMT+2``.
    """
    written = word.casefold()[:60]
    limit, digits = 1 if len(written) < 5 else 2, _digits(written)
    for place in places:
        alike = (option for option in place if not digits or _digits(option) == digits)
        ranked = sorted((distance(written, option.casefold(), limit), option) for option in alike)
        if ranked and ranked[0][0] <= limit:
            return ranked[0][1]
    return ""


def _digits(word: str) -> str:
    return "".join(sign for sign in word if sign.isdigit())
