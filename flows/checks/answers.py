"""The answers a question can have, as conditions name them."""

from __future__ import annotations

from flows.model import Choice, Consent, Kind, Message, Number, Rating, Text, YesNo


def named(kind: Kind) -> tuple[str, ...] | None:
    """All answers a condition may name; ``None`` for numbers, which are too many to list, and empty where none can be named."""
    match kind:
        case Choice(options=options):
            return tuple(option.name for option in options)
        case YesNo() | Consent():
            return ("yes", "no")
        case Rating(low=low, high=high, do_not_know=unsure):
            return (*(str(n) for n in range(low, high + 1)), *(("dont_know",) if unsure else ()))
        case Number():
            return None
    return ()


def described(kind: Kind) -> str:
    """The answers in words, for a sentence."""
    match kind:
        case Number(low=low, high=high):
            return f"the numbers {low} to {high}"
        case Rating(low=low, high=high, do_not_know=unsure):
            return f"{low} to {high}" + (" and dont_know" if unsure else "")
    return ", ".join(named(kind) or ())


def can_be(kind: Kind, value: str) -> bool:
    """True if the value is an answer of this kind."""
    names = named(kind)
    if names is not None:
        return value in names
    assert isinstance(kind, Number)
    whole, _, fraction = value.partition(".")
    if not (whole.isascii() and whole.isdigit() and (not fraction or fraction.isdigit())):
        return False
    return len(fraction) <= kind.decimals and kind.low <= float(value) <= kind.high


def has_words(kind: Kind) -> bool:
    """True for kinds whose answers are words, with no order."""
    return not isinstance(kind, Number | Rating | Text | Message)
