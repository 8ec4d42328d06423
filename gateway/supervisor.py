"""One process that starts the others, tells what they say, starts again what dies, and takes all of them down with it.

Each child leads a process group of its own: Ctrl-C in the terminal reaches only the supervisor, and what a dead child leaves
behind is found by its group. When the supervisor itself is killed, the kernel asks the children to end.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import FrameType
from typing import IO

from honcho.colour import get_colours
from honcho.printer import Message, Printer

STOP_WITHIN_S, LAST_STOP_WITHIN_S = 9.0, 2.0
"""What the processes have to end by themselves; those that others need (Redis) end after them."""
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 30.0
WELL_AFTER_S = 60.0
"""A process that lived this long is started again without waiting longer than the first time."""
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """One process to keep running. ``last`` ends after all the others have ended; ``once`` is not started again."""

    name: str
    command: Sequence[str]
    last: bool = False
    once: bool = False
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started_s: float = 0.0
    due_s: float = 0.0
    colour: str = ""
    unread: bytes = field(default=b"", repr=False)


class Supervisor:
    """Keeps ``children`` running until :meth:`stop` or a signal.

    ``every_tick`` is called a few times a second while all goes well; ``keep`` are file descriptors the children hold open.
    """

    def __init__(
        self,
        children: Iterable[Child],
        *,
        environ: dict[str, str],
        keep: Sequence[int] = (),
        printer: Printer | None = None,
        every_tick: Callable[[], None] = lambda: None,
        stop_within_s: float = STOP_WITHIN_S,
    ) -> None:
        self.children = list(children)
        self._environ = environ
        self._keep = tuple(keep)
        self._printer = printer or Printer(sys.stdout)
        self._printer.width = max([len("gateway"), *(len(c.name) for c in self.children)])
        for child, colour in zip(self.children, get_colours(), strict=False):
            child.colour = colour
        self.every_tick = every_tick
        self._stop_within_s = stop_within_s
        self._selector = selectors.DefaultSelector()
        self._stopping = False
        self._signals = 0

    def run(self) -> None:
        """Start everything and come back when everything has ended. Must run in the main thread of the process."""
        with _signals(self._on_signal):
            try:
                while not self._stopping:
                    self._start_due()
                    self._read(0.2)
                    self._bury()
                    self._tell_signal()
                    self.every_tick()
            finally:
                self._end([c for c in self.children if not c.last], self._stop_within_s)
                self._end([c for c in self.children if c.last], LAST_STOP_WITHIN_S)
                self._selector.close()

    def stop(self) -> None:
        self._stopping = True

    def say(self, text: str, name: str = "gateway", colour: str = "") -> None:
        self._printer.write(Message(type="line", data=text, time=datetime.now().astimezone(), name=name, colour=colour))

    # --- starting and dying ------------------------------------------------------------------------------------------------

    def _start_due(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is None and child.due_s <= now:
                self._start(child, now)

    def _start(self, child: Child, now: float) -> None:
        child.started_s = now
        child.process = subprocess.Popen(
            child.command,
            env=self._environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=self._keep,
            preexec_fn=_end_with_parent(os.getpid()),
        )
        assert child.process.stdout is not None
        os.set_blocking(child.process.stdout.fileno(), False)
        self._selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _bury(self) -> None:
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                code = self._clear(child)
                now = time.monotonic()
                if child.once:
                    child.due_s = math.inf
                    continue
                child.deaths = 1 if now - child.started_s > WELL_AFTER_S else child.deaths + 1
                wait_s = min(FIRST_WAIT_S * 2 ** (child.deaths - 1), LONGEST_WAIT_S)
                child.due_s = now + wait_s
                self.say(f"{child.name} ended ({_manner(code)}); it is started again in {wait_s:g} s.")

    def _clear(self, child: Child) -> int:
        """Forget a dead process, after its last words and with whatever is left of its group."""
        process = child.process
        assert process is not None
        assert process.stdout is not None
        _signal_group(process, signal.SIGKILL)
        self._drain(child, process.stdout)
        if process.stdout.fileno() in self._selector.get_map():
            self._selector.unregister(process.stdout)
        process.stdout.close()
        child.process = None
        return process.wait()

    # --- listening -----------------------------------------------------------------------------------------------------------

    def _read(self, timeout_s: float) -> None:
        for key, _ in self._selector.select(timeout_s):
            self._drain(key.data, key.fileobj)  # type: ignore[arg-type]  # registered in _start: always a pipe

    def _drain(self, child: Child, pipe: IO[bytes]) -> None:
        while chunk := pipe.read(65536):  # None: nothing more now; empty: the pipe has ended
            *lines, child.unread = (child.unread + chunk).split(b"\n")
            for line in lines:
                self.say(line.decode("utf-8", "replace"), child.name, child.colour)
        if chunk == b"" and pipe.fileno() in self._selector.get_map():
            self._selector.unregister(pipe)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._signals += 1
        self._stopping = True

    def _tell_signal(self) -> None:
        if self._signals:
            self.say("Stopping. Once more Ctrl-C stops without waiting.")

    # --- ending --------------------------------------------------------------------------------------------------------------

    def _end(self, children: Sequence[Child], within_s: float) -> None:
        """Ask these processes to end, and kill the ones that have not after ``within_s`` or a second signal."""
        deadline = time.monotonic() + within_s
        alive = [c for c in children if c.process is not None]
        for child in alive:
            _signal(child.process, signal.SIGTERM)
        while alive and time.monotonic() < deadline and self._signals < 2:
            self._read(0.05)
            alive = self._still_alive(alive)
        for child in alive:
            self.say(f"{child.name} did not end in time and is killed.")
            _signal_group(child.process, signal.SIGKILL)
            assert child.process is not None
            child.process.wait()
            self._clear(child)

    def _still_alive(self, children: Sequence[Child]) -> list[Child]:
        for child in children:
            if child.process is not None and child.process.poll() is not None:
                self._clear(child)
        return [c for c in children if c.process is not None]


def _end_with_parent(parent: int) -> Callable[[], None]:
    """What a child does before it becomes its program: ask the kernel for SIGTERM when its parent is gone (Linux)."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)

    def prepare() -> None:
        if prctl is not None:
            prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(0)

    return prepare


def _signal(process: subprocess.Popen[bytes] | None, number: signal.Signals) -> None:
    if process is not None:
        process.send_signal(number)


def _signal_group(process: subprocess.Popen[bytes] | None, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if process is not None:
            os.killpg(process.pid, number)


def _manner(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"


@contextlib.contextmanager
def _signals(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """``handler`` hears Ctrl-C, SIGTERM and SIGHUP for as long as the block lasts."""
    before = {number: signal.signal(number, handler) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
