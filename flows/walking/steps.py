"""A survey as a walk sees it: for every question what it costs, when it is asked, and where each of its answers leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

from flows.condition import tests_of
from flows.engine.asking import after, test_holds
from flows.engine.placing import FIRST, has_list_behind
from flows.model import NEXT, All, AnswerTest, ChannelTest, Condition, Flow, Message, Place, Question, Text
from flows.walking.told_apart import groups, tests_by_question

Values = tuple[int, ...]
"""Of every earlier question that still matters, the group its answer is in; 0 for no answer."""
Keep = Callable[[Values], Values]
"""From the answers that matter at one question, the newest at the end, those that matter at another."""
Holds = Callable[[Values], bool]

NO_ANSWER = 0

MOST_CLAUSES = 2_000
"""Clauses of all conditions together; a survey with more is not followed way by way."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a person needs on a phone menu, in seconds: for one screen, and more for typing words. Assumed, not measured."""

    screen_s: int = 12
    typing_s: int = 18


USUAL_PACE = Pace()


@dataclass(frozen=True, slots=True)
class Onward:
    """One way on from a question: the group of answers it is for, the index it leads to, what is remembered there."""

    group: int
    to: int
    keep: Keep


@dataclass(frozen=True, slots=True)
class Step:
    """One question. ``counted`` is 1 but for a message; ``waits`` if it is a message joined to the next text; ``known`` if the
    visit answers it; ``clauses`` is how many clauses its conditions have.
    """

    name: str
    counted: int
    seconds: int
    waits: bool
    known: bool
    clauses: int
    conditions: tuple[Holds, ...]
    onward: tuple[Onward, ...]
    passed_over: Onward


def steps(flow: Flow, channel: str, known: bool, pace: Pace) -> tuple[Step, ...]:
    """Every question of a survey, in order. ``known``: the visit answers whatever is known from one."""
    return _Steps(flow, channel, known, pace).all()


def can_be_skipped(question: Question) -> bool:
    """True if some screen of a question offers *Skip*: on one that asks for a code, ``0`` is the list behind it (7.3)."""
    kind = question.kind
    return question.may_be_skipped and not (isinstance(kind, Place) and has_list_behind(kind, FIRST))


class _Steps:
    def __init__(self, flow: Flow, channel: str, known: bool, pace: Pace) -> None:
        self.flow, self.channel, self.known, self.pace = flow, channel, known, pace
        self.followed = _clauses(flow) <= MOST_CLAUSES
        self.tests = tests_by_question(flow) if self.followed else {}
        self.groups = {q.name: groups(q, self.tests.get(q.name, ())) for q in flow.questions}
        self.matters = _what_matters(flow)
        self.truths: dict[AnswerTest, tuple[bool, ...]] = {}

    def all(self) -> tuple[Step, ...]:
        return tuple(self._step(at, question) for at, question in enumerate(self.flow.questions))

    def _step(self, at: int, question: Question) -> Step:
        kind = question.kind
        screens = len(kind.steps) if isinstance(kind, Place) else 1
        return Step(
            question.name,
            counted=0 if isinstance(kind, Message) else 1,
            seconds=screens * self.pace.screen_s + (self.pace.typing_s if isinstance(kind, Text) else 0),
            waits=self.channel == "sms" and isinstance(kind, Message),
            known=self._is_known(question),
            clauses=sum(1 for condition in question.conditions for _ in tests_of(condition)),
            conditions=tuple(self._condition(at, c) if self.followed else _whichever for c in question.conditions),
            onward=self._onward(at, question),
            passed_over=Onward(NO_ANSWER, at + 1, self._keep(at, at + 1)),
        )

    def _is_known(self, question: Question) -> bool:
        return self.known and bool(question.known_from)

    def _onward(self, at: int, question: Question) -> tuple[Onward, ...]:
        """Every way on that makes a difference to what comes."""
        tests = self.tests.get(question.name, ())
        found: dict[tuple[object, ...], Onward] = {}
        for group, value, to in self._answers(at, question):
            told_apart = to, *(test_holds(test, value) for test in tests)
            if told_apart not in found:
                found[told_apart] = Onward(group, to, self._keep(at, to))
        return tuple(found.values())

    def _answers(self, at: int, question: Question) -> list[tuple[int, str | None, int]]:
        """Group, an answer of it, and where it leads; no answer last."""
        flow = self.flow
        if isinstance(question.kind, Message):
            return [(NO_ANSWER, None, after(flow, at, value=NEXT))]
        answers: list[tuple[int, str | None, int]] = [
            (group, value, after(flow, at, value=value)) for group, value in enumerate(self.groups[question.name], 1)
        ]
        if self._is_known(question) and answers:
            return answers
        skipped = [(NO_ANSWER, None, after(flow, at))] if can_be_skipped(question) else []
        return [*answers, *skipped, (NO_ANSWER, None, after(flow, at, unclear=True))]

    def _keep(self, at: int, to: int) -> Keep:
        """What is remembered on the way from one question to another one, where the newest answer stands behind the others."""
        before, name = self.matters[at], self.flow.questions[at].name
        places = [before.index(n) if n in before else len(before) + (n != name) for n in self.matters[to]]
        if not places:
            return _nothing
        if len(places) == 1:
            (place,) = places
            return lambda values: (values[place],)
        return itemgetter(*places)

    def _condition(self, at: int, condition: Condition) -> Holds:
        if isinstance(condition, ChannelTest):
            holds = condition.channel == self.channel
            return lambda values: holds
        if isinstance(condition, AnswerTest):
            return self._test(at, condition)
        parts = tuple(self._condition(at, part) for part in condition.parts)
        if isinstance(condition, All):
            return lambda values: all(part(values) for part in parts)
        return lambda values: any(part(values) for part in parts)

    def _test(self, at: int, test: AnswerTest) -> Holds:
        truth = self.truths.get(test)
        if truth is None:
            values = (None, *self.groups.get(test.question, ()))
            truth = self.truths[test] = tuple(test_holds(test, value) for value in values)
        of_no_answer = truth[NO_ANSWER]
        if test.question not in self.matters[at]:
            return lambda values: of_no_answer
        place, known = self.matters[at].index(test.question), truth
        return lambda values: known[values[place]]


def _whichever(values: Values) -> bool:
    """A condition that nobody will try."""
    return True


def _clauses(flow: Flow) -> int:
    return sum(1 for question in flow.questions for condition in question.conditions for _ in tests_of(condition))


def _nothing(values: Values) -> Values:
    return ()


def _what_matters(flow: Flow) -> list[tuple[str, ...]]:
    """For every question, and for the end, the earlier answers that its own or a later condition asks for."""
    needed: list[tuple[str, ...]] = [()]
    for at in range(len(flow.questions) - 1, -1, -1):
        clauses = (test for condition in flow.questions[at].conditions for test in tests_of(condition))
        asked_for = {test.question for test in clauses if isinstance(test, AnswerTest)}
        earlier = {name for name in asked_for | set(needed[-1]) if flow.by_name.get(name, at) < at}
        needed.append(tuple(sorted(earlier)))
    return needed[::-1]
