"""A day of callbacks, recorded and posted again in any order, changes nothing: no row, no text, no state."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from counter import CLINIC_CODE, Counter
from sqlalchemy import Engine, update
from werkzeug.test import TestResponse

from gateway.conversing.close import close_due
from storage.tables import call_ends, metadata, outbox
from storage.unit import unit

PEOPLE = [f"+266580000{n:02}" for n in range(1, 9)]


@dataclass
class Day:
    """Everything the aggregator posted, in its order."""

    counter: Counter
    posted: list[tuple[str, str]] = field(default_factory=list)

    def post(self, hook: str, fields: dict[str, str]) -> TestResponse:
        body = urlencode(fields)
        self.posted.append((hook, body))
        return self.counter.post(hook, body)

    def text(self, words: str, number: str) -> None:
        self.counter.clock.pass_(seconds=20)
        date, n = self.counter.date(), len(self.posted)
        self.post("sms", {"text": words, "to": "40145", "id": f"ATXid_{n}", "from": number, "date": date})

    def call(self, number: str, *said: str) -> None:
        n = len(self.posted)
        for hop in range(len(said) + 1):
            self.counter.clock.pass_(seconds=5)
            heard = "*".join(said[:hop])
            fields = {"phoneNumber": number, "serviceCode": CLINIC_CODE, "text": heard, "sessionId": f"ATUid_{n}"}
            assert self.post("ussd", fields).text.startswith(("CON ", "END "))
        self.post("ussd-ended", {"sessionId": f"ATUid_{n}", "status": "Incomplete", "phoneNumber": number})

    def reports(self) -> None:
        """Every text that waits is handed over, and its reports come: out of order, one of them twice."""
        with unit(self.counter.gateway.engine) as u:
            u.connection.execute(update(outbox).values(state="sent", claimed_at_ms=self.counter.clock()))
            for row in self.counter.rows(outbox):
                named = update(outbox).where(outbox.c.id == row["id"])
                u.connection.execute(named.values(provider_id=f"out_{row['id']}"))
            u.commit()
        for row in self.counter.rows(outbox):
            for status in ("Success", "Sent", "Success") if row["id"] % 2 else ("Sent", "Failed"):
                self.post("delivery", {"id": f"out_{row['id']}", "status": status, "phoneNumber": PEOPLE[0]})


@pytest.fixture
def day(engine: Engine, tmp_path: Path) -> Day:
    day = Day(Counter(engine, tmp_path / "var"))
    for number in PEOPLE[:4]:
        for words in ("CLINIC", "1", "1301", "2", "1", "5", "yes", "no")[: 3 + PEOPLE.index(number) * 2]:
            day.text(words, number)
    day.text("what is this?", PEOPLE[0])
    day.text("STOP", PEOPLE[1])
    day.text("HELP", PEOPLE[4])
    day.text("", PEOPLE[5])
    for number in PEOPLE[4:]:
        day.call(number, *("1", "1301", "2", "1")[: PEOPLE.index(number) - 3])
    day.call(PEOPLE[6])
    day.post("opt-out", {"senderId": "GOV", "phoneNumber": PEOPLE[7]})
    day.reports()
    return day


def everything(counter: Counter) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table; the end of a call is noted as often as it is told, and nothing follows from it."""
    return {table.name: counter.rows(table) for table in metadata.sorted_tables if table is not call_ends}


def by_chance(seed: int) -> Callable[[list[tuple[str, str]]], list[tuple[str, str]]]:
    return lambda posted: random.Random(seed).sample(posted * 2, 2 * len(posted))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("order", [lambda posted: posted * 2, lambda posted: posted[::-1] * 2, *map(by_chance, range(3))])
@pytest.mark.parametrize("hours", [0.1, 5, 20, 60])
def test_a_whole_day_posted_twice_more_changes_nothing(day: Day, order: Callable[[Any], Any], hours: float) -> None:
    """On another day the id of a call is that of another call, so hops are posted again on their own day only."""
    day.counter.clock.pass_(hours=hours)
    close_due(day.counter.gateway)
    posted = [each for each in day.posted if hours < 12 or each[0] != "ussd"]
    before = everything(day.counter)
    for n, (hook, body) in enumerate(order(posted)):
        day.counter.clock.pass_(seconds=n % 3)
        answer = day.counter.post(hook, body)
        assert answer.status_code == 200
        assert answer.text == "ok\n" if hook != "ussd" else answer.text.startswith(("CON ", "END "))
    after = everything(day.counter)
    assert {name for name in after if after[name] != before[name]} == set()
    assert len(before["inbox"]) > 20
    assert len(before["outbox"]) > 10
