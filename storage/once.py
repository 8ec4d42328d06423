"""Things that are stored once, whoever comes first: settled by a unique key in the database, not by looking before."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.unit import Unit

# The clause has the same name and arguments in both; only the class differs.
_INSERTS: dict[str, type[postgresql.Insert]] = {"postgresql": postgresql.Insert, "sqlite": sqlite.Insert}  # type: ignore[dict-item]


def insert_once(u: Unit, table: Table, keys: tuple[str, ...], values: Mapping[str, object]) -> int | None:
    """The new row's id, or ``None`` if a row with the same ``keys`` is there already; the transaction goes on either way."""
    insert = _INSERTS[u.connection.dialect.name]
    row = u.connection.execute(
        insert(table).values(**values).on_conflict_do_nothing(index_elements=keys).returning(table.c.id)
    ).one_or_none()
    return None if row is None else int(row.id)
