"""Worker processes as they run in production: killed at every point, asked to end, with Redis there, gone, frozen, emptied."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from outbound import person, queued, states
from redis import Redis
from servers.valkey import Valkey

from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.serving import serving
from gateway.secrets import load_secrets
from gateway.settings import ROOT, load_settings
from gateway.wiring import Gateway, wire

NUMBERS = [f"+2665800{n:04}" for n in range(100)]


@dataclass
class House:
    """A gateway's folder with a database, a fake aggregator, and any number of workers."""

    folder: Path
    aggregator: Aggregator
    environ: dict[str, str]
    gateway: Gateway
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def log(self) -> str:
        return (self.folder / "worker.log").read_text(encoding="utf-8")

    def work(self, **environ: str) -> subprocess.Popen[bytes]:
        """A worker process of its own."""
        with (self.folder / "worker.log").open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, "-m", "gateway.worker"], cwd=ROOT, env={**self.environ, **environ}, stderr=log, stdout=log
            )
        self.workers.append(worker)
        return worker

    def put(self, n: int) -> list[int]:
        """Texts for ``n`` people, due now and not rung for."""
        return [queued(self.gateway, person(self.gateway, number), f"Lumela {number[-4:]}") for number in NUMBERS[:n]]

    def ring(self, outbox_ids: list[int]) -> None:
        for outbox_id in outbox_ids:
            assert self.gateway.bell.ring("deliver", outbox_id)

    def states(self) -> list[str]:
        return states(self.gateway.engine)

    def wait_for(self, what: Callable[[], bool], within_s: float = 20.0) -> None:
        deadline = time.monotonic() + within_s
        while not what():
            assert time.monotonic() < deadline, f"not in time: {self.states()}\n{self.log}"
            time.sleep(0.02)

    def wait_for_states(self, *expected: str, within_s: float = 20.0) -> None:
        self.wait_for(lambda: self.states() == list(expected), within_s)


@pytest.fixture
def sweep_every_s() -> int:
    return 1


@pytest.fixture
def house(tmp_path: Path, sqlite_url: str, valkey: Valkey, sweep_every_s: int) -> Iterator[House]:
    with serving(Aggregator([])) as fake:
        config = {
            "stub": {"port": int(fake.url.rpartition(":")[2])},
            "channels": {
                "main": {
                    "environment": "stub", "username": "sandbox", "country": "LS", "codes": ["40145"],
                    "hook_secrets": "HOOKS", "api_key": "API_KEY", "parts_a_second": 1000, "texts_a_call": 20,
                    "calls_at_once": 4,
                }
            },
            "ministries": {"health": {"name": "Health", "time_zone": "Africa/Maseru", "surveys": ["clinic"]}},
            "invitations": {"quiet_from": "00:00", "quiet_until": "00:00", "rest_days": []},
            "outbox": {"sweep_every_s": sweep_every_s, "in_doubt_after_s": 2},
        }  # fmt: skip
        (tmp_path / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        environ = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "GATEWAY_CONFIG": str(tmp_path / "config.yaml"),
            "GATEWAY_VAR": str(tmp_path / "var"),
            "DATABASE_URL": sqlite_url,
            "REDIS_URL": valkey.url,
        }
        settings = load_settings(environ)
        gateway = wire(settings, load_secrets(settings, environ))
        house = House(tmp_path, fake.aggregator, environ, gateway)
        yield house
        for worker in house.workers:
            worker.kill()
            worker.wait()
        gateway.engine.dispose()
        gateway.bell.redis.close()


@pytest.mark.parametrize(
    ("point", "fate", "asked"),
    [
        ("g", "in doubt", 0),
        ("h", "in doubt", 2),
        pytest.param("i", "in doubt", 2, marks=pytest.mark.long),
        pytest.param("j", "sent", 2, marks=pytest.mark.long),
    ],
)
def test_a_worker_killed_at_any_point_texts_nobody_twice(house: House, point: str, fate: str, asked: int) -> None:
    for number in NUMBERS[:2]:
        house.ring([queued(house.gateway, person(house.gateway, number), f"Lumela {number[-4:]}")])
        worker = house.work(GATEWAY_CRASH_AT=point)
        assert worker.wait(timeout=30) == -signal.SIGKILL, house.log
    house.work()
    house.wait_for_states(*[fate] * 2)
    house.ring([queued(house.gateway, person(house.gateway), "Still here")])
    house.wait_for_states(*[fate] * 2, "sent")
    assert house.aggregator.sending.doubles() == {}
    assert len(house.aggregator.sending.accepted()) == asked + 1


@pytest.mark.parametrize(
    ("point", "asked"),
    [("i", 20), *(pytest.param(*row, marks=pytest.mark.long) for row in [("g", 0), ("h", 20), ("j", 20)])],
)
def test_a_worker_killed_with_a_whole_call_in_hand_texts_nobody_twice(house: House, point: str, asked: int) -> None:
    """Twenty texts of one wording are in one call, and so are in one fate."""
    for number in NUMBERS[:20]:
        queued(house.gateway, person(house.gateway, number), "Lumela")
    assert house.work(GATEWAY_CRASH_AT=point).wait(timeout=30) == -signal.SIGKILL, house.log
    house.work()
    house.wait_for_states(*["sent" if point == "j" else "in doubt"] * 20)
    assert len(house.aggregator.sending.accepted()) == asked
    assert house.aggregator.sending.doubles() == {}


