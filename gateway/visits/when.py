"""When a visit was recorded: an instant as lists write it, with its zone or on the ministry's wall clock."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.engine.dates import read_day

OF_CLOCKS = timedelta(minutes=10)
"""So much may the clock of a ministry's system be before ours."""
EARLIEST = date(2000, 1, 1)
FAR = timedelta(days=36_500)
_NOON = time(12)
_ISO_INSTANT = re.compile(r"\d{4}-?\d\d-?\d\d[T ]\d\d.*")
_PARTS = re.compile(r"(.+?)(?:[T ,]+(\d\d?[:.h]\d\d.*))?")
_CLOCK = re.compile(r"(\d\d?)[:.h](\d\d)(?:[:.](\d\d)(?:\.\d+)?)?(?: ?([ap])\.?m\.?)?", re.IGNORECASE)
_NO_WORDS: frozenset[str] = frozenset()


def read_recorded(said: str, clock: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The instant that one cell says, or one with the day and one with the time; ``None`` if it cannot be read.

    Without any of them it is ``now``; a day without a time counts from its noon, today from now.
    """
    if not said:
        return None if clock else now
    if not clock and (instant := _iso(said, zone)) is not None:
        return instant
    parts = _PARTS.fullmatch(said)
    today = now.astimezone(zone).date()
    day = _day(parts[1], today) if parts else None
    written = clock or (parts[2] if parts else "")
    if day is None:
        return None
    if not written:
        return now if day == today else datetime.combine(day, _NOON, zone).astimezone(UTC)
    at = _clock(written.strip())
    return None if at is None else datetime.combine(day, at, zone).astimezone(UTC)


def _iso(said: str, zone: ZoneInfo) -> datetime | None:
    if not _ISO_INSTANT.fullmatch(said):
        return None
    try:
        instant = datetime.fromisoformat(said)
    except ValueError:
        return None
    return (instant if instant.tzinfo else instant.replace(tzinfo=zone)).astimezone(UTC)


def _day(said: str, today: date) -> date | None:
    """A day in the past if it can be one; else the day that is still to come, to be told as that."""
    for latest in (today, today + FAR):
        day = read_day(said, EARLIEST, latest, today, today_words=_NO_WORDS, yesterday_words=_NO_WORDS)
        if day is not None:
            return day
    return None


def _clock(said: str) -> time | None:
    found = _CLOCK.fullmatch(said)
    if found is None:
        return None
    hour, half = int(found[1]), (found[4] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + 12 * (half == "p")
    try:
        return time(hour, int(found[2]), int(found[3] or 0))
    except ValueError:
        return None
