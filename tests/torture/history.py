"""What every citizen did and what befell the gateway: invoked, then ok, failed or unknown, in the order of happening."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

NEMESIS = "nemesis"


@dataclass(frozen=True, slots=True)
class Event:
    """One line. ``kind``: invoke, ok (acknowledged), fail (surely not), info (nobody knows). ``of``: its invocation."""

    n: int
    at_s: float
    who: str
    kind: str
    what: str
    of: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)

    def line(self) -> str:
        facts = " ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.at_s:8.3f} s  {self.who:<14} {self.kind:<6} {self.what:<14} {facts}"


class History:
    """Grows while the run lasts, on disk too; safe for many threads."""

    def __init__(self, file: Path | None = None) -> None:
        self._events: list[Event] = []
        self._file = file.open("w", encoding="utf-8") if file else None
        self._lock = threading.Lock()
        self._began_s = time.monotonic()

    def now_s(self) -> float:
        return time.monotonic() - self._began_s

    def note(self, who: str, kind: str, what: str, of: int = 0, **facts: object) -> int:
        """Add what happened now; the number of the line."""
        with self._lock:
            event = Event(len(self._events) + 1, round(self.now_s(), 3), who, kind, what, of, facts)
            self._events.append(event)
            if self._file is not None:
                self._file.write(json.dumps(asdict(event), ensure_ascii=False, default=str) + "\n")
                self._file.flush()
        return event.n

    def events(self) -> list[Event]:
        with self._lock:
            return list(self._events)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def outcomes(events: Iterable[Event]) -> dict[int, Event]:
    """What became of each invocation, by its number; one without an outcome was cut off with its citizen."""
    return {event.of: event for event in events if event.of and event.kind != "invoke"}


def around(events: Sequence[Event], who: str, at_s: float, most: int = 8) -> list[Event]:
    """The lines of one citizen nearest to an instant, with what befell the gateway in the four seconds before it."""
    mine = sorted((e for e in events if e.who == who), key=lambda e: abs(e.at_s - at_s))[:most]
    befell = [e for e in events if e.who == NEMESIS and at_s - 4 <= e.at_s <= at_s + 1][-4:]
    return sorted([*mine, *befell], key=lambda e: e.n)
