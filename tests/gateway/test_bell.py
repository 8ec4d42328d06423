"""The doorbell on a real server: rings carry ids only, and a Redis that is gone, frozen, full or forgetful costs only time."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from servers.valkey import Valkey

from gateway.bell import QUEUES, Bell
from gateway.refusal import Refusal


@pytest.fixture
def redis(valkey: Valkey) -> Iterator[Redis]:
    with Redis.from_url(valkey.url, decode_responses=True) as client:
        yield client


def test_a_ring_waits_for_a_worker_and_carries_nothing_but_the_rows_id(valkey: Valkey, redis: Redis) -> None:
    assert Bell(valkey.url).ring("deliver", 4711)
    with Redis.from_url(valkey.url) as raw:
        (job,) = Queue("texts", connection=raw, serializer=JSONSerializer).jobs
        assert (job.func_name, job.args, job.kwargs) == ("gateway.jobs.deliver", [4711], {})
    assert redis.hget("rq:job:deliver-4711", "description") == "gateway.jobs.deliver(4711)"


@pytest.mark.parametrize("kind", ["deliver", "file_response", "night", "list"])
def test_each_ring_is_heard_by_a_function_that_exists_on_a_queue_that_is_worked(valkey: Valkey, kind: str) -> None:
    assert Bell(valkey.url).ring(kind, 1)
    with Redis.from_url(valkey.url) as raw:
        jobs = [job for name in QUEUES for job in Queue(name, connection=raw, serializer=JSONSerializer).jobs]
        assert [callable(job.func) for job in jobs] == [True]


def test_ringing_again_for_what_waits_already_adds_nothing(valkey: Valkey, redis: Redis) -> None:
    bell = Bell(valkey.url)
    assert [bell.ring("deliver", 1), bell.ring("deliver", 1), bell.ring("deliver", 2)] == [True] * 3
    assert redis.llen("rq:queue:texts") == 2


def test_nobody_to_ring_is_told_at_once_and_raises_nothing(valkey: Valkey) -> None:
    bell = Bell(valkey.url)
    valkey.kill()
    started = time.monotonic()
    assert (bell.ring("deliver", 1), bell.answers()) == (False, False)
    assert time.monotonic() - started < 0.5
    valkey.start()
    assert (bell.ring("deliver", 1), bell.answers()) == (True, True)


def test_a_frozen_redis_holds_nobody_longer_than_a_blink(valkey: Valkey) -> None:
    bell = Bell(valkey.url)
    assert bell.ring("deliver", 1)
    valkey.freeze()
    started = time.monotonic()
    assert bell.ring("deliver", 2) is False
    assert time.monotonic() - started < 1.0
    valkey.thaw()
    assert bell.ring("deliver", 3)


def test_an_emptied_redis_is_rung_again(valkey: Valkey, redis: Redis) -> None:
    bell = Bell(valkey.url)
    bell.ring("deliver", 1)
    redis.flushall()
    assert bell.ring("deliver", 1)
    assert redis.llen("rq:queue:texts") == 1


def test_a_full_redis_is_not_heard_and_raises_nothing(valkey: Valkey, redis: Redis) -> None:
    redis.config_set("maxmemory", "1")
    assert Bell(valkey.url).ring("deliver", 1) is False


def test_an_address_that_nobody_has_is_not_heard() -> None:
    assert Bell("redis://127.0.0.1:1/0").ring("deliver", 1) is False


@pytest.mark.parametrize("policy", ["allkeys-lru", "volatile-ttl"])
def test_a_redis_that_may_forget_work_is_refused(valkey: Valkey, redis: Redis, policy: str) -> None:
    bell = Bell(valkey.url)
    bell.check()
    redis.config_set("maxmemory-policy", policy)
    with pytest.raises(Refusal, match=policy) as caught:
        bell.check()
    assert "noeviction" in caught.value.remedy


def test_a_redis_that_is_away_is_not_judged(valkey: Valkey) -> None:
    valkey.kill()
    Bell(valkey.url).check()
