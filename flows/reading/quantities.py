"""Small values with a form of their own: durations, hours, dial codes, keywords, names."""

from __future__ import annotations

import re
from datetime import timedelta

from flows.model import Keywords

DURATION = re.compile(r"([1-9][0-9]{0,2}) (minute|hour|day|week)s?")
HOURS = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9]) and ([01][0-9]|2[0-3]):([0-5][0-9])")
DIAL = re.compile(r"\*[0-9]+(\*[0-9]+)*#")
TEXTS = re.compile(r"(.+) to ([0-9]{2,15})")
NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
SURVEY_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}")

RESERVED = frozenset((
    "above", "and", "answered", "at", "at_least", "below", "channel", "finish", "from", "go", "is", "least", "most", "not",
    "of", "one", "or", "reference", "section", "skipped", "start", "to", "unclear", "visit", "was",
))  # fmt: skip
"""Names with a meaning of their own in conditions; ``yes`` and ``no`` are names of choices only."""


def duration(text: str) -> timedelta | None:
    """``20 minutes``, ``1 day``; ``None`` if it is no duration."""
    found = DURATION.fullmatch(text)
    return timedelta(**{found[2] + "s": int(found[1])}) if found else None


def hours(text: str) -> tuple[str, str] | None:
    """``08:00 and 19:00`` as a pair, the second later than the first; ``None`` otherwise."""
    if not HOURS.fullmatch(text):
        return None
    first, second = text.split(" and ")
    return (first, second) if first < second else None


def keywords(text: str) -> Keywords | None:
    """``CLINIC or HEALTH to 40145``; ``None`` if there is no short code. The words themselves are judged by the checker."""
    found = TEXTS.fullmatch(text)
    if not found:
        return None
    words = tuple(word.strip() for word in re.split(r", | or ", found[1]))
    return Keywords(words, found[2])


def fixed_name(text: str) -> str:
    """A name as near to ``text`` as the rules allow."""
    name = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:30].strip("_")
    return name if NAME.fullmatch(name) else f"q_{name}"[:30].strip("_")
