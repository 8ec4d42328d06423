"""One local day of one ministry: who comes, who is asked, who dials, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from flows.conversation import invitation_at_ms
from flows.measure import Budgets
from flows.model import Flow
from flows.state import Visit
from gateway.traffic import talks
from gateway.traffic.nation import Facility, Office, Service, Topic
from gateway.traffic.people import Met, manner, mind
from gateway.traffic.plan import Plan, Planted
from gateway.traffic.seasons import poisson, share_of_week

FAILED, WITHHELD, SILENT, NOT_NOW, STOPS = 0.05, 0.04, 0.50, 0.02, 0.006
"""Of those who were drawn: texts that never arrive, people left in peace, who say nothing, decline, want no more texts."""
OPENS_AT = time(8)
OPEN_MINUTES, DIALLING_MINUTES = 500, 720


@dataclass(frozen=True, slots=True)
class Arrival:
    """A visit that a ministry's list tells of. ``withheld``: why nobody was asked after it though it was drawn."""

    met: Met
    reference: str
    recorded_at_ms: int
    drawn: bool
    probability: float
    withheld: str = ""
    failed: bool = False
    due_at_ms: int = 0
    talk: talks.Talk | None = None


@dataclass(frozen=True, slots=True)
class Dialled:
    """A call that nobody invited to. ``again``: from the number that called before."""

    met: Met
    talk: talks.Talk
    again: bool


@dataclass(frozen=True, slots=True)
class Today:
    """What a day is made from: ``flows`` are the editions of the day by survey, ``until_ms`` where the story breaks off."""

    plan: Plan
    office: Office
    day: date
    flows: dict[str, Flow]
    changes: Sequence[Planted]
    until_ms: int
    budgets: Budgets


def happenings(today: Today) -> Iterator[Arrival | Dialled]:
    """Everything of the day, facility by facility; the same plan gives the same, whatever else was made before."""
    share = share_of_week(today.day)
    if not share:
        return
    for facility in today.plan.facilities(today.office):
        luck = Random(f"{today.plan.seed}/{today.day}/{facility.code}")  # noqa: S311
        yield from _visits(today, luck, facility, share)
        yield from _calls(today, luck, facility, share)


def _visits(today: Today, luck: Random, facility: Facility, share: float) -> Iterator[Arrival]:
    size = today.plan.of
    for n in range(poisson(luck, size.drawn * facility.size * share)):
        yield _invited(today, luck, _met(today, luck, facility), n)
    for n in range(poisson(luck, size.drawn * facility.size * share * size.spared)):
        yield _arrived(today, luck, _met(today, luck, facility), f"s{n}", drawn=False)


def _calls(today: Today, luck: Random, facility: Facility, share: float) -> Iterator[Dialled]:
    for _ in range(poisson(luck, today.plan.of.dialled * facility.size * share)):
        met = _met(today, luck, facility)
        first: talks.First = "not now" if luck.random() < NOT_NOW else "start"
        at_ms = _at_ms(today, luck, DIALLING_MINUTES)
        if at_ms < today.until_ms:
            yield Dialled(met, talks.by_call(luck, _asked(today, luck, met, "ussd", first), at_ms), luck.random() < 0.03)


def _invited(today: Today, luck: Random, met: Met, n: int) -> Arrival:
    """A drawn visit, and what becomes of its invitation."""
    arrival = _arrived(today, luck, met, f"d{n}", drawn=True)
    flow = today.flows[met.topic.survey]
    at_ms = invitation_at_ms(flow, arrival.recorded_at_ms)
    drawn = luck.random()
    if drawn < WITHHELD:
        return replace(arrival, withheld="frequency limit" if drawn < WITHHELD * 0.8 else "opted out", due_at_ms=at_ms)
    failed = luck.random() < FAILED
    asked = _asked(today, luck, met, "sms", "silent" if failed else _first(luck))
    cells = {"facility": met.facility.code, "service": met.service.key, "language": asked.mind.language}
    talk = talks.by_text(luck, asked, Visit(cells, arrival.recorded_at_ms), at_ms)
    return replace(arrival, due_at_ms=at_ms, talk=talk, failed=failed)


def _arrived(today: Today, luck: Random, met: Met, n: str, *, drawn: bool) -> Arrival:
    reference = f"{today.day:%y%m%d}-{met.facility.code}-{n}"
    return Arrival(met, reference, _at_ms(today, luck, OPEN_MINUTES), drawn, 1 / (1 + today.plan.of.spared))


def _asked(today: Today, luck: Random, met: Met, channel: str, first: talks.First) -> talks.Asked:
    flow = today.flows[met.topic.survey]
    theirs = mind(luck, met, today.plan.seed)
    return talks.Asked(flow, theirs, manner(luck, channel), first, today.until_ms, today.budgets)


def _met(today: Today, luck: Random, facility: Facility) -> Met:
    topic, service = _service(luck, today.office)
    holds = (
        c for c in today.changes if c.ministry == today.office.key and c.holds(today.day, topic.survey, service.key, facility)
    )
    return Met(today.office, topic, service, facility, today.day, tuple(holds))


def _service(luck: Random, office: Office) -> tuple[Topic, Service]:
    """Two of three come for the ministry's first survey."""
    topic = office.topics[0 if luck.random() < 0.66 else 1]
    return topic, luck.choice(topic.services)


def _first(luck: Random) -> talks.First:
    drawn = luck.random()
    if drawn < SILENT:
        return "silent"
    if drawn < SILENT + NOT_NOW:
        return "not now"
    return "stop" if drawn < SILENT + NOT_NOW + STOPS else "start"


def _at_ms(today: Today, luck: Random, minutes: int) -> int:
    opening = datetime.combine(today.day, OPENS_AT, ZoneInfo(today.office.zone)).astimezone(UTC)
    return round((opening + timedelta(seconds=luck.randrange(minutes * 60))).timestamp() * 1_000)
