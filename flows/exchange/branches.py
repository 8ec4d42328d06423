"""Who reaches a step of a flow chart, as a condition on earlier answers: branches part and come together again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flows.model import All, AnswerTest, Any, Condition

Choices = frozenset[str]
Way = frozenset[tuple[str, Choices]]
"""Answers that must all have been given: question and the choices that lead on. The empty way is everybody's."""
Ways = frozenset[Way]

EVERYBODY: Ways = frozenset({frozenset()})
NOBODY: Ways = frozenset()
MOST_WAYS = 64


class TooManyWays(ValueError):
    """More branches than anybody could read as a condition."""


def through(ways: Ways, question: str, choices: Choices, every: Mapping[str, Choices]) -> Ways:
    """The ways on from a question by some of its choices; ``every`` knows all choices of every question."""
    return simpler((_with(way, question, choices) for way in ways), every)


def are_among(ways: Ways, others: Ways) -> bool:
    """True if whoever comes by one of these ways comes by one of the others too."""
    return all(any(_asks_less(other, dict(way)) for other in others) for way in ways)


def _asks_less(way: Way, than: Mapping[str, Choices]) -> bool:
    return all(name in than and than[name] <= given for name, given in way)


def simpler(ways: Iterable[Way], every: Mapping[str, Choices]) -> Ways:
    """The same ways, those that differ in the choices of one question put together, and what is no condition left out."""
    found = {_without_open(way, every) for way in ways}
    while True:
        if len(found) > MOST_WAYS:
            raise TooManyWays(f"more than {MOST_WAYS} branches")
        if frozenset() in found:
            return EVERYBODY
        merged = _one_merge(found, every)
        if merged is None:
            return frozenset(_without_longer(found))
        found = merged


def _with(way: Way, question: str, choices: Choices) -> Way:
    kept = {name: given for name, given in way if name != question}
    already = dict(way).get(question)
    return frozenset({*kept.items(), (question, choices if already is None else already & choices)})


def _without_open(way: Way, every: Mapping[str, Choices]) -> Way:
    return frozenset((name, given) for name, given in way if given != every.get(name))


def _one_merge(found: set[Way], every: Mapping[str, Choices]) -> set[Way] | None:
    ordered = sorted(found, key=_order)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if dict(one).keys() != dict(other).keys():
                continue
            differ = [name for name in dict(one) if dict(one)[name] != dict(other)[name]]
            if len(differ) == 1:
                both = dict(one)[differ[0]] | dict(other)[differ[0]]
                joined = frozenset({**dict(one), differ[0]: both}.items())
                return (found - {one, other}) | {_without_open(joined, every)}
    return None


def _without_longer(found: set[Way]) -> set[Way]:
    """A way that asks for more than another one adds nobody."""
    return {way for way in found if not any(other < way for other in found)}


def _order(way: Way) -> list[tuple[str, list[str]]]:
    return sorted((name, sorted(given)) for name, given in way)


def condition(ways: Ways, order: Mapping[str, list[str]]) -> Condition | None:
    """The ways as a condition of the language; ``None`` if everybody comes here. ``order`` has the choices as they stand."""
    if ways == EVERYBODY:
        return None
    parts = [_conjunction(way, order) for way in sorted(ways, key=_order)]
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def _conjunction(way: Way, order: Mapping[str, list[str]]) -> Condition:
    names = list(order)
    tests = tuple(_test(name, given, order[name]) for name, given in sorted(way, key=lambda each: names.index(each[0])))
    return tests[0] if len(tests) == 1 else All(tests)


def _test(name: str, given: Choices, order: list[str]) -> AnswerTest:
    return AnswerTest(name, "is", tuple(choice for choice in order if choice in given))
