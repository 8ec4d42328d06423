"""What a process tells of itself every few seconds, from a thread of its own: its signs of life to the database, its counts to
``var/metrics``. Neither may ever hold up a hop or a text, so whatever fails here is tried again the next time.
"""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import structlog

from gateway.watching import counted
from storage import beats
from storage.patience import Patience
from storage.unit import StorageFault, unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway

log = structlog.get_logger()

EVERY_S = 5.0
FORGOTTEN_AFTER_S = 86_400.0
"""The signs of a worker that has been silent for so long are taken away."""


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
            counted.write(gateway.settings.var, role, gateway.tally)
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
