"""What goes over the wire: posts exact bytes to the gateway and remembers both directions for whoever wants to look."""

from __future__ import annotations

import gzip
import http.client
import socket
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from types import MappingProxyType
from urllib.parse import urlsplit

from gateway.aggregator_stub.bytes import FORM

KEPT = 400
"""Exchanges remembered; the oldest are forgotten first."""

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, or in ``error`` why nothing did: ``refused``, ``unknown host``, ``timeout``, ``broken``."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    error: str = ""
    took_ms: int = 0


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its reply, whoever asked. ``number`` is the phone it is about, if any."""

    n: int
    at_ms: int
    what: str
    number: str
    request: str
    reply: str
    took_ms: int


class Wire:
    """Posts to the gateway one connection per request, as the aggregator does, and keeps the last exchanges."""

    def __init__(self) -> None:
        self._n = count(1)
        self._kept: deque[Exchange] = deque(maxlen=KEPT)
        self._lock = threading.Lock()

    def post(
        self,
        url: str,
        body: bytes,
        *,
        what: str,
        number: str,
        timeout_s: float = 10.0,
        headers: Mapping[str, str] = NO_HEADERS,
        media_type: str = FORM,
    ) -> Reply:
        """Posts ``body`` and gives the reply; never raises for what a network can do."""
        sent = {**headers, "Accept-Encoding": "gzip", "Content-Type": media_type}
        began = time.monotonic()
        status, got, answer, error = _send(url, body, sent, timeout_s)
        took_ms = round((time.monotonic() - began) * 1000)
        reply = Reply(status, got, answer, error, took_ms)
        self.record(what=what, number=number, request=_request_text(url, body, sent), reply=_reply_text(reply), took_ms=took_ms)
        return reply

    def record(self, *, what: str, number: str, request: str, reply: str, took_ms: int) -> None:
        """Remembers an exchange, in either direction."""
        with self._lock:
            at_ms = time.time_ns() // 1_000_000
            self._kept.append(Exchange(next(self._n), at_ms, what, number, request, reply, took_ms))

    def since(self, n: int) -> list[Exchange]:
        """The exchanges remembered after number ``n``, oldest first."""
        with self._lock:
            return [e for e in self._kept if e.n > n]


def _send(url: str, body: bytes, headers: Mapping[str, str], timeout_s: float) -> tuple[int, Mapping[str, str], bytes, str]:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout_s)
    try:
        connection.putrequest("POST", parts.path or "/", skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        return _read(connection.getresponse())
    except TimeoutError:
        return 0, {}, b"", "timeout"
    except ConnectionRefusedError:
        return 0, {}, b"", "refused"
    except socket.gaierror:
        return 0, {}, b"", "unknown host"
    except (OSError, http.client.HTTPException):
        return 0, {}, b"", "broken"
    finally:
        connection.close()


def _read(response: http.client.HTTPResponse) -> tuple[int, Mapping[str, str], bytes, str]:
    headers = {name.lower(): value for name, value in response.getheaders()}
    body = response.read()
    if headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return response.status, headers, body, ""


def _request_text(url: str, body: bytes, headers: Mapping[str, str]) -> str:
    lines = [f"POST {_masked(urlsplit(url).path)} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\n".join([*lines, "", body.decode("utf-8", "replace")])


def _reply_text(reply: Reply) -> str:
    if reply.error:
        return f"(no reply: {reply.error})"
    lines = [f"HTTP/1.1 {reply.status}", f"Content-Type: {reply.headers.get('content-type', '')}"]
    return "\n".join([*lines, "", reply.body.decode("utf-8", "replace")])


def _masked(path: str) -> str:
    """The path with the gateway's secret hidden: ``/hooks/<channel>/<secret>/<kind>``."""
    parts = path.split("/")
    return "/".join([*parts[:3], "…", *parts[4:]]) if len(parts) == 5 and parts[1] == "hooks" else path
