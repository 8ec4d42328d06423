"""What a report is computed from: counts, what may be told of them, and what people recorded. Plain data, fetched by others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from flows.model import Flow
from reports.figures import DayCount, WeekCount
from reports.ledger.book import Book
from reports.night.shape import Direction, Quotation
from reports.text.codebook import Codebook, shipped


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose report it is. ``cut_off`` is an aware local time; ``so_far`` says that it is still to come.

    ``targets``: service code (``all``: the ministry) -> the positive share that the ministry wants to reach.
    """

    ministry: str
    name: str
    zone: str
    cut_off: datetime
    so_far: bool = False
    language: str = "en"
    contact: str = ""
    licence: str = ""
    open_data: str = ""
    currency: str = ""
    targets: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A facility of the ministry's register: the lists of its surveys together; one code is one place."""

    code: str
    names: Mapping[str, str]
    """Language -> name; ``""`` is the list's own."""
    district: str
    """Its first group, empty where its list has none."""
    district_names: Mapping[str, str]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A published version of a survey."""

    flow: Flow
    number: int
    published: date
    changes: str = ""
    """What is different from the version before, in one line; empty for the first."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The limits of a series, frozen: mean and mean moving range of the weeks ``first``..``last`` (Mondays), as shares.

    The series of a scope is named by :func:`series`. A person's re-base is a further one with a later ``from_day`` and a note.
    """

    series: str
    from_day: date
    first: date
    last: date
    mean: Decimal
    moving_range: Decimal
    points: int
    note: str = ""
    signed_by: str = ""


def series(channel: str, service: str = "all", district: str = "all", facility: str = "all") -> str:
    """The name of a trend: ``sms/all/maseru/all``."""
    return "/".join((channel, service, district, facility))


@dataclass(frozen=True, slots=True)
class Volume:
    """How many visits a ministry loaded of one ISO week (its Monday), whether anybody was asked after them or not."""

    monday: date
    survey: str
    service: str
    facility: str
    n: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something the house did, counted by local day.

    ``kind``: ``held`` (``code``: the reason), ``failed`` (``code``: the network), ``opted out``, ``consent given``,
    ``consent refused``, ``erased``, ``numbers deleted``, ``words deleted``; ``sent`` counts invitations.
    """

    local_day: date
    kind: str
    code: str
    n: int


@dataclass(frozen=True, slots=True)
class Bulk:
    """What the answers of one facility on one channel look like as a bulk, over the 28 days; see ``reports.integrity``."""

    channel: str
    facility: str
    answers: int
    repeated: int
    """From numbers that occur more than once."""
    bursts: int
    """Within 2 minutes of another answer, of numbers loaded in one batch."""
    closing: int
    """In the facility's last half hour of the day's answers."""
    first_half: tuple[int, int]
    """Positive, all: of the first half of the loaded numbers."""
    second_half: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Remark:
    """Free words of one person, redacted before they were stored."""

    local_day: date
    survey: str
    language: str
    speaker: int
    """The same number for the same person; says nothing else."""
    words: str


@dataclass(frozen=True, slots=True)
class SignalRecord:
    """A signal as it is kept. ``closing``: empty while open, ``quiet``, or the kind of action that closed it."""

    id: int
    rule: Literal["trend", "funnel", "week"]
    channel: str
    service: str
    district: str
    facility: str
    measure: str
    direction: Direction
    since: date
    opened: date
    last: date
    """The Sunday of the last closed week in which it was found again."""
    family: int
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    n: int
    closed: date | None = None
    closing: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spent:
    """Money of a ministry's texts by local day, in thousandths of the currency."""

    local_day: date
    millis: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the report of one day is computed from.

    ``days``: survey grain, every measure, the last 91 local days up to the report's. ``weeks``: every grain summed over ISO
    weeks; headline of the last 27 weeks, main reasons and waiting of the last 13, the running week included.
    """

    surveys: Sequence[Version]
    """The newest version of each survey of the ministry at the cut-off."""
    editions: Mapping[str, Sequence[Version]]
    """All versions of a survey that the windows' counts may come from, the oldest first."""
    days: Sequence[DayCount]
    weeks: Sequence[WeekCount]
    book: Book
    register: Mapping[str, Place] = field(default_factory=dict)
    baselines: Sequence[Baseline] = ()
    volumes: Sequence[Volume] = ()
    events: Sequence[Event] = ()
    erasure_days: Sequence[Decimal] = ()
    bulks: Sequence[Bulk] = ()
    remarks: Sequence[Remark] = ()
    codebook: Codebook = field(default_factory=shipped)
    """By which remarks are coded into themes: the coordinator's own, if there is one."""
    dangerous: int = 0
    quotations: Sequence[Quotation] = ()
    signals: Sequence[SignalRecord] = ()
    """Open ones, and those closed in the last 365 days."""
    spent: Sequence[Spent] = ()
