"""Which words set the texts of one window apart from those of another."""

from __future__ import annotations

from collections.abc import Mapping
from math import log, sqrt

DISTINCTIVE = 3.0
"""A word is shown only where |z| is above this, and enough people used it."""


def distinctive(now: Mapping[str, int], before: Mapping[str, int], prior: float) -> dict[str, float]:
    """The z of every word of two counts of words: above 0, more typical of ``now``; in order of the alphabet.

    α_w = α₀ × share of w in both together, δ = ln[(y₁+α_w)/(n₁+α₀−y₁−α_w)] − ln[(y₂+α_w)/(n₂+α₀−y₂−α_w)],
    z = δ ÷ √(1/(y₁+α_w) + 1/(y₂+α_w)); Monroe, Colaresi and Quinn 2008 (Political Analysis 16:372). ``prior`` is α₀ > 0, in
    words: how many it takes before a window is believed over both together. A word that is the only one has z = 0.
    """
    n1, n2 = sum(now.values()), sum(before.values())
    pooled = {word: now.get(word, 0) + before.get(word, 0) for word in sorted({*now, *before})}
    found = {}
    for word, count in pooled.items():
        if count:
            alpha = prior * count / (n1 + n2)
            y1, y2 = now.get(word, 0) + alpha, before.get(word, 0) + alpha
            alone = count == n1 + n2
            found[word] = 0.0 if alone else _z(y1, n1 + prior - y1, y2, n2 + prior - y2)
    return found


def _z(y1: float, rest1: float, y2: float, rest2: float) -> float:
    return (log(y1 / rest1) - log(y2 / rest2)) / sqrt(1 / y1 + 1 / y2)
