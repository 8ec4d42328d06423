"""How far something was read that is fetched piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from storage.tables import cursors

if TYPE_CHECKING:
    from storage.unit import Unit


def get(u: Unit, name: str) -> str | None:
    """Where reading goes on; ``None`` before the first time."""
    return u.connection.execute(select(cursors.c.value).where(cursors.c.name == name)).scalar_one_or_none()


def put(u: Unit, name: str, value: str, at_ms: int) -> None:
    """Reading goes on behind ``value``."""
    new = insert(cursors).values(name=name, value=value, at_ms=at_ms)
    u.connection.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": value, "at_ms": at_ms}))
