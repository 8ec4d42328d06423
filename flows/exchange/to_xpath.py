"""Conditions and ranges as the expressions of spreadsheet forms: ``${wait} > 3 and ${treated} = 'bad'``."""

from __future__ import annotations

from collections.abc import Iterable

from flows.model import AnswerTest, Any, ChannelTest, Condition, Flow, Kind, Number, Rating, Text

_SIGNS = {"is": "=", "is not": "!=", "below": "<", "above": ">", "at least": ">=", "at most": "<="}


def relevant(condition: Condition, flow: Flow) -> str:
    """The condition; empty if it always holds there: a form knows no channels, so what asks for one is left out."""
    if isinstance(condition, ChannelTest):
        return ""
    if isinstance(condition, AnswerTest):
        return _test(condition, flow.question(condition.question).kind)
    parts = [relevant(part, flow) for part in condition.parts]
    if isinstance(condition, Any):
        return "" if "" in parts else any_of(parts)
    return all_of(part for part in parts if part)


def all_of(parts: Iterable[str]) -> str:
    several = list(parts)
    return several[0] if len(several) == 1 else " and ".join(f"({part})" if " or " in part else part for part in several)


def any_of(parts: Iterable[str]) -> str:
    several = list(parts)
    return several[0] if len(several) == 1 else " or ".join(f"({part})" if " and " in part else part for part in several)


def _test(test: AnswerTest, kind: Kind) -> str:
    name = f"${{{test.question}}}"
    if test.comparison in ("answered", "not answered"):
        return f"{name} {'!=' if test.comparison == 'answered' else '='} ''"
    tests = [f"{name} {_SIGNS[test.comparison]} {_literal(value, kind)}" for value in test.values]
    if test.comparison == "is not":
        return all_of((f"{name} != ''", *tests))
    if isinstance(kind, Rating) and kind.do_not_know and test.comparison in ("above", "at least"):
        return all_of((*tests, f"{name} <= {kind.high}"))
    return any_of(tests)


def _literal(value: str, kind: Kind) -> str:
    if isinstance(kind, Rating):
        return str(kind.high + 1) if value == "dont_know" else value
    return value if isinstance(kind, Number) else f"'{value}'"


def constraint(kind: Kind) -> str:
    """What an answer must be; empty where anything of its type may be said."""
    match kind:
        case Number(low=low, high=high):
            return f". >= {low} and . <= {high}"
        case Rating(low=low, high=high, do_not_know=unsure):
            return f". >= {low} and . <= {high + unsure}"
        case Text(longest=longest):
            return f"string-length(.) <= {longest}"
    return ""
