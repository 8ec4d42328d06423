"""The doorbell: tells a worker that a row waits. The row is the truth; a lost ring only costs the time to the next sweep."""

from __future__ import annotations

import structlog
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from rq.exceptions import DuplicateJobError
from rq.serializers import JSONSerializer

from gateway.refusal import Refusal

log = structlog.get_logger()

TIMEOUT_S = 0.3
"""How long any word with Redis may take. Without retries this is the whole wait; by its defaults it is a minute."""

TEXTS, PAPERS = "texts", "papers"
QUEUES = (TEXTS, PAPERS)
"""In the order in which a worker empties them: people wait for texts."""

_JOBS = {
    "deliver": (TEXTS, "gateway.jobs.deliver", 60),
    "file_response": (PAPERS, "gateway.jobs.file_response", 60),
    "night": (PAPERS, "gateway.jobs.night", 900),
    "list": (PAPERS, "gateway.jobs.list_", 900),
}
"""Kind of ring -> queue, the function that answers, the seconds it may take."""

FORGET_FAILED_S = 60
"""A job that died is forgotten after this, so that its row can be rung for again."""


class Bell:
    """Rings through the Redis at ``redis_url``; never raises, never waits longer than :data:`TIMEOUT_S` for one answer."""

    def __init__(self, redis_url: str) -> None:
        self.redis = bounded(redis_url)
        self._queues = {name: Queue(name, connection=self.redis, serializer=JSONSerializer) for name in QUEUES}

    def ring(self, kind: str, row_id: int) -> bool:
        """Ask a worker to look at a row. False if nobody can be asked now; a row that was rung for already counts as rung."""
        queue, function, timeout_s = _JOBS[kind]
        try:
            self._queues[queue].enqueue(
                function,
                row_id,
                job_id=f"{kind}-{row_id}",
                unique=True,
                job_timeout=timeout_s,
                result_ttl=0,
                failure_ttl=FORGET_FAILED_S,
            )
        except DuplicateJobError:
            return True
        except (RedisError, OSError) as fault:
            log.warning("bell not heard", kind=kind, row=row_id, fault=type(fault).__name__)
            return False
        return True

    def answers(self) -> bool:
        """Whether Redis answers now."""
        try:
            return bool(self.redis.ping())
        except (RedisError, OSError):
            return False

    def check(self) -> None:
        """Refuse a Redis that may forget a job to save memory. Says nothing while Redis does not answer."""
        try:
            policy = self.redis.info("memory").get("maxmemory_policy", "noeviction")
        except (RedisError, OSError):
            return
        if policy != "noeviction":
            raise Refusal(
                f"Redis may throw queued work away: its maxmemory-policy is {policy}.",
                "Set `maxmemory-policy noeviction` in the configuration of Redis.",
                code=1,
            )


def bounded(redis_url: str) -> Redis:
    """A client that asks once and waits :data:`TIMEOUT_S`; connects when first used."""
    return Redis.from_url(
        redis_url,
        socket_timeout=TIMEOUT_S,
        socket_connect_timeout=TIMEOUT_S,
        retry=Retry(NoBackoff(), 0),
    )
