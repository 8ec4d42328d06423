"""Conditions: do they ask for something that is known by then, that can be an answer, and that makes a difference?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import prod

from flows.asking import holds
from flows.checks import answers
from flows.checks.inspection import Inspection
from flows.condition import tests_of
from flows.model import AnswerTest, ChannelTest, Condition, Mark, Message, Question, Text
from flows.reading.nearest import nearest
from flows.told_apart import groups
from flows.walk import ways

MOST_COMBINATIONS = 200
"""Combinations of answers tried for one condition; a condition with more is not examined for *never* and *always*."""


def check(inspection: Inspection) -> None:
    """E302 to E309, E312, W314, W315, N316."""
    never = _asked_by_nobody(inspection)
    for at, question in enumerate(inspection.flow.questions):
        inspection.findings.question = question.name
        clauses = tuple(tests_of(question.only_if))
        sound = [_check_clause(inspection, at, clause) for clause in clauses]
        if clauses and all(sound):
            _check_whole(inspection, question, clauses, never)
        _check_jump(inspection, at, question)
    inspection.findings.question = ""


def _check_clause(inspection: Inspection, at: int, clause: AnswerTest | ChannelTest) -> bool:
    """False if the clause is wrong or speaks of a question that could not be read, so that nothing more can be said."""
    if isinstance(clause, ChannelTest) or clause.question in inspection.unread:
        return isinstance(clause, ChannelTest)
    flow, findings = inspection.flow, inspection.findings
    earlier = [question.name for question in flow.questions[:at]]
    if clause.question not in flow.by_name:
        guess = nearest(clause.question, earlier, flow.by_name)
        findings.add("E302", clause.mark, name=clause.question, guess=guess)
        return False
    asked_at = flow.by_name[clause.question]
    if asked_at >= at:
        findings.add("E303", clause.mark, name=clause.question, line=flow.questions[asked_at].mark.line)
        return False
    return _check_values(inspection, flow.questions[asked_at], clause)


def _check_values(inspection: Inspection, asked: Question, clause: AnswerTest) -> bool:
    findings, kind = inspection.findings, asked.kind
    if clause.comparison in {"answered", "not answered"}:
        if isinstance(kind, Message):
            findings.add("E312", clause.mark, why=f"*{asked.name}* is a message, which nobody answers")
        return not isinstance(kind, Message)
    if isinstance(kind, Text | Message):
        findings.add("E307", clause.mark, name=asked.name)
        return False
    if clause.comparison not in {"is", "is not"}:
        if answers.has_words(kind):
            findings.add("E306", clause.mark, name=asked.name)
        return not answers.has_words(kind)
    wrong = [value for value in clause.values if not answers.can_be(kind, value)]
    for value in wrong:
        guess = nearest(value, answers.named(kind) or ())
        values = answers.described(kind)
        findings.add("E304", clause.mark, value=value, name=asked.name, values=values, guess=guess)
    return not wrong


def _asked_by_nobody(inspection: Inspection) -> frozenset[str]:
    """Questions that no way through the survey asks, on any channel; empty where the ways are too many to follow."""
    flow = inspection.flow
    asked = frozenset[str]().union(*(ways(flow, channel).asked for channel in flow.channels))
    return frozenset(flow.by_name) - asked if flow.channels else frozenset()


def _check_whole(
    inspection: Inspection, question: Question, clauses: tuple[AnswerTest | ChannelTest, ...], never: frozenset[str]
) -> None:
    findings, mark = inspection.findings, clauses[0].mark
    outcomes = _outcomes(inspection, question.only_if, clauses)
    if outcomes == {False} or question.name in never:
        findings.add("E312", mark, why=_why_never(inspection, clauses))
    elif outcomes == {True}:
        findings.add("W314", mark)
    else:
        _check_left_open(inspection, question, clauses)


def _why_never(inspection: Inspection, clauses: Iterable[AnswerTest | ChannelTest]) -> str:
    for clause in clauses:
        if isinstance(clause, ChannelTest) and clause.channel not in inspection.flow.channels:
            return f"no way of starting leads over {clause.channel}"
    return "no answers before it go together with it"


def _outcomes(
    inspection: Inspection, condition: Condition | None, clauses: tuple[AnswerTest | ChannelTest, ...]
) -> set[bool] | None:
    """What the condition can come to, whatever was answered; ``None`` if the combinations are too many."""
    tests: dict[str, list[AnswerTest]] = {}
    for clause in clauses:
        if isinstance(clause, AnswerTest):
            tests.setdefault(clause.question, []).append(clause)
    values = {name: (*groups(inspection.flow.question(name), own), None) for name, own in tests.items()}
    channels = inspection.flow.channels
    if condition is None or not channels or prod(map(len, values.values())) > MOST_COMBINATIONS:
        return None
    found: set[bool] = set()
    for combination in product(*values.values()):
        given = dict(zip(values, combination, strict=True))
        found |= {holds(condition, given.get, channel) for channel in channels}
        if len(found) == 2:
            break
    return found


def _check_left_open(inspection: Inspection, question: Question, clauses: tuple[AnswerTest | ChannelTest, ...]) -> None:
    """N316: those who were not asked, or who skipped, are passed over without the author having said so."""
    thought_of = {c.question for c in clauses if isinstance(c, AnswerTest) and c.comparison.endswith("answered")}
    told: set[str] = set()
    for clause in clauses:
        if not isinstance(clause, AnswerTest) or clause.question in thought_of | told:
            continue
        asked = inspection.flow.question(clause.question)
        if asked.may_be_skipped or asked.only_if is not None:
            told.add(asked.name)
            inspection.findings.add("N316", clause.mark, name=asked.name, question_name=question.name)


def _check_jump(inspection: Inspection, at: int, question: Question) -> None:
    jump, flow, findings = question.after_last_try, inspection.flow, inspection.findings
    if jump is None or jump.to == "finish" or jump.to in inspection.unread:
        return
    mark: Mark = inspection.question_mark(question, "after the last try")
    target = flow.by_name.get(jump.to)
    if target is None:
        findings.add("E308", mark, name=jump.to, guess=nearest(jump.to, flow.by_name, ("finish",)))
    elif target <= at:
        findings.add("E309", mark, name=jump.to, line=flow.questions[target].mark.line)
    elif target == at + 1:
        findings.add("W315", mark, name=jump.to)
