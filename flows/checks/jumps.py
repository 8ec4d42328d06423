"""Jumps: do they lead forward, from an answer that exists, and does every question stay within reach?"""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks import answers
from flows.checks.inspection import Inspection
from flows.model import FINISH, NEXT, SKIPPED, Jump, Mark, Question


def all_jumps(question: Question) -> Iterator[Jump]:
    """Every jump of a question: of its answers, and after the last try."""
    yield from question.then.values()
    if question.after_last_try is not None:
        yield question.after_last_try


def check(inspection: Inspection) -> None:
    """E308 to E311, E313, W315."""
    for at, question in enumerate(inspection.flow.questions):
        inspection.findings.question = question.name
        for key, jump in question.then.items():
            if (key != NEXT and _check_key(inspection, question, key)) or key == NEXT:
                _check_target(inspection, at, jump, jump.mark)
        if question.after_last_try is not None:
            mark = inspection.question_mark(question, "after the last try")
            _check_target(inspection, at, question.after_last_try, mark)
    inspection.findings.question = ""
    _check_within_reach(inspection)


def _check_key(inspection: Inspection, question: Question, key: str) -> bool:
    """True if it is an answer of the question, or if nobody can know because the question could not be read."""
    fixed = answers.fixed(question.kind)
    mark = inspection.mark("questions", question.name, "then", key)
    if (key == SKIPPED and question.may_be_skipped) or key in fixed:
        return True
    allowed = (*fixed, *([SKIPPED] if question.may_be_skipped else []))
    if not fixed and key != SKIPPED:
        inspection.findings.add("E310", mark, kind=question.kind.kind)
        return False
    listed = ", ".join(allowed) or "none"
    guess = "" if key.isdigit() else inspection.guess(key, allowed)
    inspection.findings.add("E311", mark, key=key[:60], name=question.name, values=listed, guess=guess)
    return False


def _check_target(inspection: Inspection, at: int, jump: Jump, mark: Mark) -> None:
    flow = inspection.flow
    if jump.to == FINISH or jump.to in inspection.unread:
        return
    target = flow.by_name.get(jump.to)
    if target is None:
        inspection.findings.add("E308", mark, name=jump.to, guess=inspection.guess(jump.to, flow.by_name, (FINISH,)))
    elif target <= at:
        inspection.findings.add("E309", mark, name=jump.to, line=flow.questions[target].mark.line)
    elif target == at + 1:
        inspection.findings.add("W315", mark, name=jump.to)


def _check_within_reach(inspection: Inspection) -> None:
    """E313: questions that every way jumps over."""
    flow = inspection.flow
    if not flow.channels or inspection.unread:
        return
    reached = frozenset[str]().union(*(inspection.ways(channel).reached for channel in flow.channels))
    for at, question in enumerate(flow.questions):
        if question.name not in reached:
            where = _jump_over(inspection, at)
            text = f" at line {where.line}" if where is not None else ""
            inspection.findings.add("E313", question.mark, question=question.name, name=question.name, where=text)


def _jump_over(inspection: Inspection, at: int) -> Mark | None:
    """The nearest jump above a question that leads past it."""
    flow = inspection.flow
    for question in reversed(flow.questions[:at]):
        for jump in all_jumps(question):
            if jump.to == FINISH or flow.by_name.get(jump.to, 0) > at:
                return jump.mark
    return None
