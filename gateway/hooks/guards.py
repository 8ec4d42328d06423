"""Who may be no person: too much from one number, too much from all, too many strangers from one block of numbers.

All of it is counted in this process and forgotten with it, in bounded memory; numbers are known only by a hash under a key
that was made up at the start. What a guard must tell people is left in :meth:`Guards.alarms` and written down by and by.

A flood of texts from one number is the one thing that is acknowledged and not stored: to refuse it would make the aggregator
bring each of them again every minute for half a day, and to store it would fill the disk. How many they were is told in the
alert. STOP and DELETE are stored and obeyed in a flood too, a few of each number in an hour.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Literal

from gateway import config_sections
from gateway.numbers import digits

MOST_REMEMBERED = 20_000
"""Numbers, and blocks of numbers, of each kind; beyond, the one that was quiet for longest is forgotten."""

BLOCK_DIGITS = 3
"""The last digits of a number, which tell adjacent ones apart: a block is a thousand numbers."""

HOUR_MS = 3_600_000
MINUTE_MS = 60_000

STOPS_AN_HOUR = 3
"""Of a number that is no longer stored, so many texts within an hour are stored after all if they ask for silence."""

TextVerdict = Literal["answer", "store", "count"]
"""What is done with a text: all that can be; stored in silence; only counted."""


class Buckets:
    """Token buckets: ``most`` at once, filled again evenly over ``span_ms``. A clock that is set back fills nothing."""

    def __init__(self, most: int, span_ms: int, remembered: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._span_ms = span_ms
        self._remembered = remembered
        self._left: OrderedDict[bytes, tuple[float, int]] = OrderedDict()

    def take(self, key: bytes, at_ms: int) -> bool:
        """Take one token, if there is one."""
        left, before_ms = self._left.pop(key, (float(self._most), at_ms))
        left = min(float(self._most), left + max(0, at_ms - before_ms) * self._most / self._span_ms)
        allowed = left >= 1
        self._left[key] = (left - 1 if allowed else left, at_ms)
        if len(self._left) > self._remembered:
            self._left.popitem(last=False)
        return allowed

    def give_back(self, key: bytes) -> None:
        """Put back a token that was taken for nothing."""
        if key in self._left:
            left, at_ms = self._left[key]
            self._left[key] = (min(float(self._most), left + 1), at_ms)

    def __len__(self) -> int:
        return len(self._left)


@dataclass(frozen=True, slots=True)
class Alarm:
    """What somebody must be told: an alert of ``kind`` about a channel."""

    kind: Literal["flood in", "spike"]
    channel: str


class Guards:
    """The guards of one process, shared by its threads."""

    def __init__(self, limits: config_sections.Guards) -> None:
        self._lock = Lock()
        self._key = os.urandom(32)
        self._hops = Buckets(limits.hops_a_minute, MINUTE_MS)
        self._texts = Buckets(limits.texts_a_minute, MINUTE_MS)
        self._stored = Buckets(limits.texts_an_hour, HOUR_MS)
        self._stops = Buckets(STOPS_AN_HOUR, HOUR_MS)
        self._all = Buckets(limits.requests_a_second, 1000)
        self._most_strangers = limits.strangers_an_hour
        self._blocks: OrderedDict[bytes, tuple[int, int]] = OrderedDict()
        self._alarms: dict[Alarm, int] = {}

    def lets_hop(self, number: str, at_ms: int) -> bool:
        """Whether a hop of this number is worth asking the database for."""
        key = self._hash(number)
        with self._lock:
            return self._hops.take(key, at_ms) and self._all.take(b"", at_ms)  # who floods takes nothing from the others

    def weigh_text(self, channel: str, sender: str, at_ms: int, *, stops: Callable[[], bool] = lambda: False) -> TextVerdict:
        """What to do with one more text of a number or a name. ``stops`` says whether it asks for silence, if that counts."""
        key = self._hash(sender)
        with self._lock:
            if self._stored.take(key, at_ms):
                return "answer" if self._texts.take(key, at_ms) and self._all.take(b"", at_ms) else "store"
        return "store" if self._lets_stop(channel, key, at_ms, stops) else "count"

    def lets_fetched(self, channel: str, sender: str, sent_ms: int, *, stops: Callable[[], bool] = lambda: False) -> bool:
        """Whether a text that was fetched, with many others at once, is stored: what counts is when each was sent."""
        key = self._hash(sender)
        with self._lock:
            if self._stored.take(key, sent_ms):
                return True
        return self._lets_stop(channel, key, sent_ms, stops)

    def _lets_stop(self, channel: str, key: bytes, at_ms: int, stops: Callable[[], bool]) -> bool:
        stopping = stops()
        with self._lock:
            if stopping and self._stops.take(key, at_ms):
                return True
            self._alarm("flood in", channel)
            return False

    def not_kept(self, sender: str) -> None:
        """A text that was weighed could not be kept: it comes again, and that is no other text."""
        key = self._hash(sender)
        with self._lock:
            self._stored.give_back(key)
            self._texts.give_back(key)

    def lets_stranger(self, channel: str, number: str, at_ms: int) -> bool:
        """Whether a number that nobody knows is answered. Too many of one block within an hour, and the block hears nothing
        for an hour more."""
        key = self._hash(digits(number)[:-BLOCK_DIGITS])
        with self._lock:
            until_ms, answered = self._blocks.pop(key, (at_ms + HOUR_MS, 0))
            if not at_ms < until_ms <= at_ms + HOUR_MS:
                until_ms, answered = at_ms + HOUR_MS, 0
            allowed = answered < self._most_strangers
            if answered == self._most_strangers:
                until_ms = at_ms + HOUR_MS
                self._alarm("spike", channel)
            self._blocks[key] = (until_ms, answered + 1)
            if len(self._blocks) > MOST_REMEMBERED:
                self._blocks.popitem(last=False)
            return allowed

    def alarms(self) -> dict[Alarm, int]:
        """What is to be told since the last time, and how often it came to that; then it is forgotten."""
        with self._lock:
            told, self._alarms = self._alarms, {}
            return told

    def not_told(self, alarm: Alarm, times: int) -> None:
        """It could not be written down: it is still to be told."""
        with self._lock:
            self._alarms[alarm] = self._alarms.get(alarm, 0) + times

    def _alarm(self, kind: Literal["flood in", "spike"], channel: str) -> None:
        alarm = Alarm(kind, channel)
        self._alarms[alarm] = self._alarms.get(alarm, 0) + 1

    def _hash(self, number: str) -> bytes:
        return blake2b(number.encode("utf-8", "surrogatepass"), key=self._key, digest_size=8).digest()
