"""Every way through a survey that conditions and jumps can tell apart, gone on the production engine by somebody who reads
the screens.

``flows.walk`` counts ways without going them; here every screen of every way is really shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from flows.engine.asking import test_holds
from flows.engine.placing import ELSEWHERE
from flows.engine.plan import plan_of
from flows.engine.sheets import platform
from flows.measure import USUAL, Budgets, fits, measure, sms_parts, ussd_units
from flows.model import SKIPPED, AnswerTest, Channel, Date, Flow, Message, Number, Place, Question, Rating, Text, YesNo
from flows.places.facilities import CODE, Facility
from flows.state import WELCOME, Moment, Screen, State, Turn, Visit
from flows.talking.play import MOST_PARTS
from flows.turn import begin, take_turn
from flows.walking.steps import USUAL_PACE, Pace
from flows.walking.told_apart import ANSWERED, groups, tests_by_question

UNCLEAR = "(unclear)"
"""Stands for a question that is still unclear after its last try."""
SKIP = "(skipped)"

MOST_TYPED = 60
"""Inputs for one question, so that going a way always ends: 40 screens of a long list and more."""

MOST_TRIED = 3_000

NO_PLACE = Facility("", "")
"""Of a list that offers nothing."""

_LINE = re.compile(r"(?m)^(\d+) (.+)$")
NONSENSE = ""
"""Understood by no question: even free words need a sign."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way: what was answered, every screen in order, how long it takes on a phone menu, how it ended."""

    answers: tuple[tuple[str, str], ...]
    """Questions with the value that stands for its group of answers."""
    screens: tuple[str, ...]
    asked: int
    seconds: int
    ended: str
    share: float
    """The part of all ways that lies behind the same choices, if every choice were as likely: they add up to 1."""


@dataclass(frozen=True, slots=True)
class _Node:
    state: State
    shown: str
    answers: tuple[tuple[str, str], ...]
    screens: tuple[str, ...]
    typed_words: int
    share: float
    typed: tuple[str, ...] = ()
    """Everything that was typed on the way."""


def ways_gone(
    flow: Flow,
    channel: Channel,
    moment: Moment,
    budgets: Budgets = USUAL,
    *,
    visit: Visit | None = None,
    language: str = "",
    pace: Pace = USUAL_PACE,
) -> Iterator[Way]:
    """Every way in the order of the answers, each from the welcome to the end; as many as are asked for.

    Of answers that no condition and no jump tells apart, one is given; not answering is a way where it leads elsewhere.
    """
    walker = _Walker(flow, channel, moment, budgets, pace)
    waiting = [walker.started(visit, language)]
    while waiting:
        node = waiting.pop()
        if node.state.ended:
            yield walker.way(node)
        else:
            waiting.extend(reversed(walker.onward(node)))


def way_to(
    flow: Flow, question: str, state: State, shown: str, moment: Moment, budgets: Budgets = USUAL
) -> tuple[str, ...] | None:
    """What somebody may type from here so that a question is put to them; ``None`` if it is not found within 3,000 answers.

    ``shown`` is the screen they see now.
    """
    if question not in flow.by_name or state.ended:
        return None
    walker = _Walker(flow, cast(Channel, state.channel), moment, budgets, USUAL_PACE)
    waiting = [walker.past_welcome(_Node(state, shown, (), (), 0, 1.0))]
    for _ in range(MOST_TRIED):
        if not waiting:
            break
        node = waiting.pop()
        if node.state.open == question:
            return node.typed
        if node.state.open and flow.by_name[node.state.open] < flow.by_name[question]:
            waiting.extend(reversed(walker.onward(node)))
    return None


def is_over_budget(screen: str, channel: str, budgets: Budgets = USUAL) -> bool:
    """True if a screen does not fit the phone menu, or a text is sent as more SMS than one text may be."""
    return sms_parts(screen) > MOST_PARTS if channel == "sms" else not fits(screen, channel, budgets)


def units(screen: str, channel: str) -> int:
    """The length of a screen as its network counts it."""
    return ussd_units(screen)[0] if channel == "ussd" else measure(screen)[0]


