"""Every way through a survey, told apart only where its conditions and jumps can: how many questions people get, and how long
it takes.

Section 8.4 of the survey language. Ways that meet in the same situation go on as one, so their number does not explode; where
even the steps are too many, the bounds of each single question are used and the result says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.model import Flow, Message
from flows.walking.steps import MOST_CLAUSES, NO_ANSWER, USUAL_PACE, Onward, Pace, Step, Values, steps

MOST_STEPS = 10_000
"""Steps from one question to the next, and clauses looked at, on all ways of one channel; beyond them only bounds are given."""

Joined = tuple[tuple[str, ...], str]
"""Messages that go out in one text with a question below them (empty: the thank-you)."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What the ways of one channel come to.

    ``slowest_s`` is the longest way in seconds on a phone menu, with the welcome; ``reached`` names the questions that some way
    comes to, whether it then asks them or not, and ``asked`` those that somebody gets; ``passed`` are questions with the place
    among their conditions of one for which they were passed over; ``joined`` is for texts only.
    ``by_count[n]`` is how many ways ask n questions. ``exact`` is false if only bounds were worked out: ``fewest`` and ``most``
    hold for every way, but perhaps no way comes to them; ``asked`` holds every question reached, ``joined`` the messages that
    stand in a row, and ``by_count`` nothing.
    """

    fewest: int
    most: int
    slowest_s: int
    reached: frozenset[str]
    asked: frozenset[str]
    passed: frozenset[tuple[str, int]]
    joined: frozenset[Joined]
    by_count: tuple[int, ...] = ()
    exact: bool = True

    def share_over(self, count: int) -> float:
        """The share of ways that ask more questions than this; 0 if the ways were not counted."""
        return sum(self.by_count[count + 1 :]) / (sum(self.by_count) or 1)


MOST_KEPT = 64
_kept: dict[int, tuple[Flow, dict[tuple[str, bool, Pace], Ways]]] = {}
"""The ways of surveys in use, by the survey object: they are asked for on every first screen."""


def ways(flow: Flow, channel: str, known: bool = False, pace: Pace = USUAL_PACE) -> Ways:
    """All ways of one channel; worked out once for the same survey object.

    ``known``: for somebody with a visit whose cells answer every question that is known from one.
    """
    kept = _kept.get(id(flow))
    if kept is None or kept[0] is not flow:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        kept = _kept[id(flow)] = (flow, {})
    key = channel, known, pace
    found = kept[1].get(key)
    if found is None:
        found = kept[1][key] = _ways(flow, channel, known, pace)
    return found


def question_count(flow: Flow, channel: str, known: bool = False) -> str:
    """``6``, or ``6-8`` where the ways differ: the variable ``{question count}``. Messages and known answers do not count."""
    found = ways(flow, channel, known)
    return str(found.most) if found.fewest == found.most else f"{found.fewest}-{found.most}"


def _ways(flow: Flow, channel: str, known: bool, pace: Pace) -> Ways:
    if known and not any(question.known_from for question in flow.questions):
        return ways(flow, channel, False, pace)
    walk = Walk(steps(flow, channel, known, pace), pace)
    return walk.ways() or walk.bounds(_in_a_row(flow) if channel == "sms" else frozenset())


@dataclass(frozen=True, slots=True)
class _Weight:
    """The lightest and heaviest way into one situation, and how many ways there are: digit n of ``counts`` to the base
    2 ** ``_BITS`` is the number of ways with n questions, so that one more question for all of them is one shift.
    """

    fewest: int
    most: int
    slowest_s: int
    counts: int = 1

    def or_(self, other: _Weight | None) -> _Weight:
        if other is None:
            return self
        return _Weight(
            min(self.fewest, other.fewest),
            max(self.most, other.most),
            max(self.slowest_s, other.slowest_s),
            self.counts + other.counts,
        )

    def with_(self, step: Step) -> _Weight:
        counts = self.counts << _BITS if step.counted else self.counts
        return _Weight(self.fewest + step.counted, self.most + step.counted, self.slowest_s + step.seconds, counts)

    def by_count(self) -> tuple[int, ...]:
        return tuple(self.counts >> _BITS * n & (1 << _BITS) - 1 for n in range(self.most + 1))


_BITS = 256
"""Bits of one digit of ``counts``: 40 questions of 22 answers make fewer ways than that holds."""


class Walk:
    """One walk on one channel. ``waiting[n]`` holds the situations at question n: the messages that wait to be joined to the
    next text, and the answers that still matter.
    """

    def __init__(self, steps: tuple[Step, ...], pace: Pace = USUAL_PACE) -> None:
        self.all = steps
        self.pace = pace
        self.waiting: list[dict[tuple[tuple[str, ...], Values], _Weight]] = [{} for _ in range(len(steps) + 1)]
        self.steps = 0
        self.asked: set[str] = set()
        self.passed: set[tuple[str, int]] = set()
        self.joined: set[Joined] = set()

    def ways(self) -> Ways | None:
        """All ways; ``None`` if they are too many to follow."""
        if sum(step.clauses for step in self.all) > MOST_CLAUSES:
            return None
        self.waiting[0][(), ()] = _Weight(0, 0, self.pace.screen_s)
        for at, step in enumerate(self.all):
            for (messages, values), weight in self.waiting[at].items():
                self._take(step, messages, values, weight)
                self.steps += step.clauses
                if self.steps > MOST_STEPS:
                    return None
        end = None
        for (messages, _), weight in self.waiting[-1].items():
            self._join(messages, "")
            end = weight.or_(end)
        assert end is not None
        reached = frozenset(step.name for step, waiting in zip(self.all, self.waiting, strict=False) if waiting)
        asked, passed, joined = frozenset(self.asked), frozenset(self.passed), frozenset(self.joined)
        return Ways(end.fewest, end.most, end.slowest_s, reached, asked, passed, joined, end.by_count())

    def _take(self, step: Step, messages: tuple[str, ...], values: Values, weight: _Weight) -> None:
        """One question in one situation: passed over, known, or asked."""
        for at, holds in enumerate(step.conditions):
            if not holds(values):
                self.passed.add((step.name, at))
                self._go(step.passed_over, messages, values, weight)
                return
        if not step.known:
            self.asked.add(step.name)
            weight = weight.with_(step)
            if step.waits:
                messages = (*messages, step.name)
            else:
                self._join(messages, step.name)
                messages = ()
        for onward in step.onward:
            self._go(onward, messages, values, weight)

    def _join(self, messages: tuple[str, ...], question: str) -> None:
        if messages:
            self.joined.add((messages, question))

    def _go(self, onward: Onward, messages: tuple[str, ...], values: Values, weight: _Weight) -> None:
        self.steps += 1
        waiting = self.waiting[onward.to]
        situation = messages, onward.keep((*values, onward.group, NO_ANSWER))
        waiting[situation] = weight.or_(waiting.get(situation))

    def bounds(self, in_a_row: frozenset[Joined]) -> Ways:
        """What holds for every way if each question with a condition may be asked or not."""
        found: list[_Weight | None] = [_Weight(0, 0, self.pace.screen_s), *[None] * len(self.all)]
        for at, step in enumerate(self.all):
            weight = found[at]
            if weight is None:
                continue
            if step.conditions:
                found[at + 1] = weight.or_(found[at + 1])
            for to in {onward.to for onward in step.onward}:
                found[to] = (weight if step.known else weight.with_(step)).or_(found[to])
        end = found[-1]
        assert end is not None
        reached = frozenset(step.name for step, weight in zip(self.all, found, strict=False) if weight is not None)
        passed = frozenset((step.name, at) for step in self.all for at in range(len(step.conditions)))
        return Ways(end.fewest, end.most, end.slowest_s, reached, reached, passed, in_a_row, exact=False)


def _in_a_row(flow: Flow) -> frozenset[Joined]:
    """Messages that stand together, with the question below them."""
    found: set[Joined] = set()
    messages: tuple[str, ...] = ()
    for question in (*flow.questions, None):
        if question is not None and isinstance(question.kind, Message):
            messages = (*messages, question.name)
        elif messages:
            found.add((messages, question.name if question is not None else ""))
            messages = ()
    return frozenset(found)
