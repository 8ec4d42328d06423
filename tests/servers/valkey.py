"""A Valkey server of a test's own, as ``gateway run`` would start it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gateway import embedded_redis


@dataclass
class Valkey:
    """The server; it can be killed, frozen and started again where it left off."""

    var: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return embedded_redis.url(self.var)

    def start(self) -> None:
        command = embedded_redis.prepare(self.var)
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert embedded_redis.answers(self.url, within_s=10)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)


@pytest.fixture
def valkey() -> Iterator[Valkey]:
    folder = Path(tempfile.mkdtemp(prefix="valkey-"))  # short enough for a socket's path
    server = Valkey(folder)
    server.start()
    yield server
    server.thaw()
    server.kill()
    shutil.rmtree(folder)
