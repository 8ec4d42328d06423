"""Conditions: do they ask for something that is known by then, that can be an answer, and that makes a difference?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

from flows.checks import answers
from flows.checks.inspection import Inspection
from flows.checks.jumps import all_jumps
from flows.condition import tests_of
from flows.engine.asking import holds
from flows.model import AnswerTest, ChannelTest, Condition, Date, Message, Number, Phone, Question, Rating, Section, Text
from flows.walking.told_apart import groups

MOST_COMBINATIONS = 200
"""Combinations of answers tried for one condition by itself; one with more is judged by the ways through the survey alone."""

Clause = AnswerTest | ChannelTest


def check(inspection: Inspection) -> None:
    """E302 to E307, E312, W314, N316."""
    _Conditions(inspection).check()


class _Conditions:
    """One examination. Only where every question and condition could be read do the ways through the survey say anything."""

    def __init__(self, inspection: Inspection) -> None:
        self.inspection = inspection
        self.flow = inspection.flow
        self.findings = inspection.findings
        found = [inspection.ways(channel) for channel in self.flow.channels]
        self.all_followed = bool(found) and not inspection.unread and all(ways.exact for ways in found)
        self.asked = frozenset[str]().union(*(ways.asked for ways in found))
        self.reached = frozenset[str]().union(*(ways.reached for ways in found))
        self.passed = frozenset[tuple[str, int]]().union(*(ways.passed for ways in found))

    def check(self) -> None:
        sound = [(at, condition) for at, condition in self._all() if self._is_sound(at, condition)]
        self.all_followed = self.all_followed and len(sound) == len(list(self._all()))
        for at, condition in sound:
            question = self.flow.questions[at]
            self._name(question, condition)
            if condition is question.only_if:
                self._check_own(at, question, condition)
            elif question.section is not None:
                self._check_section(at, question.section, condition)
        self.findings.question = ""

    def _name(self, question: Question, condition: Condition) -> None:
        """What is found from now on is about this question, or about no one question if the condition is its section's."""
        self.findings.question = question.name if condition is question.only_if else ""

    def _all(self) -> Iterator[tuple[int, Condition]]:
        """Every condition, with the question it stands at; that of a section at its first one."""
        for at, question in enumerate(self.flow.questions):
            section = question.section
            if section is not None and section.only_if is not None and self._begins(section, at):
                yield at, section.only_if
            if question.only_if is not None:
                yield at, question.only_if

    def _begins(self, section: Section, at: int) -> bool:
        return at == 0 or self.flow.questions[at - 1].section is not section

    def _check_section(self, at: int, section: Section, condition: Condition) -> None:
        inside = [question for question in self.flow.questions[at:] if question.section is section]
        reached = [question.name for question in inside if question.name in self.reached]
        outcomes, mark = self._outcomes(condition), _clauses(condition)[0].mark
        followed = self.all_followed and reached
        if outcomes == {False} or (followed and not any(self._comes_in(name) for name in reached)):
            self.findings.add("E312", mark, why=self._why_never(condition))
        elif outcomes == {True} or (followed and not any((name, 0) in self.passed for name in reached)):
            self.findings.add("W314", mark)
        else:
            self._check_left_open(at, condition, f"the section {section.name}".strip())

    def _comes_in(self, name: str) -> bool:
        """True if the condition of its section lets somebody through to a question."""
        return name in self.asked or (name, 1) in self.passed

    def _check_own(self, at: int, question: Question, condition: Condition) -> None:
        """A question that no way comes to at all is E313, said of its jumps."""
        mark, own = _clauses(condition)[0].mark, len(question.conditions) - 1
        outcomes, followed = self._outcomes(condition), self.all_followed and question.name in self.reached
        asked, failed = question.name in self.asked, (question.name, own) in self.passed
        if outcomes == {False} or (followed and not asked and failed):
            self.findings.add("E312", mark, why=self._why_never(condition))
        elif outcomes == {True} or (followed and asked and not failed):
            self.findings.add("W314", mark)
        else:
            self._check_left_open(at, condition, question.name)

    # --- clause by clause ----------------------------------------------------------------------------------------------------

    def _is_sound(self, at: int, condition: Condition) -> bool:
        """False if a clause is wrong or speaks of a question that could not be read, so that nothing more can be said."""
        self._name(self.flow.questions[at], condition)
        clauses = _clauses(condition)
        return bool(clauses) and all([self._check_clause(at, clause) for clause in clauses])

    def _check_clause(self, at: int, clause: Clause) -> bool:
        if isinstance(clause, ChannelTest) or clause.question in self.inspection.unread:
            return isinstance(clause, ChannelTest)
        flow = self.flow
        if clause.question not in flow.by_name:
            earlier = [question.name for question in flow.questions[:at]]
            guess = self.inspection.guess(clause.question, earlier, flow.by_name)
            self.findings.add("E302", clause.mark, name=clause.question, guess=guess)
            return False
        asked_at = flow.by_name[clause.question]
        if asked_at >= at:
            self.findings.add("E303", clause.mark, name=clause.question, line=flow.questions[asked_at].mark.line)
            return False
        return self._check_values(flow.questions[asked_at], clause)

    def _check_values(self, asked: Question, clause: AnswerTest) -> bool:
        kind = asked.kind
        if isinstance(kind, Message):
            self.findings.add("E312", clause.mark, why=f"*{asked.name}* is a message, which nobody answers")
            return False
        if clause.comparison in {"answered", "not answered"}:
            return True
        if isinstance(kind, Text | Date | Phone):
            self.findings.add("E307", clause.mark, name=asked.name)
            return False
        if clause.comparison not in {"is", "is not"}:
            if answers.has_words(kind):
                self.findings.add("E306", clause.mark, name=asked.name)
            return not answers.has_words(kind)
        wrong = [value for value in clause.values if not answers.can_be(kind, value)]
        for value in wrong:
            guess = answers.called(kind, value) or self.inspection.guess(value, *answers.near(kind))
            values = answers.described(kind)
            self.findings.add("E304", clause.mark, value=value, name=asked.name, values=values, guess=guess)
        return not wrong

    # --- the whole -----------------------------------------------------------------------------------------------------------

    def _why_never(self, condition: Condition) -> str:
        for clause in _clauses(condition):
            if isinstance(clause, ChannelTest) and clause.channel not in self.flow.channels:
                return f"no way of starting leads over {clause.channel}"
            if isinstance(clause, AnswerTest) and (scale := self._scale_missed(clause)):
                return scale
        return "no answers before it go together with it"

    def _scale_missed(self, clause: AnswerTest) -> str:
        """The scale of a question, in words, if a bound leaves none of it; else empty."""
        kind = self.flow.question(clause.question).kind
        bounds = {"below", "above", "at least", "at most"}
        if clause.comparison not in bounds or not isinstance(kind, Number | Rating):
            return ""
        ends = (str(kind.low), str(kind.high))
        missed = not any(holds(clause, {clause.question: end}.get, "") for end in ends)
        return f"the answers to *{clause.question}* go from {ends[0]} to {ends[1]}" if missed else ""

    def _outcomes(self, condition: Condition) -> set[bool]:
        """What the condition can come to, whatever was answered; both where there are too many combinations to try, and where
        every way has been followed, which says more.
        """
        if self.all_followed:
            return {True, False}
        tests: dict[str, list[AnswerTest]] = {}
        for clause in _clauses(condition):
            if isinstance(clause, AnswerTest):
                tests.setdefault(clause.question, []).append(clause)
        values = {name: (*groups(self.flow.question(name), own), None) for name, own in tests.items()}
        channels = self.flow.channels
        if not channels or prod(map(len, values.values())) > MOST_COMBINATIONS:
            return {True, False}
        found: set[bool] = set()
        for combination in product(*values.values()):
            given = dict(zip(values, combination, strict=True))
            found |= {holds(condition, given.get, channel) for channel in channels}
            if len(found) == 2:
                break
        return found

    def _check_left_open(self, at: int, condition: Condition, name: str) -> None:
        """N316: those who were not asked, or who skipped, are passed over without the author having said so."""
        clauses = _clauses(condition)
        told = {c.question for c in clauses if isinstance(c, AnswerTest) and c.comparison.endswith("answered")}
        for clause in clauses:
            if isinstance(clause, AnswerTest) and clause.question not in told:
                told.add(clause.question)
                if self._may_stay_open(self.flow.by_name[clause.question], at):
                    self.findings.add("N316", clause.mark, name=clause.question, question_name=name)

    def _may_stay_open(self, asked_at: int, at: int) -> bool:
        """True if some who come to a question have no answer to an earlier one, other than after their last try."""
        asked = self.flow.questions[asked_at]
        if asked.may_be_skipped or asked.conditions:
            return True
        jumps = (jump for question in self.flow.questions[:asked_at] for jump in all_jumps(question))
        return any(asked_at < self.flow.by_name.get(jump.to, 0) <= at for jump in jumps)


def _clauses(condition: Condition) -> tuple[Clause, ...]:
    return tuple(tests_of(condition))
