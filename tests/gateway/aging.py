"""Builders for what grows old: a survey with terms of its own, people who answered it, and a look into every file."""

from __future__ import annotations

import json
from collections import Counter as Counts
from pathlib import Path
from typing import Any

from counter import Call, Counter
from sqlalchemy import Engine, Table, update

from gateway.conversing import filing
from gateway.conversing.close import close_due
from gateway.keeping import retention
from storage.tables import metadata, outbox, responses
from storage.unit import unit

NUMBER = "+26658000001"
OTHER = "+26658000002"
MONDAY_MS = 1_795_428_000_000
"""Monday 23 November 2026, noon in Lesotho."""
WROTE = "the queue of the old men moved like cold porridge"

SURVEY = """\
survey: water
title: Water
owner: Water Office, Lesotho
time zone: Africa/Maseru
languages: {{ en: English }}
starts when:
  a visit is recorded: 2 hours later, by sms
  someone texts: WATER to 40145
  someone dials: "*120*45#"
visit columns: {{ office: answer, first name: text up to 20 }}
rules:
  close after: 3 days
  use visits from the last: 2 days
  keep phone numbers for: {numbers}
  keep written answers for: {words}
welcome: Water Office asks. Free. Text STOP to end.
questions:
  - question: works
    counts as: headline
    ask: Does it work?
    answer: yes or no
  - question: number
    ask: On which number may we call you?
    answer: phone
    may be skipped: yes
  - question: comment
    ask: What happened?
    answer: text
    may be skipped: yes
thank you: Thank you.
"""


def office(engine: Engine, var: Path, numbers: str = "10 days", words: str = "20 days") -> Counter:
    """A gateway with the survey ``water`` of the ministry ``health``, at noon of a Monday."""
    counter = Counter(engine, var, surveys=())
    counter.clock.at_ms = MONDAY_MS
    counter.publish("water", SURVEY.format(numbers=numbers, words=words), "health")
    return counter


def called(counter: Counter, id: str = "ATUid_1", number: str = NUMBER, wrote: str = WROTE) -> None:
    """Somebody dials and answers everything: yes, this number, and a comment."""
    shown = Call(counter, id, number, code="*120*45#").go("1", "1", "1", wrote)
    assert shown == "END Thank you.", shown


def texted(counter: Counter, id: str = "T", number: str = OTHER, wrote: str = WROTE) -> None:
    """Somebody answers everything by text."""
    for n, words in enumerate(("WATER", "1", "1", "1", wrote)):
        counter.text(words, number, id=f"{id}{n}")
        counter.clock.pass_(seconds=60)


def sent(counter: Counter, state: str = "delivered") -> None:
    """Every text that waits was sent, and this became of it."""
    with unit(counter.gateway.engine) as u:
        values = {"state": state, "provider_id": outbox.c.channel + "-" + outbox.c.id.cast(outbox.c.text.type)}
        u.connection.execute(update(outbox).where(outbox.c.state == "due").values(values))
        u.commit()


def filed(counter: Counter) -> None:
    """Conversations whose time is over are closed, and every response is filed."""
    close_due(counter.gateway)
    for row in counter.rows(responses):
        filing.file_response(counter.gateway, row["session_id"])


def retained(counter: Counter) -> dict[str, int]:
    """One whole pass; what it did, of all ministries together."""
    done: Counts[str] = Counts()
    for _, counts in retention.everything(counter.gateway):
        done += counts
    return dict(done)


def everything(counter: Counter, *tables: Table) -> str:
    """Every row of all tables, or of some, as one text."""
    rows: list[Any] = [counter.rows(table) for table in tables or metadata.sorted_tables]
    return json.dumps(rows, default=lambda v: bytes(v).decode("latin-1") if isinstance(v, bytes) else str(v))
