"""How this house connects to its database: the settings of SQLite and PostgreSQL, each with its reason."""

from __future__ import annotations

import os
import select
import weakref
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from storage.faults import DRIVER_ERRORS, fault
from storage.gate import Gate
from storage.patience import connect_patiently

WAIT_S = 2.0
"""How long a statement waits for another process's lock, and a new connection for the server."""

STATEMENT_S = 3.0
"""How long PostgreSQL may work on one statement: a citizen gets an answer within five seconds, even if it is an excuse."""

CONNECTIONS = 16
"""Most connections of one process. A thread holds one while it works."""

_GATE = "storage_gate"
_NO_BEGIN = "storage_no_begin"
_OPEN: AbstractContextManager[None] = nullcontext()


def connect(url: str, *, wait_s: float = WAIT_S, statement_s: float = STATEMENT_S) -> Engine:
    """The engine for a SQLite file or a PostgreSQL server. Nothing is opened until it is first used.

    Driver connections are in autocommit, so that a hop's single INSERT needs no BEGIN and no COMMIT of its own; SQLAlchemy's
    ``begin`` sends the BEGIN, on SQLite with the write lock taken at once: a transaction that reads first and writes later
    is otherwise refused without waiting as soon as another has committed in between.
    """
    place = make_url(url)
    engine = _sqlite(place, wait_s) if place.get_backend_name() == "sqlite" else _postgresql(place, wait_s, statement_s)
    event.listen(engine, "handle_error", _explain)
    _forget_in_children(engine)
    return engine


def gate_of(connection: Connection) -> AbstractContextManager[None]:
    """What a writer on this connection holds while it writes: SQLite's gate, or nothing."""
    gate: AbstractContextManager[None] = connection.info.get(_GATE, _OPEN)
    return gate


def take_gate(connection: Connection) -> Gate:
    """SQLite's gate, for a writer that passes it itself: the connection's own statements do not stop at it any more."""
    gate: Gate = connection.info.pop(_GATE)
    return gate


def without_begin(connection: Connection) -> Connection:
    """The same connection, on which each statement is its own transaction from now on."""
    return connection.execution_options(**{_NO_BEGIN: True})


def _sqlite(url: URL, wait_s: float) -> Engine:
    arguments = {"timeout": wait_s, "isolation_level": None, "check_same_thread": False}
    engine = _pooled(url, arguments)
    gate = Gate(Path(url.database or "memory"), wait_s)
    event.listen(engine, "connect", lambda connection, record: _prepare_sqlite(connection, record, gate))
    event.listen(engine, "begin", _begin_immediate)
    return engine


# Another process's commit empties a connection's page cache; what is mapped is still there: half the time of a look-up.
_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "mmap_size = 1073741824")


def _prepare_sqlite(connection: SqliteConnection, record: ConnectionPoolEntry, gate: Gate) -> None:
    record.info[_GATE] = gate
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_immediate(connection: Connection) -> None:
    if _NO_BEGIN not in connection.get_execution_options():
        order(connection, "BEGIN IMMEDIATE")


def _postgresql(url: URL, wait_s: float, statement_s: float) -> Engine:
    limits = {"statement_timeout": statement_s, "lock_timeout": wait_s, "idle_in_transaction_session_timeout": 4 * statement_s}
    arguments = {
        "autocommit": True,
        "prepare_threshold": 1,
        "connect_timeout": max(2, round(wait_s)),
        "tcp_user_timeout": round(wait_s * 1000),
        "application_name": "citizen-feedback-gateway",
        "options": " ".join(f"-c {name}={round(limit * 1000)}" for name, limit in limits.items()),
    }
    engine = _pooled(url.set(drivername="postgresql+psycopg"), arguments, use_native_hstore=False)
    event.listen(engine, "do_connect", connect_patiently)
    event.listen(engine, "checkout", _refuse_closed)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    if _NO_BEGIN not in connection.get_execution_options():
        order(connection, "BEGIN")


def order(connection: Connection, statement: str) -> None:
    """A statement without values and rows, on the driver's connection: a third of the cost, and none of the bookkeeping that a
    BEGIN could confuse."""
    driver: Any = connection.connection.driver_connection
    try:
        driver.execute(statement).close()
        return
    except DRIVER_ERRORS as error:
        ours = fault(error)
        if getattr(driver, "closed", False):
            connection.invalidate()
    raise ours


def _refuse_closed(connection: Any, record: object, proxy: object) -> None:
    """An idle server connection has nothing to say: bytes waiting on it are a farewell. Costs no round trip."""
    waiting = select.poll()
    waiting.register(connection.pgconn.socket, select.POLLIN)
    if waiting.poll(0):
        raise DisconnectionError


def _pooled(url: URL, arguments: dict[str, Any], **dialect: Any) -> Engine:
    # Last in, first out: the connection with the warmest page cache and prepared statements.
    return create_engine(
        url, connect_args=arguments, hide_parameters=True, poolclass=QueuePool, pool_use_lifo=True,
        pool_size=CONNECTIONS, max_overflow=0, pool_timeout=WAIT_S, **dialect,
    )  # fmt: skip


def _explain(context: ExceptionContext) -> BaseException | None:
    """Replaces a driver's error by one of ours, and empties the driver's own, which a traceback would print below it."""
    if isinstance(context.original_exception, DisconnectionError):
        return None
    ours = fault(context.original_exception)
    context.original_exception.args = (str(ours),)
    return ours


def _forget_in_children(engine: Engine) -> None:
    """A forked process opens its own connections: one shared by two processes corrupts both.

    SQLite asks for more, which no hook can give: never fork while another thread is in a unit.
    """
    here = weakref.ref(engine)

    def forget() -> None:
        if (inherited := here()) is not None:
            inherited.dispose(close=False)

    os.register_at_fork(after_in_child=forget)
