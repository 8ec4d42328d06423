"""Redis: there, forgetting nothing to save memory, and keeping what it is given over a restart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redis.exceptions import RedisError

from gateway.bell import QUEUES, bounded
from gateway.doctor.finding import Finding, bad, warning, well
from gateway.doctor.patient import Patient
from gateway.doctor.spans import many

PART = "Queue"
_EMBEDDED = "gateway run starts it, and starts it again when it ends; if that runs, see redis/redis.log in its folder."


def redis(patient: Patient) -> Iterator[Finding]:
    """Everything about Redis. Without it nothing is lost: the database is swept for what waits."""
    assert patient.settings is not None
    embedded = patient.settings.redis_embedded
    client = patient.gateway.bell.redis if patient.gateway else bounded(patient.settings.redis_url)
    try:
        info: dict[str, Any] = client.info()
        rings = sum(int(client.llen(f"rq:queue:{name}")) for name in QUEUES)
    except (RedisError, OSError) as fault:
        which = "The embedded Redis" if embedded else "Redis"
        remedy = _EMBEDDED if embedded else "Start it, and see that its address is right (REDIS_URL)."
        sentence = f"{which} does not answer ({type(fault).__name__}): texts go out, but up to a quarter of a minute late."
        yield warning(PART, "Redis", sentence, remedy)
        return
    name = f"{'Valkey' if 'valkey_version' in info else 'Redis'} {info.get('valkey_version') or info.get('redis_version')}"
    yield well(PART, "Redis", f"{name} answers; {many(rings, 'ring')} of the bell {'waits' if rings == 1 else 'wait'} in it.")
    yield from _kept(info)


def _kept(info: dict[str, Any]) -> Iterator[Finding]:
    policy = info.get("maxmemory_policy", "noeviction")
    if policy != "noeviction":
        sentence = f"It may throw queued work away to save memory: its maxmemory-policy is {policy}."
        yield bad(PART, "policy", sentence, "Set `maxmemory-policy noeviction` in its configuration.")
    else:
        yield well(PART, "policy", "It throws nothing away to save memory.")
    if info.get("aof_enabled") and info.get("aof_last_write_status", "ok") != "ok":
        yield bad(PART, "persistence", "It cannot write its file any more.", "Look at its log and at the room on its disk.")
    elif not info.get("aof_enabled"):
        sentence = "It forgets what waits when it stops; that is found again, but later."
        yield warning(PART, "persistence", sentence, "Set `appendonly yes` in its configuration.")
    else:
        yield well(PART, "persistence", "What waits in it survives a restart.")
