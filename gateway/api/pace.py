"""How fast one caller may ask: so that a system gone wild cannot take the threads from the citizens who call."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic

A_SECOND = 4.0
AT_ONCE = 40.0
"""Requests of one caller that a web process answers; with 1,000 visits each, more than any ministry has."""


class Pace:
    """A bucket for each name, filled by time. ``seconds`` is a clock that never goes back."""

    def __init__(self, a_second: float = A_SECOND, at_once: float = AT_ONCE, seconds: Callable[[], float] = monotonic) -> None:
        self._a_second, self._at_once, self._seconds = a_second, at_once, seconds
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def wait_s(self, name: str) -> float:
        """0 if ``name`` may ask now, which is counted; else the seconds until it may."""
        with self._lock:
            now_s = self._seconds()
            left, since_s = self._left.get(name, (self._at_once, now_s))
            left = min(self._at_once, left + (now_s - since_s) * self._a_second)
            may = left >= 1
            self._left[name] = (left - may, now_s)
            return 0.0 if may else (1 - left) / self._a_second
