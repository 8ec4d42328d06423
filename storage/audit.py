"""The audit: who did what, when, each row chained to the one before by its SHA-256. Nothing in it names a person who was asked.

``append`` holds the chain against others until its unit ends: keep that unit short.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from storage.tables import audit

if TYPE_CHECKING:
    from storage.unit import Unit

_CHAIN = 0x43464722
"""The advisory lock that lets one append at a time on PostgreSQL; SQLite's unit is alone already."""


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
