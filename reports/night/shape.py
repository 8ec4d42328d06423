"""A ministry's night as data: every number once, rounded once, hidden where it must be. All forms print from here.

A number that may not be printed is ``None``; ``hidden`` beside it says why (reasons of ``reports.suppress``, and
``not_refreshed`` where it would be a change of too few people). Shares lie in 0..1 with four decimals, changes in -1..1,
scores and minutes have one decimal; a share of nobody has ``n`` 0 and no value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

ALL = "all"
"""Stands for the total in a scope: never an empty code."""


# --- numbers ---------------------------------------------------------------------------------------------------------------


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


# --- how it stands, and whether it moved -----------------------------------------------------------------------------------

Movement = Literal["none", "few", "short", "trial", "down", "up", "steady"]
"""The code of the sentence about a scope; see section 3.3 of the measures, and ``reports.words``."""

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
    reasons_asked: Count = Count(0)
    late: Count = Count(0)
    """Of the answers, those given before the window and counted since, because they came too late for their own report."""
    estimated_negative: Level | None = None
    """Estimated dissatisfied users in the window; only where the ministry loads its visits."""
    visits: Count | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """The share of one main reason among those who were asked it, and the same of the 28 days before."""

    code: str
    label: str
    share: Share
    before: Share | None = None


# --- places ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """One facility in one week of the heat map: a share, ``few`` (1 to 9 answers, or not to be told) or ``none``."""

    monday: date
    share: Share
    state: Literal["shown", "few", "none"]


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


# --- trust -----------------------------------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Heard:
    """How many of a group answered, against how many were invited (``None`` where nobody was)."""

    code: str
    name: str
    headline: Count
    positive: Share
    rr2: Share | None = None


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
    """Median days from the wish to the deletion."""
    cost_per_answer: Level | None
    currency: str


# --- words of citizens -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Theme:
    code: str
    label: str
    share: Share
    """Of all texts of the window; several themes per text."""
    before: Share | None


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is said more (or less) than in the 28 days before: |z| above 3, at least 10 speakers."""

    word: str
    language: str
    speakers: int
    z: Decimal


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a citizen, redacted, released by a named person."""

    text: str
    language: str
    released_by: str
    day: date


@dataclass(frozen=True, slots=True)
class Texts:
    window: Window
    texts: Count
    themes: tuple[Theme, ...]
    words: tuple[Word, ...]
    quotations: tuple[Quotation, ...]
    danger: Count
    """Texts that went to the named person at once and are not read here."""


# --- signals and what was done ---------------------------------------------------------------------------------------------

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


# --- surveys, as they were asked -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OptionRow:
    value: str
    label: str
    share: Share


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """One question on one channel; a number question has levels in place of options."""

    survey: str
    question: str
    label: str
    counts_as: str
    kind: str
    channel: str
    window: Window
    base: Count
    options: tuple[OptionRow, ...] = ()
    median: Level | None = None
    p90: Level | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked: language -> its words."""

    survey: str
    question: str
    wordings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Survey:
    survey: str
    title: str
    version: int
    published: date
    languages: tuple[tuple[str, str], ...]
    asked: tuple[Asked, ...]
    changes: tuple[Mark, ...]


# --- the whole -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tonight:
    """Counts of the last complete local day, for operations alone."""

    service: str
    name: str
    channel: str
    opened: Count
    started: Count
    headline: Count
    completed: Count


@dataclass(frozen=True, slots=True)
class Meta:
    """Whose report it is. ``cut_off`` is the instant (RFC 3339, local offset) up to which answers are in it.

    ``day_hours`` is 23 or 25 on a day when the clocks changed; ``so_far`` marks a preview of a day that is not over, which is
    no release. ``contact`` and ``licence`` are printed on the method page.
    """

    ministry: str
    name: str
    zone: str
    language: str
    local_day: date
    window: Window
    day_hours: int
    cut_off: str
    so_far: bool
    method_version: str
    contact: str
    licence: str
    open_data: str
    """Address of the open data; empty if this installation has none."""


@dataclass(frozen=True, slots=True)
class Report:
    """One ministry's night. Lists are in the order in which they are shown; channels in the order sms, ussd, others."""

    meta: Meta
    leading: str
    """The channel whose headline leads the page: the sampled one if it has 30 answers, else the one with most; empty: none."""
    headline: tuple[Standing, ...]
    """The ministry, one per channel."""
    services: tuple[Standing, ...]
    """Per channel and service, largest share of negatives first; a survey with options of a service is followed by them."""
    districts: tuple[Standing, ...]
    facilities: tuple[Facility, ...]
    """Per channel, by district and then by positive share; hidden ones last, by name."""
    funnels: tuple[Funnel, ...]
    coverage: Coverage
    response: tuple[Response, ...]
    quality: tuple[Quality, ...]
    operations: Operations
    texts: Texts | None
    signals: tuple[Signal, ...]
    """New ones first, then the longest open; closed ones of this report last."""
    follow_through: FollowThrough
    questions: tuple[QuestionTable, ...]
    surveys: tuple[Survey, ...]
    tonight: tuple[Tonight, ...]
    suppression: tuple[tuple[str, int], ...]
    """How many figures are hidden for which reason."""
