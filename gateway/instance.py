"""What makes a running gateway the only one of its kind here: a lock on its ``var`` folder, and ports that are free."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import os
import socket
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from gateway.refusal import Refusal
from gateway.settings import Settings, load_settings, names_port

LEFTOVERS_END_WITHIN_S = 12.0


@contextlib.contextmanager
def alone(var: Path, port: int = 0) -> Iterator[int]:
    """The lock on ``var`` as a file descriptor. Processes that hold it open keep it, also after the one that took it is gone.

    ``port`` is the web server's, for whoever asks :func:`running_port`.

    Raises :class:`Refusal` (code 2) when another gateway runs there. What a killed one has left behind is waited for.
    """
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(var / "gateway.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Refusal(
            f"The folder {var} cannot be written: {error.strerror}.", "Name another in GATEWAY_VAR.", code=1
        ) from None
    try:
        _take(lock, var)
        os.truncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()} {port or ''}".encode(), 0)
        yield lock
    finally:
        os.close(lock)


def _take(lock: int, var: Path) -> None:
    deadline = time.monotonic() + LEFTOVERS_END_WITHIN_S
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(lock, 40, 0).decode(errors="replace").partition(" ")[0]
            if _alive(holder):
                remedy = "Stop it, or give this one its own folder and port: GATEWAY_VAR=var2 gateway run --port 8010"
                raise Refusal(f"A gateway already runs on {var} (process {holder}).", remedy) from None
            if time.monotonic() > deadline:
                raise Refusal(f"Processes of an earlier gateway on {var} are still ending.", "Wait a moment.", code=1) from None
            time.sleep(0.1)


def _alive(process_id: str) -> bool:
    if not process_id.isdecimal():
        return False
    try:
        os.kill(int(process_id), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def running_port(var: Path) -> int | None:
    """The web server's port of the ``gateway run`` that is at work on ``var``; ``None`` where none is."""
    try:
        holder, _, port = (var / "gateway.lock").read_text(encoding="ascii").partition(" ")
    except (OSError, ValueError):
        return None
    return int(port) if port.isdecimal() and _alive(holder) else None


def settings_here(port: int | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of what runs here: whoever was given a port at the start is found without naming it again.

    ``port`` and the environment's win. Raises :class:`Refusal` as :func:`load_settings` does.
    """
    settings = load_settings(environ, port=port)
    if port or names_port(environ):
        return settings
    running = running_port(settings.var)
    return load_settings(environ, port=running) if running else settings


def ports_are_free(settings: Settings) -> None:
    """Raises :class:`Refusal` (code 2) that names the port which another program holds, or which may not be taken."""
    _free(settings.web.host, settings.web.port, "the web server's")
    if settings.stub.enabled:
        _free("127.0.0.1", settings.stub.port, "the fake aggregator's")


def _free(host: str, port: int, whose: str) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        reason = (error.strerror or "it cannot be used").lower()
        sentence = f"Port {port} of {host}, {whose}, is not free: {reason}."
        raise Refusal(sentence, f"Choose another: gateway run --port {port + 10 if port < 65000 else 8010}") from None


def healthy(host: str, port: int) -> bool:
    """Whether a web server there answers ``/healthz`` within 0.3 s: its port is open long before its application is loaded."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    connection = http.client.HTTPConnection(here, port, timeout=0.3)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
