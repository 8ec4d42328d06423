"""Conditions in the expression language of the Flow Specification, the one that spreadsheets use: ``AND(a > 1, b = "x")``.

What a block was answered with is ``results.NAME.value``; it is ``NULL`` if it was not asked or not understood.
"""

from __future__ import annotations

from collections.abc import Iterable

from flows.engine.asking import test_holds
from flows.model import (
    All,
    AnswerTest,
    Any,
    ChannelTest,
    Choice,
    Condition,
    Consent,
    Flow,
    Number,
    Place,
    Question,
    Rating,
    YesNo,
)  # fmt: skip
from flows.reading.keys import MOST_CHOICES
from flows.walking.told_apart import values

MODES = {"ussd": "USSD", "sms": "SMS", "call": "IVR"}
"""Channel -> what the specification calls it. The contact centre speaks, so it is the mode of voices."""
SKIP = 'block.response = "0"'
"""Holds if somebody left the question out that is being asked."""

_SIGNS = {"below": "<", "above": ">", "at least": ">=", "at most": "<="}
_NEVER = "FALSE"


def block_name(question: str) -> str:
    """The name of a question's block: names there have two signs at least, and ours never begin with a line."""
    return question if len(question) > 1 else f"_{question}"


def is_menu(question: Question) -> bool:
    """True if a question is asked as a choice of one: so are places, as long as they are few enough for choices."""
    kind = question.kind
    if isinstance(kind, Place):
        return 0 < len(kind.places.open) <= MOST_CHOICES
    return isinstance(kind, Choice | YesNo | Rating | Consent)


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def all_of(parts: Iterable[str]) -> str:
    return _joined("AND", parts)


def any_of(parts: Iterable[str]) -> str:
    return _joined("OR", parts)


def _joined(name: str, parts: Iterable[str]) -> str:
    several = list(parts)
    return several[0] if len(several) == 1 else f"{name}({', '.join(several)})"


def expression(condition: Condition, flow: Flow) -> str:
    """The condition; like here, a test of a question without an answer is false."""
    if isinstance(condition, ChannelTest):
        return f"run.mode = {quoted(MODES[condition.channel])}"
    if isinstance(condition, All):
        return all_of(expression(part, flow) for part in condition.parts)
    if isinstance(condition, Any):
        return any_of(expression(part, flow) for part in condition.parts)
    return _test(condition, flow.question(condition.question))


def _test(test: AnswerTest, question: Question) -> str:
    value = f"results.{block_name(question.name)}.value"
    match test.comparison:
        case "is":
            return any_of(f"{value} = {_literal(question, each)}" for each in test.values)
        case "is not":
            return all_of((*answered(question, value), *(f"{value} <> {_literal(question, each)}" for each in test.values)))
        case "answered":
            return all_of(answered(question, value))
        case "not answered":
            return any_of((f"{value} = NULL", *([f'{value} = "0"'] if _keeps_zero(question) else [])))
    if isinstance(question.kind, Rating):  # its values are names of choices there, which cannot be compared by size
        fitting = [f"{value} = {quoted(each)}" for each in values(question.kind, ()) if test_holds(test, each)]
        return any_of(fitting) if fitting else _NEVER
    return all_of((f"{value} <> NULL", f"{value} {_SIGNS[test.comparison]} {test.values[0]}"))


def answered(question: Question, value: str = "block.value") -> tuple[str, ...]:
    """What must hold where a question has an answer. Somebody who leaves free words out has typed ``0``."""
    return (f"{value} <> NULL", *([f'{value} <> "0"'] if _keeps_zero(question) else []))


def _keeps_zero(question: Question) -> bool:
    """True if the ``0`` that leaves a question out is kept there as its answer."""
    return question.may_be_skipped and not is_menu(question) and not isinstance(question.kind, Number)


def _literal(question: Question, value: str) -> str:
    return value if isinstance(question.kind, Number) else quoted(value)
