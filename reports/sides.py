"""The sides of the headline's scale: which answers count as satisfied and which as not."""

from __future__ import annotations

from fractions import Fraction

NEGATIVE, POSITIVE = Fraction(1, 4), Fraction(3, 4)
"""On a scale from 0 (worst) to 1 (best): 2 or less and 4 or more of 1 to 5."""


def side(position: Fraction) -> str:
    """On which side of the headline's scale a place lies: ``positive``, ``negative`` or ``neutral``."""
    return "positive" if position >= POSITIVE else "negative" if position <= NEGATIVE else "neutral"
