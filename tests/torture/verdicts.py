"""What is said of a promise when all is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torture.history import Event


@dataclass(frozen=True, slots=True)
class Broken:
    """One way in which a promise was not kept."""

    words: str
    shown: Sequence[Event] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was looked at for a promise, and every way in which it broke."""

    promise: str
    words: str
    looked_at: str
    broken: Sequence[Broken]
