"""A day as people type it on a phone: day first, with or without a year (survey language 4.2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from flows.folding import clean, fold

_ENDS = ".,!?() "
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_UNPARTED = re.compile(r"(\d\d)(\d\d)(\d\d|\d{4})?")
"""``2311``, ``231126``, ``23112026``."""
_PARTED = re.compile(r"(\d\d?)(?: ?([./-]) ?| )(\d\d?)(?:(?(2) ?\2 ?| )(\d\d|\d{4}))?")
"""``23/11``, ``23.11.26``, ``23 11 2026``: one kind of sign between the parts."""
_YEAR_FIRST = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")


def read_day(
    said: str, earliest: date, latest: date, today: date, *, today_words: frozenset[str], yesterday_words: frozenset[str]
) -> date | None:
    """The day that was typed, if it lies from ``earliest`` to ``latest``; ``None`` for anything else, and for no day at all.

    The word lists are folded, of all languages of the survey. Without a year it is the latest such day not after ``latest``;
    a year of two digits is the latest such year.
    """
    word = fold(said)
    if word in today_words:
        day: date | None = today
    elif word in yesterday_words:
        day = today - timedelta(days=1)
    else:
        day = _typed(_plain(said), latest)
    return day if day is not None and earliest <= day <= latest else None


def _plain(said: str) -> str:
    """Compatible forms, plain digits and dashes, single spaces, no signs at the ends."""
    compatible = unicodedata.normalize("NFKC", clean(said))
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in compatible)
    return " ".join(_DASHES.sub("-", digits).split()).strip(_ENDS)


def _typed(text: str, latest: date) -> date | None:
    year_first = _YEAR_FIRST.fullmatch(text)
    if year_first is not None:
        return _day(int(year_first[1]), int(year_first[2]), int(year_first[3]))
    found = _UNPARTED.fullmatch(text)
    if found is not None:
        day, month, year = found[1], found[2], found[3]
    else:
        found = _PARTED.fullmatch(text)
        if found is None:
            return None
        day, month, year = found[1], found[3], found[4]
    days = (_day(candidate, int(month), int(day)) for candidate in _years(year or "", latest))
    return next((found for found in days if found is not None and found <= latest), None)


def _years(written: str, latest: date) -> Iterator[int]:
    """The years that may be meant, the latest first; without a year so many that one of them has a 29 February."""
    if len(written) == 4:
        return iter((int(written),))
    if written:
        newest = latest.year - (latest.year - int(written)) % 100
        return iter(range(newest, newest - 401, -100))
    return iter(range(latest.year, latest.year - 9, -1))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
