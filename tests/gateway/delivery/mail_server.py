"""A real mail server on this machine that keeps what it is given, and can misbehave where it is told to."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from gateway.config_sections import Mail


@dataclass
class Letterbox:
    """What the server says at ``RCPT``, at the end of ``DATA`` and at ``QUIT``; ``hang up`` closes the line in place of it.

    ``asked``: how often it said that it waits for a mail's content.
    """

    at_rcpt: str = "250 OK"
    at_data: str = "250 OK"
    at_quit: str = "221 Bye"
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    port: int = 0
    asked: int = 0

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if self.at_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.at_rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        if self.at_data == "hang up":
            transport: Any = server.transport
            transport.abort()
            return "250 never heard"
        if self.at_data.startswith("250"):
            self.taken += [(to, content) for to in envelope.rcpt_tos]
        return self.at_data

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return self.at_quit


class Counting(SMTP):
    """Counts in its letterbox how often it said 354."""

    async def push(self, status: Any) -> Any:
        self.event_handler.asked += str(status).startswith("354")
        return await super().push(status)


class Door(Controller):
    def factory(self) -> SMTP:
        return Counting(self.handler, **self.SMTP_kwargs)


@contextmanager
def letterbox(**behaviour: str) -> Iterator[Letterbox]:
    """A server that listens while the block runs."""
    box = Letterbox(**behaviour)  # type: ignore[arg-type]
    with socket.create_server(("127.0.0.1", 0)) as free:  # the server itself cannot be told to choose one
        box.port = free.getsockname()[1]
    controller = Door(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def settings_for(box: Letterbox) -> Mail:
    return Mail(host="127.0.0.1", port=box.port, security="none", sender="Citizen Feedback <feedback@example.org>")
