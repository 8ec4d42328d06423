"""Small values with a form of their own: durations, hours, days, dial codes, keywords, names, kinds of columns, jumps."""

from __future__ import annotations

import re
from datetime import date, timedelta

from flows.model import FINISH, Column, Day, Jump, Keywords, Mark

DURATION = re.compile(r"([1-9][0-9]{0,2}) (minute|hour|day|week)s?")
DAYS_OR_WEEKS = re.compile(r"([1-9][0-9]{0,2}) (day|week)s?")
HOURS = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9]) and ([01][0-9]|2[0-3]):([0-5][0-9])")
DIAL = re.compile(r"\*[0-9]+(\*[0-9]+)*#")
TEXTS = re.compile(r"(.+) to ([0-9]{2,15})")
NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
SURVEY_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SURVEY_NAME = 40
LANGUAGE = re.compile(r"[a-z]{2,3}")
ZONE = re.compile(r"[A-Za-z0-9_+/-]+")
COLUMN = re.compile(r"[a-z0-9](?:[a-z0-9 ]{0,28}[a-z0-9])?")
OF_VISIT = re.compile(rf"visit\.(?P<column>{COLUMN.pattern})")
SHORT_TEXT = re.compile(r"text up to ([0-9]{1,6})")
MOST_SIGNS = 40
"""Signs of a text that a visit list may bring along."""
COLUMN_KIND = re.compile(rf"answer|date|language|text up to (?:{'|'.join(map(str, range(1, MOST_SIGNS + 1)))})")
LIST = re.compile(r"lists/[A-Za-z0-9_-]{1,60}\.csv")
AFTER_VISIT = re.compile(r"(?:at once|(?P<delay>.+) later), by sms")
DAY = re.compile(r"(?P<count>[1-9][0-9]{0,4}) (?P<unit>day|week|year)s? (?P<way>ago|ahead)")
FIXED_DAY = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
ANY_DAY = re.compile(rf"today|{DAY.pattern}|{FIXED_DAY.pattern}")
DAYS_OF = {"day": 1, "week": 7, "year": 365}
MOST_DAYS = 73_000
"""Two hundred years: what a date may lie away from today."""
LAST_TRY = re.compile(rf"skip|finish|go to {NAME.pattern}")
JUMP = re.compile(rf"finish|go to (?P<question>{NAME.pattern})|start (?P<survey>{SURVEY_NAME.pattern})")
ACCEPTED = re.compile(r"W[0-9]{3}( at .+)?")

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


def after_visit(text: str) -> timedelta | None:
    """``2 hours later, by sms`` or ``at once, by sms`` as the time after the visit; ``None`` if it cannot be read."""
    found = AFTER_VISIT.fullmatch(text)
    if not found:
        return None
    return duration(found["delay"]) if found["delay"] else timedelta()


def day(text: str) -> Day | None:
    """``today``, ``30 days ago``, ``2 weeks ahead``, ``2026-11-23``; a year is 365 days. ``None`` if it is no day."""
    if text == "today":
        return Day()
    if FIXED_DAY.fullmatch(text):
        try:
            return Day(fixed=date.fromisoformat(text))
        except ValueError:
            return None
    found = DAY.fullmatch(text)
    if not found:
        return None
    days = int(found["count"]) * DAYS_OF[found["unit"]]
    return Day(days if found["way"] == "ahead" else -days) if days <= MOST_DAYS else None


def jump(text: str, mark: Mark) -> Jump | None:
    """``finish``, ``go to NAME`` or ``start SURVEY``; ``None`` if it is no jump. The target may not exist."""
    found = JUMP.fullmatch(text)
    if not found or len(found["survey"] or "") > LONGEST_SURVEY_NAME:
        return None
    return Jump(found["question"] or FINISH, starts=found["survey"] or "", mark=mark)


def column(name: str, kind: str, mark: Mark) -> Column | None:
    """A column of the visit list from its kind in words; ``None`` for an unknown kind. Its length is judged by the caller."""
    short = SHORT_TEXT.fullmatch(kind)
    if short:
        return Column(name, "text", int(short[1]), mark)
    match kind:
        case "answer" | "date" | "language":
            return Column(name, kind, mark=mark)
    return None


def fixed_name(text: str) -> str:
    """A name as near to ``text`` as the rules allow."""
    name = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:30].strip("_")
    return name if NAME.fullmatch(name) else f"q_{name}"[:30].strip("_")
