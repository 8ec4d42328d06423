"""What the home page tells, read at once: only of the ministries of whoever looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from gateway.console.visitor import SEES_FIGURES
from storage import alerts, pauses, today, watched
from storage.unit import Unit, reading

if TYPE_CHECKING:
    from gateway.config_sections import Ministry
    from gateway.console.visitor import Visitor
    from gateway.publishing.published import Edition
    from gateway.wiring import Gateway

OPERATORS = frozenset({"publisher", "administrator"})
"""Whom alerts of channels and queues concern."""
LATE_S = 900


@dataclass(frozen=True, slots=True)
class Live:
    """A survey as citizens meet it today."""

    title: str
    number: int
    since: date
    finished: int
    left: int


@dataclass(frozen=True, slots=True)
class OfMinistry:
    name: str
    shows_figures: bool
    live: tuple[Live, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that somebody must look at: which words say it, and what they are filled with."""

    where: str
    key: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Facts:
    ministries: tuple[OfMinistry, ...]
    attention: tuple[Concern, ...]


def facts(gateway: Gateway, visitor: Visitor) -> Facts:
    """The page of this moment. Raises ``StorageFault``."""
    now_ms, all_of = gateway.now_ms(), gateway.settings.ministries
    with reading(gateway.engine) as c:
        gateway.published.refresh(c)
        u = Unit(c)
        shown = tuple(_ministry(gateway, u, all_of[key], visitor, now_ms) for key in visitor.ministries_as())
        return Facts(shown, tuple(_attention(gateway, u, visitor, now_ms)))


def _ministry(gateway: Gateway, u: Unit, ministry: Ministry, visitor: Visitor, now_ms: int) -> OfMinistry:
    zone = ZoneInfo(ministry.time_zone)
    figures = visitor.may(SEES_FIGURES, ministry.key)
    came_in = today.came_in(u, ministry.key, _day(now_ms, zone)) if figures else {}
    editions = [e for e in gateway.published.everything() if e.version.ministry == ministry.key]
    live = sorted((_live(e, came_in, zone) for e in editions), key=lambda one: one.title)
    return OfMinistry(ministry.name, figures, tuple(live))


def _live(edition: Edition, came_in: Mapping[str, today.CameIn], zone: ZoneInfo) -> Live:
    version, flow = edition.version, edition.flow
    came = came_in.get(version.survey, today.CameIn(0, 0))
    return Live(flow.title or version.survey, version.number, _day(version.published_at_ms, zone), came.finished, came.left)


def _day(at_ms: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).date()


def _attention(gateway: Gateway, u: Unit, visitor: Visitor, now_ms: int) -> Iterator[Concern]:
    settings = gateway.settings
    names = {key: settings.ministries[key].name for key in visitor.ministries_as()}
    if visitor.ministries_as(OPERATORS):
        yield from _operation(gateway, u, now_ms)
    for key, n in sorted(today.open_signals(u, visitor.ministries_as(SEES_FIGURES)).items()):
        yield Concern(names[key], "signals", {"n": n})
    for pause in pauses.holding(u, now_ms):
        owner = settings.ministry_of(pause.name) if pause.scope == "survey" else settings.ministries.get(pause.name)
        if pause.scope in ("all", "channel") or (owner and owner.key in names):
            key = "all paused" if pause.scope == "all" else "paused"
            yield Concern("", key, {"what": pause.name, "by": pause.paused_by, "why": pause.reason})


def _operation(gateway: Gateway, u: Unit, now_ms: int) -> Iterator[Concern]:
    """What concerns everybody: the channels and what waits for them."""
    for alert in alerts.raised(u):
        yield Concern(alert.about, "alert", {"words": alert.words})
    queues = watched.queues(u)
    if n := queues["in doubt"].n:
        yield Concern("", "in doubt", {"n": n})
    if queues["texts"].late_s(now_ms) > LATE_S:
        yield Concern("", "overdue", {"n": queues["texts"].n})
