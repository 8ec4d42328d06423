"""Plays a golden conversation on the production engine and says where it came out differently."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from flows.measure import USUAL, Budgets, fits, measure, sms_parts
from flows.model import Consent, Flow, Mark
from flows.state import Answer, State
from flows.talk import CALL, STILL_OPEN, VISIT, Step, Talk
from flows.talking.rehearsal import Rehearsal, Shown

MOST_PARTS = 3
"""SMS that one text may be sent as."""

NOTHING = "nothing"

_HOW = {"we show": "show", "we end": "end", "we text": "text"}


@dataclass(frozen=True, slots=True)
class Failure:
    """One difference: the step (0 for a result line), its place, what the example says and what came."""

    step: int
    line: str
    """The line of the example: ``we show``, ``stored`` …"""
    expected: str
    came: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Results:
    """What a conversation left behind, in the words of section 12."""

    stored: dict[str, str]
    from_visit: tuple[str, ...]
    agreed_to: tuple[str, ...]
    ended: str


@dataclass(frozen=True, slots=True)
class Played:
    """A conversation as it went. ``replies`` has what came for each step that expects something, by its number."""

    talk: Talk
    failures: tuple[Failure, ...]
    replies: dict[int, Shown | None]
    outcome: Results
    asked: frozenset[str] = frozenset()
    """The questions of the survey that were put to the person, answered or not."""


@dataclass(slots=True)
class _Play:
    flow: Flow
    talk: Talk
    phone: Rehearsal
    failures: list[Failure] = field(default_factory=list)
    replies: dict[int, Shown | None] = field(default_factory=dict)
    waiting: list[Shown] = field(default_factory=list)
    """What the last action brought that no line has named yet, in order."""
    mentioned: bool = False
    """True if the first of what waits was mentioned already."""

    def step(self, step: Step) -> None:
        if step.kind == "we mention":
            self._mention(step)
        elif step.kind == "we stay silent":
            self._silence(step)
        elif step.kind in _HOW:
            self._expect(step)
        else:
            self.waiting, self.mentioned = list(self._act(step)), False
            for shown in self.waiting:
                self._measure(step, shown)

    # --- what happens

    def _act(self, step: Step) -> tuple[Shown, ...]:
        match step.kind:
            case "they dial":
                return self._dial(step)
            case "they send":
                return _one(self.phone.send(step.text))
            case "time passes":
                return self.phone.pass_time(step.span // timedelta(milliseconds=1))
            case kind if kind == VISIT:
                self.phone.record_visit(step.cells)
            case kind if kind == CALL:
                return self._ring(step)
            case _:
                self.phone.drop()
        return ()

    def _dial(self, step: Step) -> tuple[Shown, ...]:
        shown = self.phone.dial(step.text)
        if shown is None:
            self._fail(step, f"a code of this survey ({', '.join(self.flow.starts.dials) or 'it has none'})", step.text)
        return _one(shown)

    def _ring(self, step: Step) -> tuple[Shown, ...]:
        if self.flow.starts.calls:
            return _one(self.phone.ring())
        self._fail(step, "a survey that callers are asked (`someone calls us: yes`)", "nobody calls to answer this one")
        return ()

    # --- what is expected

    def _mention(self, step: Step) -> None:
        if self.mentioned and len(self.waiting) > 1 and step.text not in self.waiting[0].text:
            del self.waiting[0]
        came = self._first(step)
        self.mentioned = came is not None
        if came is None or step.text not in came.text:
            self._fail(step, step.text, _described(came))

    def _silence(self, step: Step) -> None:
        came = self._first(step)
        self.waiting = []
        if came is not None:
            self._fail(step, NOTHING, _described(came))

    def _expect(self, step: Step) -> None:
        if self.mentioned and len(self.waiting) > 1 and not _is(self.waiting[0], step):
            del self.waiting[0]
        came = self._first(step)
        del self.waiting[:1]
        self.mentioned = False
        if came is None or not _is(came, step):
            alike = came is not None and came.text == step.text
            self._fail(step, f"{step.kind}: {step.text}" if alike else step.text, _described(came, with_kind=alike))

    def _first(self, step: Step) -> Shown | None:
        came = self.replies[step.number] = self.waiting[0] if self.waiting else None
        return came

    def _measure(self, step: Step, shown: Shown) -> None:
        if shown.channel == "sms":
            if sms_parts(shown.text) > MOST_PARTS:
                self._fail(step, f"at most {MOST_PARTS} SMS", f"{sms_parts(shown.text)} SMS: {shown.text}")
        elif not fits(shown.text, shown.channel, self.phone.budgets):
            units, coding = measure(shown.text)
            self._fail(step, "a screen that fits the phone menu", f"{units} signs, {coding}: {shown.text}")

    def _fail(self, step: Step, expected: str, came: str) -> None:
        self.failures.append(Failure(step.number, step.kind, expected, came, step.mark))

    # --- what is left behind

    def results(self) -> Results:
        talk, outcome = self.talk, outcome_of(self.flow, self.phone.last)
        if talk.stored is not None and talk.stored != outcome.stored:
            self._differs("stored", listed(talk.stored), listed(outcome.stored))
        self._names("from the visit", talk.from_visit, outcome.from_visit)
        self._names("agreed to", talk.agreed_to, outcome.agreed_to)
        if talk.ended is not None and talk.ended != outcome.ended:
            self._differs("ended", talk.ended, outcome.ended or "there was no conversation")
        return outcome

    def _names(self, line: str, said: tuple[str, ...] | None, came: tuple[str, ...]) -> None:
        """Compared where the example says it, and where it says at all what was stored."""
        if said is None and (self.talk.stored is None or not came):
            return
        if sorted(said or ()) != sorted(came):
            self._differs(line, ", ".join(said or ()) or NOTHING, ", ".join(came) or NOTHING)

    def _differs(self, line: str, expected: str, came: str) -> None:
        self.failures.append(Failure(0, line, expected, came, self.talk.at(line)))


def play(flow: Flow, talk: Talk, budgets: Budgets = USUAL, others: tuple[Flow, ...] = ()) -> Played:
    """Plays one conversation from its start, with an empty store and its own clock. Never raises for what a talk says.

    ``others`` are the surveys that this one leads to, if it is a front door.
    """
    begins = talk.starts_at.replace(tzinfo=ZoneInfo(flow.time_zone))
    phone = Rehearsal(flow, round(begins.timestamp()) * 1_000, budgets=budgets, others=others)
    running = _Play(flow, talk, phone)
    for step in talk.steps:
        running.step(step)
    outcome = running.results()
    return Played(talk, tuple(running.failures), running.replies, outcome, phone.asked(flow.survey))


def outcome_of(flow: Flow, state: State | None) -> Results:
    """What one conversation left behind; nothing if there was none."""
    if state is None:
        return Results({}, (), (), "")
    by_name = {answer.question: answer for answer in state.answers}
    in_order = [by_name[question.name] for question in flow.questions if question.name in by_name]
    known = tuple(answer.question for answer in in_order if answer.how == "visit")
    agreed = (
        kind.purpose
        for answer in in_order
        if isinstance(kind := flow.question(answer.question).kind, Consent) and answer.value == "yes"
    )
    return Results({answer.question: _stored(answer) for answer in in_order}, known, tuple(agreed), state.ended or STILL_OPEN)


def listed(stored: dict[str, str]) -> str:
    """Questions and their values, a line each."""
    return "\n".join(f"{question}: {value}" for question, value in stored.items()) or NOTHING


def _stored(answer: Answer) -> str:
    if answer.state == "answered":
        return answer.value or ""
    return f"({answer.state})" + (f" {answer.value}" if answer.value else "")


def _one(shown: Shown | None) -> tuple[Shown, ...]:
    return () if shown is None else (shown,)


def _is(shown: Shown, step: Step) -> bool:
    return shown.how == _HOW[step.kind] and shown.text == step.text


def _described(shown: Shown | None, *, with_kind: bool = False) -> str:
    if shown is None:
        return NOTHING
    return f"we {shown.how}: {shown.text}" if with_kind else shown.text
