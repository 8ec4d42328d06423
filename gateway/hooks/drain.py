"""Takes up what waits in the spool as soon as the database is back: in order for each number, each callback once.

It runs in a thread of every web process, which is where callbacks come in and so where a spool is; one of them drains at a
time. An entry is removed after its commit: whoever dies in between leaves it to be taken up again, and the keys by which a
repeat is known make that harmless.
"""

from __future__ import annotations

import itertools
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import structlog

from gateway.crashpoints import crash_at
from gateway.hooks import intake
from gateway.hooks.spool import Broken
from storage import alerts
from storage.patience import Patience
from storage.unit import StorageFault, Unavailable, unit

if TYPE_CHECKING:
    from gateway.hooks.guards import Alarm
    from gateway.hooks.spool import Entry
    from gateway.wiring import Gateway

log = structlog.get_logger()

EVERY_S = 2.0

GIVE_UP_AFTER = 3
"""Entries of different people in a row that cannot be stored now: then it is the database, not they."""

_OVER_WHEN_QUIET = ("flood", "flood in", "spike")
_QUIET_MS = 24 * 3_600_000
_CLEAR_EVERY = 300
"""Rounds."""

_WORDS = {
    "flood in": "A text was thrown away, since its number sends far more than a person does. "
    "See the limits under guards in config.yaml, and block the number at the aggregator.",
    "spike": "Many unknown numbers from one block ask for texts; they are not answered for an hour. "
    "If it is a campaign of yours, raise guards.strangers_an_hour in config.yaml.",
    "spool": "Callbacks that waited on disk cannot be read and were set aside in the spool folder, as *.aside. "
    "Put back the number key that was removed and start the web server again: it takes them up.",
}


def drain(gateway: Gateway) -> int:
    """Take up all that waits; returns how many were stored. What cannot be stored now stays, and whatever is behind it of the
    same number; what is broken is set aside."""
    if not gateway.spool.entries():
        return 0
    with gateway.spool.alone() as alone:
        return _drain(gateway) if alone else 0


def _drain(gateway: Gateway) -> int:
    done, held, in_a_row = 0, set[str](), 0
    for entry in gateway.spool.entries():
        if entry.person in held:
            continue
        try:
            done += _take_up(gateway, entry)
            in_a_row = 0
        except Unavailable:
            held.add(entry.person)
            in_a_row += 1
            if in_a_row == GIVE_UP_AFTER:
                break
    log.info("spool drained", entries=done, held=len(held))
    return done


def _take_up(gateway: Gateway, entry: Entry) -> bool:
    """Store one entry, or set it aside; whether it was stored. Raises ``Unavailable``."""
    try:
        with Patience(gateway.settings.ussd.patience_s):
            intake.take_in(gateway, gateway.spool.open(entry))
    except Unavailable:
        raise
    except FileNotFoundError:
        return False
    except (OSError, MemoryError) as fault:
        raise Unavailable(type(fault).__name__) from None  # this machine is short of something: no fault of the entry's
    except Exception as fault:
        log.error("spool entry set aside", fault=str(fault) if isinstance(fault, Broken) else type(fault).__name__)
        gateway.spool.set_aside(entry)
        _sound(gateway, "spool", socket.gethostname())
        return False
    crash_at(gateway.settings, "u")
    gateway.spool.remove(entry)
    return True


def tell(gateway: Gateway) -> None:
    """Write down what the guards of this process have to tell. Raises ``StorageFault``."""
    left = gateway.guards.alarms()
    try:
        while left:
            alarm, times = left.popitem()
            _tell(gateway, alarm, times)
    finally:
        for alarm, times in left.items():
            gateway.guards.not_told(alarm, times)


def _tell(gateway: Gateway, alarm: Alarm, times: int) -> None:
    try:
        _sound(gateway, alarm.kind, alarm.channel, times)
    except StorageFault:
        gateway.guards.not_told(alarm, times)
        raise
    log.warning("guard", kind=alarm.kind, channel=alarm.channel, times=times)


def _sound(gateway: Gateway, kind: str, about: str, times: int = 1) -> None:
    with Patience(gateway.settings.ussd.patience_s), unit(gateway.engine) as u:
        alerts.sound(u, kind, about, _WORDS[kind], gateway.now_ms(), times)
        u.commit()


def round_(gateway: Gateway) -> None:
    """One look at the spool and at the guards. Never raises: there is another one soon."""
    try:
        gateway.spool.sweep()
        drain(gateway)
        tell(gateway)
        gateway.pulse.feel("spool", gateway.now_ms())
    except StorageFault:
        pass  # whoever needs the database says so
    except Exception as fault:
        log.error("spool not drained", fault=type(fault).__name__)


def begin(gateway: Gateway) -> None:
    """The first round of a process: what was set aside is tried once more, alerts that are over are cleared. Never raises."""
    with suppress(OSError):
        gateway.spool.take_back()
    round_(gateway)
    with suppress(OSError, StorageFault):
        clear_what_is_over(gateway)


def clear_what_is_over(gateway: Gateway) -> None:
    """No flood and no made-up numbers for a day, nothing set aside on this machine. Raises ``StorageFault`` and ``OSError``."""
    now_ms, nothing_aside = gateway.now_ms(), not gateway.spool.waiting().aside
    with Patience(gateway.settings.ussd.patience_s), unit(gateway.engine) as u:
        alerts.clear_quiet(u, _OVER_WHEN_QUIET, now_ms - _QUIET_MS, now_ms)
        if nothing_aside:
            alerts.clear(u, "spool", socket.gethostname(), now_ms)
        u.commit()


def start(gateway: Gateway, stopping: threading.Event | None = None) -> threading.Thread:
    """Drain until ``stopping``; the thread ends with the process."""
    thread = threading.Thread(
        target=_take_back_and_drain, args=(gateway, stopping or threading.Event()), name="spool", daemon=True
    )
    thread.start()
    return thread


def _take_back_and_drain(gateway: Gateway, stopping: threading.Event) -> None:
    begin(gateway)
    for n in itertools.count(1):
        if stopping.wait(EVERY_S):
            return
        round_(gateway)
        if n % _CLEAR_EVERY == 0:
            with suppress(OSError, StorageFault):
                clear_what_is_over(gateway)
