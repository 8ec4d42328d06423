"""One person's phone and an otherwise empty store, in memory: a survey tried out by the production functions themselves.

``gateway try`` and the golden conversations are this. Every conversation is kept as the text storage would keep, written out
and read back between any two steps, so what does not survive storage does not survive here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flows.conversation import dial, due_at_ms, expire, hear, press
from flows.measure import USUAL, Budgets
from flows.model import Flow
from flows.state import Moment, Open, Outcome, Person, State

REFERENCE = "7KQ4-M2"

Sent = Literal["show", "end", "text"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What reached the phone: a screen that awaits an answer, a last screen, or a text."""

    how: Sent
    text: str


@dataclass(slots=True)
class _Kept:
    flow: Flow
    dumped: str
    shown_at_ms: int

    @property
    def state(self) -> State:
        return State.load(self.dumped)


class Rehearsal:
    """A phone on which one survey can be dialled and texted; the clock stands still until ``pass_time``."""

    def __init__(self, flow: Flow, at_ms: int, reference: str = REFERENCE, budgets: Budgets = USUAL) -> None:
        self.flow = flow
        self.at_ms = at_ms
        self.reference = reference
        self.budgets = budgets
        self.opted_out = False
        self._kept: list[_Kept] = []
        self._call: int | None = None
        self._finished_at_ms: int | None = None

    @property
    def in_call(self) -> bool:
        """True while a USSD session awaits an answer."""
        return self._call is not None

    @property
    def last(self) -> State | None:
        """The conversation that was begun last, open or ended."""
        return self._kept[-1].state if self._kept else None

    @property
    def conversations(self) -> tuple[State, ...]:
        """Every conversation in the order begun."""
        return tuple(kept.state for kept in self._kept)

    def dial(self, code: str) -> Shown | None:
        """A new call to one of the survey's codes, perhaps with answers behind it (``*120*45*1#``); ``None`` if not ours."""
        heard = self._answers_behind(code)
        if heard is None:
            return None
        open = next(iter(self._opens()), None)
        self._call = None
        return self._on_phone(dial(self.flow, open, self._finished_at_ms, heard, self._moment(), budgets=self.budgets))

    def send(self, said: str) -> Shown | None:
        """What the person types: into the call if there is one, else as a text."""
        if self._call is None:
            return self.text(said)
        kept = self._kept[self._call]
        open = Open(self._call, kept.flow, kept.state, kept.shown_at_ms)
        return self._on_phone(press(open, self.flow, said, self._moment(), budgets=self.budgets))

    def text(self, said: str) -> Shown | None:
        """A text to the survey's short code; ``None`` if nothing is answered."""
        listening = (self.flow,) if self.flow.starts.texts else ()
        finished = {} if self._finished_at_ms is None else {self.flow.survey: self._finished_at_ms}
        person = Person(self._opens(), listening, finished, self.opted_out)
        outcome = hear(person, said, self._moment(), budgets=self.budgets)
        self._record(outcome)
        return Shown("text", outcome.screen.text) if outcome.screen is not None else None

    def drop(self) -> None:
        """The call is cut."""
        self._call = None

    def pass_time(self, span_ms: int) -> None:
        """The clock moves on; conversations whose time is over end."""
        self.at_ms += span_ms
        for open in self._opens():
            over = expire(open, self.at_ms)
            if over is not None:
                self._keep(open.key, over)
                self._call = None if self._call == open.key else self._call

    def due_at_ms(self) -> int | None:
        """When the open conversation ends by itself."""
        open = next(iter(self._opens()), None)
        return None if open is None else due_at_ms(open.flow, open.state, open.shown_at_ms)

    def _answers_behind(self, code: str) -> str | None:
        for own in self.flow.starts.dials:
            if code == own:
                return ""
            if code.endswith("#") and code.startswith(own.removesuffix("#") + "*"):
                return code[len(own) : -1]
        return None

    def _moment(self) -> Moment:
        return Moment(self.at_ms, self.reference)

    def _opens(self) -> tuple[Open, ...]:
        return tuple(
            Open(key, kept.flow, state, kept.shown_at_ms)
            for key, kept in enumerate(self._kept)
            if not (state := kept.state).ended
        )

    def _on_phone(self, outcome: Outcome) -> Shown | None:
        owner = self._record(outcome)
        if outcome.screen is None:
            self._call = None
            return None
        self._call = owner if outcome.screen.more else None
        return Shown("show" if outcome.screen.more else "end", outcome.screen.text)

    def _record(self, outcome: Outcome) -> int | None:
        """Writes down what storage would; the conversation that the screen belongs to."""
        for key, state in outcome.changed:
            self._keep(key, state)
            if state.ended == "finished":
                self._finished_at_ms = self.at_ms
        if outcome.opted:
            self.opted_out = outcome.opted == "out"
        if outcome.begun is not None:
            self._kept.append(_Kept(outcome.begun_on or self.flow, outcome.begun.dump(), self.at_ms))
            if outcome.begun.ended == "finished":
                self._finished_at_ms = self.at_ms
            return len(self._kept) - 1
        return outcome.changed[-1][0] if outcome.changed else None

    def _keep(self, key: int, state: State) -> None:
        kept = self._kept[key]
        kept.dumped, kept.shown_at_ms = state.dump(), self.at_ms
