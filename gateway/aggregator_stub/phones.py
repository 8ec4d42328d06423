"""The messages on every phone: what its owner sent and what arrived."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True, slots=True)
class Message:
    """One text on a phone. ``mine``: its owner sent it. ``other`` is the short code or sender at the other end."""

    n: int
    at_ms: int
    mine: bool
    other: str
    text: str


class Phones:
    """All messages by number, oldest first; safe for many threads."""

    def __init__(self) -> None:
        self._messages: defaultdict[str, list[Message]] = defaultdict(list)
        self._n = count(1)
        self._lock = threading.Lock()

    def add(self, number: str, *, at_ms: int, mine: bool, other: str, text: str) -> None:
        with self._lock:
            self._messages[number].append(Message(next(self._n), at_ms, mine, other, text))

    def messages(self, number: str, *, after: int = 0) -> list[Message]:
        """The messages of one phone with a number above ``after``."""
        with self._lock:
            return [m for m in self._messages.get(number, ()) if m.n > after]

    def arrivals(self, at_most: int = 30) -> dict[str, int]:
        """The phones on which a text arrived, the latest first, with the number of their latest."""
        with self._lock:
            latest = {number: max((m.n for m in found if not m.mine), default=0) for number, found in self._messages.items()}
        newest_first = sorted(((n, number) for number, n in latest.items() if n), reverse=True)
        return {number: n for n, number in newest_first[:at_most]}

    def received(self, number: str) -> list[str]:
        """The texts that arrived on one phone."""
        return [m.text for m in self.messages(number) if not m.mine]
