"""When a text was sent, as far as it can be known, and what it can therefore not have been an answer to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.state import Open

OLD_MS = 48 * 3_600_000
"""A text sent longer ago is stored and not acted on: it was captured and posted again, or nobody waits for a reply any more."""

SKEW_MS = 5_000
"""How far the aggregator's clock may be behind ours before somebody's answer would count as sent before its question.

Nobody has read a question within five seconds of our storing it: it goes to the aggregator, the operator and the phone first.
So the clocks may differ by a good deal more before an answer is lost, and what was sent less than five seconds before the next
question is, at worst, taken for its answer, as if there were no dates.
"""

REPEAT_MS = 10_000
"""The same words from the same person within this are one text, unless a new prompt has gone out between the two."""

UNDATED_MS = 3_600_000
"""How long a text without a date may have been on its way when it is looked for among those that came another way."""

_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Span:
    """Between which instants a text was sent: a date says only a day, a minute or a second."""

    first_ms: int
    last_ms: int

    def is_near(self, other: Span, within_ms: int) -> bool:
        """Whether the two can lie as near to each other as that."""
        return self.first_ms <= other.last_ms + within_ms and other.first_ms <= self.last_ms + within_ms


def sent_at_ms(date: str, arrived_at_ms: int) -> int:
    """The latest instant at which a text can have been sent: it is not to be called older than it is.

    A date that cannot be read, or lies in the future, says nothing: then it is the arrival.
    """
    found = dated(date)
    return arrived_at_ms if found is None else min(found.last_ms, arrived_at_ms)


def sent(date: str, arrived_at_ms: int) -> Span:
    """When a text was sent, as far as its date says; without one, within the hour before it arrived."""
    return dated(date) or Span(arrived_at_ms - UNDATED_MS, arrived_at_ms)


def dated(date: str) -> Span | None:
    """What the aggregator's date says, in UTC unless it names a zone; ``None`` if it cannot be read."""
    found = _DATE.fullmatch(date.strip())
    try:
        return None if found is None else _span(found)
    except (ValueError, OverflowError):
        return None


def _span(found: re.Match[str]) -> Span:
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    told = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC)
    width = timedelta(seconds=1) if second else timedelta(minutes=1) if hour else timedelta(days=1)
    if fraction:
        width, told = timedelta(milliseconds=1), told + timedelta(milliseconds=int(fraction[:3].ljust(3, "0")))
    first_ms = (told - _offset(zone) - _EPOCH) // timedelta(milliseconds=1)
    return Span(first_ms, first_ms + width // timedelta(milliseconds=1) - 1)


def _offset(zone: str | None) -> timedelta:
    if not zone or zone[0] not in "+-":
        return timedelta(0)
    bare = zone[1:].replace(":", "")
    offset = timedelta(hours=int(bare[:2]), minutes=int(bare[2:]))
    return offset if zone[0] == "+" else -offset


def asked_first_ms(open: Open) -> int:
    """When the screen that a text would answer was first shown: a reminder of it and a repeat do not make it younger.

    Where *Continue where you stopped?* was asked again, nobody remembers when it first was: nothing is too early for it.
    """
    if "sms" in open.state.resume_on:
        return 0 if open.state.resume_tries else open.shown_at_ms
    return open.state.asked_at_ms or open.shown_at_ms


def was_sent_before(open: Open, sent_ms: int) -> bool:
    """Whether a text was sent before what it would now be taken to answer."""
    return sent_ms + SKEW_MS < asked_first_ms(open)
