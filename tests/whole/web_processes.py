"""Web servers as production starts them, each a process tree of its own, forked from one process that has imported everything.

A server started from nothing costs two seconds of imports; a fork of a process that has them costs a fifth of one.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import psutil

WITHIN_S = 20.0


class NoReply(Exception):
    """The connection broke before a reply had come."""


class Server:
    """One web server: granian and its workers."""

    def __init__(self, pid: int, port: int, log: Path) -> None:
        self.pid, self.port, self.log = pid, port, log

    def post(self, path: str, fields: Mapping[str, str]) -> tuple[int, str]:
        """Status and body; raises :class:`NoReply` if the server went away instead of answering."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WITHIN_S)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", path, urlencode(fields), headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (ConnectionError, http.client.HTTPException) as gone:
            raise NoReply from gone
        finally:
            connection.close()

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.pid).children(recursive=True)

    def kill(self) -> None:
        """The server and its workers, at once, as by a power cut."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def wait_until_alive(self) -> None:
        deadline = time.monotonic() + WITHIN_S
        while not self._is_alive():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.01)

    def _is_alive(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WITHIN_S)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


class Nursery:
    """The process from which servers are forked."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    @contextlib.contextmanager
    def serving(self, environ: Mapping[str, str], log: Path) -> Iterator[Server]:
        """A web server on a free port, for as long as the block lasts; it is killed at its end."""
        server = self._born(dict(environ), log)
        try:
            server.wait_until_alive()
            yield server
        finally:
            server.kill()

    def _born(self, environ: dict[str, str], log: Path) -> Server:
        port = free_port()
        return Server(self.born("web", environ | {"GATEWAY_PORT": str(port)}, log), port, log)

    def born(self, what: str, environ: Mapping[str, str], log: Path) -> int:
        """A process of its own group: ``web``, ``worker`` or ``clock``; its id."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([what, dict(environ), str(log)]) + "\n")
        return int(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(WITHIN_S)
        self._process.stdout.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _bear() -> None:
    """The nursery's life: for every line of an environment and a log, a server; its process id is the answer."""
    import granian.cli  # noqa: F401

    import gateway.app  # all that a process needs
    import gateway.clock
    import gateway.worker  # noqa: F401

    for line in sys.stdin:
        _bury()
        pid = os.fork()
        if pid == 0:
            _become(*json.loads(line))
        print(pid, flush=True)  # noqa: T201 - the answer


def _bury() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become(what: str, environ: dict[str, str], log: str) -> None:
    """A process of the gateway, leading a process group."""
    os.setsid()
    os.environ.clear()
    os.environ.update(environ)
    for stream, of in ((0, os.devnull), (1, log), (2, log)):
        os.dup2(os.open(of, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), stream)
    try:
        {"web": _web, "worker": _worker, "clock": _clock}[what]()
    except SystemExit as ended:
        os._exit(ended.code if isinstance(ended.code, int) else 1)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _web() -> None:
    """What ``python -m gateway.serve`` becomes."""
    from granian.cli import entrypoint

    from gateway.serve import command
    from gateway.settings import load_settings

    sys.argv = command(load_settings().web)[2:]
    entrypoint()


def _worker() -> None:
    from gateway.worker import main

    main()


def _clock() -> None:
    from gateway.clock import main

    main()


if __name__ == "__main__":
    _bear()
