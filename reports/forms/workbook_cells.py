"""What stands in a cell of the workbook, and in which form it is shown: a number stays a number, its mark is text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reports.night.shape import ALL, Change, Count, Level, Share

SUPPRESSED, NOT_APPLICABLE, NOT_AVAILABLE, BREAK = "[c]", "[z]", "[x]", "[b]"
LOW, HIGH = Decimal("0.005"), Decimal("0.995")
"""A share below the first rounds to 0 %, from the second on to 100 %."""
Form = Literal["text", "count", "decimal", "date", "share", "low", "high", "change", "low change"]
LONGEST = 32_767
"""Letters that a cell holds; more are no workbook."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: its value and the form in which it is shown. Text is never empty."""

    value: str | int | Decimal | date
    form: Form = "text"


def text(words: str) -> Shown:
    """Words as a cell can hold them: without the signs that no workbook holds, cut where they are longer than a cell."""
    held = "".join(filter(_is_held, words))
    return Shown(held if len(held) <= LONGEST else held[: LONGEST - 1] + "…") if held.strip() else Shown(NOT_APPLICABLE)


def _is_held(sign: str) -> bool:
    """Whether XML 1.0 has a character, and UTF-8 says it."""
    return sign in "\t\n" or " " <= sign < "\ud800" or "\ue000" <= sign < "\ufffe" or sign > "\uffff"


def code(words: str) -> Shown:
    """A code; ``all`` of a scope does not apply."""
    return Shown(NOT_APPLICABLE) if words == ALL else text(words)


def day(when: date | None) -> Shown:
    return Shown(NOT_APPLICABLE) if when is None else Shown(when, "date")


def count(figure: Count | None) -> Shown:
    if figure is None:
        return Shown(NOT_APPLICABLE)
    return Shown(SUPPRESSED) if figure.hidden or figure.n is None else Shown(figure.n, "count")


def share(figure: Share | None) -> tuple[Shown, Shown, Shown, Shown]:
    """Value, both ends of its interval, and base."""
    if figure is None:
        return (Shown(NOT_APPLICABLE),) * 4
    if figure.hidden or figure.n is None:
        return (Shown(SUPPRESSED),) * 4
    return portion(figure.value), portion(figure.lower), portion(figure.upper), Shown(figure.n, "count")


def only_share(figure: Share | None) -> Shown:
    """The value of a share without its interval."""
    return share(figure)[0]


def portion(value: Decimal | None) -> Shown:
    """A part of one, shown in whole percents, and never as 0 % or 100 % where it is not exactly that."""
    if value is None:
        return Shown(NOT_AVAILABLE)
    return Shown(value, "low" if 0 < value < LOW else "high" if HIGH <= value < 1 else "share")


def level(figure: Level | None) -> Shown:
    """A score, minutes or an estimate, with its decimal."""
    if figure is None:
        return Shown(NOT_APPLICABLE)
    return Shown(SUPPRESSED) if figure.hidden else decimal(figure.value)


def decimal(value: Decimal | None) -> Shown:
    return Shown(NOT_AVAILABLE) if value is None else Shown(value, "decimal")


def change(figure: Change | None) -> tuple[Shown, Shown, Shown]:
    """A change and both ends of its interval, in points."""
    if figure is None:
        return (Shown(NOT_AVAILABLE),) * 3
    return _points(figure.value), _points(figure.lower), _points(figure.upper)


def _points(value: Decimal) -> Shown:
    return Shown(value, "low change" if 0 < abs(value) < LOW else "change")
