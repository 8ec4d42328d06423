"""A stretch of network between two programs that can be told to delay, stand still, break off, reset or refuse."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

CHUNK = 16_384
DELAY_S = 0.15
LINGER_NOT = struct.pack("ii", 1, 0)
"""A close that is a reset."""

Upstream = Path | int
"""A socket in the file system, or a port of this machine."""


@dataclass
class Proxy:
    """One listening port; each connection goes to one of ``upstreams()`` that answers.

    ``mode``: pass; delay: each piece comes later; hang: nothing moves; refuse: new connections are reset; cut: a new connection
    is reset after ``cut_after`` bytes.
    """

    name: str
    upstreams: Callable[[], Sequence[Upstream]]
    port: int = 0
    mode: str = "pass"
    cut_after: int = 0
    open: set[asyncio.StreamWriter] = field(default_factory=set)
    luck: Random = field(default_factory=lambda: Random(1))
    listener: asyncio.Server | None = None

    async def serve(self) -> None:
        self.listener = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self.listener.sockets[0].getsockname()[1]

    async def _carry(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        self.open.add(near_out)
        try:
            await self._joined(near_in, near_out)
        finally:
            self.open.discard(near_out)
            near_out.close()

    async def _joined(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        far = None if self.mode == "refuse" else await self._far()
        if far is None:
            return reset(near_out)
        left = [self.cut_after] if self.mode == "cut" else None
        self.open.add(far[1])
        pumps = [asyncio.ensure_future(self._pump(*ends, left)) for ends in ((near_in, far[1]), (far[0], near_out))]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            self.open.discard(far[1])
            for pump in pumps:
                pump.cancel()
            broke = any(pump.done() and not pump.cancelled() and pump.exception() for pump in pumps)
            (reset if broke else asyncio.StreamWriter.close)(far[1])
            if broke:
                reset(near_out)

    async def _far(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        places = list(self.upstreams())
        self.luck.shuffle(places)
        for place in places:
            with contextlib.suppress(OSError):
                if isinstance(place, Path):
                    return await asyncio.open_unix_connection(str(place))
                return await asyncio.open_connection("127.0.0.1", place)
        return None

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, left: list[int] | None) -> None:
        while chunk := await source.read(CHUNK):
            if self.mode == "delay":
                await asyncio.sleep(DELAY_S)
            while self.mode == "hang":
                await asyncio.sleep(0.02)
            if sink.is_closing():
                raise ConnectionResetError
            if left is not None:
                chunk = chunk[: left[0]]
                left[0] -= len(chunk)
            sink.write(chunk)
            await sink.drain()
            if left is not None and left[0] <= 0:
                raise ConnectionResetError
        if sink.can_write_eof():
            sink.write_eof()

    def reset_all(self) -> None:
        for writer in list(self.open):
            reset(writer)


def reset(writer: asyncio.StreamWriter) -> None:
    """Ends a connection without a farewell."""
    found = writer.get_extra_info("socket")
    if found is not None and found.family != socket.AF_UNIX:
        with contextlib.suppress(OSError):
            found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
    writer.transport.abort()


class Network:
    """All proxies, on one thread of their own; told what to do from any other."""

    def __init__(self, proxies: Sequence[Proxy]) -> None:
        self.of = {proxy.name: proxy for proxy in proxies}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network", daemon=True)

    def set(self, name: str, mode: str, cut_after: int = 0) -> None:
        self._loop.call_soon_threadsafe(self._set, self.of[name], mode, cut_after)

    def reset(self, name: str) -> None:
        self._loop.call_soon_threadsafe(self.of[name].reset_all)

    @staticmethod
    def _set(proxy: Proxy, mode: str, cut_after: int) -> None:
        proxy.mode, proxy.cut_after = mode, cut_after

    @contextlib.contextmanager
    def running(self) -> Iterator[Network]:
        self._thread.start()
        for proxy in self.of.values():
            asyncio.run_coroutine_threadsafe(proxy.serve(), self._loop).result(10)
        try:
            yield self
        finally:
            asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    async def _end(self) -> None:
        """Connections end by themselves when they are reset; none is left when the loop stops."""
        for proxy in self.of.values():
            proxy.mode = "refuse"
            if proxy.listener is not None:
                proxy.listener.close()
            proxy.reset_all()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        if others:
            await asyncio.wait(others, timeout=5)
