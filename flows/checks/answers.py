"""The answers a question can have, as conditions and jumps name them."""

from __future__ import annotations

from flows.engine.asking import AS_STORED
from flows.engine.placing import ELSEWHERE
from flows.model import Choice, Consent, Kind, Message, Number, Place, Rating, Text, YesNo
from flows.reading.by_label import answer_called

MOST_GUESSED_FROM = 200
"""Codes of a place list among which the one that was meant is looked for."""


def named(kind: Kind) -> tuple[str, ...] | None:
    """All answers a condition may name; ``None`` for those too many to list, and empty where none can be named."""
    match kind:
        case Choice(options=options):
            return tuple(option.name for option in options)
        case YesNo() | Consent():
            return ("yes", "no")
        case Rating(low=low, high=high, do_not_know=unsure):
            return (*(str(n) for n in range(low, high + 1)), *(("dont_know",) if unsure else ()))
        case Number() | Place():
            return None
    return ()


def fixed(kind: Kind) -> tuple[str, ...]:
    """The answers a jump may hang on."""
    if isinstance(kind, Rating):
        return tuple(str(n) for n in range(kind.low, kind.high + 1))
    return named(kind) or ()


def described(kind: Kind) -> str:
    """The answers in words, for a sentence."""
    match kind:
        case Number(low=low, high=high):
            return f"the numbers {low} to {high}"
        case Rating(low=low, high=high, do_not_know=unsure):
            return f"{low} to {high}" + (" and dont_know" if unsure else "")
        case Place(list=file, elsewhere=elsewhere):
            return f"the codes of {file}" + (" and elsewhere" if elsewhere else "")
    return ", ".join(named(kind) or ())


def can_be(kind: Kind, value: str) -> bool:
    """True if the value is an answer of this kind, or a place of a list that could not be read."""
    if isinstance(kind, Place):
        is_place = not kind.places.facilities or kind.places.facility(value) is not None
        return kind.elsewhere if value == ELSEWHERE else is_place
    names = named(kind)
    if names is not None:
        return value in names
    assert isinstance(kind, Number)
    if not AS_STORED.fullmatch(value):
        return False
    return len(value.partition(".")[2]) <= kind.decimals and kind.low <= float(value) <= kind.high


def called(kind: Kind, value: str) -> str:
    """The choice or code of the place that is called so, the number without leading zeros; empty if that is no answer."""
    if isinstance(kind, Choice | Place):
        return answer_called(kind, value)
    plain = value.lstrip("0")
    return plain if isinstance(kind, Number) and can_be(kind, plain) else ""


def near(kind: Kind) -> tuple[tuple[str, ...], ...]:
    """The answers among which the one that was meant is looked for."""
    if not isinstance(kind, Place):
        return (named(kind) or (),)
    facilities = kind.places.facilities if len(kind.places.facilities) <= MOST_GUESSED_FROM else ()
    return (tuple(facility.code for facility in facilities), (ELSEWHERE,) if kind.elsewhere else ())


def has_words(kind: Kind) -> bool:
    """True for kinds whose answers are words, with no order."""
    return not isinstance(kind, Number | Rating | Text | Message)
