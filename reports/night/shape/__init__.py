"""A ministry's night as data: every number once, rounded once, hidden where it must be. All forms print from here.

A number that may not be printed is ``None``; ``hidden`` beside it says why (reasons of ``reports.suppress``, and
``not_refreshed`` where it would be a change of too few people). Shares lie in 0..1 with four decimals, changes in -1..1,
scores and minutes have one decimal; a share of nobody has ``n`` 0 and no value.
"""

from __future__ import annotations

from reports.night.shape.asked import Asked, OptionRow, QuestionTable, Survey
from reports.night.shape.follow_up import Direction, FollowThrough, Signal
from reports.night.shape.numbers import ALL, Change, Count, Level, Scope, Share, Window
from reports.night.shape.places import Cell, Coverage, Facility, Funnel, FunnelClass, FunnelLine
from reports.night.shape.said import Quotation, Texts, Theme, Word
from reports.night.shape.standing import Grade, Label, Mark, Movement, Reason, Standing, Trend, WeekPoint
from reports.night.shape.trust import Heard, Integrity, Leaving, Operations, Quality, Response, Tallied, Weighted
from reports.night.shape.whole import Meta, Report, Tonight

__all__ = [
    "ALL",
    "Asked",
    "Cell",
    "Change",
    "Count",
    "Coverage",
    "Direction",
    "Facility",
    "FollowThrough",
    "Funnel",
    "FunnelClass",
    "FunnelLine",
    "Grade",
    "Heard",
    "Integrity",
    "Label",
    "Leaving",
    "Level",
    "Mark",
    "Meta",
    "Movement",
    "Operations",
    "OptionRow",
    "Quality",
    "QuestionTable",
    "Quotation",
    "Reason",
    "Report",
    "Response",
    "Scope",
    "Share",
    "Signal",
    "Standing",
    "Survey",
    "Tallied",
    "Texts",
    "Theme",
    "Tonight",
    "Trend",
    "WeekPoint",
    "Weighted",
    "Window",
    "Word",
]
