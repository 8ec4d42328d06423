"""While the database lets everybody wait, one hop at a time finds out whether it still does; the others are told at once.

Without this, hops queue behind threads that wait for a lock, and the last of them is answered long after its caller has gone.
"""

from __future__ import annotations

from threading import Lock, get_ident
from types import TracebackType

from storage.unit import Unavailable

_NOBODY = 0


class Trouble:
    """``with trouble:`` around what needs the database. One for each process, shared by its threads.

    Raises ``Unavailable`` at once while somebody else waits for the database in vain.
    """

    def __init__(self) -> None:
        self._away = False
        self._looking = Lock()
        self._who_looks = _NOBODY

    def __enter__(self) -> None:
        if self._away:
            if not self._looking.acquire(blocking=False):
                raise Unavailable("the database is away, and somebody is looking whether it still is")
            self._who_looks = get_ident()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None and issubclass(kind, Unavailable):
            self._away = True
        elif self._away and kind is None:
            self._away = False
        if self._who_looks == get_ident():
            self._who_looks = _NOBODY
            self._looking.release()
