"""What a process has counted since it began: how often, and how long. In memory alone, so that a full disk stops no hop.

Counts of people are none of its business: names and labels come from :data:`KINDS`, and no label holds an id.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that is counted, and by what it is told apart."""

    help: str
    labels: tuple[str, ...]


KINDS = {
    "hops": Kind("Hops of calls, by how they were answered: went on, ended.", ("channel", "outcome")),
    "hooks": Kind("Callbacks beside the hops, by kind and HTTP status.", ("channel", "kind", "status")),
    "texts_in": Kind("Texts that came in, by what became of them.", ("channel", "outcome")),
    "texts_out": Kind("Texts handed to the aggregator, by kind and what came of it.", ("channel", "kind", "outcome")),
    "reports": Kind("Delivery reports, by what they say.", ("channel", "outcome")),
    "invitations": Kind("Invitations decided, by state and reason.", ("ministry", "state", "reason")),
    "sessions_ended": Kind("Conversations that ended, by how.", ("how",)),
    "visits": Kind("Visits handed in, by where from and what became of each.", ("ministry", "source", "outcome")),
    "refused": Kind("Requests turned away at a door: a wrong secret or token, too many at once.", ("door", "why")),
    "apologies": Kind("Hops that were answered with an apology, since something failed or made no sense.", ("channel",)),
}
"""Name -> what is counted under it; on the page they are called ``gateway_<name>_total``."""

BOUNDS_S = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Upper ends of the classes of durations; a hop has five seconds."""

TIMED = {
    "hop_seconds": Kind("Time until a hop was answered.", ("channel",)),
    "send_seconds": Kind("Time that one call to the aggregator's send API took.", ("channel",)),
}


class Tally:
    """Adds up; safe to share between threads. A name or a number of labels that is not known raises ``KeyError``."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: dict[tuple[str, ...], float] = {}
        self._times: dict[tuple[str, ...], list[float]] = {}

    def add(self, name: str, *labels: str, by: float = 1) -> None:
        """Count ``by`` more of something."""
        key = (name, *labels)
        with self._lock:
            if key not in self._counts:
                _check(KINDS, name, labels)
                self._counts[key] = 0
            self._counts[key] += by

    def took(self, name: str, *labels: str, seconds: float) -> None:
        """Note how long something took."""
        key = (name, *labels)
        with self._lock:
            found = self._times.get(key)
            if found is None:
                _check(TIMED, name, labels)
                found = self._times[key] = [0.0] * (len(BOUNDS_S) + 2)
            found[bisect_left(BOUNDS_S, seconds)] += 1
            found[-1] += seconds

    def so_far(self) -> Totals:
        """All of it, as of now."""
        with self._lock:
            return Totals(dict(self._counts), {key: tuple(found) for key, found in self._times.items()})


@dataclass(frozen=True, slots=True)
class Totals:
    """What was counted: (name, label, ...) -> how many; -> how many of each class of durations, and their sum in seconds."""

    counts: Mapping[tuple[str, ...], float]
    times: Mapping[tuple[str, ...], tuple[float, ...]]

    def dump(self) -> dict[str, list[object]]:
        """Plain lists, for JSON."""
        return {
            "counts": [[list(key), n] for key, n in self.counts.items()],
            "times": [[list(key), list(found)] for key, found in self.times.items()],
        }

    @classmethod
    def load(cls, written: Mapping[str, list[tuple[list[str], object]]]) -> Totals:
        """The inverse of :meth:`dump`. Raises ``ValueError``, ``TypeError`` or ``KeyError`` for anything else."""
        counts = {tuple(key): float(n) for key, n in written["counts"]}  # type: ignore[arg-type]
        times = {tuple(key): tuple(map(float, found)) for key, found in written["times"]}  # type: ignore[call-overload]
        return cls(
            {key: n for key, n in counts.items() if _is_known(KINDS, key)},
            {key: t for key, t in times.items() if _is_known(TIMED, key) and len(t) == len(BOUNDS_S) + 2},
        )


def summed(parts: Iterable[Totals]) -> Totals:
    """The totals of several processes together."""
    counts: dict[tuple[str, ...], float] = {}
    times: dict[tuple[str, ...], tuple[float, ...]] = {}
    for part in parts:
        for key, n in part.counts.items():
            counts[key] = counts.get(key, 0) + n
        for key, found in part.times.items():
            times[key] = tuple(a + b for a, b in zip(times.get(key, (0.0,) * len(found)), found, strict=True))
    return Totals(counts, times)


def _check(known: Mapping[str, Kind], name: str, labels: tuple[str, ...]) -> None:
    if len(known[name].labels) != len(labels):
        raise KeyError(f"{name} is told apart by {', '.join(known[name].labels)}")


def _is_known(known: Mapping[str, Kind], key: tuple[str, ...]) -> bool:
    """A file of an older release may hold what this one does not count."""
    return bool(key) and key[0] in known and len(known[key[0]].labels) == len(key) - 1
