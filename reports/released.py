"""A ministry's night as data: every number once, rounded once, hidden where it must be. All forms print from here.

``hidden`` is empty or one of the reasons of ``reports.suppress``; the numbers beside it are then ``None``. Shares lie in
0..1 with four decimals; a share of nobody has ``n`` 0 and no value.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

METHOD_VERSION = "1.1.0"
"""Raised whenever a formula, a window or a threshold changes."""


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
    """A mean, median or quantile of ``n`` answers, with one decimal."""

    n: int | None
    value: Decimal | None = None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Stages:
    """How far people came. ``headline``: they answered the main question."""

    opened: Count
    started: Count
    headline: Count
    completed: Count


@dataclass(frozen=True, slots=True)
class OptionRow:
    value: str
    label: str
    side: str
    """``positive``, ``negative`` or ``neutral`` on the headline's scale; empty elsewhere."""
    share: Share


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """One question on one channel. ``base`` counts valid answers; a number question has levels in place of options.

    ``asked`` is the base of the options' shares where that is not ``base``: all who were shown the question. ``kind`` is that
    of the question (``text``, ``date``), empty where the survey does not ask it any more.
    """

    question: str
    label: str
    counts_as: str
    base: Count
    asked: Count | None = None
    options: tuple[OptionRow, ...] = ()
    median: Level | None = None
    p90: Level | None = None
    unit: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Of those who were shown a question, the share that left there. ``welcome`` is the first screen."""

    question: str
    label: str
    share: Share


@dataclass(frozen=True, slots=True)
class LanguageRow:
    language: str
    name: str
    headline: Count
    positive: Share


@dataclass(frozen=True, slots=True)
class Panel:
    """One service on one channel. Channels are never added into one percentage."""

    channel: str
    movement: str
    """``none``, ``few``, ``short``, ``trial`` or ``long``: how much can be said about the trend."""
    weeks: int
    """Closed weeks with at least ten answers, of the last 26."""
    stages: Stages
    positive: Share
    negative: Share
    sqs: Level
    completion: Share
    flagged: Share
    trusted: Share
    """Positive without the flagged answers."""
    languages: tuple[LanguageRow, ...]
    leaving: tuple[Leaving, ...]
    questions: tuple[QuestionTable, ...]


@dataclass(frozen=True, slots=True)
class Service:
    service: str
    title: str
    has_headline: bool
    stages: Stages
    tonight: Stages
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Meta:
    """What the report is about. ``cut_off`` is the instant (RFC 3339, local offset) up to which answers are in it.

    ``so_far`` marks one that was made before its cut-off: answers are still coming.
    """

    ministry: str
    name: str
    zone: str
    language: str
    local_day: date
    first_day: date
    day_hours: int
    cut_off: str
    so_far: bool
    method_version: str = METHOD_VERSION


@dataclass(frozen=True, slots=True)
class Report:
    meta: Meta
    stages: Stages
    tonight: Stages
    services: tuple[Service, ...]


def as_json(report: Report) -> bytes:
    """The report as JSON, keys in a fixed order: the same report gives the same bytes."""
    text = json.dumps(asdict(report), ensure_ascii=False, indent=1, default=_plain)
    return (text + "\n").encode()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value).__name__)
