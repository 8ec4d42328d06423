"""A real gateway on a free port, and what its processes cost, read from the kernel's own accounts."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_TICK_S = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Web:
    """A running web server: its port, its folder and the process at its root."""

    port: int
    var: Path
    pid: int
    database_url: str


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def environment(var: Path, database_url: str, port: int) -> dict[str, str]:
    """The environment of one gateway of its own: nothing of it is shared with another one on this machine."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GATEWAY_", "DATABASE_", "REDIS_"))}
    own = {"GATEWAY_VAR": str(var), "GATEWAY_PORT": str(port)}
    return kept | own | ({"DATABASE_URL": database_url} if database_url else {})


@contextlib.contextmanager
def web_server(var: Path, database_url: str = "") -> Iterator[Web]:
    """The web server as ``config.yaml`` advises, on ``database_url`` or on SQLite under ``var``; ends with the block."""
    port = free_port()
    workers, threads = (2, 4) if database_url else (1, 8)
    command = [
        str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(threads), "--http", "1", "--no-ws", "--log-level", "warning",
        "gateway.wsgi:app",
    ]  # fmt: skip
    with (var / "web.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(var, database_url, port), stdout=log, stderr=log)
    try:
        _wait_until_alive(port, process, var)
        yield Web(port, var, process.pid, database_url)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_until_alive(port: int, process: subprocess.Popen[bytes], var: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The web server ended at once:\n{(var / 'web.log').read_text()[-2000:]}")
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.05)
    raise RuntimeError("The web server did not answer within 30 s.")


def cpu_s(root: int) -> float:
    """Processor seconds, user and system, of a process and everything below it, ended children included."""
    family, total = {root}, 0.0
    rows = sorted(_processes())
    for pid, parent, seconds in rows:
        if pid in family or parent in family:
            family.add(pid)
            total += seconds
    return total


def _processes() -> Iterator[tuple[int, int, float]]:
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                after = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                yield int(entry.name), int(after[1]), sum(int(t) for t in after[11:15]) * _TICK_S
