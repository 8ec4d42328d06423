"""What a form offers to choose from: tests of earlier answers, places to go on to, columns of the visit list."""

from __future__ import annotations

from collections.abc import Iterator

from flows.model import NEXT, SKIPPED, Choice, Consent, Flow, Message, Number, Question, Rating, YesNo

A_NUMBER = "…"
"""Stands in a test for the number that is typed beside it."""


def tests(flow: Flow, before: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The tests of each question before the one with that index, and of the channel: what is tested -> the tests."""
    for question in flow.questions[:before]:
        found = tuple(_of(question))
        if found:
            yield question.name, found
    if len(flow.channels) > 1:
        yield "channel", tuple(f"channel is {channel}" for channel in flow.channels)


def _of(question: Question) -> Iterator[str]:
    kind, name = question.kind, question.name
    if isinstance(kind, Message):
        return
    if isinstance(kind, YesNo | Consent):
        yield from (f"{name} is yes", f"{name} is no")
    elif isinstance(kind, Choice):
        yield from (f"{name} is {option.name}" for option in kind.options)
        yield from (f"{name} is not {option.name}" for option in kind.options)
    elif isinstance(kind, Rating):
        yield from (f"{name} is below {step}" for step in range(kind.low + 1, kind.high + 1))
        yield from (f"{name} is above {step}" for step in range(kind.low, kind.high))
        yield from (f"{name} is {step}" for step in range(kind.low, kind.high + 1))
    elif isinstance(kind, Number):
        yield from (f"{name} is {how} {A_NUMBER}" for how in ("below", "at most", "at least", "above"))
    yield f"{name} was answered"
    yield f"{name} was not answered"


def answers(question: Question) -> tuple[str, ...]:
    """The answers of a question from which it can go on somewhere else."""
    kind = question.kind
    if isinstance(kind, Message):
        return (NEXT,)
    if isinstance(kind, YesNo | Consent):
        named: tuple[str, ...] = ("yes", "no")
    elif isinstance(kind, Choice):
        named = tuple(option.name for option in kind.options)
    elif isinstance(kind, Rating):
        named = tuple(str(step) for step in range(kind.low, kind.high + 1))
    else:
        named = ()
    return (*named, SKIPPED) if question.may_be_skipped else named


def later(flow: Flow, question: str) -> tuple[str, ...]:
    """The questions behind one, to which alone it may go on."""
    at = flow.by_name.get(question)
    return tuple(each.name for each in flow.questions[at + 1 :]) if at is not None else ()


def columns(flow: Flow) -> tuple[str, ...]:
    """Where an answer may be known from."""
    return tuple(f"visit.{column.name}" for column in flow.visit_columns.values() if column.kind == "answer")
