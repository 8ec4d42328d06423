"""An HTTP server of a test's own that replies with whatever bytes it is told, or none, and keeps what it was asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import pytest


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    line: str
    headers: dict[str, str]
    form: dict[str, str]
    body: str


@dataclass
class RawHttp:
    """``reply`` is sent to each request as it is; ``None`` leaves the caller waiting until it gives up."""

    listener: socket.socket
    reply: bytes | None = b""
    asked: list[Asked] = field(default_factory=list)
    open: list[socket.socket] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.asked.append(_read(connection))
            if self.reply is None:
                self.open.append(connection)
                continue
            connection.sendall(self.reply)
            connection.close()


@pytest.fixture
def raw_http() -> Iterator[RawHttp]:
    server = RawHttp(socket.create_server(("127.0.0.1", 0)))
    thread = threading.Thread(target=server.serve)
    thread.start()
    yield server
    server.listener.shutdown(socket.SHUT_RDWR)
    server.listener.close()
    thread.join()
    for connection in server.open:
        connection.close()


def reply(status: int, body: str, media_type: str = "application/json", length: int | None = None) -> bytes:
    """The bytes of a reply; ``length`` announces another length than the body has."""
    data = body.encode()
    head = [
        f"HTTP/1.1 {status} X",
        f"Content-Type: {media_type}",
        f"Content-Length: {length or len(data)}",
        "Connection: close",
    ]
    return "\r\n".join([*head, "", ""]).encode() + data


def _read(connection: socket.socket) -> Asked:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    line, *rest = head.decode().split("\r\n")
    headers = {name.lower(): value for name, value in (h.split(": ", 1) for h in rest)}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65536)
    form = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
    return Asked(line, headers, form, body.decode())
