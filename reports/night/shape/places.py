"""Facilities: where they lie among each other, and their last weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reports.night.shape.numbers import Count, Level, Share
from reports.night.shape.standing import Reason, Standing


@dataclass(frozen=True, slots=True)
class Cell:
    """One facility in one week of the heat map: a share, ``few`` (1 to 9 answers, or not to be told) or ``none``.

    What stands beside the positive share is there of shown weeks alone, and of reports made since it is reckoned.
    """

    monday: date
    share: Share
    state: Literal["shown", "few", "none"]
    negative: Share | None = None
    sqs: Level | None = None
    reasons_asked: Count | None = None
    """How many were asked why; ``None`` where that week may not be told of them, who are a group of their own."""
    reasons: tuple[Reason, ...] = ()
    """The main reasons of those who were asked in this week, without those that are hidden."""


FunnelClass = Literal["Low (0.001)", "Low (0.025)", "Not significant", "High (0.025)", "High (0.001)", ""]


@dataclass(frozen=True, slots=True)
class Facility:
    """One place of service on one channel: its standing, where it lies in the funnel, and its last 13 weeks."""

    standing: Standing
    district: str
    district_name: str
    funnel: FunnelClass
    unusual: bool
    """Judged unusual after correction for looking at many."""
    p_adjusted: Decimal | None
    excess_negative: Level
    """How many fewer dissatisfied if it were average; 0 for the better half."""
    weeks: tuple[Cell, ...]
    silent_days: int | None = None
    """Days without any answer although visits were loaded; ``None`` if it is not silent."""


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """The limits at ``n`` answers: shares for 99.8 and 95 %, lower and upper."""

    n: int
    lower998: Decimal
    lower95: Decimal
    upper95: Decimal
    upper998: Decimal


@dataclass(frozen=True, slots=True)
class Funnel:
    """The funnel of one channel's facilities. Fewer than ten: no lines, the page lists them with their intervals."""

    channel: str
    centre: Share
    lines: tuple[FunnelLine, ...]
    naive: tuple[FunnelLine, ...]
    """Drawn thin beside them where the limits are adjusted for over-dispersion; else empty."""
    adjusted: bool
    phi: Decimal | None
    judged: int
    """How many were judged together: the size of the family of the correction."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Facilities of the register, those with an answer in the window, and those silent for 14 days though visits came."""

    register: int
    heard: int
    silent: int
