"""Texts from citizens: posted until the gateway says 200, with every accident known, or lost and found only by asking."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from gateway.aggregator_stub import bytes as wire_bytes
from gateway.aggregator_stub.agenda import Agenda
from gateway.aggregator_stub.bytes import DateForm
from gateway.aggregator_stub.faults import Switches
from gateway.aggregator_stub.lines import REPORT_NETWORK, Line, Lines, Luck
from gateway.aggregator_stub.phones import Phones
from gateway.aggregator_stub.wire import Reply, Wire

AGAIN_FOR_S = 12 * 3600.0
PULLED_AT_ONCE = 10

_LINK_IDS = {"absent": "", "sample": "SampleLinkId123", "empty": ""}


class NobodyListens(ValueError):
    """No channel has that short code, or it has no address for this kind of callback."""


@dataclass(frozen=True, slots=True)
class CitizenText:
    """A text as its writer sent it. ``pull_id`` is the whole number by which asking for texts counts."""

    id: str
    pull_id: int
    number: str
    to: str
    text: str
    at_ms: int


class TextsIn:
    """The way of a text from a phone to the gateway. ``again_every_s`` is the aggregator's minute, shorter in tests."""

    def __init__(
        self, lines: Lines, wire: Wire, switches: Switches, agenda: Agenda, luck: Luck, phones: Phones, again_every_s: float
    ) -> None:
        self._lines = lines
        self._wire = wire
        self._switches = switches
        self._agenda = agenda
        self._luck = luck
        self._phones = phones
        self._again_every_s = again_every_s
        self._all: list[CitizenText] = []
        self._held: list[tuple[Line, CitizenText]] = []
        self._lock = threading.Lock()

    def text(self, number: str, to: str, words: str, *, arrives: str | None = None) -> CitizenText:
        """A citizen texts a short code. Raises ``NobodyListens``; what the gateway makes of it is on the wire.

        ``arrives``, if given, stands for the switch ``text in``.
        """
        line = self._listening(to, "sms")
        with self._lock:
            sent = CitizenText(
                "ATXid_" + self._luck.hex32(number), len(self._all) + 1, number, to, words, self._agenda.now_ms()
            )
            self._all.append(sent)
        self._phones.add(number, at_ms=sent.at_ms, mine=True, other=to, text=words)
        self._carry(line, sent, arrives or self._switches.take("text in"))
        return sent

    def repeat(self, sent: CitizenText, date_form: DateForm = "T and Z") -> Reply:
        """The same text once more, by its id; with another ``date_form`` it looks different and is the same."""
        return self._post(self._listening(sent.to, "sms"), sent, self._body(sent, date_form))

    def pulled(self, after: int) -> list[CitizenText]:
        """The texts after one pull id, whether they were posted or lost, ten at the most."""
        with self._lock:
            return self._all[max(after, 0) :][:PULLED_AT_ONCE]

    def opt_out(self, number: str, sender: str) -> Reply:
        """A citizen asks the operator to be left alone by one sender."""
        line = self._lines.sending(sender)
        url = line.url("opt-out") if line else ""
        if not url:
            raise NobodyListens(sender)
        body = wire_bytes.opt_out(number=number, sender=sender, luck=self._luck.of(number))
        return self._wire.post(url, body, what="Opt-out", number=number)

    def _carry(self, line: Line, sent: CitizenText, fault: str) -> None:
        if fault == "lost":
            return
        if fault == "swapped":
            with self._lock:
                self._held.append((line, sent))
            return
        body = self._body(sent)
        if fault == "together":
            with ThreadPoolExecutor(2) as both:
                list(both.map(lambda _: self._deliver(line, sent, body), range(2)))
        else:
            self._deliver(line, sent, body)
        if fault == "twice":
            self._post(line, sent, body)
        elif fault == "other date":
            self._post(line, sent, self._body(sent, "space"))
        self._release()

    def _release(self) -> None:
        """Delivers the texts that were held back for another one to overtake them."""
        with self._lock:
            held, self._held = self._held, []
        for line, sent in held:
            self._deliver(line, sent, self._body(sent))

    def _deliver(self, line: Line, sent: CitizenText, body: bytes, left_s: float = AGAIN_FOR_S) -> None:
        """Posts until a literal 200, each aggregator's minute, for twelve hours."""
        if self._post(line, sent, body).status == 200 or left_s <= 0:
            return
        minutes_s = left_s - 60.0
        self._agenda.after(self._again_every_s, lambda: self._deliver(line, sent, body, minutes_s))

    def _post(self, line: Line, sent: CitizenText, body: bytes) -> Reply:
        return self._wire.post(line.url("sms"), body, what="Text from a citizen", number=sent.number)

    def _body(self, sent: CitizenText, date_form: DateForm = "T and Z") -> bytes:
        link = self._switches.take("link id")
        return wire_bytes.incoming_text(
            message_id=sent.id, number=sent.number, to=sent.to, text=sent.text,
            date=wire_bytes.date_text(sent.at_ms, date_form), network_code=REPORT_NETWORK,
            link_id=None if link == "absent" else _LINK_IDS[link], luck=self._luck.of(sent.number),
        )  # fmt: skip

    def _listening(self, short_code: str, kind: str) -> Line:
        line = self._lines.listening(short_code)
        if line is None or not line.url(kind):
            raise NobodyListens(short_code)
        return line
