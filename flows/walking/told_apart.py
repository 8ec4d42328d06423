"""The answers of a question that conditions and jumps can tell apart, one for every group: what a walk must try."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from flows.condition import tests_of
from flows.engine.asking import test_holds
from flows.engine.placing import ELSEWHERE
from flows.model import AnswerTest, Choice, Date, Flow, Kind, Message, Number, Phone, Place, Question, Rating, Text

ANSWERED = "answered"
"""Stands for any answer of a kind whose answers no condition can name, and for any place that none does."""


def tests_by_question(flow: Flow) -> dict[str, dict[AnswerTest, None]]:
    """Question -> every test of its answer, wherever it stands, the same test once."""
    tests: dict[str, dict[AnswerTest, None]] = {}
    for question in flow.questions:
        for condition in question.conditions:
            for test in tests_of(condition):
                if isinstance(test, AnswerTest):
                    tests.setdefault(test.question, {})[test] = None
    return tests


def groups(question: Question, tests: Iterable[AnswerTest]) -> tuple[str, ...]:
    """One answer for every group of answers that neither the tests nor the question's own jumps tell apart."""
    tests = tuple(tests)
    found: dict[tuple[object, ...], str] = {}
    for value in values(question.kind, tests):
        jump = question.then.get(value)
        found.setdefault((jump, *(test_holds(test, value) for test in tests)), value)
    return tuple(found.values())


def values(kind: Kind, tests: Iterable[AnswerTest]) -> tuple[str, ...]:
    """Answers of a kind among which is one of every group that the tests tell apart; none for a message."""
    match kind:
        case Message():
            return ()
        case Choice(options=options):
            return tuple(option.name for option in options)
        case Rating(low=low, high=high, do_not_know=unsure):
            return (*map(str, range(low, high + 1)), *(["dont_know"] if unsure else []))
        case Number():
            return _around(kind, [value for test in tests for value in test.values if value[:1].isdigit()])
        case Place():
            return _places(kind, (value for test in tests for value in test.values))
        case Text() | Date() | Phone():
            return (ANSWERED,)
    return ("yes", "no")


def _places(kind: Place, named: Iterable[str]) -> tuple[str, ...]:
    """One place for all that are not named, if there are others, elsewhere, and those that are named. Of a list that could not
    be read any code may be one.
    """
    places, any_code = kind.places, not kind.places.facilities
    codes = dict.fromkeys(value for value in named if value != ELSEWHERE and (any_code or places.facility(value)))
    others = [ANSWERED] if any_code or len(codes) < len(places.facilities) else []
    return (*others, *([ELSEWHERE] if kind.elsewhere else []), *codes)


def _around(kind: Number, bounds: list[str]) -> tuple[str, ...]:
    """The numbers that tests with these bounds can tell apart: the ends, each bound, and its neighbours inside the range."""
    step = Decimal(1).scaleb(-kind.decimals)
    near = [Decimal(bound) + move for bound in bounds for move in (-step, Decimal(0), step)]
    inside = {number for number in near if kind.low <= number <= kind.high}
    return tuple(str(number) for number in sorted({Decimal(kind.low), Decimal(kind.high), *inside}))
