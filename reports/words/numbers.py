"""How numbers, days and lists are printed in each language, from released values; half up. The other languages are drafts.

Digits are western in every language, Khmer too: Khmer ministries print both, the figures of the charts, the workbook and
the open data are western, and one number should look the same wherever it is met.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from reports.night.shape import Change, Count, Level, Share
from reports.stats.rounding import half_up
from reports.suppress import BASE
from reports.words import topic, word
from reports.words.calendar import DAYS, MONTHS

NBSP = "\u00a0"
MINUS = "\u2212"
DECIMAL_COMMA = frozenset({"fr"})

NUMBERS = topic(
    {
        "percent": (f"{{n}}{NBSP}%",) * 5,
        "under 1": (f"under 1{NBSP}%", f"moins de 1{NBSP}%", f"chini ya 1{NBSP}%", f"tlase ho 1{NBSP}%", f"ក្រោម 1{NBSP}%"),
        "over 99": (
            f"over 99{NBSP}%",
            f"plus de 99{NBSP}%",
            f"zaidi ya 99{NBSP}%",
            f"ka holimo ho 99{NBSP}%",
            f"លើស 99{NBSP}%",
        ),
        "fewer than 1 of 100": ("fewer than 1", "moins de 1", "chini ya 1", "ba ka tlase ho 1", "តិចជាង 1"),
        "more than 99 of 100": ("more than 99", "plus de 99", "zaidi ya 99", "ba fetang 99", "ច្រើនជាង 99"),
        "no answers": ("no answers", "aucune réponse", "hakuna majibu", "ha ho likarabo", "គ្មានចម្លើយ"),
        "minutes": (
            f"{{n}}{NBSP}minutes",
            f"{{n}}{NBSP}minutes",
            f"dakika{NBSP}{{n}}",
            f"metsotso e{NBSP}{{n}}",
            f"{{n}}{NBSP}នាទី",
        ),
        "under 5 minutes": (
            "under 5 minutes",
            "moins de 5 minutes",
            "chini ya dakika 5",
            "tlase ho metsotso e 5",
            "តិចជាង 5 នាទី",
        ),
        "point": (
            f"{{n}}{NBSP}point",
            f"{{n}}{NBSP}point",
            f"pointi{NBSP}{{n}}",
            f"ntlha e{NBSP}{{n}}",
            f"{{n}}{NBSP}ពិន្ទុភាគរយ",
        ),
        "points": (
            f"{{n}}{NBSP}points",
            f"{{n}}{NBSP}points",
            f"pointi{NBSP}{{n}}",
            f"lintlha tse{NBSP}{{n}}",
            f"{{n}}{NBSP}ពិន្ទុភាគរយ",
        ),
        "from to": ("{low} to {high}", "{low} à {high}", "{low} hadi {high}", "{low} ho isa ho {high}", "{low} ដល់ {high}"),
        "pair": ("{first} and {last}", "{first} et {last}", "{first} na {last}", "{first} le {last}", "{first} និង {last}"),
        "day and month": ("{day} {month}", "{day} {month}", "{day} {month}", "{day} {month}", "ថ្ងៃទី{day} ខែ{month}"),
        "date": (
            "{day} {month} {year}",
            "{day} {month} {year}",
            "{day} {month} {year}",
            "{day} {month} {year}",
            "ថ្ងៃទី{day} ខែ{month} ឆ្នាំ{year}",
        ),
        "date with weekday": (
            "{weekday} {day} {month} {year}",
            "{weekday} {day} {month} {year}",
            "{weekday} {day} {month} {year}",
            "{weekday} {day} {month} {year}",
            "ថ្ងៃ{weekday} ទី{day} ខែ{month} ឆ្នាំ{year}",
        ),
        "first of a month": ("1", "1er", "1", "1", "1"),
    }
)


# --- shares ----------------------------------------------------------------------------------------------------------------


def shown(value: Share | Level) -> Decimal | None:
    """The value if it may be printed and there is one."""
    return None if value.hidden else value.value


def mark(hidden: str) -> str:
    """``<10`` for a base under ten, ``[c]`` for everything else that is held back."""
    return "<10" if hidden == BASE else "[c]"


def percent_of(value: Decimal, language: str) -> str:
    """``78 %``; ``0 %`` and ``100 %`` only when exact, else ``under 1 %`` and ``over 99 %``."""
    whole = half_up(value * 100, 0)
    if whole == 0 and value > 0:
        return word(NUMBERS, "under 1", language)
    if whole == 100 and value < 1:
        return word(NUMBERS, "over 99", language)
    return word(NUMBERS, "percent", language).format(n=whole)


def percent(share: Share, language: str) -> str:
    """A share without its interval: ``78 %``, ``<10``, ``[c]``, or the words for no answers."""
    if share.hidden:
        return mark(share.hidden)
    return word(NUMBERS, "no answers", language) if share.value is None else percent_of(share.value, language)


def of_hundred(value: Decimal, language: str) -> str:
    """A share as a number of every 100 people: ``78``; 0 and 100 only when exact."""
    whole = half_up(value * 100, 0)
    if whole == 0 and value > 0:
        return word(NUMBERS, "fewer than 1 of 100", language)
    if whole == 100 and value < 1:
        return word(NUMBERS, "more than 99 of 100", language)
    return str(whole)


def end_of_interval(value: Decimal) -> str:
    """An end of an interval in whole percents without a sign; ``<1`` and ``>99`` where 0 and 100 would not be exact."""
    whole = half_up(value * 100, 0)
    if whole <= 0 < value:
        return "<1"
    return ">99" if whole >= 100 and value < 1 else str(whole)


def interval(share: Share) -> str:
    """``74–82``, the ends of the 95 % interval; empty if the share is not shown."""
    if share.hidden or share.lower is None or share.upper is None:
        return ""
    return f"{end_of_interval(share.lower)}–{end_of_interval(share.upper)}"


def from_to(low: Decimal, high: Decimal, language: str) -> str:
    """``74 to 82``: two shares in whole percents, clipped to 0..100, in words."""
    ends = (end_of_interval(min(max(end, Decimal(0)), Decimal(1))) for end in (low, high))
    return word(NUMBERS, "from to", language).format(**dict(zip(("low", "high"), ends, strict=True)))


def likely(share: Share, language: str) -> str:
    """``74 to 82``, the interval in words; empty if the share is not shown."""
    if share.hidden or share.lower is None or share.upper is None:
        return ""
    return from_to(share.lower, share.upper, language)


def with_interval(share: Share, language: str) -> str:
    """``78 % (74–82)``; the share alone where no interval is shown."""
    ends = interval(share)
    return f"{percent(share, language)} ({ends})" if ends else percent(share, language)


# --- counts, levels, changes -----------------------------------------------------------------------------------------------


def thousands(n: int) -> str:
    """A whole number with a thin gap between groups of three, the same in all languages."""
    return f"{n:,}".replace(",", "\u202f")


def count(value: Count | Share | Level) -> str:
    """A count or a base as printed: the number, or the mark of why it is not told.

    The base of a share stays where only the share is hidden; that of a small base does not.
    """
    told = value.n is not None and (not value.hidden or (not isinstance(value, Count) and value.hidden != BASE))
    return thousands(value.n) if told and value.n is not None else mark(value.hidden or BASE)


def decimal(value: Decimal, language: str) -> str:
    """A number with the decimals it was released with, and the language's decimal sign."""
    text = f"{value:f}".replace("-", MINUS)
    return text.replace(".", ",") if language in DECIMAL_COMMA else text


