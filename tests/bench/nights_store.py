"""A store of made-up answers for ``bench.nights``, written in bulk: ten answers a response, evenly over its days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from gateway.publishing.manuscript import Manuscript
from gateway.publishing.publish import propose, publish
from gateway.secrets import load_secrets
from gateway.traffic import comments, house
from gateway.traffic.nation import Facility, Office, Topic
from gateway.traffic.offices import OFFICES
from gateway.traffic.survey_text import places, reasons_of, survey
from gateway.traffic.telling import midnight_ms
from gateway.wiring import Gateway, wire
from storage.migrate import upgrade
from storage.unit import Unit, unit

LAST = date(2026, 11, 22)
"""The last day of the history, a Sunday. The night that is measured is the day after."""
NIGHT = LAST + timedelta(days=1)
NOW_MS = 1_795_651_200_000  # 2026-11-26 00:00 UTC: every report is due
DISTRICTS, FACILITIES = 10, 100
KINDS_OF_PEOPLE = 2_000
"""Different sets of ten answers to each survey, drawn from again and again."""
BY_TEXT = 0.6
DAY_MS, HOUR_MS = 86_400_000, 3_600_000
LONG = "  W620: Ten answers are to be stored.\n  W622: Nobody is asked them.\n"
Rows = list[tuple[Any, ...]]

COLUMNS = {
    "contacts": "id number_index number_sealed key_id created_at_ms",
    "uploads": "id ministry survey source sha256 seed rows received_at_ms done_at_ms received_from",
    "visits": "id ministry survey reference upload_id contact_id cells service facility recorded_at_ms week draw probability",
    "sessions": "id contact_id ministry survey version_id channel code begun_at_ms due_at_ms ended ended_at_ms",
    "invitations": "visit_id contact_id ministry survey zone state reason due_at_ms decided_at_ms session_id",
    "responses": "session_id ministry survey version_id service channel language local_day ended left_at queued_at_ms "
    "filed_at_ms speeding straight_lining set_aside visit_service visit_facility invited desk_day dangerous",
    "answers": "ministry local_day session_id question state value raw how language channel tries asked_at_ms "
    "answered_at_ms cut",
}
"""Table -> the columns that are written, in an order in which whatever is pointed to is there."""


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody of a kind says: for which service, where, and ten answers, each question, state, value."""

    language: str
    service: str
    facility: str
    answers: tuple[tuple[str, str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Ward:
    """One survey of the store: its version, and the kinds of people who answer it."""

    office: Office
    topic: Topic
    version_id: int
    upload_id: int
    people: Sequence[Person]


def opened(folder: Path, url: str) -> Gateway:
    """The gateway of a store in ``folder``, on PostgreSQL at ``url`` or on SQLite there."""
    settings = house.furnish(folder, OFFICES, {house.OWN_VARIABLE: url} if url else {})
    return wire(settings, load_secrets(settings, {}), lambda: NOW_MS)


def filled(gateway: Gateway, history: int, days: int, night: int) -> int:
    """Fill an empty database with responses of so many days, and of one night of the first ministry; how many answers."""
    upgrade(gateway.engine)
    first = LAST - timedelta(days=days - 1)
    store = Store(gateway, first)
    for n in range(days):
        store.tell(first + timedelta(days=n), history * (n + 1) // days - history * n // days, store.wards)
    store.tell(NIGHT, night, [ward for ward in store.wards if ward.office is OFFICES[0]])
    with unit(gateway.engine) as u:
        if u.connection.dialect.name == "postgresql":  # as its autovacuum does, which is off in this server
            u.connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            u.connection.exec_driver_sql("ANALYZE")
            u.commit()
    return store.answers


@dataclass(slots=True)
class Store:
    """Writes days of made-up responses, under ids of its own counting."""

    gateway: Gateway
    first: date
    luck: Random = field(default_factory=lambda: Random(7))
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    wards: list[Ward] = field(init=False)
    answers: int = 0

    def __post_init__(self) -> None:
        self.wards = [
            Ward(
                office, topic, _published(self.gateway, office, topic, self.first), at, list(_people(self.luck, office, topic))
            )
            for at, (office, topic) in enumerate(((o, t) for o in OFFICES for t in o.topics), 1)
        ]
        listed = [
            (w.upload_id, w.office.key, w.topic.survey, "api", "", "bench", 0, NOW_MS, NOW_MS, "bench") for w in self.wards
        ]
        with unit(self.gateway.engine) as u:
            _write(u, "uploads", listed)
            u.commit()

    def tell(self, day: date, responses: int, wards: Sequence[Ward]) -> None:
        """One local day's responses, of all these surveys in turn."""
        rows: dict[str, Rows] = {table: [] for table in COLUMNS}
        for n in range(responses):
            self._response(rows, day, wards[n % len(wards)])
        self.answers += len(rows["answers"])
        with unit(self.gateway.engine) as u:
            for table, told in rows.items():
                _write(u, table, told)
            u.commit()

    def _response(self, rows: dict[str, Rows], day: date, ward: Ward) -> None:
        at, who = next(self.ids), self.luck.choice(ward.people)
        ministry, name, local = ward.office.key, ward.topic.survey, day.isoformat()
        channel = "sms" if self.luck.random() < BY_TEXT else "ussd"
        begun = midnight_ms_of(ward.office, day) + 8 * HOUR_MS + self.luck.randrange(9 * HOUR_MS)
        ended = begun + 300_000
        rows["contacts"].append((at, at.to_bytes(32, "big"), b"nobody", "1", begun))
        if channel == "sms":
            monday = (day - timedelta(days=day.weekday())).isoformat()
            rows["visits"].append(
                (at, ministry, name, str(at), ward.upload_id, at, "{}", who.service, who.facility, begun - HOUR_MS, monday,
                 "drawn", 0.5)
            )  # fmt: skip
            rows["invitations"].append((at, at, ministry, name, ward.office.zone, "sent", "", begun, begun, at))
        rows["sessions"].append((at, at, ministry, name, ward.version_id, channel, "", begun, ended, "finished", ended))
        invited = (who.service, who.facility, "delivered") if channel == "sms" else ("", "", "")
        rows["responses"].append(
            (at, ministry, name, ward.version_id, name, channel, who.language, local, "finished", "", ended, ended, False,
             False, "", *invited, local, False)
        )  # fmt: skip
        rows["answers"] += [
            (ministry, local, at, question, state, value, "", "typed", who.language, channel, 1, begun, begun + 20_000, False)
            for question, state, value in who.answers
        ]


_midnights: dict[tuple[str, date], int] = {}


def midnight_ms_of(office: Office, day: date) -> int:
    """When a local day of a ministry begins; worked out once."""
    if (office.key, day) not in _midnights:
        _midnights[office.key, day] = midnight_ms(office, day)
    return _midnights[office.key, day]


def _published(gateway: Gateway, office: Office, topic: Topic, first: date) -> int:
    """A survey of the made-up country with two questions more, so that it has ten; published before the first day."""
    listed = places(office.facilities(DISTRICTS, FACILITIES))
    before, _, after = survey(office, topic).partition("\n  - question: clean\n")
    clean, _, rest = after.partition("\n  - question: comment\n")
    more = "".join(
        f"\n  - question: {name}\n{clean.replace('Cleanliness', name.title())}" for name in ("clean", "calm", "safe")
    )
    text = f"{before}{more}\n  - question: comment\n{rest}".replace("\naccepted:\n", "\naccepted:\n" + LONG)
    then = replace(gateway, now_ms=lambda: midnight_ms(office, first) - DAY_MS)
    proposal = propose(then, Manuscript(text.encode(), lambda _: listed), office.key)
    made = publish(then, proposal, "bench", proposal.to_confirm)
    assert made is not None
    return made.id


def _people(luck: Random, office: Office, topic: Topic) -> Iterator[Person]:
    where, reasons = office.facilities(DISTRICTS, FACILITIES), reasons_of(office)
    for _ in range(KINDS_OF_PEOPLE):
        language, service = luck.choice(("en", office.language, office.language)), luck.choice(topic.services)
        yield Person(language, service.key, (at := luck.choice(where)).code, _ten(luck, at, service.key, language, reasons))


def _ten(
    luck: Random, at: Facility, service: str, language: str, reasons: Sequence[str]
) -> tuple[tuple[str, str, str | None], ...]:
    satisfied = luck.choices(("1", "2", "3", "4", "5", "dont_know"), (6, 8, 12, 40, 30, 4))[0]
    reason = luck.choice(reasons)
    words = comments.comment(luck, language, reason) if luck.random() < 0.2 else None
    said = {
        "facility": at.code, "service": service, "satisfied": satisfied, "reason": reason,
        "minutes": str(luck.randrange(1, 25) * 5),
        **{each: str(luck.randint(1, 5)) for each in ("staff", "clean", "calm", "safe")},
    }  # fmt: skip
    return (
        *((question, "answered", value) for question, value in said.items()),
        ("comment", "skipped" if words is None else "answered", words),
    )


def _write(u: Unit, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    columns = COLUMNS[table].split()
    if u.connection.dialect.name == "sqlite":
        into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        if rows := list(rows):
            u.connection.exec_driver_sql(into, rows)
        return
    u.connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    u.connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # every row points to one just written
    with (
        closing(u.connection.connection.cursor()) as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
