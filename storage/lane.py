"""Connections kept at hand for the hops of calls.

Measured: to take a connection from the pool, wrap it and give it back costs 60 µs of a hop's 400; to take one from here, one.
"""

from __future__ import annotations

import os
import select
from collections import deque
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import TimeoutError as PoolExhausted

from storage.engine import without_begin
from storage.faults import Unavailable

MOST_KEPT = 4
"""Connections kept beyond their use; the pool has more for whoever comes at the same moment."""


class Lanes:
    """``with lanes.lane() as c:`` gives a connection on which every statement is its own transaction.

    For prepared statements only: a result that is not read to its end would hold its rows for the next hop. Raises
    ``Unavailable`` when the database is away. After any error the connection goes back to the pool, which knows what to do.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: deque[Connection] = deque()
        self._process = os.getpid()
        event.listen(engine, "engine_disposed", lambda _: self.close())

    def lane(self) -> Lane:
        return Lane(self)

    def take(self) -> Connection:
        """A connection at hand, else a new one."""
        if self._process != os.getpid():  # a forked child opens its own
            self._kept, self._process = deque(), os.getpid()
        while (connection := self._pop()) is not None:
            if not _has_been_closed(connection):
                return connection
            connection.close()
        try:
            return without_begin(self._engine.connect())
        except PoolExhausted:
            raise Unavailable("all connections of this process are busy") from None

    def give_back(self, connection: Connection, well: bool) -> None:
        """Keep a connection for the next hop, or let the pool have it."""
        if well and len(self._kept) < MOST_KEPT:
            self._kept.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Close all kept connections; their pool may be gone already."""
        while (connection := self._pop()) is not None:
            connection.invalidate()
            connection.close()

    def _pop(self) -> Connection | None:
        try:
            return self._kept.pop()
        except IndexError:
            return None


def _has_been_closed(connection: Connection) -> bool:
    """An idle server connection has nothing to say: bytes waiting on it are a farewell. Costs no round trip."""
    driver: Any = connection.connection.driver_connection
    server = getattr(driver, "pgconn", None)
    if server is None:
        return False
    waiting = select.poll()
    waiting.register(server.socket, select.POLLIN)
    return bool(waiting.poll(0))


class Lane:
    """One use of a connection."""

    __slots__ = ("_connection", "_lanes")

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes

    def __enter__(self) -> Connection:
        self._connection = self._lanes.take()
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._lanes.give_back(self._connection, kind is None)