@pytest.mark.long
def test_four_hundred_texts_and_workers_killed_at_random_points_are_sent_once_or_in_doubt(house: House) -> None:
    """A crash loop: each worker dies at the next point, with four calls of two texts in hand; what the aggregator counts twice
    must be nothing."""
    crowd = [person(house.gateway, f"+2665801{n:04}") for n in range(400)]
    for n, one in enumerate(crowd):
        queued(house.gateway, one, f"Lumela {n // 2}", kind="invitation", ministry="health")
    for point in "ghijhgihgj":
        assert house.work(GATEWAY_CRASH_AT=point).wait(timeout=30) == -signal.SIGKILL, house.log
    house.work()
    house.work()
    house.wait_for(lambda: set(house.states()) == {"sent", "in doubt"}, within_s=60)
    accepted = {text.number for text in house.aggregator.sending.accepted()}
    assert house.aggregator.sending.doubles() == {}
    assert len(house.aggregator.sending.accepted()) == len(accepted)
    assert house.states().count("in doubt") <= 10 * 4 * 2
    assert len(accepted) >= house.states().count("sent")


def test_a_crash_point_does_nothing_where_texts_go_to_real_people(house: House) -> None:
    from gateway.crashpoints import crash_at

    live = house.gateway.settings.channels["main"].model_copy(update={"environment": "live"})
    crash_at(house.gateway.settings.model_copy(update={"channels": {"main": live}, "crash_at": "g"}), "g")


@pytest.mark.parametrize("sweep_every_s", [600])
def test_a_ring_is_answered_without_a_sweep_and_redis_may_come_and_go(house: House, valkey: Valkey) -> None:
    worker = house.work()
    house.wait_for(lambda: bool(Redis.from_url(valkey.url).smembers("rq:workers")))
    house.ring(house.put(1))
    house.wait_for_states("sent")
    valkey.kill()
    valkey.start()
    house.ring(house.put(2)[:1])
    house.wait_for(lambda: house.states()[:2] == ["sent", "sent"])
    assert worker.poll() is None


def test_without_redis_texts_go_out_straight_from_the_database(house: House, valkey: Valkey) -> None:
    valkey.kill()
    worker = house.work()
    house.put(3)
    house.wait_for_states("sent", "sent", "sent")
    valkey.start()
    assert worker.poll() is None
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=10) == 0


def test_with_redis_frozen_texts_go_out_and_the_worker_still_ends_in_time(house: House, valkey: Valkey) -> None:
    worker = house.work()
    house.wait_for(lambda: bool(Redis.from_url(valkey.url).smembers("rq:workers")))
    valkey.freeze()
    house.put(3)
    house.wait_for_states("sent", "sent", "sent")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=10) == 0


def test_what_an_emptied_redis_forgot_is_found_by_the_sweep(house: House, valkey: Valkey) -> None:
    house.ring(house.put(3))
    with Redis.from_url(valkey.url) as client:
        client.flushall()
    house.work()
    house.wait_for_states("sent", "sent", "sent")


def test_two_workers_share_the_texts_and_send_each_once(house: House) -> None:
    texts = house.put(30)
    house.work()
    house.work()
    house.ring(texts)
    house.wait_for(lambda: set(house.states()) == {"sent"})
    assert len(house.aggregator.sending.accepted()) == 30
    assert house.aggregator.sending.doubles() == {}


@pytest.mark.parametrize("sweep_every_s", [600])
def test_a_worker_asked_to_end_finishes_its_text_first(house: House, valkey: Valkey) -> None:
    worker = house.work()
    house.wait_for(lambda: bool(Redis.from_url(valkey.url).smembers("rq:workers")))
    house.aggregator.switches.set("send", "slow")
    house.ring(house.put(1))
    house.wait_for_states("sending")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=10) == 0
    assert house.states() == ["sent"]


def test_a_worker_asked_to_end_finishes_every_call_it_has_under_way(house: House) -> None:
    house.aggregator.switches.set("send", "slow")
    house.put(4)
    house.put(4)  # the same people: each has a text that waits behind the first
    worker = house.work()
    house.wait_for_states(*["sending"] * 4, *["due"] * 4)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    assert house.states() == ["sent"] * 4 + ["due"] * 4


def test_a_redis_that_may_forget_work_is_refused_at_the_start(house: House, valkey: Valkey) -> None:
    with Redis.from_url(valkey.url) as client:
        client.config_set("maxmemory-policy", "allkeys-lru")
    assert house.work().wait(timeout=20) == 1
    assert "noeviction" in house.log


def test_neither_log_nor_redis_ever_holds_a_number_or_a_text(house: House, valkey: Valkey) -> None:
    with Redis.from_url(valkey.url) as client:
        client.config_set("save", "")
        house.aggregator.sending.set_code(NUMBERS[0], 403)
        house.ring(house.put(3))
        house.work()
        house.wait_for_states("failed", "sent", "sent")
        client.bgrewriteaof()
    kept = house.log.encode() + b"".join(path.read_bytes() for path in valkey.var.rglob("*") if path.is_file())
    for secret in ("Lumela", *(number[1:] for number in NUMBERS[:3])):
        assert secret.encode() not in kept
    assert b"gateway.jobs.deliver" in kept


def test_a_job_of_another_release_is_survived(house: House, valkey: Valkey) -> None:
    from rq import Queue
    from rq.serializers import JSONSerializer

    with Redis.from_url(valkey.url) as client:
        Queue("texts", connection=client, serializer=JSONSerializer).enqueue("gateway.jobs.of_another_release", 1)
        worker = house.work()
        house.ring(house.put(1))
        house.wait_for_states("sent")
    assert worker.poll() is None
