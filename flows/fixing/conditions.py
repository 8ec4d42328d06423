"""Repairs of conditions and jumps (E302 to N316)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flows.editing.outline import Part, in_braces
from flows.editing.splice import Edit, quoted
from flows.fixing.fix import Case, Fix, only
from flows.model import Mark
from flows.reading.tree import Items, Scalar

CONDITIONS = ("only if", "only if all of", "only if any of")


def _condition(case: Case) -> Part | None:
    """The part of the whole condition in which the problem lies: a line, or a list of lines."""
    if case.part is None:
        return None
    return next((part for part in case.part.around() if part.key in CONDITIONS), None)


def move_below(case: Case) -> Iterable[Fix]:
    """E303: this question moved below the one it asks about."""
    question, other = case.question, case.outline.question(case.word("name"))
    if question is None or other is None or question.mark == other.mark or question.inline or other.inline:
        return []
    if other.above is None or question.above is None or other.above.mark != question.above.mark:
        return []
    first, last = case.outline.rows(question)
    lines = "".join(case.outline.lines.line(row) + "\n" for row in range(first, last + 1))
    moved = (Edit(Mark(first, 1), Mark(last + 1, 1), ""), case.outline.below(other, lines))
    return [Fix(f"Move this question below {case.word('name')}", moved)]


def as_a_list(case: Case) -> Iterator[Fix]:
    """E305: both ways of reading *and* with *or*, each as a list."""
    line = case.value
    condition = _condition(case)
    if line is None or condition is None or condition.entry is None:
        return
    for join, key in ((" or ", "only if any of"), (" and ", "only if all of")):
        lines = line.text.split(join)
        if condition.mark == line.mark:
            yield Fix(f"Read as: {_reading(lines, join)}", _as_list(case, condition, key, lines))
        elif condition.key == key:
            yield Fix(f"Read as: {_reading(lines, join)}", _more_lines(case, line, lines))


def _reading(lines: list[str], join: str) -> str:
    return join.join(f"({line})" if re.search(" (and|or) ", line) else line for line in lines)


def _as_list(case: Case, condition: Part, key: str, lines: list[str]) -> tuple[Edit, ...]:
    """One line of a condition as a list under another key."""
    start, end = condition.mark, case.outline.end(condition.node)
    if condition.inline:
        return (Edit(start, end, f"{key}: [{', '.join(in_braces(line) for line in lines)}]"),)
    spaces = case.outline.indentation(condition)
    return (Edit(start, end, f"{key}:" + "".join(f"\n{spaces}  - {quoted(line)}" for line in lines)),)


def _more_lines(case: Case, line: Part, lines: list[str]) -> tuple[Edit, ...]:
    """One line of a list as several."""
    start, end = line.node.mark, case.outline.end(line.node)
    if line.inline:
        return (Edit(start, end, ", ".join(in_braces(each) for each in lines)),)
    spaces = " " * (line.node.mark.column - 3)
    return (Edit(start, end, f"\n{spaces}- ".join(quoted(each) for each in lines)),)


def ask_if_answered(case: Case) -> Iterable[Fix]:
    """E307: whether it was answered, in place of what was answered."""
    name, part = re.escape(case.word("name")), case.value
    if part is None:
        return []
    clause = re.compile(rf"(?<![\w-]){name} is (?:(?! and | or ).)*")
    return only(
        "Change to was answered", case.reworded(part, lambda text: clause.sub(f"{case.word('name')} was answered", text))
    )


def remove_condition(case: Case) -> Iterable[Fix]:
    """W314: the condition taken out."""
    found = _condition(case)
    return [Fix("Remove it", (case.outline.remove(found),))] if found is not None else []


def remove_jump(case: Case) -> Iterable[Fix]:
    """W315: the jump taken out."""
    return [Fix("Remove it", (case.outline.remove(case.part),))] if case.part is not None else []


def or_not_answered(case: Case) -> Iterable[Fix]:
    """N316: those without an answer are asked too."""
    condition, name = _condition(case), case.word("name")
    if condition is None or condition.entry is None:
        return []
    more = f"{name} was not answered"
    label = f"Add: or {more}"
    if isinstance(condition.node, Items):
        return only(label, _in_list(case, condition, name, more))
    if not isinstance(condition.node, Scalar):
        return []
    clauses = condition.text.split(" and ")
    if len(clauses) == 1:
        return [Fix(label, (case.outline.replace(condition, f"{condition.text} or {more}"),))]
    lines = [f"{clause} or {more}" if clause.startswith(f"{name} ") else clause for clause in clauses]
    return [Fix(label, _as_list(case, condition, "only if all of", lines))]


def _in_list(case: Case, condition: Part, name: str, more: str) -> Iterable[Edit]:
    lines = [part for part in condition.children() if isinstance(part.node, Scalar)]
    if condition.key == "only if any of" and lines:
        last = lines[-1]
        return _more_lines(case, last, [last.text, more])
    return [
        case.outline.replace(line, f"{line.text} or {more}")
        for line in lines
        if line.text.startswith(f"{name} ") and " and " not in line.text
    ]


def only_by_sms(case: Case) -> Iterable[Fix]:
    """W630: asked by text only."""
    question = case.question
    if question is None:
        return []
    found = next((part for part in question.children() if part.key in CONDITIONS), None)
    clause, label = "channel is sms", "Ask it only by SMS"
    if found is None:
        after = question.child("question")
        return [Fix(label, (case.outline.add(question, "only if", clause, after=after),))]
    lines = [part.text for part in found.children()] if isinstance(found.node, Items) else [found.text]
    if found.key == "only if any of" or (isinstance(found.node, Scalar) and " or " in found.text):
        return _both(case, found, lines, label)
    if isinstance(found.node, Items) and lines:
        last = list(found.children())[-1]
        return [Fix(label, _more_lines(case, last, [last.text, clause]))]
    return [Fix(label, (case.outline.replace(found, f"{found.text} and {clause}"),))]


def _both(case: Case, found: Part, lines: list[str], label: str) -> Iterable[Fix]:
    """One line of alternatives and the channel; several lines of *and* and *or* are left to the author."""
    if any(" and " in line for line in lines):
        return []
    return [Fix(label, _as_list(case, found, "only if all of", [" or ".join(lines), "channel is sms"]))]
