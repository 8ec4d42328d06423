"""The Valkey server that comes along: durable, never evicting, closed to other users."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from gateway.embedded_redis import answers, running, url
from gateway.settings import embedded_socket


@pytest.fixture(params=["var", "a folder with blanks", "d" * 120])
def var(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    folder = tmp_path / str(request.param)
    yield folder
    socket = embedded_socket(folder)
    if tmp_path not in socket.parents:
        socket.unlink(missing_ok=True)
        socket.parent.rmdir()


def test_it_refuses_rather_than_forget_and_only_its_owner_enters(var: Path) -> None:
    with running(var), redis.Redis.from_url(url(var)) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert client.config_get("appendonly") == {"appendonly": "yes"}
        assert client.config_get("port") == {"port": "0"}
        assert stat.S_IMODE(embedded_socket(var).stat().st_mode) == 0o700


def test_what_it_holds_survives_its_being_killed(var: Path) -> None:
    with running(var) as server, redis.Redis.from_url(url(var)) as client:
        client.rpush("queue", *range(50))
        server.kill()
    with running(var), redis.Redis.from_url(url(var)) as client:
        assert client.llen("queue") == 50


def test_a_server_that_is_not_there_is_noticed_in_time(tmp_path: Path) -> None:
    assert not answers(url(tmp_path), within_s=0.05)
