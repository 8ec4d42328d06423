"""The story of the country told into its database: surveys published, then day by day, each in one transaction.

Broken off at any instant, it goes on where it was; told to its end, it is not told again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from gateway.publishing.manuscript import Manuscript
from gateway.publishing.publish import propose, publish
from gateway.traffic import house
from gateway.traffic.batch import Batch
from gateway.traffic.day import Arrival, Today, happenings
from gateway.traffic.nation import Office, Topic
from gateway.traffic.plan import Plan, Planted, planted
from gateway.traffic.rows import Clerk
from gateway.traffic.survey_text import places, survey
from gateway.wiring import Gateway
from storage import contacts, versions
from storage.tables import uploads, wordings
from storage.unit import Unit, unit
from storage.versions import Version

BY = "traffic"
EDITIONS_BEFORE = timedelta(days=1)
"""Surveys are published the day before the story begins."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a survey and the first day on which people meet it."""

    topic: Topic
    version: Version
    since: date


def editions(gateway: Gateway, plan: Plan) -> list[Edition]:
    """Publish every survey as of the day on which it came, unless it is there; gives all versions, the oldest first."""
    changes = [change for change in planted(plan) if change.kind == "reworded"]
    found = []
    for office in plan.offices:
        listed = places(plan.facilities(office))
        for topic in office.topics:
            reworded = next((change.since for change in changes if change.survey == topic.survey), None)
            for since, text in _texts(plan, office, topic, reworded):
                found.append(_edition(gateway, office, topic, text, listed, since))
    return found


def _texts(plan: Plan, office: Office, topic: Topic, reworded: date | None) -> Iterator[tuple[date, str]]:
    yield plan.first - EDITIONS_BEFORE, survey(office, topic)
    if reworded is not None:
        yield reworded, survey(office, topic, reworded=True)


def _edition(gateway: Gateway, office: Office, topic: Topic, text: str, listed: bytes, since: date) -> Edition:
    with unit(gateway.engine) as u:
        there = next((v for v in versions.of_survey(u, topic.survey) if v.text == text), None)
    if there is not None:
        return Edition(topic, there, since)
    then = replace(gateway, now_ms=lambda: midnight_ms(office, since))
    proposal = propose(then, Manuscript(text.encode(), lambda _: listed), office.key)
    made = publish(then, proposal, BY, proposal.to_confirm)
    assert made is not None
    return Edition(topic, made, since)


def tell(gateway: Gateway, plan: Plan, now_ms: int, mark: house.Mark | None) -> Iterator[tuple[date, int]]:
    """Tell the story from where it broke off; yields each day and how many conversations it had, when that is committed."""
    published, changes = editions(gateway, plan), planted(plan)
    told = date.fromisoformat(mark.told) if mark is not None and mark.told else date.min
    for day in plan.days():
        if day > told:
            yield day, _tell_day(gateway, plan, published, changes, day, now_ms)


def _tell_day(
    gateway: Gateway, plan: Plan, published: Sequence[Edition], changes: Sequence[Planted], day: date, now_ms: int
) -> int:
    with unit(gateway.engine) as u:
        nobody = contacts.nobody(u)
        desk = _Desk(gateway, u, Batch(u), nobody, set(u.connection.execute(select(wordings.c.sha256)).scalars()), now_ms)
        talks = 0
        for office in plan.offices:
            current = _current(published, office, day)
            flows = {survey: gateway.published.by_id(u, version.id) for survey, version in current.items()}
            today = Today(plan, office, day, flows, changes, now_ms, gateway.budgets)
            talks += _work(today, _clerk(desk, office, day, current))
        desk.batch.write()
        house.set_mark(u, house.Mark.of(plan, day), now_ms)
        u.commit()
    return talks


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the clerks of one day share."""

    gateway: Gateway
    unit: Unit
    batch: Batch
    nobody: int
    known: set[str]
    now_ms: int


def _work(today: Today, clerk: Clerk) -> int:
    talks = 0
    for each in happenings(today):
        if isinstance(each, Arrival):
            clerk.arrival(each)
            talks += each.talk is not None
        else:
            clerk.call(each)
            talks += 1
    clerk.close()
    return talks


def _clerk(desk: _Desk, office: Office, day: date, current: Mapping[str, Version]) -> Clerk:
    evening_ms = midnight_ms(office, day + timedelta(days=1)) - 1
    lists = {survey: _upload(desk.batch, office, survey, day, evening_ms) for survey in current}
    ministry = desk.gateway.settings.ministries[office.key]
    return Clerk(desk.gateway, desk.batch, office, ministry, current, lists, desk.nobody, desk.now_ms, desk.known)


def _upload(batch: Batch, office: Office, survey: str, day: date, at_ms: int) -> int:
    upload_id, sha256 = batch.number(uploads), hashlib.sha256(f"{survey}/{day}".encode()).hexdigest()
    batch.add(
        uploads, id=upload_id, ministry=office.key, survey=survey, source="api", sha256=sha256, seed=BY, rows=0,
        received_at_ms=at_ms, done_at_ms=at_ms, received_from=BY,
    )  # fmt: skip
    return upload_id


def _current(published: Sequence[Edition], office: Office, day: date) -> dict[str, Version]:
    """Survey -> the version that people meet that day."""
    mine = (e for e in published if e.version.ministry == office.key and e.since <= day)
    return {edition.topic.survey: edition.version for edition in mine}


def midnight_ms(office: Office, day: date) -> int:
    """When a local day of a ministry begins."""
    return round(datetime.combine(day, time(), ZoneInfo(office.zone)).astimezone(UTC).timestamp()) * 1_000
