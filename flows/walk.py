"""All the ways people can take through a survey: how many questions, how long, and who is ever asked what.

Answers that no condition tells apart are one answer here, so the ways stay few; what was answered is forgotten as soon as no
later condition asks for it. A survey with more than ``MOST_STEPS`` steps is bounded question by question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from flows.condition import holds, passes, tests_of
from flows.model import AnswerTest, Choice, Consent, Flow, Message, Number, Question, Rating, Text, YesNo

MOST_STEPS = 10_000
SCREEN_S = 12
"""Seconds a person needs for one screen of a phone menu; an assumption, to be replaced by a measured figure."""
TEXT_S = 18
"""Seconds more for typing words."""

Counts = dict[int, int]
"""Number of questions asked -> number of ways."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What the ways of one channel have in common. ``slowest_s`` are seconds on a phone menu with the welcome.

    ``asked`` are the questions somebody is asked, ``left_out`` those that somebody who comes by is not asked. ``exact`` is
    false where the ways were too many to follow; then all figures are bounds and the two sets hold every question.
    """

    fewest: int
    most: int
    slowest_s: int
    counts: Mapping[int, int]
    asked: frozenset[str]
    left_out: frozenset[str]
    exact: bool = True

    def share_over(self, limit: int) -> float:
        """The share of ways with more than ``limit`` questions; 0 to 1."""
        total = sum(self.counts.values())
        return sum(n for asked, n in self.counts.items() if asked > limit) / total if total else 0.0

    def said(self) -> str:
        """``6`` or ``6-9``: the value of ``{question count}``."""
        return str(self.most) if self.fewest == self.most else f"{self.fewest}-{self.most}"


class _TooMany(Exception):
    """More situations than can be followed."""


@dataclass(slots=True)
class _Walker:
    flow: Flow
    channel: str
    classes: tuple[tuple[str | None, ...], ...]
    needed_after: tuple[frozenset[str], ...]
    known: dict[tuple[int, tuple[tuple[str, str], ...]], tuple[Counts, int]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    steps: int = 0

    def from_here(self, at: int, answers: tuple[tuple[str, str], ...]) -> tuple[Counts, int]:
        """The ways from question ``at`` on, and the seconds of the slowest."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _TooMany
        while at < len(self.flow.questions) and not self._applies(at, answers):
            self.left_out.add(self.flow.questions[at].name)
            at += 1
            answers = self._remembered(at, answers)
        if at >= len(self.flow.questions):
            return {0: 1}, 0
        key = (at, answers)
        if key not in self.known:
            self.known[key] = self._ask(at, answers)
        return self.known[key]

    def _applies(self, at: int, answers: tuple[tuple[str, str], ...]) -> bool:
        return holds(self.flow.questions[at].only_if, dict(answers), self.channel)

    def _remembered(self, at: int, answers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        if at >= len(self.needed_after):
            return ()
        return tuple(answer for answer in answers if answer[0] in self.needed_after[at])

    def _ask(self, at: int, answers: tuple[tuple[str, str], ...]) -> tuple[Counts, int]:
        question = self.flow.questions[at]
        self.asked.add(question.name)
        one = 0 if isinstance(question.kind, Message) else 1
        counts: Counts = {}
        slowest = 0
        for target, value in self._leads(at):
            then = answers if value is None else (*answers, (question.name, value))
            more, seconds = self.from_here(target, self._remembered(target, then))
            slowest = max(slowest, seconds)
            for asked, ways in more.items():
                counts[asked + one] = counts.get(asked + one, 0) + ways
        return counts, slowest + seconds_of(question)

    def _leads(self, at: int) -> list[tuple[int, str | None]]:
        """Where each class of answers leads: (next question, value kept). No answer may jump after the last try."""
        question = self.flow.questions[at]
        leads: list[tuple[int, str | None]] = [(at + 1, value) for value in self.classes[at]]
        target = after_last_try(self.flow, at)
        if target != at + 1:
            leads.append((target, "no" if isinstance(question.kind, Consent) else None))
        return leads


def after_last_try(flow: Flow, at: int) -> int:
    """The index of the question after an unclear answer's last try; the number of questions for the thank-you."""
    jump = flow.questions[at].after_last_try
    if jump is None:
        return at + 1
    target = len(flow.questions) if jump.to == "finish" else flow.by_name.get(jump.to, at + 1)
    return max(target, at + 1)


def walk(flow: Flow, channel: str) -> Ways:
    """Follows every way of one channel."""
    tests = _tests_by_question(flow)
    classes = tuple(_classes(question, tests.get(question.name, [])) for question in flow.questions)
    walker = _Walker(flow, channel, classes, _needed_after(flow))
    try:
        counts, seconds = walker.from_here(0, ())
    except _TooMany:
        return _bounds(flow, channel)
    asked, left_out = frozenset(walker.asked), frozenset(walker.left_out)
    return Ways(min(counts), max(counts), seconds + SCREEN_S, counts, asked, left_out)


def _bounds(flow: Flow, channel: str) -> Ways:
    names = frozenset(question.name for question in flow.questions)
    counted = [q for q in flow.questions if not isinstance(q.kind, Message)]
    fewest = sum(1 for q in counted if q.only_if is None)
    seconds = SCREEN_S + sum(seconds_of(q) for q in flow.questions)
    return Ways(fewest, len(counted), seconds, {len(counted): 1}, names, names, exact=False)


def seconds_of(question: Question) -> int:
    """The seconds one question takes on a phone menu."""
    return SCREEN_S + (TEXT_S if isinstance(question.kind, Text) else 0)


def _tests_by_question(flow: Flow) -> dict[str, list[AnswerTest]]:
    tests: dict[str, list[AnswerTest]] = {}
    for question in flow.questions:
        for test in tests_of(question.only_if):
            if isinstance(test, AnswerTest):
                tests.setdefault(test.question, []).append(test)
    return tests


def _needed_after(flow: Flow) -> tuple[frozenset[str], ...]:
    """For every question, the names that its own or a later condition asks for."""
    needed: list[frozenset[str]] = []
    so_far: frozenset[str] = frozenset()
    for question in reversed(flow.questions):
        so_far |= {test.question for test in tests_of(question.only_if) if isinstance(test, AnswerTest)}
        needed.append(so_far)
    return tuple(reversed(needed))


def _classes(question: Question, tests: list[AnswerTest]) -> tuple[str | None, ...]:
    """One answer for each group that the tests tell apart, and ``None`` for no answer where it leads on like an answer."""
    if not tests:
        return (None,)
    groups: dict[tuple[bool, ...], str | None] = {}
    for value in (*possible(question, tests), None):
        groups.setdefault(tuple(passes(test, value) for test in tests), value)
    return tuple(groups.values())


def possible(question: Question, tests: list[AnswerTest]) -> list[str]:
    """Answers of a question, at least one on either side of every test."""
    match question.kind:
        case Choice(options=options):
            return [option.name for option in options]
        case YesNo() | Consent():
            return ["yes", "no"]
        case Rating(low=low, high=high, do_not_know=unsure):
            return [*(str(n) for n in range(low, high + 1)), *(("dont_know",) if unsure else ())]
        case Number(low=low, high=high, decimals=decimals):
            return _numbers(Decimal(low), Decimal(high), decimals, tests)
        case Text():
            return ["words"]
    return []


def _numbers(low: Decimal, high: Decimal, decimals: int, tests: list[AnswerTest]) -> list[str]:
    step = Decimal(1).scaleb(-decimals)
    found = {low, high}
    for test in tests:
        for value in test.values:
            if value.replace(".", "", 1).isdigit():
                near = Decimal(value).quantize(step)
                found |= {n for n in (near - step, near, near + step) if low <= n <= high}
    return [format(n, "f") for n in sorted(found)]
