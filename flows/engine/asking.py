"""Who is asked what: conditions over earlier answers, and the question that follows (survey language, section 6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from flows.model import (
    FINISH,
    SKIPPED,
    All,
    AnswerTest,
    Any,
    ChannelTest,
    Condition,
    Flow,
    Jump,
    Kind,
    Number,
    Question,
    Rating,
    Text,
)  # fmt: skip

ValueOf = Callable[[str], str | None]
"""The value of an earlier question's answer; ``None`` if it was not asked, skipped, or stayed unclear."""


def holds(condition: Condition, value_of: ValueOf, channel: str) -> bool:
    """True if the condition holds. A test of a question without an answer is false, but for ``was not answered``."""
    if isinstance(condition, AnswerTest):
        return test_holds(condition, value_of(condition.question))
    if isinstance(condition, ChannelTest):
        return condition.channel == channel
    if isinstance(condition, All):
        return all(holds(part, value_of, channel) for part in condition.parts)
    if isinstance(condition, Any):
        return any(holds(part, value_of, channel) for part in condition.parts)
    raise TypeError(f"not a condition: {condition!r}")


def test_holds(test: AnswerTest, value: str | None) -> bool:
    """True if the value of the tested question, or its lack, passes."""
    if value is None:
        return test.comparison == "not answered"
    match test.comparison:
        case "answered":
            return True
        case "not answered":
            return False
        case "is":
            return any(_same(value, wanted) for wanted in test.values)
        case "is not":
            return not any(_same(value, wanted) for wanted in test.values)
        case _:
            return _compare(test, value)


def _compare(test: AnswerTest, value: str) -> bool:
    """An order of numbers; false for ``dont_know`` and whatever else is no number."""
    given, bound = _number(value), _number(test.values[0])
    if given is None or bound is None:
        return False
    match test.comparison:
        case "below":
            return given < bound
        case "above":
            return given > bound
        case "at least":
            return given >= bound
        case _:
            return given <= bound


AS_STORED = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
"""A number that is no code of a place: 071 and 71 are two places, 1E2 and 100 as well."""


def _same(value: str, wanted: str) -> bool:
    if value == wanted:
        return True
    both_are_numbers = AS_STORED.fullmatch(value) and AS_STORED.fullmatch(wanted)
    return both_are_numbers is not None and Decimal(value) == Decimal(wanted)


def _number(text: str) -> Decimal | None:
    if not text[:1].isdigit():
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def applies(question: Question, value_of: ValueOf, channel: str) -> bool:
    """True if this person is asked this question: its section's condition and its own hold."""
    section = question.section
    if section is not None and section.only_if is not None and not holds(section.only_if, value_of, channel):
        return False
    return question.only_if is None or holds(question.only_if, value_of, channel)


def first_from(flow: Flow, index: int, value_of: ValueOf, channel: str) -> int | None:
    """The index of the first question from ``index`` on that applies; ``None`` if only the thank-you is left."""
    questions = flow.questions
    for at in range(index, len(questions)):
        if applies(questions[at], value_of, channel):
            return at
    return None


def jump_of(question: Question, *, unclear: bool = False, value: str | None = None) -> Jump | None:
    """The jump that an answer of this ``value`` takes (``None``: it was skipped), or the last unclear try; ``None`` if the
    question below follows. A message has the value ``next``.
    """
    if unclear:
        return question.after_last_try
    return question.then.get(SKIPPED if value is None else value) if question.then else None


def after(flow: Flow, index: int, *, unclear: bool = False, value: str | None = None) -> int:
    """Where to look on from a question that was answered so (see :func:`jump_of`). May be past the end."""
    return landing(flow, index, jump_of(flow.questions[index], unclear=unclear, value=value))


def landing(flow: Flow, index: int, jump: Jump | None) -> int:
    """Where a jump from a question leads, and without one the next question. May be past the end.

    Always forward, whatever a draft says: a jump to nowhere or backwards (the checker refuses both) is the next question.
    """
    if jump is None:
        return index + 1
    if jump.to == FINISH:
        return len(flow.questions)
    return max(index + 1, flow.by_name.get(jump.to, 0))


def zero_is_an_answer(kind: Kind) -> bool:
    """True if ``0`` can be an answer of this kind, so that it cannot mean *Back*: a number or rating from 0, and free words."""
    if isinstance(kind, (Rating, Number)):
        return kind.low <= 0
    return isinstance(kind, Text)
