"""Time as the fake aggregator has it: what it will do later, and how it waits."""

from __future__ import annotations

import heapq
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

Action = Callable[[], object]

log = logging.getLogger(__name__)


class Agenda:
    """Does things later, in real time, on a few threads of its own between ``start`` and ``stop``."""

    def __init__(self, threads: int = 8) -> None:
        self._threads = threads
        self._order = count()
        self._due: list[tuple[float, int, Action]] = []
        self._changed = threading.Condition()
        self._running = False
        self._stopped = threading.Event()
        self._runner: threading.Thread | None = None

    def now_ms(self) -> int:
        """Unix milliseconds."""
        return time.time_ns() // 1_000_000

    def now_s(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()

    def pause(self, seconds: float) -> None:
        """Waits, but no longer than until ``stop``."""
        self._stopped.wait(seconds)

    def hold(self, seconds: float) -> None:
        """Waits in real time, whatever kind of agenda this is, but no longer than until ``stop``: for connections left open."""
        self._stopped.wait(seconds)

    def after(self, seconds: float, action: Action) -> None:
        """Promises ``action`` once, ``seconds`` from now; what is still promised at ``stop`` is forgotten."""
        with self._changed:
            heapq.heappush(self._due, (self.now_s() + seconds, next(self._order), action))
            self._changed.notify()

    def start(self) -> None:
        self._running = True
        self._runner = threading.Thread(target=self._run, name="aggregator-agenda", daemon=True)
        self._runner.start()

    def stop(self) -> None:
        with self._changed:
            self._running = False
            self._changed.notify()
        self._stopped.set()
        if self._runner is not None:
            self._runner.join()

    def _run(self) -> None:
        with ThreadPoolExecutor(self._threads, "aggregator") as pool:
            while (action := self._next()) is not None:
                pool.submit(_do, action)

    def _next(self) -> Action | None:
        with self._changed:
            while self._running:
                wait_s = self._due[0][0] - self.now_s() if self._due else None
                if wait_s is not None and wait_s <= 0:
                    return heapq.heappop(self._due)[2]
                self._changed.wait(wait_s)
        return None


class HandAgenda(Agenda):
    """An agenda whose time stands still until somebody moves it: for tests, which never sleep."""

    def __init__(self, at_ms: int = 1_795_420_800_000) -> None:
        super().__init__()
        self._began_ms = at_ms
        self._moved_s = 0.0

    def now_ms(self) -> int:
        return self._began_ms + round(self._moved_s * 1000)

    def now_s(self) -> float:
        return self._moved_s

    def pause(self, seconds: float) -> None:
        self._moved_s += seconds

    def start(self) -> None:
        """Nothing runs by itself."""

    def stop(self) -> None:
        """Lets go of connections left open."""
        self._stopped.set()

    def advance(self, seconds: float = 0.0) -> int:
        """Moves time and does, in order, all that falls due on the way; gives how many things were done."""
        until_s, done = self._moved_s + seconds, 0
        while self._due and self._due[0][0] <= until_s:
            at_s, _, action = heapq.heappop(self._due)
            self._moved_s = max(self._moved_s, at_s)
            action()
            done += 1
        self._moved_s = max(self._moved_s, until_s)
        return done


def _do(action: Action) -> None:
    try:
        action()
    except Exception:
        log.exception("the fake aggregator could not do what it had promised")
