"""Builders for whoever is asked after a service: a small survey that visits start, visits that were drawn, texts gone out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from counter import Counter
from sqlalchemy import Engine, func, select, update

from storage import contacts, testers, uploads, visits
from storage.tables import invitations, outbox
from storage.tables import visits as visits_table
from storage.unit import unit
from storage.visits import NewInvitation, NewVisit, Stratum

NUMBER = "+26658000001"
MONDAY_MS = 1_795_428_000_000
"""Monday 23 November 2026, 10:00 UTC: noon in Lesotho."""
MASERU = "Africa/Maseru"

WATER = """
survey: {name}
title: Water
owner: Water Office, Lesotho
time zone: Africa/Maseru
languages: {{ en: English }}
starts when:
  a visit is recorded: 2 hours later, by sms
  someone texts: {word} to 40145
  someone dials: "{dial}"
visit columns: {{ office: answer }}
rules:
  one answer per phone every: 7 days
  text only between: 08:00 and 19:00
  remind once after: 1 day
  close after: 3 days
  use visits from the last: 2 days
welcome: {{ en: Water Office asks. Free. Text STOP to end. }}
questions:
- question: office
  known from: visit.office
  ask: {{ en: Which office? }}
  answer: choice
  choices: {{ north: {{ en: North }}, south: {{ en: South }} }}
- question: works
  ask: {{ en: Does it work? }}
  answer: yes or no
thank you: {{ en: Thanks. }}
"""


def water(name: str = "water", word: str = "WATER", dial: str = "*120*46#") -> str:
    return WATER.format(name=name, word=word, dial=dial)


def office(engine: Engine, var: Path, at_ms: int = MONDAY_MS) -> Counter:
    """A gateway with the survey ``water`` of the ministry ``health``, at noon of a Monday."""
    counter = Counter(engine, var, surveys=())
    counter.clock.at_ms = at_ms
    counter.publish("water", water(), "health")
    return counter


def at(local: str) -> int:
    """The instant at which a wall in Lesotho shows this, as ``2026-11-23 12:00``."""
    return round(datetime.fromisoformat(local).replace(tzinfo=UTC).timestamp() * 1000) - 7_200_000


def drawn(
    counter: Counter,
    number: str = NUMBER,
    *,
    survey: str = "water",
    ministry: str = "health",
    due_at_ms: int | None = None,
    zone: str = MASERU,
    cells: Mapping[str, str] | None = None,
    recorded_at_ms: int | None = None,
    invited: bool = True,
    service: str = "",
    facility: str = "",
) -> int:
    """A visit that was drawn, with its invitation, due now if nothing else is said; the visit's id."""
    gateway = counter.gateway
    now_ms = counter.clock()
    sha256 = hashlib.sha256(f"{now_ms}{number}".encode()).hexdigest()
    with unit(gateway.engine) as u:
        contact_id = contacts.contact_of(u, gateway.vault, number, now_ms).id
        upload = uploads.begin(
            u, ministry=ministry, survey=survey, source="file", sha256=sha256, seed="seed", rows=1, at_ms=now_ms,
            received_from="test",
        )  # fmt: skip
        number_of_visit = u.connection.execute(select(func.count()).select_from(visits_table)).scalar_one() + 1
        reference = f"V{number_of_visit}"
        new = NewVisit(
            reference, contact_id, json.dumps(dict(cells or {"office": "north"})),
            Stratum(date(2026, 11, 23), service, facility),
            now_ms if recorded_at_ms is None else recorded_at_ms, visits.DRAWN,
        )  # fmt: skip
        visits.store(u, upload.id, ministry, survey, [new])
        visit_id: int = u.connection.execute(select(func.max(visits_table.c.id))).scalar_one()
        if invited:
            due_ms = now_ms if due_at_ms is None else due_at_ms
            visits.invite(u, ministry, survey, [NewInvitation(visit_id, contact_id, zone, due_ms)])
        u.commit()
    return visit_id


def decisions(counter: Counter) -> list[str]:
    """What became of every invitation, in the order of the visits: its state, or why it was withheld."""
    return [row["reason"] or row["state"] for row in counter.rows(invitations)]


def texts(counter: Counter) -> list[tuple[str, str]]:
    """Every text that was queued: its kind and its first words."""
    return [(row["kind"], row["text"].partition(".")[0]) for row in counter.rows(outbox)]


def deliver_all(counter: Counter, state: str = "delivered") -> None:
    """Every text that waits reached its phone, or became of it what ``state`` says."""
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(outbox).where(outbox.c.state == "due").values(state=state))
        u.commit()


def of_the_house(counter: Counter, number: str = NUMBER) -> None:
    with unit(counter.gateway.engine) as u:
        testers.mark(u, contacts.contact_of(u, counter.gateway.vault, number, counter.clock()).id, True)
        u.commit()


def says(counter: Counter, words: str, number: str = NUMBER) -> str | None:
    """Somebody texts, a minute later; the reply that now waits."""
    counter.clock.pass_(seconds=60)
    return counter.text(words, number, id=f"{counter.clock()} {number}")
