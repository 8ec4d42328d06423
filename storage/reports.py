"""Reports as they were released: kept for ever, so that a reprint has the same numbers whatever has changed since.

Of a report whose table of figures breaks its own rules, that and why is kept too: nobody else is given its figures.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import reports

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.unit import Unit

NIGHTLY, OVERVIEW = "nightly", "overview"
_KEY = ("ministry", "local_day", "kind", "language")


@dataclass(frozen=True, slots=True)
class Kept:
    """What there is of one report: ``content`` is its JSON by language, in which it was released first."""

    content: Mapping[str, bytes]
    method_version: str
    released_at_ms: int


def keep(u: Unit, ministry: str, day: date, kind: str, content: Mapping[str, bytes], method_version: str, at_ms: int) -> None:
    """Keep a report in its languages. What is there stays as it is: a report is released once."""
    for language, raw in content.items():
        row = {
            "ministry": ministry,
            "local_day": day,
            "kind": kind,
            "language": language,
            "method_version": method_version,
            "content": zlib.compress(raw, 9),
            "sha256": hashlib.sha256(raw).hexdigest(),
            "released_at_ms": at_ms,
        }
        # PostgreSQL's class of INSERT: SQLite took its ON CONFLICT clause over, and SQLAlchemy renders it for both.
        u.connection.execute(insert(reports).values(row).on_conflict_do_nothing(index_elements=_KEY))


def find(u: Unit, ministry: str, day: date, kind: str = NIGHTLY) -> Kept | None:
    """A report as it was released, or ``None`` if it was not. Raises ``ValueError`` if it is damaged."""
    query = select(reports).where(reports.c.ministry == ministry, reports.c.local_day == day, reports.c.kind == kind)
    rows = list(u.connection.execute(query.order_by(reports.c.language)))
    if not rows:
        return None
    content = {row.language: _whole(row.content, row.sha256) for row in rows}
    return Kept(content, rows[0].method_version, min(row.released_at_ms for row in rows))


def _whole(compressed: bytes, sha256: str) -> bytes:
    raw = zlib.decompress(compressed)
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise ValueError("a kept report is not what was released")
    return raw


def days(u: Unit, ministry: str, kind: str = NIGHTLY) -> list[date]:
    """The local days of which a report was released, the oldest first."""
    query = select(reports.c.local_day).where(reports.c.ministry == ministry, reports.c.kind == kind).distinct()
    return list(u.connection.execute(query.order_by(reports.c.local_day)).scalars())


def withhold(u: Unit, ministry: str, day: date, why: str) -> bool:
    """Keep back the figures of a report from others, or give them free where ``why`` is empty; says whether that is new."""
    one = (reports.c.ministry == ministry, reports.c.local_day == day, reports.c.kind == NIGHTLY)
    changed = update(reports).where(*one, reports.c.withheld != why).values(withheld=why)
    return bool(u.connection.execute(changed).rowcount)


def withheld(u: Unit, ministry: str) -> dict[date, str]:
    """The days of which the figures are kept back, each with why."""
    query = select(reports.c.local_day, reports.c.withheld).where(
        reports.c.ministry == ministry, reports.c.kind == NIGHTLY, reports.c.withheld != ""
    )
    return {day: why for day, why in u.connection.execute(query.order_by(reports.c.local_day))}
