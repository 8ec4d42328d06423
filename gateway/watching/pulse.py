"""Signs of life of a process: felt at once and for nothing, written down by and by, never in a citizen's time."""

from __future__ import annotations

from threading import Lock

from storage import beats
from storage.unit import Unit

AGAIN_AFTER_MS = 30_000
"""A sign that was written is not written again before."""


class Pulse:
    """What this process has felt and has yet to write. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._felt: dict[str, int] = {}
        self._written: dict[str, int] = {}

    def feel(self, name: str, at_ms: int) -> None:
        """Something was heard or done just now: ``hook main sms``, ``clock``. Costs a microsecond and no disk."""
        self._felt[name] = at_ms

    def due(self, now_ms: int) -> dict[str, int]:
        """The signs that are new and were not written lately."""
        felt = dict(self._felt)
        return {
            name: at_ms
            for name, at_ms in felt.items()
            if at_ms != self._written.get(name) and abs(now_ms - self._written.get(name, -AGAIN_AFTER_MS)) >= AGAIN_AFTER_MS
        }

    def write(self, u: Unit, signs: dict[str, int]) -> None:
        """Put signs among the beats; the caller commits, then says so by :meth:`wrote`."""
        for name, at_ms in sorted(signs.items()):  # in one order for all processes, that none waits for another in a ring
            beats.beat(u, name, at_ms)

    def wrote(self, signs: dict[str, int]) -> None:
        """The signs are durable."""
        with self._lock:
            self._written |= signs
