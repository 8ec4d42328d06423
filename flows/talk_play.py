"""Plays a golden conversation on the production engine and says where it came out differently."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from flows.measure import USUAL, Budgets, fits, measure, sms_parts
from flows.model import Consent, Flow, Mark
from flows.rehearsal import Rehearsal, Shown
from flows.state import Answer, State
from flows.talk import STILL_OPEN, Step, Talk

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
class Heard:
    """What followed one step: the step, and what reached the phone if anything did."""

    step: Step
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a conversation left behind, in the words of section 12."""

    stored: dict[str, str]
    agreed_to: tuple[str, ...]
    ended: str


@dataclass(frozen=True, slots=True)
class Played:
    """A conversation as it went. ``replies`` has what came for each step that expects something, by its number."""

    talk: Talk
    failures: tuple[Failure, ...]
    replies: dict[int, Shown | None]
    outcome: Outcome


@dataclass(slots=True)
class _Play:
    flow: Flow
    talk: Talk
    phone: Rehearsal
    failures: list[Failure] = field(default_factory=list)
    replies: dict[int, Shown | None] = field(default_factory=dict)
    waiting: Shown | None = None
    """The reply to the last action that no line has named yet."""

    def step(self, step: Step) -> None:
        if step.kind in ("we mention", "we stay silent", *_HOW):
            self._expect(step)
        else:
            self.waiting = self._act(step)
            self._measure(step)

    def _act(self, step: Step) -> Shown | None:
        if step.kind == "they dial":
            shown = self.phone.dial(step.text)
            if shown is None:
                self._fail(step, f"a code of this survey ({', '.join(self.flow.starts.dials) or 'it has none'})", step.text)
            return shown
        if step.kind == "they send":
            return self.phone.send(step.text)
        if step.kind == "time passes":
            self.phone.pass_time(step.span // timedelta(milliseconds=1))
        else:
            self.phone.drop()
        return None

    def _expect(self, step: Step) -> None:
        came = self.waiting
        self.replies[step.number] = came
        if step.kind == "we mention":
            if came is None or step.text not in came.text:
                self._fail(step, step.text, _described(came))
            return
        self.waiting = None
        if step.kind == "we stay silent":
            if came is not None:
                self._fail(step, NOTHING, _described(came))
        elif came is None or came.how != _HOW[step.kind] or came.text != step.text:
            alike = came is not None and came.text == step.text
            self._fail(step, f"{step.kind}: {step.text}" if alike else step.text, _described(came, with_kind=alike))

    def _measure(self, step: Step) -> None:
        shown = self.waiting
        if shown is None:
            return
        if shown.how == "text":
            if sms_parts(shown.text) > MOST_PARTS:
                self._fail(step, f"at most {MOST_PARTS} SMS", f"{sms_parts(shown.text)} SMS: {shown.text}")
        elif not fits(shown.text, "ussd", self.phone.budgets):
            units, coding = measure(shown.text)
            self._fail(step, "a screen that fits the phone menu", f"{units} units in {coding}: {shown.text}")

    def _fail(self, step: Step, expected: str, came: str) -> None:
        self.failures.append(Failure(step.number, step.kind, expected, came, step.mark))

    def results(self) -> Outcome:
        talk, outcome = self.talk, outcome_of(self.flow, self.phone.last)
        if talk.stored is not None and talk.stored != outcome.stored:
            self._differs("stored", _listed(talk.stored), _listed(outcome.stored))
        if talk.agreed_to is not None or (talk.stored is not None and outcome.agreed_to):
            said = talk.agreed_to or ()
            if sorted(said) != sorted(outcome.agreed_to):
                self._differs("agreed to", ", ".join(said) or NOTHING, ", ".join(outcome.agreed_to) or NOTHING)
        if talk.ended is not None and talk.ended != outcome.ended:
            self._differs("ended", talk.ended, outcome.ended or "there was no conversation")
        return outcome

    def _differs(self, line: str, expected: str, came: str) -> None:
        self.failures.append(Failure(0, line, expected, came, self.talk.marks.get(line, self.talk.mark)))


def play(flow: Flow, talk: Talk, budgets: Budgets = USUAL) -> Played:
    """Plays one conversation from its start, with an empty store and its own clock. Never raises for what a talk says."""
    begins = talk.starts_at.replace(tzinfo=ZoneInfo(flow.time_zone))
    phone = Rehearsal(flow, round(begins.timestamp()) * 1_000, budgets=budgets)
    running = _Play(flow, talk, phone)
    for step in talk.steps:
        running.step(step)
    outcome = running.results()
    return Played(talk, tuple(running.failures), running.replies, outcome)


def outcome_of(flow: Flow, state: State | None) -> Outcome:
    """What one conversation left behind; nothing if there was none."""
    if state is None:
        return Outcome({}, (), "")
    by_name = {answer.question: answer for answer in state.answers}
    in_order = [by_name[question.name] for question in flow.questions if question.name in by_name]
    agreed = (
        kind.purpose
        for answer in in_order
        if isinstance(kind := flow.question(answer.question).kind, Consent) and answer.value == "yes"
    )
    return Outcome({answer.question: _stored(answer) for answer in in_order}, tuple(agreed), state.ended or STILL_OPEN)


def _stored(answer: Answer) -> str:
    if answer.state == "answered":
        return answer.value or ""
    return f"({answer.state})" + (f" {answer.value}" if answer.value else "")


def _described(shown: Shown | None, *, with_kind: bool = False) -> str:
    if shown is None:
        return NOTHING
    return f"we {shown.how}: {shown.text}" if with_kind else shown.text


def _listed(stored: dict[str, str]) -> str:
    return ", ".join(f"{question}: {value}" for question, value in stored.items()) or NOTHING
