"""Signals, and what was done about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reports.night.shape.numbers import Scope, Share

Direction = Literal["concern", "improvement"]


@dataclass(frozen=True, slots=True)
class Signal:
    """A finding that somebody must look at: announced once, carried until it is closed.

    ``state``: ``new`` in the report that announces it, ``open`` after that, ``closed`` in the report after its closing.
    """

    id: int
    scope: Scope
    name: str
    measure: str
    direction: Direction
    rule: str
    """``trend`` (control chart), ``funnel`` or ``week`` (a facility's week outside its limits and its change)."""
    now: Share
    expected_low: Decimal | None
    expected_high: Decimal | None
    since: date
    opened: date
    family: int
    """How many were judged together that evening."""
    top_reason: str
    owner: str
    state: Literal["new", "open", "closed"]
    days_open: int
    overdue: bool
    action: str = ""
    """What was done, of the fixed list (redressed, warned, coached, repaired, ...), ``quiet`` for eight quiet weeks."""
    action_day: date | None = None
    action_note: str = ""


@dataclass(frozen=True, slots=True)
class FollowThrough:
    """What became of signals in the last year: opened, closed with an action, closed by quiet, open, overdue (over 30 days)."""

    opened: int
    acted: int
    quiet: int
    open: int
    overdue: int
    closure_share: Decimal | None
    closure_days: Decimal | None
