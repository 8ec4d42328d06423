"""Things that are stored once, whoever comes first: settled by a unique key in the database, not by looking before."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Table, bindparam
from sqlalchemy.dialects.postgresql import insert

from storage.prepared import Prepared
from storage.unit import Unit


def insert_once(u: Unit, table: Table, keys: tuple[str, ...], values: Mapping[str, object]) -> int | None:
    """The new row's id, or ``None`` if a row with the same ``keys`` is there already; the transaction goes on either way.

    Values are numbers, text and bytes.
    """
    row = _insert(table, keys, tuple(values)).one(u.connection, **values)
    return None if row is None else int(row[0])


@cache
def _insert(table: Table, keys: tuple[str, ...], names: tuple[str, ...]) -> Prepared:
    # PostgreSQL's class of INSERT: SQLite took its ON CONFLICT clause over, and SQLAlchemy renders it for both.
    new = insert(table).values({name: bindparam(name) for name in names})
    return Prepared(new.on_conflict_do_nothing(index_elements=keys).returning(table.c.id))
