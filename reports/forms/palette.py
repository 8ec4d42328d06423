"""The colours of all figures, and the sign beside each colour that says the same in grey. One colour means one thing."""

from __future__ import annotations

from decimal import Decimal

from reports.stats.rounding import half_up

INK = "#1d2733"
"""Text; text is never set in the colour of a mark."""
SOFT = "#56636f"
LINE = "#d9dee3"
PAPER = "#ffffff"
OUTLINE = "#333333"
"""Around marks whose own colour has less than 3 : 1 on white."""

COMMON = "#a6a6a6"
IMPROVEMENT = "#00b0f0"
CONCERN = "#e46c0a"
NO_SIDE = "#490092"
TARGET = "#de1b1b"
"""Common cause, improvement, concern, special cause without a good side, and target: those of NHSRplotthedots."""

LIMIT = "#6b6b6b"
MEAN = "#000000"

DISSATISFIED = ("#54278f", "#9e9ac8")
SATISFIED = ("#1f5f5b", "#8cbfb9")
"""Answers on the two sides of a scale, the end of the scale first."""
UNDECIDED = "#c9ced3"

SHAPE = {COMMON: "circle", IMPROVEMENT: "triangle-up", CONCERN: "triangle-down", NO_SIDE: "diamond"}

HEAT = ("#54278f", "#756bb1", "#9e9ac8", "#cbc9e2", "#f2f0f7")
"""Under 40, 40 to 59, 60 to 74, 75 to 89, and 90 % positive or more: darker means fewer."""
HEAT_FROM = (0, 40, 60, 75, 90)


def heat_class(share: Decimal) -> int:
    """The class 0..4 of a share as it is printed, so that a cell and its number never disagree."""
    whole = half_up(share * 100, 0)
    return max(at for at, start in enumerate(HEAT_FROM) if whole >= start)
