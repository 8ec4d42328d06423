"""Numbers: every one rounded once, ``None`` where it may not be printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ALL = "all"
"""Stands for the total in a scope: never an empty code."""


@dataclass(frozen=True, slots=True)
class Count:
    n: int | None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval and its base ``n``. ``n`` stays where only the share of a small count is hidden."""

    n: int | None
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A mean, median, quantile, score or estimate over ``n`` answers, with one decimal."""

    n: int | None
    value: Decimal | None = None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A share minus the same share of an earlier window that has no answer in common with it; Newcombe's 95 % interval."""

    before: Share
    before_window: Window
    value: Decimal
    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True)
class Window:
    """Local days from ``first`` to ``last``, both included. A figure that was not refreshed keeps the window it was made of."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what a figure is: codes, or ``all``. A service is a survey, or one option of it: ``survey.option``."""

    service: str = ALL
    district: str = ALL
    facility: str = ALL
    channel: str = ALL
