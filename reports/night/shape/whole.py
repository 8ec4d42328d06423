"""The whole report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.night.shape.asked import QuestionTable, Survey
from reports.night.shape.follow_up import FollowThrough, Signal
from reports.night.shape.numbers import Count, Window
from reports.night.shape.places import Coverage, Facility, Funnel
from reports.night.shape.said import Texts
from reports.night.shape.standing import Standing
from reports.night.shape.trust import Operations, Quality, Response


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
