"""Every way through a survey, told apart only where its conditions can: how many questions people get, and how long it takes.

Section 8.4 of the survey language. Equal situations are walked once, so the number of ways does not explode; where even the
situations are too many, the bounds of each single question are used and the result says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from flows.asking import after, applies, test_holds
from flows.model import All, AnswerTest, Any, Choice, Condition, Flow, Kind, Message, Number, Question, Rating, Text

MOST_SITUATIONS = 10_000

Weigh = Callable[[Question], int]


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most a way through the survey weighs; ``exact`` is false if only bounds were worked out."""

    least: int
    most: int
    exact: bool = True


def span(flow: Flow, channel: str, weigh: Weigh) -> Span:
    """The lightest and heaviest way through a survey on one channel, each asked question weighing ``weigh(question)``."""
    try:
        return _Walk(flow, channel, weigh).from_question(0, {})
    except _TooMany:
        return _bounds(flow, weigh)


def question_span(flow: Flow, channel: str) -> Span:
    """The fewest and the most questions somebody is asked; messages do not count."""
    return span(flow, channel, lambda question: 0 if isinstance(question.kind, Message) else 1)


def question_count(flow: Flow, channel: str) -> str:
    """``6``, or ``6-8`` where the ways differ: the variable ``{question count}``."""
    found = question_span(flow, channel)
    return str(found.most) if found.least == found.most else f"{found.least}-{found.most}"


def tests_in(condition: Condition | None) -> Iterator[AnswerTest]:
    """Every test of an earlier answer inside a condition, in the author's order."""
    if isinstance(condition, AnswerTest):
        yield condition
    elif isinstance(condition, (All, Any)):
        for part in condition.parts:
            yield from tests_in(part)


class _TooMany(Exception):
    """More situations than ``MOST_SITUATIONS``."""


class _Walk:
    """One walk on one channel, remembering every situation (question, and the answers that still matter) it has been in."""

    def __init__(self, flow: Flow, channel: str, weigh: Weigh) -> None:
        self.flow = flow
        self.channel = channel
        self.weigh = weigh
        self.seen: dict[tuple[object, ...], Span] = {}
        self.last_use = _last_uses(flow)
        self.told_apart = [_told_apart(flow, question) for question in flow.questions]

    def from_question(self, index: int, values: dict[str, str | None]) -> Span:
        if index >= len(self.flow.questions):
            return Span(0, 0)
        matters = {name: value for name, value in values.items() if self.last_use.get(name, -1) >= index}
        situation = (index, *sorted(matters.items()))
        if situation not in self.seen:
            if len(self.seen) >= MOST_SITUATIONS:
                raise _TooMany
            self.seen[situation] = self._walk(index, matters)
        return self.seen[situation]

    def _walk(self, index: int, values: dict[str, str | None]) -> Span:
        question = self.flow.questions[index]
        if not applies(question, values.get, self.channel):
            return self.from_question(index + 1, values)
        jump = after(self.flow, index, unclear=True)
        ways = [
            self.from_question(index + 1, {**values, question.name: value})
            for value in self.told_apart[index]
            if value is not None or jump == index + 1 or question.may_be_skipped
        ]
        if jump != index + 1:
            ways.append(self.from_question(jump, {**values, question.name: None}))
        own = self.weigh(question)
        return Span(own + min(way.least for way in ways), own + max(way.most for way in ways))


def _bounds(flow: Flow, weigh: Weigh) -> Span:
    sure = [weigh(question) for question in flow.questions if question.only_if is None]
    return Span(sum(sure), sum(weigh(question) for question in flow.questions), exact=False)


def _last_uses(flow: Flow) -> dict[str, int]:
    """Question -> the index of the last question whose condition asks for its answer."""
    return {test.question: at for at, question in enumerate(flow.questions) for test in tests_in(question.only_if)}


def _told_apart(flow: Flow, question: Question) -> list[str | None]:
    """One value for every group of values that no condition can tell apart; ``None`` where no answer is a group of its own."""
    tests = [test for other in flow.questions for test in tests_in(other.only_if) if test.question == question.name]
    groups: dict[tuple[bool, ...], str | None] = {}
    for value in (*_values(question.kind, tests), None):
        groups.setdefault(tuple(test_holds(test, value) for test in tests), value)
    return list(groups.values())


def _values(kind: Kind, tests: list[AnswerTest]) -> list[str]:
    if isinstance(kind, Choice):
        return [option.name for option in kind.options]
    if isinstance(kind, Rating):
        return [*map(str, range(kind.low, kind.high + 1)), *(["dont_know"] if kind.do_not_know else [])]
    if isinstance(kind, Number):
        return _around(kind, [value for test in tests for value in test.values if value[:1].isdigit()])
    if isinstance(kind, Text):
        return ["words"]
    return [] if isinstance(kind, Message) else ["yes", "no"]


def _around(kind: Number, bounds: list[str]) -> list[str]:
    """The numbers that tests with these bounds can tell apart: the ends, each bound, and its neighbours inside the range."""
    step = Decimal(1).scaleb(-kind.decimals)
    near = [Decimal(bound) + move for bound in bounds for move in (-step, Decimal(0), step)]
    inside = {number for number in near if kind.low <= number <= kind.high}
    return [str(number) for number in sorted({Decimal(kind.low), Decimal(kind.high), *inside})]
