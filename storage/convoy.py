"""Hops that come at the same moment share one transaction and its one commit. SQLite's way to carry a hop.

SQLite has one writer, and each commit waits for the disk, after which the processor has forgotten the program: measured, that
doubles what a hop costs. So the hops of a process work one at a time on one connection, each adding to the open transaction,
and the one behind whom nobody waits commits for all. A lone hop commits at once: there is no thread that gathers, and nobody
waits for company.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, event

from storage.engine import WAIT_S, order, take_gate
from storage.faults import StorageFault, Unavailable
from storage.lane import Lanes
from storage.unit import Unit

LONGEST_S = 0.02
"""Who began a transaction does not wait longer for those who came after; then it is committed, whoever is waiting."""


class Batch:
    """One transaction of many hops."""

    __slots__ = ("began", "fault", "over", "riders")

    def __init__(self) -> None:
        self.began = monotonic()
        self.riders: list[Lock] = []
        """One for each hop that waits for the commit; opened when it is over."""
        self.over = False
        self.fault = ""


class Convoy:
    """The hops of one process on one SQLite file. Lends itself to one hop at a time."""

    def __init__(self, engine: Engine, lanes: Lanes, wait_s: float = WAIT_S) -> None:
        self.wait_s = wait_s
        self._lanes = lanes
        self._begin_anew()
        event.listen(engine, "engine_disposed", lambda _: self.close())

    def hop(self) -> Rider:
        """``with convoy.hop() as hop:`` this thread's turn; ends when all it has stored, and all it has seen, is durable.

        Raises ``Unavailable`` if that cannot be promised; then nothing of any hop in the same transaction is stored.
        """
        if self._process != os.getpid():  # a forked child has nothing of its parent's
            self._begin_anew()
        return Rider(self)

    def _begin_anew(self) -> None:
        self._process = os.getpid()
        self._turn = Lock()
        self._waiting: deque[None] = deque()
        self._connection: Connection | None = None
        self.batch: Batch | None = None

    def close(self) -> None:
        """Close the connection that is kept at hand, unless a hop is on its way with it."""
        if self._process != os.getpid():
            self._begin_anew()
        elif self._turn.acquire(blocking=False):
            self.abandon("closed")
            self._turn.release()

    # --- whose turn it is -----------------------------------------------------------------------------------------------

    def enter(self) -> Connection:
        """Wait for this thread's turn. Raises ``Unavailable`` if it does not come in time, or there is no connection."""
        self._waiting.append(None)
        came = self._turn.acquire(timeout=self.wait_s)
        self._waiting.pop()
        # Once more: somebody may have left the commit to who was waiting, that is to us.
        if not came and not self._turn.acquire(blocking=False):
            raise Unavailable("SQLite: too many are waiting for their turn")
        try:
            if self._connection is None:
                connection = self._lanes.take()
                self._gate = take_gate(connection)
                self._connection = connection
            return self._connection
        except BaseException:
            self._turn.release()
            raise

    def leave(self) -> None:
        """Give the turn to whoever waits; if nobody does, commit first."""
        batch = self.batch
        if batch is not None and (not self._waiting or monotonic() - batch.began > LONGEST_S):
            self._commit(batch)
        self._turn.release()
        if batch is not None and not batch.over:
            self.commit_if_alone(batch)

    def commit_if_alone(self, batch: Batch) -> None:
        """Commit if nobody has the turn, who would do it."""
        if not self._waiting and self._turn.acquire(blocking=False):
            if self.batch is batch:
                self._commit(batch)
            self._turn.release()

    # --- the transaction ------------------------------------------------------------------------------------------------

    def begin(self, connection: Connection) -> None:
        """Begin a transaction, unless one is open. Raises ``Unavailable``."""
        if self.batch is None:
            self._gate.__enter__()
            try:
                order(connection, "BEGIN IMMEDIATE")
            except BaseException:
                self._gate.__exit__(None, None, None)
                raise
            self._gate.entrust()
            self.batch = Batch()

    def abandon(self, fault: str) -> None:
        """Undo the open transaction, if there is one, and say so to all its hops; the connection is not used again."""
        if (connection := self._connection) is not None:
            self._connection = None
            connection.invalidate()
            connection.close()
        if self.batch is not None:
            self.batch.fault = fault
            self._end(self.batch)

    def _commit(self, batch: Batch) -> None:
        assert self._connection is not None
        try:
            order(self._connection, "COMMIT")
        except StorageFault as fault:
            self.abandon(str(fault))
        else:
            self._end(batch)

    def _end(self, batch: Batch) -> None:
        self.batch = None
        self._gate.take_over()
        self._gate.__exit__(None, None, None)
        batch.over = True
        for rider in batch.riders:
            rider.release()


class Rider:
    """One hop: its ``connection`` for what it reads; ``begin`` before it writes one row, ``unit`` for several."""

    __slots__ = ("_convoy", "_is_on", "connection")

    def __init__(self, convoy: Convoy) -> None:
        self._convoy = convoy

    def __enter__(self) -> Rider:
        self.connection = self._convoy.enter()
        self._is_on = True
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not self._is_on:
            return
        if kind is None:
            self.commit()
        elif issubclass(kind, Unavailable) or self._is_lost():
            self._convoy.abandon(str(error) if issubclass(kind, StorageFault) else kind.__name__)
            self._convoy.leave()
        else:
            self._convoy.leave()

    def begin(self) -> None:
        """From here on this hop may write one row. Raises ``Unavailable``."""
        self._convoy.begin(self.connection)

    def commit(self) -> None:
        """What this hop has stored and seen is durable when this returns. Raises ``Unavailable``. The hop's turn is over."""
        self._is_on = False
        batch = self._convoy.batch
        if batch is None:
            self._convoy.leave()
            return
        over = Lock()
        over.acquire()
        batch.riders.append(over)
        self._convoy.leave()
        if not over.acquire(timeout=self._convoy.wait_s):
            self._convoy.commit_if_alone(batch)
            if not batch.over:
                raise Unavailable("SQLite: the commit does not end")
        if batch.fault:
            raise Unavailable(batch.fault)

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """Several rows, all or none, as :func:`storage.unit.unit`; ``commit`` ends this hop's turn."""
        self.begin()
        order(self.connection, "SAVEPOINT hop")
        unit = _Part(self.connection, self)
        try:
            yield unit
        finally:
            if self._is_on and not self._is_lost():
                order(self.connection, "ROLLBACK TO hop")
                order(self.connection, "RELEASE hop")

    def _is_lost(self) -> bool:
        """True if SQLite has rolled the transaction back by itself, as it does when the disk is full."""
        driver: Any = self.connection.connection.driver_connection
        return self._convoy.batch is not None and not driver.in_transaction


@dataclass(frozen=True, slots=True)
class _Part(Unit):
    rider: Rider

    def commit(self) -> None:
        order(self.connection, "RELEASE hop")
        self.rider.commit()
