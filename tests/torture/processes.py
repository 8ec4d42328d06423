"""The processes of a gateway as an operating system keeps them: started, killed, frozen, started again when they are gone."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from web_processes import Nursery

AGAIN_AFTER_S = 0.4


@dataclass
class Process:
    """One place among the processes; ``doomed``: we have killed whoever fills it now."""

    name: str
    kind: str
    environ: Mapping[str, str]
    log: Path
    port: int = 0
    pid: int = 0
    doomed: bool = False
    since_s: float = 0.0

    def alive(self) -> bool:
        return is_alive(self.pid)

    def workers(self) -> list[psutil.Process]:
        """What runs below it: a web server's own processes."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self.pid).children(recursive=True)
        return []

    def signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@dataclass(frozen=True, slots=True)
class Death:
    """A process that went without being killed by us."""

    name: str
    at_s: float


@dataclass
class Keeper:
    """Starts again whatever is gone. ``deaths`` are those that nobody had ordered."""

    processes: list[Process]
    began_s: float = field(default_factory=time.monotonic)
    deaths: list[Death] = field(default_factory=list)
    nursery: Nursery = field(default_factory=Nursery)

    def __post_init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def start(self) -> None:
        for process in self.processes:
            self._start(process)
        self._thread.start()

    def _start(self, process: Process) -> None:
        process.doomed = False
        process.since_s = time.monotonic()
        process.pid = self.nursery.born(process.kind, process.environ, process.log)

    def _keep(self) -> None:
        while not self._stopping.wait(0.1):
            for process in self.processes:
                if process.alive():
                    continue
                if not process.doomed:
                    self.deaths.append(Death(process.name, round(time.monotonic() - self.began_s, 3)))
                process.signal(signal.SIGKILL)  # whatever it left behind
                if self._stopping.wait(AGAIN_AFTER_S):
                    return
                self._start(process)

    def kill(self, process: Process) -> None:
        process.doomed = True
        process.signal(signal.SIGKILL)

    def stop(self, within_s: float = 12.0) -> list[str]:
        """SIGTERM to all; the names of those that had to be killed."""
        self._stopping.set()
        self._thread.join()
        for process in self.processes:
            process.signal(signal.SIGCONT)
            process.signal(signal.SIGTERM)
        deadline = time.monotonic() + within_s
        while any(p.alive() for p in self.processes) and time.monotonic() < deadline:
            time.sleep(0.05)
        late = [p.name for p in self.processes if p.alive()]
        for process in self.processes:
            process.signal(signal.SIGKILL)
        self.nursery.close()
        return late
