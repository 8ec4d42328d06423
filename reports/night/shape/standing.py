"""How a scope stands on a channel, and whether it moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reports.night.shape.numbers import Change, Count, Level, Scope, Share, Window

NOBODY = Count(0)

Movement = Literal["none", "few", "short", "trial", "down", "up", "steady"]
"""The code of the sentence about a scope; what it says stands in ``reports.words.sentence_texts``."""

Label = Literal[
    "", "Common Cause", "Above UCL", "Below LCL", "7 Point Trend (Increasing)", "7 Point Trend (Decreasing)",
    "2 in 3 Above CL", "2 in 3 Below CL", "7 Points Above CL", "7 Points Below CL",
]  # fmt: skip
"""What the rules say of a week's point; empty where nothing is judged (no limits, the open week)."""


@dataclass(frozen=True, slots=True)
class WeekPoint:
    """The positive share of one ISO week. ``closed`` is false for the week that still runs: drawn hollow, never judged."""

    monday: date
    share: Share
    label: Label = ""
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened to a trend: ``version`` (the survey changed) or ``rebase`` (a person drew new limits)."""

    day: date
    kind: Literal["version", "rebase"]
    words: str


@dataclass(frozen=True, slots=True)
class Trend:
    """The XmR chart of the weekly positive share, oldest week first; a week of fewer than ten answers has no share.

    ``limits``: ``none`` (under 5 points), ``trial`` (5 to 12), ``full``. Limits are unclipped shares with four decimals.
    ``since``: the Monday of the first flagged point of the newest special cause. ``target`` is the ministry's own.
    """

    points: tuple[WeekPoint, ...]
    limits: Literal["none", "trial", "full"]
    weeks: int
    """Closed weeks that are points."""
    mean: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    near_lower: Decimal | None = None
    near_upper: Decimal | None = None
    baseline: Window | None = None
    """From where the limits come; frozen once it has its weeks."""
    since: date | None = None
    target: Decimal | None = None
    assurance: Literal["", "consistent_pass", "consistent_fail", "inconsistent"] = ""
    marks: tuple[Mark, ...] = ()


Grade = Literal["A", "B", "C", ""]
"""How far figures can be trusted; empty: not enough answers."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The headline of one scope on one channel. Channels are never added into one percentage.

    ``fresh`` is false where tonight's window may not be told and the last released one is repeated ("as of").
    ``answers`` counts headline answers, "don't know" included; it is the base of the shares.
    """

    scope: Scope
    name: str
    window: Window
    fresh: bool
    answers: Count
    positive: Share
    neutral: Share
    negative: Share
    dont_know: Share
    sqs: Level
    spread: tuple[Share, ...]
    """Shares of the scale's steps, worst first; empty where one of them is hidden."""
    movement: Movement
    grade: Grade
    change: Change | None = None
    trend: Trend | None = None
    wait_median: Level | None = None
    wait_p90: Level | None = None
    reasons: tuple[Reason, ...] = ()
    """Why people were not satisfied, largest share first; hidden ones last."""
    reasons_asked: Count = NOBODY
    late: Count = NOBODY
    """Of the answers, those given before the window and counted since, because they came too late for their own report."""
    estimated_negative: Level | None = None
    """Estimated dissatisfied users in the window; only where the ministry loads its visits."""
    visits: Count | None = None
    reasons_window: Window | None = None
    """Over which days people were asked why: those who were asked are a group of their own, told over its own days."""
    wait_window: Window | None = None
    """Over which days the waiting times were given."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The share of one main reason among those who were asked it, and the same of the 28 days before."""

    code: str
    label: str
    share: Share
    before: Share | None = None
