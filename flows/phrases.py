"""Pieces of a survey written as its author would write them: conditions, jumps, lengths of time."""

from __future__ import annotations

from datetime import timedelta

from flows.model import FINISH, All, AnswerTest, Any, ChannelTest, Condition, Day, Jump

_UNITS = (
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
)


def duration(span: timedelta) -> str:
    """``2 hours``, ``1 day``: in the largest unit that is whole, days at most."""
    for unit, name in _UNITS:
        count, rest = divmod(span, unit)
        if count and not rest:
            return f"{count} {name}{'s' * (count != 1)}"
    return f"{int(span.total_seconds())} seconds" if span else "at once"


def day(day: Day) -> str:
    """``today``, ``3 days ago``, ``2026-11-23``."""
    if day.fixed is not None:
        return day.fixed.isoformat()
    if day.ahead == 0:
        return "today"
    count = abs(day.ahead)
    return f"{count} day{'s' * (count != 1)} {'ago' if day.ahead < 0 else 'ahead'}"


def condition(whole: Condition) -> str:
    """A condition in one line of its grammar; what two lists would say stands in brackets."""
    if isinstance(whole, All | Any):
        join = " and " if isinstance(whole, All) else " or "
        return join.join(_part(part, whole) for part in whole.parts)
    return clause(whole)


def _part(part: Condition, whole: All | Any) -> str:
    needs_brackets = isinstance(part, All | Any) and type(part) is not type(whole) and len(part.parts) > 1
    return f"({condition(part)})" if needs_brackets else condition(part)


def clause(test: AnswerTest | ChannelTest) -> str:
    """``treated is below 3``, ``reason is not one of a, b``, ``comment was answered``, ``channel is sms``."""
    if isinstance(test, ChannelTest):
        return f"channel is {test.channel}"
    if test.comparison in ("answered", "not answered"):
        return f"{test.question} was {test.comparison}"
    is_same = test.comparison in ("is", "is not")
    verb = test.comparison if is_same else f"is {test.comparison}"
    return f"{test.question} {verb} {'one of ' * (is_same and len(test.values) > 1)}{', '.join(test.values)}"


def conditions(parts: tuple[Condition, ...]) -> str:
    """Several conditions that must all hold; ``always`` if there is none."""
    if not parts:
        return "always"
    return condition(parts[0] if len(parts) == 1 else All(parts))


def jump(to: Jump | None) -> str:
    """``go to call_me``, ``finish``, ``start other-survey``; the next question if there is no jump."""
    if to is None:
        return "the next question"
    if to.starts:
        return f"start {to.starts}"
    return FINISH if to.to == FINISH else f"go to {to.to}"
