"""How long somebody waits for us: while they do, no word with PostgreSQL takes longer.

The server's own limits end a slow statement; they say nothing where the server itself has stopped (its disk hangs, it is
frozen), for its machine still takes our bytes. SQLite has no server: there the wait for its locks is all there is.
"""

from __future__ import annotations

from threading import local
from time import monotonic
from types import TracebackType
from typing import Any

import psycopg

_LEAST_S = 0.001


class _Here(local):
    until: float | None = None


_here = _Here()


class Patience:
    """``with Patience(2.5):`` every statement of this thread on PostgreSQL ends by then, at worst as ``Unavailable``.

    The connection of one that did not is closed. A patience within another one cannot be longer.
    """

    __slots__ = ("_before", "_seconds")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        self._before = _here.until
        until = monotonic() + self._seconds
        _here.until = until if self._before is None else min(until, self._before)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        _here.until = self._before


class PatientConnection(psycopg.Connection[Any]):
    """psycopg's connection, which waits for an answer no longer than the thread's :class:`Patience`."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """See psycopg. Raises ``OperationalError`` when the time is over."""
        if _here.until is None:
            return super().wait(gen, interval, timeout)
        left_s = max(_LEAST_S, _here.until - monotonic())
        try:
            return super().wait(gen, min(interval, left_s), left_s)
        except psycopg.OperationalError:
            if monotonic() < _here.until:
                raise
            self.pgconn.finish()  # an answer that comes later would be taken for that of the next question
        raise psycopg.OperationalError("the server does not answer")


def connect_patiently(
    _dialect: object, _record: object, arguments: tuple[Any, ...], named: dict[str, Any]
) -> PatientConnection:
    """What SQLAlchemy's ``do_connect`` event calls instead of ``psycopg.connect``."""
    return PatientConnection.connect(*arguments, **named)
