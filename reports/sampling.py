"""Who of a service's visits is asked: a random draw that can be repeated from its seed and the references alone.

Every visit has a priority, uniform from 0 up to 1, which a keyed hash makes of the seed and the visit's own reference (simple
random sampling with permanent random numbers, Ohlsson 1995). What the visit was like is not looked at, so that refused and
unfinished services are drawn as often as all others, and the order of a list changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

_BITS = 53
"""Of a hash that become a fraction: as many as a float keeps apart."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Who of a batch is asked, and with which probability each of the batch could have been."""

    chosen: frozenset[str]
    probability: float


def priority(seed: str, reference: str) -> float:
    """A number from 0 up to but without 1, uniform over references; the lowest are drawn. A seed is up to 64 bytes."""
    digest = hashlib.blake2b(reference.encode(), digest_size=8, key=seed.encode()).digest()
    return (int.from_bytes(digest, "big") >> (64 - _BITS)) / (1 << _BITS)


def draw(seed: str, references: Iterable[str], room: int) -> Draw:
    """The visits with the lowest priorities, ``room`` at most: a simple random sample without replacement.

    ``room`` is what is left of the target of a service, facility and week; nothing left draws nobody, with probability 0.
    """
    ranked = sorted(set(references), key=lambda reference: (priority(seed, reference), reference))
    chosen = frozenset(ranked[: max(0, room)])
    return Draw(chosen, len(chosen) / len(ranked) if ranked else 0.0)


def chance(target: int, drawn: int, expected: float) -> float:
    """With which probability a visit is drawn that comes alone, in a week of which ``expected`` visits are expected in all.

    0 once ``target`` are drawn; 1 where no more are expected than wanted.
    """
    if drawn >= target:
        return 0.0
    return min(1.0, target / expected) if expected > 0 else 1.0


def is_drawn(seed: str, reference: str, probability: float) -> bool:
    """Whether a visit that came alone is drawn with this probability."""
    return priority(seed, reference) < probability
