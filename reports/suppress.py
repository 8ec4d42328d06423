"""Small numbers: what may not be printed, so that nobody is recognised and no total gives a hidden number back.

Decided once, on all numbers of a report, before any form of it is rendered. A hidden number carries its reason:
``base_lt_10``, ``count_1_4`` (``count_1_7`` where a topic is told more strictly), ``secondary`` (a neighbour that would give a
hidden cell back), ``total`` (a sum that would) or ``not_refreshed`` (it would be a change of too few people, so that its last
figure stands).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

LEAST_BASE = 10
"""No figure from fewer answers than this leaves the house."""
LEAST_CELL = 5
"""No count of one option below this does, unless it is zero."""
LEAST_STRICT_CELL = 8
"""The same for topics that are told more strictly, such as TB and HIV: NHS Digital's disclosure control of Hospital
Episode Statistics (2018), which hides 1 to 7 and rounds all other counts to the nearest 5."""

BASE, CELL, SECONDARY, TOTAL = "base_lt_10", "count_1_4", "secondary", "total"
NOT_REFRESHED = "not_refreshed"
STRICT_CELL = "count_1_7"


def too_small(n: int) -> bool:
    """Whether a base is hidden: 1 to 9. Zero names nobody."""
    return 0 < n < LEAST_BASE


def too_small_a_cell(n: int) -> bool:
    """Whether the count of one option is hidden: 1 to 4."""
    return 0 < n < LEAST_CELL


def hide_options(counts: Mapping[str, int], sides: Iterable[Collection[str]] = (), *, strictly: bool = False) -> dict[str, str]:
    """The options of one question, with a printed total of at least :data:`LEAST_BASE`, that may not be printed, and why.

    Counts of 1 to 4 are hidden, and where that leaves one hidden option, or several that are all 1 or all 4, so that their
    sum tells each, the smallest other one that is not zero. ``sides``
    are options whose sum is printed as well, or is what printed sums leave: within a side the same holds first.
    ``strictly``: counts of 1 to 7 are hidden instead, and of the others only :func:`coarse` ones may be printed, their total
    included, and shares that are made of those.
    """
    least, reason = (LEAST_STRICT_CELL, STRICT_CELL) if strictly else (LEAST_CELL, CELL)
    hidden = {value: reason for value, n in counts.items() if 0 < n < least}
    for among in (*sides, tuple(counts)):
        _hide_second(counts, among, hidden, least - 1)
    return hidden


def _hide_second(counts: Mapping[str, int], among: Collection[str], hidden: dict[str, str], most: int) -> None:
    """Hides a neighbour of a single hidden option; and of several, where their sum leaves each but one number: all are 1, or
    all are the most that is hidden."""
    shown = sorted((counts[v], v) for v in among if counts.get(v) and v not in hidden)
    small = {counts[v] for v in among if v in hidden}
    is_single = sum(v in hidden for v in among) == 1
    if shown and (is_single or small == {1} or small == {most}):
        hidden[shown[0][1]] = SECONDARY


def coarse(n: int) -> int:
    """A count to the nearest 5, as it is printed of topics that are told more strictly."""
    return (n + 2) // 5 * 5
