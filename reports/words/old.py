"""The words of a report, and how its numbers are printed. Each language is one whole table; English is the first.

A further language is a further table with the same keys: whole headings and whole sentences, never fragments.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from reports.released import Count, Level, Panel, Service, Share
from reports.stats.rounding import half_up
from reports.suppress import BASE

NBSP = "\u00a0"

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "ussd": "USSD menu",
        "sms": "Text messages (SMS)",
        "yes": "Yes",
        "no": "No",
        "does not know": "Does not know",
        "first screen": "First screen",
        "minutes": "minutes",
        "no answers": "no answers",
        "elsewhere": "Another place",
        "other_places": "All other places",
    }
}

_OPENING = "In the 28 days to {date}, {level} of every 100 people who answered about “{scope}” {by} rated it good or very good"
_LIKELY = " (likely {lower} to {upper}; {n} answers); "

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "none": "No answers about “{scope}” {by} arrived in the 28 days to {date}; no invitations were sent.",
        "few": "Fewer than 10 people answered about “{scope}” {by} in the 28 days to {date}: too few to report.",
        "short": _OPENING + _LIKELY + "measuring has just begun, there is no trend yet.",
        "trial": _OPENING + _LIKELY + "too early to say whether it is changing ({weeks} of 13 weeks).",
        "long": _OPENING + _LIKELY + "whether it is changing is not judged here.",
        "no headline": "“{scope}” asks no main question, so no level can be given for the 28 days to {date} {by}.",
        "by ussd": "by USSD",
        "by sms": "by SMS",
    }
}

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def word(key: str, language: str) -> str:
    """One word or heading in a language, in English where the language has no table yet."""
    return WORDS.get(language, WORDS["en"])[key]


def sentence(service: Service, panel: Panel, day: date, language: str) -> str:
    """The one sentence about one service on one channel: level, interval, moved or not (fixed grammar, whole templates)."""
    whole = SENTENCES.get(language, SENTENCES["en"])
    by = whole.get(f"by {panel.channel}", f"by {panel.channel}")
    known = service.has_headline or panel.movement != "none"
    template = whole[panel.movement if known else "no headline"]
    share = panel.positive
    return template.format(
        scope=service.title,
        by=by,
        date=short_date(day),
        level=_hundredths(share.value),
        lower=_hundredths(share.lower),
        upper=_hundredths(share.upper),
        n=thousands(share.n or 0),
        weeks=panel.weeks,
    )


def _hundredths(value: Decimal | None) -> str:
    """A share as a number of 100; 0 and 100 only if exact."""
    return "" if value is None else percent_of(value).removesuffix(f"{NBSP}%").replace("under 1", "fewer than 1")


def short_date(day: date) -> str:
    """``2 June 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """``Tuesday 2 June 2026``."""
    return f"{_DAYS[day.weekday()]} {short_date(day)}"


def thousands(n: int) -> str:
    """A whole number with a thin gap between groups of three."""
    return f"{n:,}".replace(",", "\u202f")


def percent_of(value: Decimal) -> str:
    """``78 %``, half up; ``0 %`` and ``100 %`` only when exact."""
    whole = half_up(value * 100, 0)
    if whole == 0 and value > 0:
        return f"under 1{NBSP}%"
    if whole == 100 and value < 1:
        return f"over 99{NBSP}%"
    return f"{whole}{NBSP}%"


def percent(share: Share, language: str = "en") -> str:
    """A share without its interval: ``78 %``, ``<10`` for a small base, ``[c]`` for a small count, or the words for none."""
    if share.hidden:
        return mark(share.hidden)
    return word("no answers", language) if share.value is None else percent_of(share.value)


def interval(share: Share) -> str:
    """``74–82``, the ends of the 95 % interval in whole percents; empty if the share is not shown."""
    if share.lower is None or share.upper is None:
        return ""
    return f"{half_up(share.lower * 100, 0)}–{half_up(share.upper * 100, 0)}"


def count(value: Count | Share | Level) -> str:
    """A base as printed: the number, or the mark of why it is not."""
    return mark(value.hidden or BASE) if value.n is None else thousands(value.n)


def mark(hidden: str) -> str:
    """``<10`` for a base under ten, ``[c]`` for everything else that is held back."""
    return "<10" if hidden == BASE else "[c]"


def level(value: Level, unit: str = "") -> str:
    """A median, quantile or score as printed; minutes to the nearest 5, everything else to whole numbers."""
    if value.value is None:
        return mark(value.hidden) if value.hidden else word("no answers", "en")
    step = 5 if unit == word("minutes", "en") else 1
    return f"{half_up(value.value / step, 0) * step}{NBSP}{unit}".strip(f"{NBSP} ")
