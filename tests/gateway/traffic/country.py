"""A tiny country in a database, and what its tables hold of it, for comparing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import select

from gateway.secrets import load_secrets
from gateway.traffic import house, telling
from gateway.traffic.plan import Plan, plan
from gateway.wiring import Gateway, wire
from storage.tables import answers, invitations, responses, sessions, visits
from storage.unhurried import unhurried

LAST = date(2026, 3, 29)
NOW_MS = 1_774_850_400_000
"""6:00 UTC on 30 March 2026: the last day is over everywhere and its reports are due."""
TINY = replace(plan("tiny", 3, LAST), first=date(2026, 3, 2))

Row = tuple[object, ...]


def gateway_of(folder: Path, database_url: str, of: Plan = TINY) -> Gateway:
    """The gateway of a country, whose database is there and migrated."""
    settings = house.furnish(folder, of.offices, {"TRAFFIC_DATABASE_URL": database_url})
    return wire(settings, load_secrets(settings, {}), now_ms=lambda: NOW_MS)


def told(gateway: Gateway, of: Plan = TINY, days: int | None = None) -> int:
    """Tell the story, or that many more days of it; how many conversations they had."""
    story = telling.tell(gateway, of, NOW_MS, house.only_ours(gateway))
    counts = (talks for _, talks in story)
    return sum(counts if days is None else (next(counts) for _ in range(days)))


def held(gateway: Gateway, tables: Iterable[str] = ("visits", "invitations", "sessions", "responses", "answers")) -> list[Row]:
    """All rows of some tables, in one order, without what is sealed."""
    named = {t.name: t for t in (visits, invitations, sessions, responses, answers)}
    with unhurried(gateway.engine) as u:
        return [
            (name, *row) for name in tables for row in sorted(map(tuple, u.connection.execute(select(named[name]))), key=repr)
        ]
