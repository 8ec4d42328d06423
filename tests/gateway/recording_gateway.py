"""A gateway of a few lines behind real HTTP: it keeps the raw requests it gets and answers what a test wants."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

from gateway.aggregator_stub.lines import KINDS, Line

POLL_S = 0.01
CODES = ("*120*45#", "40145", "8080")

Answering = Callable[[dict[str, str]], bytes | tuple[int, bytes]]


@dataclass(slots=True)
class Heard:
    kind: str
    body: bytes
    headers: dict[str, str]

    @property
    def fields(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


@dataclass(slots=True)
class RecordingGateway:
    """``ussd`` and ``sms`` decide the replies, from the fields of a request to a body or a status with a body."""

    url: str = ""
    ussd: Answering = lambda _: b"CON What?"
    sms: Answering = lambda _: b"OK"
    headers: dict[str, str] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)

    def line(self, codes: tuple[str, ...] = CODES) -> Line:
        return Line("main", {kind: f"{self.url}/hooks/main/SECRET/{kind}" for kind in KINDS}, codes)

    def of(self, kind: str) -> list[Heard]:
        return [one for one in self.heard if one.kind == kind]

    def texts(self) -> list[str]:
        """The ``text`` of every USSD request."""
        return [one.fields["text"] for one in self.of("ussd")]


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        pass


@contextmanager
def recording_gateway() -> Iterator[RecordingGateway]:
    gateway = RecordingGateway()
    app = Flask(__name__)

    @app.post("/hooks/main/SECRET/<kind>")
    def hook(kind: str) -> Response:
        body = request.get_data()
        heard = Heard(kind, body, dict(request.headers))
        gateway.heard.append(heard)
        answer = gateway.ussd(heard.fields) if kind == "ussd" else gateway.sms(heard.fields)
        status, said = answer if isinstance(answer, tuple) else (200, answer)
        return Response(said, status, gateway.headers, content_type="text/plain; charset=utf-8")

    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    gateway.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True)
    thread.start()
    try:
        yield gateway
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
