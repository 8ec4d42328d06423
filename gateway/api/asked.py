"""What stands behind the ``?`` of an address: whole numbers and days, or a refusal that says what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gateway.api.reading import Unreadable


def whole(asked: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """A whole number. Raises :class:`Unreadable`."""
    said = asked.get(name)
    if said is None:
        return default
    value = int(said) if said.isascii() and said.isdigit() and len(said) < 20 else -1
    if not least <= value <= most:
        raise Unreadable(422, f"“{name}” is not a whole number that can be meant.", f"Send one from {least} to {most}.")
    return value


def a_day(said: str) -> date | None:
    """A day as ``2026-11-22`` and in no other spelling."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if day.isoformat() == said else None


def day_of(asked: Mapping[str, str], name: str = "day") -> date | None:
    """A day, ``None`` where none was asked for. Raises :class:`Unreadable`."""
    said = asked.get(name)
    if said is None:
        return None
    day = a_day(said)
    if day is None:
        raise Unreadable(422, f"“{name}” is not a day.", "Write it like 2026-11-22.")
    return day
