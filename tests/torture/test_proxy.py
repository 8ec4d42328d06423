"""The network between programs breaks as it is told, and carries every byte when it is not."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from torture.proxy import DELAY_S, Network, Proxy


@pytest.fixture
def echo() -> Iterator[int]:
    """A server that sends back whatever comes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=_echo, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def _echo(connection: socket.socket) -> None:
    with closing(connection):
        try:
            while chunk := connection.recv(65536):
                connection.sendall(chunk)
        except OSError:
            return


@pytest.fixture
def network(echo: int) -> Iterator[Network]:
    with Network([Proxy("line", lambda: [1, echo])]).running() as running:
        yield running


def call(network: Network) -> socket.socket:
    return socket.create_connection(("127.0.0.1", network.of["line"].port), timeout=5)


def said_back(connection: socket.socket, words: bytes) -> bytes:
    connection.sendall(words)
    heard = b""
    while len(heard) < len(words) and (chunk := connection.recv(65536)):
        heard += chunk
    return heard


def heard_until_reset(connection: socket.socket) -> int:
    """How many bytes came back before the connection broke, however often one spoke."""
    heard = 0
    with suppress(ConnectionError):
        for _ in range(1000):
            connection.sendall(b"hello")
            heard += len(connection.recv(10))
        raise AssertionError("it never broke")
    return heard


def told(network: Network, mode: str, cut_after: int = 0) -> None:
    network.set("line", mode, cut_after)
    while network.of["line"].mode != mode:
        time.sleep(0.005)


def test_every_byte_is_carried_past_a_server_that_is_not_there(network: Network) -> None:
    words = bytes(range(256)) * 1000
    with call(network) as one, call(network) as other:
        assert said_back(one, words) == words
        assert said_back(other, b"and another") == b"and another"


def test_the_end_of_one_side_reaches_the_other(network: Network) -> None:
    with call(network) as one:
        assert said_back(one, b"hello") == b"hello"
        one.shutdown(socket.SHUT_WR)
        assert one.recv(10) == b""


def test_a_new_connection_is_refused_and_an_old_one_goes_on(network: Network) -> None:
    with call(network) as old:
        assert said_back(old, b"hello") == b"hello"
        told(network, "refuse")
        with suppress(ConnectionError), call(network) as new:  # some are reset before they know that they were there
            assert heard_until_reset(new) == 0
        assert said_back(old, b"again") == b"again"


def test_a_connection_is_cut_in_the_middle(network: Network) -> None:
    told(network, "cut", 3)
    with call(network) as one:
        assert heard_until_reset(one) <= 3


def test_whatever_is_open_can_be_reset(network: Network) -> None:
    with call(network) as one:
        assert said_back(one, b"hello") == b"hello"
        network.reset("line")
        with pytest.raises(ConnectionResetError):
            one.recv(10)


def test_what_stands_still_goes_on_when_it_may(network: Network) -> None:
    with call(network) as one:
        told(network, "hang")
        one.sendall(b"hello")
        one.settimeout(0.1)
        with pytest.raises(TimeoutError):
            one.recv(10)
        told(network, "pass")
        one.settimeout(5)
        assert one.recv(10) == b"hello"


def test_what_is_delayed_arrives(network: Network) -> None:
    told(network, "delay")
    with call(network) as one:
        began = time.monotonic()
        assert said_back(one, b"hello") == b"hello"
        assert time.monotonic() - began >= 2 * DELAY_S
