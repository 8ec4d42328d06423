"""The fake aggregator on a port of this machine: one process, many threads, everything in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.app import create_stub

POLL_S = 0.01
"""How often a server on a thread looks whether it should stop."""


class _Quiet(WSGIRequestHandler):
    """Keeps no access log."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Served:
    """A running fake: where it listens, and the fake itself."""

    url: str
    aggregator: Aggregator


def server_of(aggregator: Aggregator, host: str = "127.0.0.1", port: int = 0) -> BaseWSGIServer:
    """A server that is bound and not yet running; port 0 takes any free one. Raises ``OSError`` or ``SystemExit`` if taken."""
    return make_server(host, port, create_stub(aggregator), threaded=True, request_handler=_Quiet)


@contextmanager
def serving(aggregator: Aggregator, port: int = 0) -> Iterator[Served]:
    """Runs the fake on a thread for as long as the block lasts."""
    server = server_of(aggregator, port=port)
    thread = threading.Thread(target=server.serve_forever, args=(POLL_S,), name="aggregator-stub", daemon=True)
    aggregator.start()
    thread.start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}", aggregator)
    finally:
        aggregator.stop()
        server.shutdown()
        thread.join()
        server.server_close()
