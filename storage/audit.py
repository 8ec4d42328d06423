"""The audit: who did what, when, each row chained to the one before by its SHA-256. Nothing in it names a person who was asked.

``append`` holds the chain against others until its unit ends: keep that unit short.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Text, cast, false, insert, literal, or_, select

from storage.tables import audit, signals

if TYPE_CHECKING:
    from storage.unit import Unit

_CHAIN = 0x43464722
"""The advisory lock that lets one append at a time on PostgreSQL; SQLite's unit is alone already."""

_AT_ONCE = 1000
"""Rows held in memory while the chain is read."""

CHANGED, TORN = "changed", "torn"
"""A row whose words do not give its digest; one that is not chained to the row before it: rows were removed, added or moved."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the audit. ``detail`` is JSON."""

    id: int
    at_ms: int
    actor: str
    action: str
    subject: str
    detail: str
    previous: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row at which the chain does not hold, and how: :data:`CHANGED` or :data:`TORN`."""

    id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Chain:
    """What a walk through the chain has found: how many rows hold, the digest of the last of them, and where it broke."""

    rows: int
    newest: str
    broken: Broken | None
    noted_at_row: int | None
    """The id of the row whose digest was noted outside; ``None`` if it is not in the chain."""


def append(u: Unit, *, actor: str, action: str, subject: str, at_ms: int, detail: Mapping[str, object] | None = None) -> str:
    """Add a row; returns its SHA-256. ``detail`` holds counts, digests and ids: whatever JSON can say, never a number."""
    if u.connection.dialect.name == "postgresql":
        u.connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_CHAIN})")
    newest = select(audit.c.sha256).order_by(audit.c.id.desc()).limit(1)
    previous = u.connection.execute(newest).scalar_one_or_none() or ""
    told = json.dumps(detail or {}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = link(previous, at_ms, actor, action, subject, told)
    row = {"at_ms": at_ms, "actor": actor, "action": action, "subject": subject, "detail": told, "previous": previous}
    u.connection.execute(insert(audit).values(**row, sha256=digest))
    return digest


def link(previous: str, at_ms: int, actor: str, action: str, subject: str, detail: str) -> str:
    """The SHA-256 of a row: of the row before and of all its own words, kept apart so that none can pass into another."""
    words = json.dumps([previous, at_ms, actor, action, subject, detail], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def newest(u: Unit) -> Entry | None:
    """The last row; its digest, noted outside, holds every row up to it."""
    row = u.connection.execute(select(*_ENTRY).order_by(audit.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else Entry(*row)


def entries(
    u: Unit, *, since_ms: int | None = None, before_ms: int | None = None, actor: str = "", action: str = ""
) -> Iterator[Entry]:
    """Rows from ``since_ms`` on and before ``before_ms``, in their order; of one actor or kind of action where one is named."""
    a = audit.c
    chosen = select(*_ENTRY).order_by(a.id).limit(_AT_ONCE)
    if since_ms is not None:
        chosen = chosen.where(a.at_ms >= since_ms)
    if before_ms is not None:
        chosen = chosen.where(a.at_ms < before_ms)
    for column, value in ((a.actor, actor), (a.action, action)):
        chosen = chosen.where(column == value) if value else chosen
    last = 0
    while rows := u.connection.execute(chosen.where(a.id > last)).all():
        yield from (Entry(*row) for row in rows)
        last = rows[-1].id


def kinds(u: Unit) -> list[str]:
    """Every kind of action that was ever written, in the order of letters."""
    return list(u.connection.execute(select(audit.c.action).distinct().order_by(audit.c.action)).scalars())


def newest_first(
    u: Unit,
    most: int,
    *,
    before_id: int | None = None,
    actor: str = "",
    action: str = "",
    ministries: Mapping[str, Collection[str]] | None = None,
) -> list[Entry]:
    """The last rows before one; of one actor or kind where one is named, and where ``ministries`` are, only what is
    about these: key of a ministry -> its surveys."""
    a = audit.c
    chosen = select(*_ENTRY).order_by(a.id.desc()).limit(most)
    if before_id is not None:
        chosen = chosen.where(a.id < before_id)
    for column, value in ((a.actor, actor), (a.action, action)):
        chosen = chosen.where(column == value) if value else chosen
    if ministries is not None:
        chosen = chosen.where(or_(false(), *(each for key, surveys in ministries.items() for each in _about(key, surveys))))
    return [Entry(*row) for row in u.connection.execute(chosen)]


def _about(ministry: str, surveys: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """How a row says that it is about a ministry: by its key, by one of its surveys, or by one of its signals."""
    a, names = audit.c, [ministry, f"ministry {ministry}", *surveys, *(f"survey {each}" for each in surveys)]
    theirs = select(literal("signal ").concat(cast(signals.c.id, Text))).where(signals.c.ministry == ministry)
    return a.subject.in_(names), a.subject.startswith(f"{ministry}/", autoescape=True), a.subject.in_(theirs)


def verify(u: Unit, noted: str = "") -> Chain:
    """Walk the chain from its first row to the first that does not hold, or to its end.

    Rows cut off at the end leave a chain that holds: only a digest that was ``noted`` outside before shows that.
    """
    rows, last, noted_at_row = 0, "", None
    for entry in entries(u):
        if entry.previous != last:
            return Chain(rows, last, Broken(entry.id, TORN), noted_at_row)
        if entry.sha256 != link(last, entry.at_ms, entry.actor, entry.action, entry.subject, entry.detail):
            return Chain(rows, last, Broken(entry.id, CHANGED), noted_at_row)
        rows, last = rows + 1, entry.sha256
        noted_at_row = entry.id if entry.sha256 == noted else noted_at_row
    return Chain(rows, last, None, noted_at_row)


_ENTRY = tuple(audit.c[name] for name in Entry.__dataclass_fields__)
