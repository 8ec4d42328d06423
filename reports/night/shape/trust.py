"""How far the figures can be trusted, and what the house did."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.night.shape.numbers import Count, Level, Share, Window


@dataclass(frozen=True, slots=True)
class Response:
    """How an invitation or a dialled call went on, on one channel, in the window; AAPOR's outcomes and rates.

    ``opened`` and ``started`` are also of those who came by themselves; where nobody was invited the rates are ``None``.
    """

    channel: str
    window: Window
    invited: Count
    delivered: Count
    opened: Count
    started: Count
    headline: Count
    completed: Count
    complete: Count
    partial: Count
    refusal: Count
    non_contact: Count
    other: Count
    unknown: Count
    rr1: Share | None
    rr2: Share | None
    coop1: Share | None
    ref1: Share | None
    con1: Share | None
    completion: Share
    breakoff: tuple[Leaving, ...]
    by_language: tuple[Heard, ...]
    by_district: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Of those who were shown a question of a survey, the share that left there. ``welcome`` is the first screen."""

    survey: str
    question: str
    label: str
    language: str
    """``all``, or the language in which they leave."""
    share: Share
    window: Window | None = None
    """Over which days; ``None`` where nothing may be told."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How many of a group answered, against how many were invited (``None`` where nobody was)."""

    code: str
    name: str
    headline: Count
    positive: Share
    rr2: Share | None = None
    window: Window | None = None
    """Over which days; ``None`` where nothing may be told."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """Raw and weighted side by side: post-stratified by facility and the volume of visits, with the design effect.

    ``value`` is ``None`` where no volumes are known or a stratum has no answer, and ``why`` says so.
    """

    raw: Share
    value: Share | None
    n_eff: Decimal | None
    deff: Decimal | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Integrity:
    """A facility whose answers do not look as answers of many people look. Data trust, not guilt."""

    facility: str
    name: str
    check: Literal["repeated numbers", "bursts", "closing half hour", "halves"]
    share: Share
    usual: Share
    """The same share over all facilities."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What the answers of a channel are worth. Flags never delete: the headline is given with and without them."""

    channel: str
    window: Window
    flagged: Share
    speeding: Share
    straight_lining: Share
    positive: Share
    positive_trusted: Share
    weighted: Weighted | None
    integrity: tuple[Integrity, ...]


@dataclass(frozen=True, slots=True)
class Tallied:
    """A plain count with a code: holds by reason, delivery failures by network, privacy counters."""

    code: str
    label: str
    count: Count


@dataclass(frozen=True, slots=True)
class Operations:
    """What the house did in the window: texts held back, failed deliveries, opt-outs, consents, erasures, deletions."""

    window: Window
    holds: tuple[Tallied, ...]
    failures: tuple[Tallied, ...]
    optouts: Count
    optouts_per_1000: Level
    optout_alarm: bool
    privacy: tuple[Tallied, ...]
    erasure_days: Level
    """Median days from the wish to the deletion, of all that the gateway erased: a number is of no ministry."""
    cost_per_answer: Level | None
    currency: str
    erasure_oldest: Level | None = None
    """The most days that any of these waited; ``None`` in reports that were kept before it was told."""
