"""How a hop of a call reaches the database: on SQLite in company, on PostgreSQL by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

from sqlalchemy import Connection, Engine

from storage.convoy import Convoy
from storage.engine import order
from storage.lane import Lanes
from storage.unit import Unit


class Hop(Protocol):
    """What a hop may do: read, then write one row after ``begin``, or several in a ``unit``."""

    connection: Connection
    """For prepared statements. What is read may be uncommitted: it is durable when the hop's block has been left."""

    def begin(self) -> None:
        """Before the one row. Raises ``Unavailable``."""

    def commit(self) -> None:
        """The one row is durable when this returns. Raises ``Unavailable``. Nothing comes after it."""

    def unit(self) -> AbstractContextManager[Unit]:
        """All or nothing, once ``commit`` is said. Nothing comes after it."""


class Hops:
    """``with hops.hop() as hop:`` around everything a hop asks of the database. One for each process."""

    def __init__(self, engine: Engine) -> None:
        self._lanes = Lanes(engine)
        self._convoy = Convoy(engine, self._lanes) if engine.dialect.name == "sqlite" else None

    def close(self) -> None:
        """Close what is kept at hand, as when the process ends."""
        if self._convoy is not None:
            self._convoy.close()
        self._lanes.close()

    def hop(self) -> AbstractContextManager[Hop]:
        return _Single(self._lanes) if self._convoy is None else self._convoy.hop()


class _Single:
    """A hop on a connection of its own, on which each statement is its own transaction."""

    __slots__ = ("_lanes", "connection")

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes

    def __enter__(self) -> _Single:
        self.connection = self._lanes.take()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._lanes.give_back(self.connection, kind is None)

    def begin(self) -> None:
        pass

    def commit(self) -> None:
        pass

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        order(self.connection, "BEGIN")
        unit = Whole(self.connection, [])
        try:
            yield unit
        finally:
            if not unit.ended and not self.connection.invalidated:
                order(self.connection, "ROLLBACK")


@dataclass(frozen=True, slots=True)
class Whole(Unit):
    """A transaction of one hop by itself."""

    ended: list[bool]

    def commit(self) -> None:
        self.ended.append(True)
        order(self.connection, "COMMIT")
