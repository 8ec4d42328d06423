"""One USSD call as the network holds it, what its phone shows, and what operators do to a screen that is too long."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from flows.measure import measure
from gateway.aggregator_stub.bytes import Ending
from gateway.aggregator_stub.lines import Line

SILENCE_S = 30
TOTAL_S = 180
"""Silence and whole length a network grants; those of the largest network in Kenya."""

OPERATOR_UNITS = {"GSM-7": 160, "UCS-2": 70}
_MORE, _BACK = "\n98:More", "\n00:Back"

REFUSED_BY_NETWORK = "Connection problem or invalid MMI code."
"""What a phone shows when the network has nothing better to say."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a phone shows after something happened on a call. ``status`` is ``open`` or the aggregator's word for the end."""

    session_id: str
    number: str
    code: str
    text: str
    more: bool
    status: str
    note: str
    """In plain words what went wrong or is being played; empty if all is ordinary."""
    reply: bytes
    """The gateway's last reply, whole."""
    units: int
    limit: int
    silence_left_s: float
    total_left_s: float
    hops: int
    took_ms: int


@dataclass(slots=True)
class Call:
    """A call in the fake's memory; ``lock`` is held by whoever changes it."""

    session_id: str
    number: str
    line: Line
    code: str
    network_code: str
    began_s: float
    at_s: float
    text: str = ""
    """All inputs as the network joined them; what the gateway was told may be another thing, see ``posted``."""
    posted: str = ""
    last_body: bytes = b""
    last_reply: bytes = b""
    hops: int = 0
    metadata: list[str] = field(default_factory=list)
    status: str = "open"
    pages: tuple[str, ...] = ("",)
    page: int = 0
    more: bool = True
    note: str = ""
    took_ms: int = 0
    told: bool = False
    """True if the end event went out early."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, said: str) -> None:
        """Joins one input to the text; an empty answer to the first screen leaves no trace, as on the wire."""
        self.text = f"{self.text}*{said}" if self.text else said

    def shown(self, now_s: float) -> Shown:
        """The phone at this moment."""
        text = self.pages[self.page]
        reply_text = self.last_reply.decode("utf-8", "replace")
        units, coding = measure(reply_text)
        running = self.status == "open"
        return Shown(
            session_id=self.session_id, number=self.number, code=self.code, text=text, more=running and self.more,
            status=self.status, note=self.note, reply=self.last_reply, units=units, limit=OPERATOR_UNITS[coding],
            silence_left_s=max(0.0, self.at_s + SILENCE_S - now_s) if running else 0.0,
            total_left_s=max(0.0, self.began_s + TOTAL_S - now_s) if running else 0.0,
            hops=self.hops, took_ms=self.took_ms,
        )  # fmt: skip

    def ending(self, at_ms: int, now_s: float, error: str) -> Ending:
        """What the end event tells."""
        return Ending(
            number=self.number, service_code=self.code, session_id=self.session_id, network_code=self.network_code,
            status="Incomplete" if self.status == "open" else self.status, duration_ms=round((now_s - self.began_s) * 1000),
            hops=self.hops, hops_metadata="|".join(self.metadata), input=self.text,
            last_reply=self.last_reply.decode("utf-8", "replace"), error=error, at_ms=at_ms,
        )  # fmt: skip


def fits(text: str) -> bool:
    """Whether a screen and its prefix fit one page of the strictest known operator."""
    units, coding = measure("CON " + text)
    return units <= OPERATOR_UNITS[coding]


def cut(text: str) -> str:
    """The screen as an operator that cuts shows it."""
    while not fits(text):
        text = text[:-1]
    return text


def paged(text: str) -> tuple[str, ...]:
    """The screen as an operator that pages shows it, each page but the last with ``98:More``, but the first ``00:Back``."""
    pages: list[str] = []
    while text:
        tail = _BACK if pages else ""
        if fits(text + tail):
            return (*pages, text + tail)
        room = len(text)
        while not fits(text[:room] + tail + _MORE):
            room -= 1
        pages.append(text[:room] + tail + _MORE)
        text = text[room:]
    return tuple(pages) or ("",)
