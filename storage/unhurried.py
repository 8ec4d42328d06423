"""Reading for work that takes longer than a citizen would wait: the night, an export."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from storage.unit import Unit, reading, unit


@contextmanager
def unhurried(engine: Engine) -> Iterator[Unit]:
    """One unchanging view of everything, to read from without a limit of time and without keeping anybody from writing.

    Nothing may be written in it: it is always rolled back.
    """
    if engine.dialect.name == "sqlite":
        with reading(engine) as connection:
            connection.exec_driver_sql("BEGIN DEFERRED").close()
            try:
                yield Unit(connection)
            finally:
                connection.exec_driver_sql("ROLLBACK").close()
        return
    with unit(engine) as u:
        u.connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        u.connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        u.connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield u
