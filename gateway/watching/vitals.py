"""What a process tells of itself every few seconds, from a thread of its own: its signs of life to the database, its counts to
``var/metrics``. Neither may ever hold up a hop or a text, so whatever fails here is tried again the next time.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from gateway.watching.tally import Totals
from storage import beats
from storage.patience import Patience
from storage.unit import StorageFault, unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway.wiring import Gateway

log = structlog.get_logger()

EVERY_S = 5.0
FORGOTTEN_AFTER_S = 86_400.0
"""The counts of a process that has not written for so long are swept away."""


def process_name(role: str) -> str:
    """This process among those of all machines: ``worker HOST:PID``."""
    return f"{role} {socket.gethostname()}:{os.getpid()}"


def start(gateway: Gateway, role: str, stopping: threading.Event | None = None) -> threading.Thread:
    """Tell of this process until ``stopping``; the thread ends with the process."""
    stopping = stopping or threading.Event()
    thread = threading.Thread(target=_until, args=(gateway, role, stopping), name="vitals", daemon=True)
    thread.start()
    return thread


def _until(gateway: Gateway, role: str, stopping: threading.Event) -> None:
    while not stopping.wait(EVERY_S):
        tell(gateway, role)


def tell(gateway: Gateway, role: str) -> None:
    """Write down what is new. Never raises."""
    try:
        with suppress(OSError):
            write_counts(gateway, role)
        if write_signs(gateway) and role == "clock":
            forget_the_gone(gateway)
    except StorageFault:
        pass  # whoever needs the database says so; the signs stay until it is back
    except Exception:
        log.exception("vitals")


def write_signs(gateway: Gateway) -> int:
    """The signs that are due, in one transaction; how many. Raises ``StorageFault``."""
    signs = gateway.pulse.due(gateway.now_ms())
    if signs:
        with Patience(EVERY_S), unit(gateway.engine) as u:
            gateway.pulse.write(u, signs)
            u.commit()
        gateway.pulse.wrote(signs)
    return len(signs)


def forget_the_gone(gateway: Gateway) -> None:
    """Take away the signs of workers that have been silent for a day: each start has a new name. Raises ``StorageFault``."""
    with unit(gateway.engine) as u:
        beats.forget(u, "worker ", gateway.now_ms() - round(FORGOTTEN_AFTER_S * 1000))
        u.commit()


def folder(var: Path) -> Path:
    """Where every process of this machine leaves its counts."""
    return var / "metrics"


def write_counts(gateway: Gateway, role: str) -> None:
    """Leave this process's counts for whoever is asked for those of all. Raises ``OSError``."""
    place = folder(gateway.settings.var)
    place.mkdir(mode=0o700, exist_ok=True)
    path = place / f"{role}-{os.getpid()}.json"
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(gateway.tally.so_far().dump()), encoding="utf-8")
    fresh.replace(path)  # a reader sees all of the old counts or all of the new ones


def counts_of_others(var: Path) -> Iterator[Totals]:
    """What the other processes of this machine have counted; of those that have ended, what they left."""
    for path in sorted(folder(var).glob("*.json")):
        if path.stem.rpartition("-")[2] == str(os.getpid()):
            continue
        with suppress(OSError, ValueError, TypeError, KeyError):
            if time.time() - path.stat().st_mtime > FORGOTTEN_AFTER_S:
                path.unlink()
            else:
                yield Totals.load(json.loads(path.read_bytes()))
