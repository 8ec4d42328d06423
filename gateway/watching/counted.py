"""What all processes of this machine have counted, in files under ``var/metrics``: no count ever goes down.

Prometheus takes a count that went down for one that began anew, and would add all of it once more. So whatever was shown has
been written before, each process has a file of its own, and the files of those that have ended are added up in one.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from gateway.watching.tally import Totals, summed

if TYPE_CHECKING:
    from gateway.watching.tally import Tally

ENDED_AFTER_S = 86_400.0
"""A process that has not written for so long, and is not there any more, has ended."""

_BEGAN = time.time_ns()
"""A container's processes have the same ids at every start: with this they are told apart."""
_TRIES = 5
_writing = Lock()


def folder(var: Path) -> Path:
    """Where every process of this machine leaves its counts."""
    return var / "metrics"


def write(var: Path, role: str, tally: Tally) -> Totals:
    """Leave this process's counts for whoever is asked for those of all; what was written. Raises ``OSError``."""
    with _writing:
        totals = tally.so_far()
        folder(var).mkdir(mode=0o700, exist_ok=True)
        _replace(folder(var) / f"{_own_stem(role)}.json", totals.dump())
    return totals


def of_all(var: Path, role: str, tally: Tally) -> Totals:
    """Of all processes, this one's as of now. Never raises: what cannot be read or written is left out."""
    try:
        own = write(var, role, tally)
    except OSError:
        own = tally.so_far()
    with suppress(OSError):
        _add_up_the_ended(folder(var))
    return summed([own, *_of_others(folder(var), _own_stem(role))])


def _own_stem(role: str) -> str:
    return f"{role}-{os.getpid()}-{_BEGAN}"


def _replace(path: Path, written: object) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(written), encoding="utf-8")
    fresh.replace(path)  # a reader sees all of the old counts or all of the new ones


@dataclass(frozen=True, slots=True)
class _Ended:
    """The counts of those that have ended, and whose they are: a file of one of them counts no more."""

    raw: bytes
    totals: Totals
    stems: frozenset[str]


def _ended(place: Path) -> _Ended:
    try:
        raw = (place / "ended").read_bytes()
        written = json.loads(raw)
        return _Ended(raw, Totals.load(written), frozenset(map(str, written["stems"])))
    except (OSError, ValueError, TypeError, KeyError):
        return _Ended(b"", Totals({}, {}), frozenset())


def _of_others(place: Path, own_stem: str) -> list[Totals]:
    """What is in the files; read again where one was added to the ended meanwhile."""
    for _ in range(_TRIES):
        ended = _ended(place)
        found = [_read(path) for path in sorted(place.glob("*.json")) if path.stem not in {own_stem, *ended.stems}]
        if _ended(place).raw == ended.raw:
            break
    return [ended.totals, *found]


def _read(path: Path) -> Totals:
    try:
        return Totals.load(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):
        return Totals({}, {})


def _add_up_the_ended(place: Path) -> None:
    """Put the counts of processes that have ended into one file. Killed in between, it counts none of them twice or never."""
    gone = [path for path in place.glob("*.json") if _has_ended(path)]
    if not gone:
        return
    with _alone(place) as alone:
        if not alone:
            return
        before = _ended(place)
        fresh = [path for path in gone if path.stem not in before.stems and path.exists()]
        after = summed([before.totals, *map(_read, fresh)])
        left = {stem for stem in before.stems if (place / f"{stem}.json").exists()}
        _replace(place / "ended", {**after.dump(), "stems": sorted(left | {path.stem for path in fresh})})
        for path in gone:
            path.unlink(missing_ok=True)


def _has_ended(path: Path) -> bool:
    with suppress(OSError):
        process = path.stem.split("-")[1]
        return time.time() - path.stat().st_mtime > ENDED_AFTER_S and not Path("/proc", process).exists()
    return False


@contextmanager
def _alone(place: Path) -> Iterator[bool]:
    """Whether nobody else is adding up."""
    lock = os.open(place / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(lock)
