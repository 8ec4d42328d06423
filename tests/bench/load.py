"""Callers on keep-alive connections, as thin as they can be made: the server is to be measured, not they."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode


@dataclass(slots=True)
class Run:
    """What one run saw: wall seconds, one latency in seconds per request, and the last screen of every citizen."""

    wall_s: float = 0.0
    latencies_s: list[float] = field(default_factory=list)
    last_screens: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def quantile_ms(self, q: float) -> float:
        ordered = sorted(self.latencies_s)
        return 1000 * ordered[min(len(ordered) - 1, int(q * len(ordered)))]


@dataclass(frozen=True, slots=True)
class Caller:
    """One citizen: the aggregator's session id, a number, a dial code and what they will press, in order."""

    session: str
    number: str
    code: str
    presses: Sequence[str]

    def bodies(self) -> list[bytes]:
        heard = ["*".join(self.presses[:n]) for n in range(len(self.presses) + 1)]
        fixed = {"phoneNumber": self.number, "serviceCode": self.code}
        rest = {"sessionId": self.session, "networkCode": "99999"}
        return [urlencode({**fixed, "text": text, **rest}).encode() for text in heard]


class _Line:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader
        self.writer: asyncio.StreamWriter

    async def open(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)

    async def ask(self, request: bytes) -> tuple[bytes, bytes]:
        """Status line and body of one request."""
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        at = head.lower().index(b"content-length:") + 15
        body = await self.reader.readexactly(int(head[at : head.index(b"\r\n", at)]))
        return head[: head.index(b"\r\n")], body


def post(path: str, body: bytes) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nUser-Agent: at-ussd-api/1.0\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode()


def constant(port: int, path: str, requests: int, lines: int) -> Run:
    """Ask one address ``requests`` times over ``lines`` connections."""

    async def caller(line: _Line, run: Run, n: int) -> None:
        for _ in range(n):
            began = time.perf_counter()
            status, _body = await line.ask(get(path))
            run.latencies_s.append(time.perf_counter() - began)
            if b" 200" not in status:
                run.wrong.append(status.decode())

    return asyncio.run(_run(port, lines, lambda line, run, _i: caller(line, run, requests // lines)))


def calls(port: int, path: str, callers: Sequence[Caller], lines: int) -> Run:
    """Every caller's whole call; ``lines`` of them at the same time, each hop waiting for the screen before it."""
    waiting = iter(callers)

    async def phone(line: _Line, run: Run) -> None:
        for caller in waiting:
            for body in caller.bodies():
                began = time.perf_counter()
                status, screen = await line.ask(post(path, body))
                run.latencies_s.append(time.perf_counter() - began)
                if b" 200" not in status or screen[:4] not in (b"CON ", b"END "):
                    run.wrong.append(f"{status.decode()} {screen[:60].decode(errors='replace')}")
            run.last_screens[caller.session] = screen.decode()

    return asyncio.run(_run(port, lines, lambda line, run, _i: phone(line, run)))


def interleaved(port: int, path: str, callers: Sequence[Caller], lines: int) -> Run:
    """All callers at once, hop by hop in turn, so that no two hops of one call follow each other."""

    async def phone(line: _Line, run: Run, i: int) -> None:
        mine = callers[i::lines]
        for hop in range(max(len(c.presses) for c in mine) + 1):
            for caller in mine:
                if hop <= len(caller.presses):
                    began = time.perf_counter()
                    _status, screen = await line.ask(post(path, caller.bodies()[hop]))
                    run.latencies_s.append(time.perf_counter() - began)
                    run.last_screens[caller.session] = screen.decode()

    return asyncio.run(_run(port, lines, phone))


async def _run(port: int, lines: int, work) -> Run:  # type: ignore[no-untyped-def]
    run = Run()
    opened = [_Line(port) for _ in range(lines)]
    await asyncio.gather(*(line.open() for line in opened))
    began = time.perf_counter()
    await asyncio.gather(*(work(line, run, i) for i, line in enumerate(opened)))
    run.wall_s = time.perf_counter() - began
    for line in opened:
        line.writer.close()
    return run
