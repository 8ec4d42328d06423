"""Every way through a survey, told apart only where its conditions can: how many questions people get, and how long it takes.

Section 8.4 of the survey language. Ways that meet in the same situation go on as one, so their number does not explode; where
even the steps are too many, the bounds of each single question are used and the result says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from flows.asking import after, applies, test_holds
from flows.condition import tests_of
from flows.model import AnswerTest, Choice, Flow, Kind, Message, Number, Question, Rating, Text

MOST_STEPS = 10_000
"""Steps from one question to the next, and clauses looked at, on all ways of one channel; beyond them only bounds are given."""
SCREEN_S = 12
"""Seconds a person needs for one screen of a phone menu; assumed, to be replaced by a measured figure."""
TYPING_S = 18
"""Seconds more for typing words; assumed too."""

Situation = tuple[tuple[str, ...], tuple[str | None, ...]]
"""The messages that wait to be joined to the next text, and the answers that still matter."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What the ways of one channel come to.

    ``slowest_s`` is the longest way in seconds on a phone menu, with the welcome; ``asked`` names the questions that somebody
    gets; ``joined`` holds, by text, every row of messages that goes out in one text with a question (empty: the thank-you).
    ``exact`` is false if only bounds were worked out; then ``asked`` holds every question and ``joined`` those in a row.
    """

    fewest: int
    most: int
    slowest_s: int
    asked: frozenset[str]
    joined: frozenset[tuple[tuple[str, ...], str]]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class _Weight:
    """The lightest and heaviest way into one situation."""

    fewest: int
    most: int
    slowest_s: int

    def or_(self, other: _Weight | None) -> _Weight:
        if other is None:
            return self
        return _Weight(min(self.fewest, other.fewest), max(self.most, other.most), max(self.slowest_s, other.slowest_s))


MOST_KEPT = 64
_kept: dict[int, tuple[Flow, dict[str, Ways]]] = {}
"""The ways of surveys in use, by the survey object: they are asked for on every first screen."""


def ways(flow: Flow, channel: str) -> Ways:
    """All ways of one channel; worked out once for the same survey object."""
    kept = _kept.get(id(flow))
    if kept is None or kept[0] is not flow:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        kept = _kept[id(flow)] = (flow, {})
    found = kept[1].get(channel)
    if found is None:
        found = kept[1][channel] = _Walk(flow, channel).ways()
    return found


def question_count(flow: Flow, channel: str) -> str:
    """``6``, or ``6-8`` where the ways differ: the variable ``{question count}``. Messages do not count."""
    found = ways(flow, channel)
    return str(found.most) if found.fewest == found.most else f"{found.fewest}-{found.most}"


class _Walk:
    """One walk on one channel. ``waiting[n]`` holds the situations at question n."""

    def __init__(self, flow: Flow, channel: str) -> None:
        self.flow = flow
        self.channel = channel
        self.matters = _what_matters(flow)
        self.waiting: list[dict[Situation, _Weight]] = [{} for _ in range(len(flow.questions) + 1)]
        self.steps = 0
        self.asked: set[str] = set()
        self.joined: set[tuple[tuple[str, ...], str]] = set()

    def ways(self) -> Ways:
        told_apart = _told_apart(self.flow)
        self.waiting[0][(), ()] = _Weight(0, 0, SCREEN_S)
        for at, question in enumerate(self.flow.questions):
            clauses = sum(1 for _ in tests_of(question.only_if))
            for (messages, values), weight in self.waiting[at].items():
                known = dict(zip(self.matters[at], values, strict=True))
                if not applies(question, known.get, self.channel):
                    self._go(at + 1, messages, known, weight)
                elif self.channel == "sms" and isinstance(question.kind, Message):
                    self.asked.add(question.name)
                    self._go(at + 1, (*messages, question.name), known, _with(weight, question))
                else:
                    self.asked.add(question.name)
                    self._join(messages, question.name)
                    self._answer(at, known, _with(weight, question), told_apart[at])
                self.steps += clauses
                if self.steps > MOST_STEPS:
                    return _bounds(self.flow, self.channel)
        end = None
        for (messages, _), weight in self.waiting[-1].items():
            self._join(messages, "")
            end = weight.or_(end)
        assert end is not None
        return Ways(end.fewest, end.most, end.slowest_s, frozenset(self.asked), frozenset(self.joined))

    def _join(self, messages: tuple[str, ...], question: str) -> None:
        if messages:
            self.joined.add((messages, question))

    def _answer(self, at: int, known: dict[str, str | None], weight: _Weight, values: list[str | None]) -> None:
        """Every answer that makes a difference; no answer may jump after the last try."""
        question, jump = self.flow.questions[at], after(self.flow, at, unclear=True)
        below_without_answer = jump == at + 1 or question.may_be_skipped or values == [None]  # no test tells answers from none
        for value in values:
            if value is not None or below_without_answer:
                self._go(at + 1, (), {**known, question.name: value}, weight)
        if jump != at + 1:
            self._go(jump, (), {**known, question.name: None}, weight)

    def _go(self, to: int, messages: tuple[str, ...], known: dict[str, str | None], weight: _Weight) -> None:
        self.steps += 1
        situation = messages, tuple(known.get(name) for name in self.matters[to])
        self.waiting[to][situation] = weight.or_(self.waiting[to].get(situation))


def _with(weight: _Weight, question: Question) -> _Weight:
    one = 0 if isinstance(question.kind, Message) else 1
    seconds = SCREEN_S + (TYPING_S if isinstance(question.kind, Text) else 0)
    return _Weight(weight.fewest + one, weight.most + one, weight.slowest_s + seconds)


def _bounds(flow: Flow, channel: str) -> Ways:
    weight = heaviest = _Weight(0, 0, SCREEN_S)
    for question in flow.questions:
        heaviest = _with(heaviest, question)
        weight = weight if question.only_if is not None else _with(weight, question)
    asked, joined = frozenset(flow.by_name), _in_a_row(flow) if channel == "sms" else frozenset()
    return Ways(weight.fewest, heaviest.most, heaviest.slowest_s, asked, joined, exact=False)


def _in_a_row(flow: Flow) -> frozenset[tuple[tuple[str, ...], str]]:
    """Messages that stand together, with the question below them."""
    found: set[tuple[tuple[str, ...], str]] = set()
    messages: tuple[str, ...] = ()
    for question in flow.questions:
        if isinstance(question.kind, Message):
            messages = (*messages, question.name)
        elif messages:
            found.add((messages, question.name))
            messages = ()
    return frozenset({*found, *([(messages, "")] if messages else [])})


def _what_matters(flow: Flow) -> list[tuple[str, ...]]:
    """For every question, and for the end, the earlier answers that its own or a later condition asks for."""
    needed: list[tuple[str, ...]] = [()]
    for at in range(len(flow.questions) - 1, -1, -1):
        asked_for = {test.question for test in _tests(flow.questions[at])}
        earlier = {name for name in asked_for | set(needed[-1]) if flow.by_name.get(name, at) < at}
        needed.append(tuple(sorted(earlier)))
    return needed[::-1]


def _tests(question: Question) -> Iterator[AnswerTest]:
    return (test for test in tests_of(question.only_if) if isinstance(test, AnswerTest))


def _told_apart(flow: Flow) -> list[list[str | None]]:
    """For every question one answer of every group that no condition can tell apart."""
    tests: dict[str, list[AnswerTest]] = {}
    for question in flow.questions:
        for test in _tests(question):
            tests.setdefault(test.question, []).append(test)
    return [groups(question.kind, tests.get(question.name, [])) for question in flow.questions]


def groups(kind: Kind, tests: list[AnswerTest]) -> list[str | None]:
    """One answer of a kind for every group of answers that the tests tell apart, no answer (``None``) among them."""
    found: dict[tuple[bool, ...], str | None] = {}
    for value in (*_values(kind, tests), None) if tests else (None,):
        found.setdefault(tuple(test_holds(test, value) for test in tests), value)
    return list(found.values())


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
