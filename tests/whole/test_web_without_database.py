"""A whole web server whose database is away: what it acknowledges waits on its disk, and is in the database by itself after."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from test_web_killed import SHORT_CODE, House
from web_processes import Nursery, Server

from storage.tables import inbox, outbox
from storage.unit import reading, unit

WITHIN_S = 30.0


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def house(nursery: Nursery, tmp_path: Path, sqlite_url: str) -> Iterator[House]:
    house = House(nursery, tmp_path, sqlite_url)
    yield house
    house.gateway.engine.dispose()


def write(house: House, server: Server, words: str, id: str, number: str) -> tuple[int, str]:
    date = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
    return server.post(f"{house.hooks}/sms", {"text": words, "to": SHORT_CODE, "id": id, "from": number, "date": date})


def stored(house: House) -> list[tuple[str, str]]:
    with reading(house.gateway.engine) as c:
        return [(id, state) for id, state in c.execute(select(inbox.c.provider_id, inbox.c.state).order_by(inbox.c.id))]


def test_a_web_server_takes_up_by_itself_what_it_kept_while_its_database_was_away(house: House) -> None:
    with house.serving() as server:
        with unit(house.gateway.engine):  # SQLite's write lock
            assert write(house, server, "CLINIC", "m1", "+26658000001") == (200, "ok\n")
            assert write(house, server, "1", "m2", "+26658000001") == (200, "ok\n")
            assert write(house, server, "CLINIC", "o1", "+26658000002") == (200, "ok\n")
            assert house.gateway.spool.waiting().entries == 3
        wait_until_drained(house)
    assert sorted(stored(house)) == [("m1", "heard"), ("m2", "heard"), ("o1", "heard")]
    with reading(house.gateway.engine) as c:
        assert len(list(c.execute(select(outbox.c.id)))) == 3
    assert_log_keeps_secrets(house)


def test_what_waited_is_taken_up_by_the_next_server_and_no_broken_request_writes_the_secret_into_a_log(house: House) -> None:
    with house.serving() as server, unit(house.gateway.engine):
        assert write(house, server, "CLINIC", "m1", "+26658000001") == (200, "ok\n")
        server.kill()
    assert stored(house) == []
    with house.serving() as server:
        for broken in broken_requests(house.hooks):
            raw(server.port, broken)
        wait_until_drained(house)
    assert stored(house) == [("m1", "heard")]
    assert_log_keeps_secrets(house)


def wait_until_drained(house: House) -> None:
    """Nothing waits on the disk any more, and the server has said so: that comes after the last entry is gone."""
    deadline = time.monotonic() + WITHIN_S
    while time.monotonic() < deadline and (house.gateway.spool.entries() or "spool drained" not in house.log.read_text()):
        time.sleep(0.05)


def broken_requests(hooks: str) -> list[bytes]:
    """What a web server may want to complain about, with the address in it."""
    path = hooks.encode()
    half = b"\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\n"
    return [
        b"POST " + path + b"/sms\x00 HTTP/1.1\r\n\r\n",
        b"POST " + path + b"/sms HTTP/9.9\r\nfoo\r\n\r\n",
        b"POST " + path + b"/sms HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
        b"POST " + path + b"/sms HTTP/1.1" + half + b"id=m9&to=40145&text=CLINIC&from=%2B26658000009",
        b"POST " + path + b"/ussd HTTP/1.1" + half + b"sessionId=s9&serviceCode=*120*45%23&phoneNumber=%2B26658000009",
        b"GET " + path + b"/" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"BREW " + path + b"/ussd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ]


def raw(port: int, sent: bytes) -> None:
    """Send some bytes and hang up, whatever the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection, contextlib.suppress(OSError):
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        connection.recv(100)


def assert_log_keeps_secrets(house: House) -> None:
    told = house.log.read_text()
    assert "spool drained" in told
    assert house.hooks.rpartition("/")[2] not in told
    assert "5800000" not in told
