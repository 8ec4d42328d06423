"""The clock: whatever time alone brings about. Any number of clocks may run; the ledgers decide who does what.

Each round it reminds, ends conversations whose time is over, rings for the nights that are due and the responses that wait,
and asks whoever is to be asked after a service. What nobody can be rung for, it does itself: Redis may be away for as long as
it likes.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import ParamSpec

import structlog

from gateway import logs
from gateway.asking import invite, unsent
from gateway.asking.remind import remind_due
from gateway.config_sections import Ministry
from gateway.conversing import filing
from gateway.conversing.close import close_due
from gateway.delivery import danger_mail
from gateway.keeping import key_marks, retention
from gateway.nights import nightly, overview
from gateway.refusal import Refusal
from gateway.rights import erasure
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.visits import parked
from gateway.watching import silence, vitals
from gateway.wiring import Gateway, wire
from storage import nights, responses
from storage.unhurried import unhurried

log = structlog.get_logger()
P = ParamSpec("P")

AT_ONCE = 500
"""Responses rung for in one round."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: conversations ended, nights and responses rung for or made, people invited and reminded,
    rows that retention has changed or deleted."""

    closed: int
    nights: int
    responses: int
    invited: int = 0
    reminded: int = 0
    forgotten: int = 0


def run_once(gateway: Gateway) -> Round:
    """One round. A part that fails is logged and does not keep the others from their turn."""
    gateway.pulse.feel("clock", gateway.now_ms())
    _attempt("silence", silence.listen, gateway)
    _attempt("erasure", erasure.finish, gateway)
    _attempt("unsent", unsent.end_unsent, gateway)
    _attempt("danger", danger_mail.enter_due, gateway)
    _attempt("overview", overview.make_up, gateway)
    _attempt("lists", parked.sweep, gateway)
    reminded = _attempt("remind", remind_due, gateway)  # before those whose time is over are ended
    return Round(
        _attempt("close", close_due, gateway),
        sum(_attempt("night", _night, gateway, ministry) for ministry in gateway.settings.ministries.values()),
        _attempt("file", _file, gateway),
        _attempt("invite", invite.send_due, gateway),
        reminded,
        _attempt("retention", retention.some, gateway),
    )


def _night(gateway: Gateway, ministry: Ministry) -> int:
    """Ring for the oldest night of a ministry that is due, or make all of them here; the next one follows when it is done."""
    due = nightly.missing(gateway, ministry)
    if not due:
        return 0
    if gateway.bell.ring("night", nightly.enter(gateway, ministry, due[0])):
        return 1
    return sum(1 for _ in nightly.make_up(gateway, ministry))


def _file(gateway: Gateway) -> int:
    """Ring for the responses that wait, or file them here."""
    with unhurried(gateway.engine) as u:
        waiting = responses.unfiled(u, AT_ONCE)
    for session_id in waiting:
        if not gateway.bell.ring("file_response", session_id):
            return _file_here(gateway, waiting)
    return len(waiting)


def _file_here(gateway: Gateway, waiting: list[int]) -> int:
    return sum(_attempt("file", filing.file_response, gateway, session_id) for session_id in waiting)


def _attempt(part: str, work: Callable[P, int], *given: P.args, **named: P.kwargs) -> int:
    try:
        return work(*given, **named)
    except Exception:
        log.exception("clock", part=part)
        return 0


def warn_if_behind(gateway: Gateway) -> bool:
    """Whether this machine's clock shows less than the ledger has seen, which is logged: no night is ever opened again."""
    with unhurried(gateway.engine) as u:
        latest_at_ms = nights.latest_at_ms(u)
    behind = gateway.now_ms() < latest_at_ms
    if behind:
        log.warning("clock is behind", latest_at_ms=latest_at_ms)
    return behind


def run(gateway: Gateway, stopping: threading.Event) -> None:
    """Round after round, until asked to end; the round under way is finished."""
    _attempt("start", warn_if_behind, gateway)
    while not stopping.is_set():
        done = run_once(gateway)
        vitals.tell(gateway, "clock")
        if done != Round(0, 0, 0):
            log.info("clock", **asdict(done))
        stopping.wait(gateway.settings.clock.every_s)


def main() -> None:
    """Run a clock until it is asked to end; a refusal is told on standard error and ends it with its code."""
    logs.configure()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    try:
        settings = load_settings()
        run(key_marks.checked(wire(settings, load_secrets(settings))), stopping)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.sentence}\n{refusal.remedy}\n")
        raise SystemExit(refusal.code) from None


if __name__ == "__main__":
    main()
