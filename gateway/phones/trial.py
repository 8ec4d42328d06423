"""A survey on one phone, and everything that happened there: shown step by step and written as a conversation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flows.measure import Budgets
from flows.model import Channel, Flow
from flows.reading.quantities import duration
from flows.talk import CALL, VISIT, Step, Talk
from flows.talking.play import Results, outcome_of, play
from flows.talking.rehearsal import Rehearsal, Shown
from flows.talking.write import talk_file

MINUTE_MS = 60_000
MOST_COUNTED = 999
"""The largest count in a length of time."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, in the words of a conversation's steps, and what reached the phone for it, in order."""

    kind: str
    text: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[Shown, ...] = ()


@dataclass(slots=True)
class Trial:
    flow: Flow
    channel: Channel
    budgets: Budgets
    phone: Rehearsal
    others: tuple[Flow, ...] = ()
    events: list[Event] = field(default_factory=list)
    repeatable: bool = True
    """False once something happened that no step of a conversation stands for."""

    def start(self, visit: Mapping[str, str] | None = None) -> Event:
        """The person comes as this survey is started on this channel: calls, texts its word, or is invited after a visit."""
        if visit is not None:
            self.record(visit)
        if self.channel == "ussd":
            return self.dial()
        if self.channel == "call":
            return self._happened(CALL, "yes", self.phone.ring())
        if self.flow.starts.after_visit is not None and (visit is not None or not self.flow.starts.texts):
            return self._invited(visit is not None)
        word = self.flow.starts.texts[0].words[0]
        return self._happened("they send", word, self.phone.text(word))

    def dial(self) -> Event:
        code = self.flow.starts.dials[0]
        return self._happened("they dial", code, self.phone.dial(code))

    def send(self, said: str) -> Event:
        return self._happened("they send", said, self.phone.send(said))

    def text(self, said: str) -> Event:
        """A text, also during a call; no conversation can tell of one then."""
        self.repeatable = self.repeatable and not self.phone.in_call
        return self._happened("they send", said, self.phone.text(said))

    def drop(self) -> Event:
        self.phone.drop()
        return self._happened("the call drops", "yes")

    def record(self, cells: Mapping[str, str]) -> Event:
        self.phone.record_visit(cells)
        self.events.append(Event(VISIT, cells=cells))
        return self.events[-1]

    def wait(self, span: str) -> Event:
        """Time passes: a length such as ``20 hours``."""
        length = duration(span) or timedelta()
        return self._happened("time passes", span, *self.phone.pass_time(length // timedelta(milliseconds=1)))

    def _invited(self, recorded: bool) -> Event:
        if not recorded:
            self.record({})
        due_ms = self.phone.due_at_ms() or self.phone.at_ms
        return self.wait(span_of(due_ms - self.phone.at_ms))

    def _happened(self, kind: str, text: str, *shown: Shown | None) -> Event:
        self.events.append(Event(kind, text, shown=tuple(each for each in shown if each is not None)))
        return self.events[-1]

    # --- how it stands

    @property
    def over(self) -> bool:
        """True if nothing awaits an answer: the call has ended, or the conversation by text."""
        if self.channel != "sms" and not self.phone.in_call:
            return True
        newest = self.phone.newest
        return newest is None or bool(newest[1].ended)

    @property
    def outcomes(self) -> dict[str, Results]:
        """What would be stored, by survey: of this one, and of one that it led to."""
        found = {self.flow.survey: outcome_of(self.flow, self.phone.last)}
        if (newest := self.phone.newest) is not None:
            found[newest[0].survey] = outcome_of(*newest)
        return found

    def conversation(self, began_at_ms: int) -> str:
        """All that happened, as a file of one conversation that plays as it went; ``began_at_ms`` is a whole minute."""
        talk = self.talk(began_at_ms)
        return talk_file(self.flow.survey, [(talk, play(self.flow, talk, self.budgets, self.others))])

    def talk(self, began_at_ms: int, name: str = "") -> Talk:
        """The same as one conversation; without a name it has that of its moment."""
        starts_at = datetime.fromtimestamp(began_at_ms // 1_000, ZoneInfo(self.flow.time_zone)).replace(tzinfo=None)
        steps = tuple(replace(step, number=number) for number, step in enumerate(self._steps(), 1))
        return Talk(name or f"tried out on {starts_at:%Y-%m-%d} at {starts_at:%H.%M}", self.channel, starts_at, steps)

    def _steps(self) -> Iterator[Step]:
        for event in self.events:
            yield Step(event.kind, event.text, 0, cells=event.cells)
            for shown in event.shown:
                yield Step(f"we {shown.how}", shown.text, 0)
            if not event.shown and event.kind in ("they dial", "they send"):
                yield Step("we stay silent", "yes", 0)


def span_of(ms: int) -> str:
    """A length of time as it is written, rounded up to what can be written: minutes, else hours, else days."""
    minutes = max(1, -(-ms // MINUTE_MS))
    for count, unit in ((minutes, "minute"), (-(-minutes // 60), "hour"), (-(-minutes // 1_440), "day")):
        if count <= MOST_COUNTED:
            return f"{count} {unit}{'s' * (count != 1)}"
    raise ValueError(f"{ms} ms is longer than {MOST_COUNTED} days")
