"""The texts of lists, such as all clinics of a country: kept once, however many versions of surveys use them."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from storage.tables import lists
from storage.unit import Unit


def digest(content: bytes) -> str:
    """The SHA-256 of a list's bytes in hexadecimal, by which it is known."""
    return hashlib.sha256(content).hexdigest()


def keep(u: Unit, content: bytes) -> str:
    """The digest of a list that is stored from now on, or was already."""
    name = digest(content)
    # PostgreSQL's class of INSERT: SQLite took its ON CONFLICT clause over.
    new = insert(lists).values(sha256=name, content=content)
    u.connection.execute(new.on_conflict_do_nothing(index_elements=["sha256"]))
    return name


def content_of(c: Connection, sha256: str) -> bytes:
    """The bytes of a list as they were published. Raises ``LookupError`` for a digest that is not kept."""
    found = c.execute(select(lists.c.content).where(lists.c.sha256 == sha256)).scalar_one_or_none()
    if found is None:
        raise LookupError(f"no list {sha256}")
    return bytes(found)
