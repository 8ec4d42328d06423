"""One transaction, its commit spelled by the caller.

``with unit(engine) as u: reply = converse(u, hop); u.commit()``: whoever leaves without a commit has changed nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import TimeoutError as PoolExhausted

from storage.engine import connect, gate_of, without_begin
from storage.faults import Overtaken, Rejected, StorageFault, Unavailable

__all__ = ["Overtaken", "Rejected", "StorageFault", "Unavailable", "Unit", "connect", "reading", "unit"]


@dataclass(frozen=True, slots=True)
class Unit:
    """An open transaction: all of it happens at ``commit``, or none of it."""

    connection: Connection

    def commit(self) -> None:
        """Makes everything since the beginning durable. Raises ``Unavailable`` when the database could not promise that."""
        self.connection.commit()


@contextmanager
def unit(engine: Engine) -> Iterator[Unit]:
    """A transaction that may write; on SQLite it holds the write lock from here on. Rolls back unless committed.

    Raises ``Unavailable`` when the database is away or the lock is not to be had in time.
    """
    with _connection(engine) as connection, gate_of(connection):
        # At once: statements on the driver's own connection would not begin it.
        connection.begin()
        try:
            yield Unit(connection)
        finally:
            connection.rollback()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection on which every statement is its own transaction: reads, and a hop's single INSERT."""
    with _connection(engine) as connection:
        yield without_begin(connection)


@contextmanager
def _connection(engine: Engine) -> Iterator[Connection]:
    try:
        connection = engine.connect()
    except PoolExhausted:
        raise Unavailable("all connections of this process are busy") from None
    with connection:
        yield connection
