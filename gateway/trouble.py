"""While the database lets everybody wait, one hop at a time finds out whether it still does; the others are told at once.

Without this, hops queue behind threads that wait for a lock, and the last of them is answered long after its caller has gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from storage.unit import Unavailable


class Trouble:
    """Whether the database was away at the last look. One for each process, shared by its threads."""

    def __init__(self) -> None:
        self._away = False
        self._looking = Lock()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Do something that needs the database. Raises ``Unavailable`` at once while somebody else waits for it in vain."""
        if not self._away:
            with self._noted():
                yield
            return
        if not self._looking.acquire(blocking=False):
            raise Unavailable("the database is away, and somebody is looking whether it still is")
        try:
            with self._noted():
                yield
                self._away = False
        finally:
            self._looking.release()

    @contextmanager
    def _noted(self) -> Iterator[None]:
        try:
            yield
        except Unavailable:
            self._away = True
            raise