class _Walker:
    """Goes ways through one survey on one channel."""

    def __init__(self, flow: Flow, channel: Channel, moment: Moment, budgets: Budgets, pace: Pace) -> None:
        self.flow = flow
        self.channel = channel
        self.moment = moment
        self.budgets = budgets
        self.pace = pace
        tests = tests_by_question(flow)
        self.told_apart = {q.name: _told_apart(q, tuple(tests.get(q.name, ()))) for q in flow.questions}
        self.named = {name: {value for test in of for value in test.values} for name, of in tests.items()}

    def started(self, visit: Visit | None, language: str) -> _Node:
        turn = begin(self.flow, self.channel, self.moment, self.budgets, visit=visit)
        node = self._node(turn, _Node(turn.state, "", (), (), 0, 1.0))
        if language and language != node.state.language and not node.state.language_known:
            node = self._typed(node, language)
        return self.past_welcome(node)

    def past_welcome(self, node: _Node) -> _Node:
        """The first question is put."""
        while node.state.open == WELCOME and not node.state.ended:
            node = self._typed(node, "1")
        return node

    def onward(self, node: _Node) -> list[_Node]:
        """The same way after each of the answers to its open question."""
        question = self.flow.question(node.state.open)
        values = self.told_apart[question.name] or ("",)
        return [self._answered(node, question, value, node.share / len(values)) for value in values]

    def way(self, node: _Node) -> Way:
        """On a phone menu every screen takes its time but the last, which asks nothing."""
        seconds = self.pace.screen_s * (len(node.screens) - 1) + self.pace.typing_s * node.typed_words
        asked = sum(not isinstance(self.flow.question(name).kind, Message) for name, _ in node.answers)
        return Way(node.answers, node.screens, asked, seconds, node.state.ended, node.share)

    def _answered(self, node: _Node, question: Question, value: str, share: float) -> _Node:
        before, words = node, node.typed_words + isinstance(question.kind, Text)
        for _ in range(MOST_TYPED):
            node = self._typed(node, self._said(node, question, value))
            if node.state.ended or node.state.open != question.name:
                break
        answers = (*before.answers, (question.name, value))
        return _Node(node.state, node.shown, answers, node.screens, words, share, node.typed)

    def _typed(self, node: _Node, said: str) -> _Node:
        turn = take_turn(self.flow, node.state, said, self.moment.at_ms, self.budgets, self.moment.phones)
        return self._node(turn, node, said)

    def _node(self, turn: Turn, before: _Node, *said: str) -> _Node:
        screen = turn.screen or Screen(before.shown, more=False)
        screens = (*before.screens, screen.text)
        typed = (*before.typed, *said)
        return _Node(turn.state, screen.text, before.answers, screens, before.typed_words, before.share, typed)

    # --- what somebody types who wants to give this answer

    def _said(self, node: _Node, question: Question, value: str) -> str:
        kind, language = question.kind, node.state.language
        if value == UNCLEAR:
            return NONSENSE
        if value == SKIP:
            return "0"
        if isinstance(kind, Place):
            return self._place(node, question, kind, value)
        if isinstance(kind, Date):
            return kind.latest.on(plan_of(self.flow, self.budgets).local_day(self.moment.at_ms)).isoformat()
        if isinstance(kind, Number):
            return value
        if isinstance(kind, Rating):
            return str(kind.high + 1) if value == "dont_know" else value
        if isinstance(kind, Text):
            return "example"
        if isinstance(kind, YesNo) or value in ("yes", "no"):
            return value
        label = next((o.label[language] for o in getattr(kind, "options", ()) if o.name == value), "")
        return self._on_screen(node, label) if label else "1"

    def _on_screen(self, node: _Node, label: str) -> str:
        """The digit before a label; the next page where it is not on this one, and the label itself on the last."""
        lines = {text: digit for digit, text in _LINE.findall(node.shown)}
        more = lines.get(platform(self.flow, "more", node.state.language))
        return lines.get(label) or more or label

    def _place(self, node: _Node, question: Question, kind: Place, value: str) -> str:
        state, step = node.state, kind.steps[min(node.state.step, len(kind.steps) - 1)]
        if value == ELSEWHERE and step is kind.steps[-1]:
            return self._on_screen(node, platform(self.flow, "elsewhere", state.language))
        wanted = self._wanted(question, kind, value)
        if step.column == CODE:
            by_code = value not in (ANSWERED, ELSEWHERE) or len(kind.steps) == 1
            return wanted.code if by_code else "0"
        if value in (ANSWERED, ELSEWHERE) and re.search(r"(?m)^1 ", node.shown):
            return "1"
        return "1" if state.hits else wanted.groups.get(step.column) or wanted.name

    def _wanted(self, question: Question, kind: Place, value: str) -> Facility:
        """The place of a code, or the first that no condition names."""
        named = self.named.get(question.name, set())
        return next((place for place in kind.places.open if place.code == value or not {value, place.code} & named), NO_PLACE)


def _told_apart(question: Question, tests: tuple[AnswerTest, ...]) -> tuple[str, ...]:
    """The answers that must be given, and skipping and staying unclear where they lead elsewhere than every answer."""
    found = list(groups(question, tests))
    if isinstance(question.kind, Message):
        return tuple(found)
    keys = {(question.then.get(value), *(test_holds(test, value) for test in tests)) for value in found}
    unanswered = [test_holds(test, None) for test in tests]
    if question.may_be_skipped and (key := (question.then.get(SKIPPED), *unanswered)) not in keys:
        keys.add(key)
        found.append(SKIP)
    if (question.after_last_try, *unanswered) not in keys:
        found.append(UNCLEAR)
    return tuple(found)
