"""What the house did: texts held back, failed deliveries, opt-outs, consents, erasures, and what an answer cost.

These are acts of the house over all surveys, channels and places together, not bases of the ledger: 1 to 9 are hidden, but two
nights may be subtracted, and then tell that some more people stopped or were forgotten. They tell of nobody what they said,
where, or of which service: a tally is split by nothing that a figure of answers is split by, and joined to none. A network or
a reason for holding back names texts, not answers. Whoever splits them further has to ask the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from reports.ledger.book import Cell
from reports.night import setting
from reports.night.evidence import Event
from reports.night.numbers import count, level, of_answers
from reports.night.setting import Night
from reports.night.shape import Level, Operations, Tallied, Window
from reports.suppress import BASE, too_small
from reports.words import word
from reports.words.labels import LABELS
from reports.words.networks import network_name

OPT_OUT_DAYS = 7
ALARM_PER_1000 = 10
"""Opt-outs per 1,000 invitations above which somebody must look."""
PRIVACY = ("consent given", "consent refused", "erased", "numbers deleted", "words deleted")


def operations_of(night: Night) -> Operations:
    """The work of the 28 days up to the report's; opt-outs are those of the last seven. No alarm is of 1 to 9 people, as it
    would tell, of few texts, how many they are."""
    events = [event for event in night.evidence.events if _within(event, night.window)]
    week = [event for event in events if _within(event, optout_window(night.window))]
    stops, sent = _sum(week, "opted out"), _sum(week, "sent")
    return Operations(
        night.window,
        _by_code(events, "held", lambda code: _held(code, night.desk.language)),
        _by_code(events, "failed", lambda code: network_name(code, night.desk.language)),
        count(stops),
        _per_1000(stops, sent),
        not too_small(stops) and stops * 1000 > ALARM_PER_1000 * sent > 0,
        tuple(_counter(night, kind, _sum(events, kind)) for kind in PRIVACY if _sum(events, kind)),
        level(Counter(night.evidence.erasure_days), Fraction(1, 2)),
        _cost(night),
        night.desk.currency,
        level(Counter(night.evidence.erasure_days), Fraction(1)),
    )


def optout_window(window: Window) -> Window:
    """The days of the opt-outs among those of the operations: the last seven."""
    return Window(max(window.first, window.last - timedelta(days=OPT_OUT_DAYS - 1)), window.last)


def _per_1000(stops: int, sent: int) -> Level:
    """Opt-outs per 1,000 texts sent; hidden with the opt-outs, which it would give back with its base."""
    if not sent:
        return Level(0)
    return Level(None, hidden=BASE) if too_small(stops) else of_answers(Fraction(1000 * stops, sent), sent)


def _counter(night: Night, kind: str, n: int) -> Tallied:
    return Tallied(kind, word(LABELS, f"privacy:{kind}", night.desk.language), count(n))


def _within(event: Event, window: Window) -> bool:
    return window.first <= event.local_day <= window.last


def _sum(events: Iterable[Event], kind: str) -> int:
    return sum(event.n for event in events if event.kind == kind)


def _held(reason: str, language: str) -> str:
    key = f"held:{reason}"
    return word(LABELS, key, language) if key in LABELS else reason


def _by_code(events: Iterable[Event], kind: str, label: Callable[[str], str]) -> tuple[Tallied, ...]:
    """A kind of event by its code, most first; those too few to tell last, by code."""
    sums: Counter[str] = Counter()
    for event in events:
        if event.kind == kind:
            sums[event.code] += event.n
    rows = [Tallied(code, label(code), count(n)) for code, n in sums.items()]
    return tuple(sorted(rows, key=lambda row: (-(row.count.n or 0), row.code)))


def _cost(night: Night) -> Level | None:
    """Money of texts for one completed answer on the channels that may be told; ``None`` where nothing was spent."""
    spent = sum(s.millis for s in night.evidence.spent if night.window.first <= s.local_day <= night.window.last)
    completed = sum(_completed(night, setting.ministry(channel)) for channel in night.channels)
    if not spent or not completed:
        return None
    return of_answers(Decimal(spent) / 1000 / completed, completed)


def _completed(night: Night, cell: Cell) -> int:
    """How many of a channel went to the end, of the days that may be told."""
    window = night.told_within("completed", cell, night.window)
    return night.counts.n(cell, "completed", window) if window is not None else 0
