"""A worker process: answers the bell while Redis is there, and sweeps the database whether it is there or not.

RQ's worker runs in the main thread and does each job in this process. RQ's usual fork for each job would copy locks that the
sweeper's thread may hold, and would build engine, senders and keys anew for every text; what the fork protects from (a job that
crashes its process) costs us little: the supervisor starts a worker again, and the text it had claimed becomes in doubt.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Mapping
from types import FrameType
from typing import TYPE_CHECKING, Any

import structlog
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from gateway import jobs, logs
from gateway.bell import QUEUES, Bell
from gateway.conversing import recover
from gateway.delivery import mailing
from gateway.refusal import Refusal
from gateway.sending import relay
from gateway.watching import vitals

if TYPE_CHECKING:
    from gateway.africastalking.sender import Sender
    from gateway.wiring import Gateway

log = structlog.get_logger()

WORKER_TTL_S = 40
"""Redis forgets a silent worker after this; a job is awaited for 15 s less, so a Redis that hangs is noticed by then."""

MAINTENANCE_S = 60
"""How often RQ looks for jobs whose worker is gone; its default leaves them for ten minutes."""

LEAVE_WITHIN_S = 8.0
"""A signal to end lets the current job finish; after this the process ends all the same, and the sweep finds what it left."""

SHORTEST_WAIT_MS = 20
"""Between two looks for what the pace lets go."""

LONGEST_REST_S = 2.0
"""Between two looks for texts: for a campaign the bell is rung once, and Redis may be away."""


class Stopping(threading.Event):
    """Set when this process was asked to end."""

    def by_signal(self, number: int, frame: FrameType | None) -> None:
        """End soon, and surely within :data:`LEAVE_WITHIN_S`."""
        if not self.is_set():
            deadline = threading.Timer(LEAVE_WITHIN_S, os._exit, (0,))
            deadline.daemon = True
            deadline.start()
        self.set()


class Answering(SimpleWorker):
    """RQ's worker, ending with ``stopping`` and listening to nothing but its queues."""

    log_result_lifespan = False
    max_connection_wait_time = 1.0

    def __init__(self, stopping: Stopping, bell: Bell, connection: Redis) -> None:
        super().__init__(
            list(QUEUES),
            connection=connection,
            serializer=JSONSerializer,
            worker_ttl=WORKER_TTL_S,
            maintenance_interval=MAINTENANCE_S,
            log_job_description=False,
        )
        self._stopping = stopping
        self._bell = bell

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        self._stopping.by_signal(signum, frame)
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]

    def handle_exception(self, job: Any, *exc_info: Any) -> None:
        """A fault outside our own functions (a job of another version, a time-out), without its words."""
        log.error("job broke", job=job.id, fault=exc_info[0].__name__ if exc_info[0] else "")

    def register_death(self) -> None:
        """Say goodbye to a Redis that listens; from one that hangs the process goes without a word, in time."""
        if self._bell.answers():
            super().register_death()  # type: ignore[no-untyped-call]

    def subscribe(self) -> None:
        """RQ's remote commands are not used here; their thread dies with the first time-out of Redis."""


def work(gateway: Gateway, senders: Mapping[str, Sender], stopping: Stopping) -> None:
    """Answer the bell and sweep until ``stopping``; Redis may come and go. Must run in the main thread.

    Raises :class:`Refusal` at the start where Redis is there and may throw work away.
    """
    gateway.bell.check()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stopping.by_signal)
    sweeper = threading.Thread(target=_sweep_until, args=(gateway, senders, stopping), name="sweeper", daemon=True)
    sweeper.start()
    while not stopping.is_set():
        if _may_be_used(gateway.bell):
            _answer(gateway, stopping)
        stopping.wait(1.0)
    sweeper.join(timeout=LEAVE_WITHIN_S)


def _sweep_until(gateway: Gateway, senders: Mapping[str, Sender], stopping: threading.Event) -> None:
    """Sweep every so often, and drain in between whenever the pace lets more go."""
    name = vitals.process_name("worker")
    sweep_at_s = time.monotonic()
    while True:
        wait_s = 0.0
        try:
            if time.monotonic() >= sweep_at_s:
                sweep_at_s = time.monotonic() + gateway.settings.outbox.sweep_every_s
                gateway.pulse.feel(name, gateway.now_ms())
                vitals.tell(gateway, "worker")
                relay.sweep(gateway, gateway.bell.ring)
            wait_s = _drain_before(gateway, senders, stopping, sweep_at_s)
        except Exception as fault:
            log.error("sweep failed", fault=type(fault).__name__, where=jobs.place(fault))
            wait_s = sweep_at_s - time.monotonic()
        if stopping.wait(max(0.0, wait_s)):
            return


def _drain_before(gateway: Gateway, senders: Mapping[str, Sender], stopping: threading.Event, until_s: float) -> float:
    """Send what may go, until an instant of the monotonic clock; for how many seconds to rest then."""

    def leave() -> bool:
        return stopping.is_set() or time.monotonic() >= until_s

    wait_ms = relay.drain(gateway, senders, random.random, leave)
    left_s = until_s - time.monotonic()
    rest_s = LONGEST_REST_S if wait_ms is None else max(wait_ms, SHORTEST_WAIT_MS) / 1000
    return min(left_s, rest_s)


def _may_be_used(bell: Bell) -> bool:
    """Whether Redis is there and keeps what it is given. It may have come back as another one since the start."""
    try:
        bell.check()
    except Refusal as refusal:
        log.error("Redis is not used", reason=refusal.sentence)
        return False
    return bell.answers()


def _answer(gateway: Gateway, stopping: Stopping) -> None:
    """Answer rings until Redis goes away or the process is asked to end."""
    connection = Redis.from_url(gateway.settings.redis_url, retry=Retry(NoBackoff(), 0))
    try:
        Answering(stopping, gateway.bell, connection).work(logging_level="WARNING")
    except (RedisError, OSError) as fault:
        log.warning("Redis went away", fault=type(fault).__name__)
    finally:
        connection.close()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stopping.by_signal)


def main() -> None:
    """Run a worker until it is asked to end; a refusal is told on standard error and ends it with its code."""
    logs.configure()
    try:
        gateway, senders = jobs.wired()
        stopping = Stopping()
        recover.start(gateway, stopping)
        mailing.start(gateway, stopping)
        work(gateway, senders, stopping)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.sentence}\n{refusal.remedy}\n")
        raise SystemExit(refusal.code) from None


if __name__ == "__main__":
    main()
