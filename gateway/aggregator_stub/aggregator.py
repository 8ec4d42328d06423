"""The fake aggregator as a whole, to be used in one process: phones, callbacks, send API and switches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gateway.aggregator_stub.agenda import Agenda
from gateway.aggregator_stub.faults import Switches
from gateway.aggregator_stub.lines import Line, Lines, Luck
from gateway.aggregator_stub.phones import Phones
from gateway.aggregator_stub.sending import Sending
from gateway.aggregator_stub.sms import TextsIn
from gateway.aggregator_stub.ussd import Ussd
from gateway.aggregator_stub.wire import Wire

INVENTED_NUMBERS = (
    "+26650000001", "+26650000002", "+26650000003", "+254711000001", "+254711000002", "+85512000001", "+85512000002",
)  # fmt: skip
"""Phones that lie on the table; none of them is anybody's."""


@dataclass(frozen=True, slots=True)
class Start:
    """One way into a survey, offered on the page: a code to dial, or a word to text to a short code."""

    title: str
    dial: str = ""
    word: str = ""
    short_code: str = ""


Starts = Callable[[], Sequence[Start]]


class Aggregator:
    """Everything the fake does and remembers. ``start`` lets time run; what depends on luck depends on ``seed`` only."""

    def __init__(
        self, lines: Sequence[Line], *, seed: int = 1, keys: Mapping[str, str] | None = None, agenda: Agenda | None = None,
        starts: Starts = tuple, numbers: Sequence[str] = INVENTED_NUMBERS, again_every_s: float = 60.0,
        report_after_s: float = 1.0, late_after_s: float = 3600.0,
    ) -> None:  # fmt: skip
        self.agenda = agenda or Agenda()
        self.lines = Lines(lines)
        self.switches = Switches()
        self.wire = Wire()
        self.phones = Phones()
        self.starts = starts
        self.numbers = tuple(numbers)
        luck = Luck(seed)
        common = (self.lines, self.wire, self.switches, self.agenda, luck)
        self.ussd = Ussd(*common)
        self.sms = TextsIn(*common, self.phones, again_every_s)
        self.sending = Sending(*common, self.phones, keys, report_after_s, late_after_s)

    def start(self) -> None:
        self.agenda.start()

    def stop(self) -> None:
        self.agenda.stop()
