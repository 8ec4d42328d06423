"""Which answers lead where, as labels of edges."""

from __future__ import annotations

from flows.explaining.page import View, joined
from flows.explaining.people import answer
from flows.model import NEXT, SKIPPED, Choice, Consent, Jump, Message, Question, Rating, YesNo

MOST_NAMED = 2
"""Answers that are named on the way to the question below; more are *other answers*."""


def jumps_of(view: View, question: Question) -> list[tuple[Jump, str]]:
    """Each place that answers jump to, with those answers: ``“No” or skipped``."""
    grouped: dict[Jump, list[str]] = {}
    for value, jump in question.then.items():
        grouped.setdefault(jump, []).append(_named(view, question, value))
    return [(jump, joined([name for name in names if name], "or")) for jump, names in grouped.items()]


def unclear_jump(question: Question) -> Jump | None:
    """Where the last unclear try leads, if not below."""
    return None if isinstance(question.kind, Message) else question.after_last_try


def default_label(view: View, question: Question) -> str | None:
    """What is written on the way to the question below: nothing if all go there; ``None`` if nobody does."""
    if NEXT in question.then:
        return None
    if not question.then:
        return ""
    left = [value for value in _answers(question) if value not in question.then]
    stays_open = question.after_last_try is None or (question.may_be_skipped and SKIPPED not in question.then)
    if not left:
        return "no answer" if stays_open else None
    if len(left) > MOST_NAMED:
        return "other answers"
    return joined([answer(view, question, value) for value in left], "or")


def _answers(question: Question) -> list[str]:
    """The answers of a question that can be told apart; one that stands for all where they cannot."""
    kind = question.kind
    if isinstance(kind, Choice):
        return [option.name for option in kind.options]
    if isinstance(kind, Rating):
        return [*map(str, range(kind.low, kind.high + 1)), *(["dont_know"] if kind.do_not_know else [])]
    return ["yes", "no"] if isinstance(kind, YesNo | Consent) else ["answered"]


def _named(view: View, question: Question, value: str) -> str:
    if value == NEXT:
        return ""
    return "skipped" if value == SKIPPED else answer(view, question, value)