def level(value: Level, language: str) -> str:
    """A score or an estimate as a whole number, its mark, or the words for no answers."""
    if value.hidden:
        return mark(value.hidden)
    if value.value is None:
        return word(NUMBERS, "no answers", language)
    return thousands(int(half_up(value.value, 0)))


def minutes(value: Level, language: str) -> str:
    """``85 minutes``, to the nearest 5."""
    if value.hidden or value.value is None:
        return level(value, language)
    n = half_up(value.value / 5, 0) * 5
    if n == 0 < value.value:
        return word(NUMBERS, "under 5 minutes", language)
    return word(NUMBERS, "minutes", language).format(n=n)


def signed(value: Decimal) -> str:
    """A difference of shares in whole points with its sign: ``+3``, ``−4``, ``0``."""
    whole = int(half_up(value * 100, 0))
    return f"+{whole}" if whole > 0 else f"{MINUS}{-whole}" if whole < 0 else "0"


def change(value: Change, language: str) -> str:
    """``−11 points (−24 to +2)``, rounded after the difference was taken."""
    ends = word(NUMBERS, "from to", language).format(low=signed(value.lower), high=signed(value.upper))
    by = signed(value.value)
    key = "point" if by in ("+1", f"{MINUS}1") else "points"
    return f"{word(NUMBERS, key, language).format(n=by)} ({ends})"


# --- days ------------------------------------------------------------------------------------------------------------------


def month(day: date, language: str) -> str:
    return MONTHS.get(language, MONTHS["en"])[day.month - 1]


def weekday(day: date, language: str) -> str:
    return DAYS.get(language, DAYS["en"])[day.weekday()]


def _day(key: str, day: date, language: str) -> str:
    number = word(NUMBERS, "first of a month", language) if day.day == 1 else str(day.day)
    parts = {"day": number, "month": month(day, language), "year": day.year, "weekday": weekday(day, language)}
    return word(NUMBERS, key, language).format(**parts)


def day_month(day: date, language: str) -> str:
    """``2 June``."""
    return _day("day and month", day, language)


def short_date(day: date, language: str) -> str:
    """``2 June 2026``."""
    return _day("date", day, language)


def long_date(day: date, language: str) -> str:
    """``Tuesday 2 June 2026``."""
    return _day("date with weekday", day, language)


# --- lists -----------------------------------------------------------------------------------------------------------------


def listed(names: Sequence[str], language: str) -> str:
    """``a, b and c``; empty for nothing."""
    if len(names) < 2:
        return "".join(names)
    return word(NUMBERS, "pair", language).format(first=", ".join(names[:-1]), last=names[-1])
