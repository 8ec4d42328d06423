"""The overview of a week as data, made only of what the ministries released: it can tell nothing that they do not.

Numbers are those of the reports, as they were released, hidden where they are hidden there. What is worked out of them here
(a distance, a ratio, a median of days) is said so, and is ``None`` where one of its parts is hidden. Channels are never added.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reports.night.shape import Count, Direction, FollowThrough, Grade, Level, Movement, Share, Window

Verdict = Literal["improving", "steady", "worsening", "few"]
"""What a trend says: a special cause of the last eight weeks, none, or too little to judge."""

Group = Literal["district", "language", "channel"]
Against = Literal["", "visits", "invited"]
"""By what a group is measured: its visits, or those of it who were invited."""


@dataclass(frozen=True, slots=True)
class Meta:
    """Of which week. ``due`` is the instant (RFC 3339, local offset) at which it was due, ``sunday`` the day of the reports."""

    name: str
    zone: str
    language: str
    sunday: date
    window: Window
    due: str
    method_version: str
    licence: str
    open_data: str
    """Address of the open data; empty if this installation has none."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A ministry whose level moved: its level of the window, and how far that lies from the mean of its own baseline."""

    ministry: str
    name: str
    channel: str
    level: Share
    mean: Decimal
    distance: Decimal
    since: date | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A signal that nobody has closed yet."""

    ministry: str
    ministry_name: str
    name: str
    channel: str
    direction: Direction
    opened: date
    days_open: int
    overdue: bool
    owner: str


@dataclass(frozen=True, slots=True)
class Row:
    """A ministry on one channel. Its trend is judged against its own baseline, its level against its own target."""

    channel: str
    window: Window
    fresh: bool
    positive: Share
    answers: Count
    grade: Grade
    movement: Movement
    verdict: Verdict
    news: bool
    """Whether it moves so since the overview before."""
    since: date | None
    weeks: int
    target: Decimal | None
    assurance: Literal["", "consistent_pass", "consistent_fail", "inconsistent"]
    problem: str
    """The reason named most; empty where none may be named."""
    problem_share: Share | None


@dataclass(frozen=True, slots=True)
class Heard:
    """How a group answers, against what its size lets expect.

    ``against`` says what it is measured by: ``visits`` (its share of the answers against its share of the visits of the groups
    of which both are told), ``invited`` (its rate of answers against the rate of all), or nothing. ``low``: under a half.
    Only what is told over the very same days is compared: a group that is told as of an earlier day has no ratio.
    """

    group: Group
    channel: str
    code: str
    name: str
    answers: Count
    against: Against
    ratio: Decimal | None
    low: bool
    window: Window | None = None
    """Over which days its answers are told; ``None`` where none may be, and of overviews of before this was kept."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How many a ministry invited on one channel, and how many of them answered."""

    channel: str
    invited: Count
    rr2: Share | None
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """How the answers of one survey on one channel split, such as by sex: label -> share of the ``base``."""

    channel: str
    window: Window
    base: Count
    parts: tuple[tuple[str, Share], ...]


@dataclass(frozen=True, slots=True)
class Excess:
    """How many fewer of those who answered would be dissatisfied if every place worse than average were average."""

    channel: str
    window: Window
    people: Decimal
    places: int
    """Of which it is known; those that are worse and those that are not."""


@dataclass(frozen=True, slots=True)
class Ministry:
    """One ministry's week. Without a report of the Sunday it has its name and nothing else.

    ``silent``: nobody answered on the seven days. ``median_open``: of the days that its open signals are open.
    """

    key: str
    name: str
    reported: bool
    silent: bool
    rows: tuple[Row, ...] = ()
    """The channel that leads first."""
    follow: FollowThrough | None = None
    median_open: Decimal | None = None
    heard: tuple[Heard, ...] = ()
    asked: tuple[Asked, ...] = ()
    optouts_per_1000: Level | None = None
    cost_per_answer: Level | None = None
    currency: str = ""
    suppression: tuple[tuple[str, int], ...] = ()
    asks_sex: bool = False
    sex: tuple[Split, ...] = ()
    excess: tuple[Excess, ...] = ()
    """On channels whose visits nobody knows."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How many are dissatisfied with a service.

    ``basis`` is ``visits`` (users, estimated from the visits), or ``answers`` where a ministry loads no visits: how many fewer
    of those who answered would be dissatisfied if it were with them as with all of the ministry on that channel.
    """

    ministry: str
    ministry_name: str
    service: str
    name: str
    channel: str
    basis: Literal["visits", "answers"]
    dissatisfied: Decimal
    negative: Share


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the map: a ministry on one channel."""

    ministry: str
    name: str
    channel: str


@dataclass(frozen=True, slots=True)
class District:
    """A row of the map: what each column's trend says of the district; ``None`` where the ministry does not know it."""

    name: str
    verdicts: tuple[Verdict | None, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All ministries' week. Ministries stand by open signals, then overdue ones, then name: never by satisfaction."""

    meta: Meta
    worst: Shift | None
    best: Shift | None
    oldest: Waiting | None
    ministries: tuple[Ministry, ...]
    extent: tuple[Extent, ...]
    columns: tuple[Column, ...]
    districts: tuple[District, ...]
    """Those with most worsening columns first."""
