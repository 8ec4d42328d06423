"""The parts of made-up reports: numbers follow from a seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from random import Random
from statistics import NormalDist
from typing import Any

from reports.night.shape import (
    ALL,
    Asked,
    Cell,
    Change,
    Count,
    Facility,
    Funnel,
    FunnelLine,
    Heard,
    Integrity,
    Leaving,
    Level,
    Mark,
    Meta,
    Operations,
    OptionRow,
    Quality,
    QuestionTable,
    Quotation,
    Reason,
    Response,
    Scope,
    Share,
    Signal,
    Standing,
    Survey,
    Tallied,
    Texts,
    Theme,
    Trend,
    WeekPoint,
    Weighted,
    Window,
    Word,
)

DAY = date(2026, 6, 7)
"""A Sunday: the week has just closed."""
WINDOW = Window(DAY - timedelta(days=27), DAY)
BEFORE = Window(DAY - timedelta(days=55), DAY - timedelta(days=28))
Z = NormalDist().inv_cdf(0.975)
DISTRICTS = {"maseru": "Maseru", "berea": "Berea", "leribe": "Leribe", "mafeteng": "Mafeteng", "quthing": "Quthing"}
SERVICES = {
    "clinic-visit": "How was your clinic visit?",
    "clinic-visit.illness": "I was ill",
    "clinic-visit.child": "Child or vaccination",
    "clinic-visit.pregnancy": "Pregnancy or birth",
    "treatment-follow-up": "Treatment follow-up",
}
REASONS = {"waiting": "Waiting", "staff": "Staff manner", "stock": "No medicine", "cost": "Asked to pay", "dirty": "Not clean"}
NAMES = ["Queen 'Mamohato Memorial", "Mabote Filter Clinic", "Likotsi Filter Clinic", "Scott Hospital Morija", "Berea Hospital"]


def d(value: float, places: int = 4) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places))


def share(x: int, n: int) -> Share:
    if 0 < n < 10:
        return Share(None, hidden="base_lt_10")
    if n == 0:
        return Share(0)
    p = Fraction(x, n)
    centre = (float(p) + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * sqrt(float(p * (1 - p)) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    lower = 0.0 if x == 0 else max(0.0, centre - half)
    upper = 1.0 if x == n else min(1.0, centre + half)
    return Share(n, d(float(p)), d(lower), d(upper))


def count(n: int) -> Count:
    return Count(None, "base_lt_10") if 0 < n < 10 else Count(n)


def level(value: float, n: int) -> Level:
    return Level(None, hidden="base_lt_10") if 0 < n < 10 else Level(n, d(value, 1) if n else None)


def standing(luck: Random, scope: Scope, name: str, n: int, p: float, *, weeks: int = 26, fall: int = 0) -> Standing:
    """A scope with ``n`` answers of which about ``p`` are positive; its last ``fall`` weeks are 20 points lower."""
    positive = round(n * p)
    dont_know = round(n * 0.03) if p < 1 else 0
    negative = round((n - positive - dont_know) * 0.6)
    neutral = n - positive - dont_know - negative
    steps = (negative // 3, negative - negative // 3, neutral, positive - positive // 2, positive // 2)
    spread = () if any(0 < s < 5 for s in steps) or n < 10 else tuple(share(s, n) for s in steps)
    before = share(round(n * 0.95 * min(1, p + 0.03)), round(n * 0.95))
    change = None
    if n >= 30:
        change = Change(before, BEFORE, d(positive / n - float(before.value or 0)), d(-0.12), d(0.04))
    asked = negative + neutral
    given = [round(asked * s) for s in (0.41, 0.25, 0.18, 0.10, 0.06)]
    reasons = tuple(
        Reason(c, REASONS[c], share(x, asked), share(max(0, x - 2), asked)) for c, x in zip(REASONS, given, strict=True)
    )
    trend = trend_of(luck, n // 4, p, weeks, fall) if n else None
    movement: Any = (
        "none"
        if n == 0
        else "few"
        if n < 10
        else "short"
        if weeks < 5
        else "trial"
        if weeks < 13
        else "down"
        if fall
        else "steady"
    )
    grade: Any = "A" if n >= 100 else "B" if n >= 30 else "C" if n >= 10 else ""
    return Standing(
        scope,
        name,
        WINDOW,
        True,
        count(n),
        share(positive, n),
        share(neutral, n),
        share(negative, n),
        share(dont_know, n),
        level(100 * p, n),
        spread,
        movement,
        grade,
        change,
        trend,
        level(85.0, n),
        level(190.0, n) if n >= 30 else None,
        reasons if n else (),
        count(asked),
        count(round(n * 0.02)),
        level(negative / n * n * 12, n) if n else None,
        count(n * 12),
    )


def trend_of(luck: Random, n: int, p: float, weeks: int, fall: int) -> Trend:
    monday = DAY - timedelta(days=6)
    points = []
    for back in range(weeks - 1, -1, -1):
        now = p - 0.2 if back < fall else p
        x = sum(luck.random() < now for _ in range(n))
        label: Any = "7 Points Below CL" if back < fall else "Common Cause"
        points.append(WeekPoint(monday - timedelta(weeks=back), share(x, n), label if weeks >= 5 and n >= 10 else ""))
    points.append(WeekPoint(monday + timedelta(weeks=1), Share(0), "", closed=False))
    kind: Any = "none" if weeks < 5 else "trial" if weeks < 13 else "full"
    if kind == "none":
        return Trend(tuple(points), "none", weeks)
    spread = 3 * sqrt(max(p * (1 - p), 0.01) / max(n, 1))
    first = monday - timedelta(weeks=weeks - 1)
    return Trend(
        tuple(points),
        kind,
        weeks,
        d(p),
        d(p - spread),
        d(p + spread),
        d(p - spread * 2 / 3),
        d(p + spread * 2 / 3),
        Window(first, first + timedelta(weeks=min(weeks, 24)) - timedelta(days=1)),
        monday - timedelta(weeks=fall - 1) if fall else None,
        d(0.8),
        "inconsistent",
        (Mark(monday - timedelta(weeks=9), "version", "A question was reworded"),),
    )


def facility(luck: Random, channel: str, at: int, district: str) -> Facility:
    n = (6, 14, 33, 58, 120)[at % 5]
    name = NAMES[at % 5] if at < 5 else f"{DISTRICTS[district]} {at}"
    bad = at == 3
    stand = standing(
        luck,
        Scope(district=district, facility=f"F{at:03}", channel=channel),
        name,
        n,
        0.58 if bad else 0.8,
        fall=4 if bad else 0,
    )
    cells = tuple(
        Cell(
            DAY - timedelta(days=6, weeks=back),
            share(round(n / 3 * luck.uniform(0.5, 1)), n // 3) if n >= 30 else Share(None, hidden="base_lt_10"),
            "shown" if n >= 30 else "few",
        )
        for back in range(12, -1, -1)
    )
    excess = level(12.4 if bad else 0.0, n)
    return Facility(
        stand,
        district,
        DISTRICTS[district],
        "" if n < 10 else "Low (0.001)" if bad else "Not significant",
        bad,
        d(0.0004) if bad else d(0.62) if n >= 30 else None,
        excess,
        cells,
        None,
    )


def funnel(channel: str, centre: float) -> Funnel:
    def line(n: int, z95: float, z998: float) -> FunnelLine:
        s = sqrt(centre * (1 - centre) / n)
        return FunnelLine(n, *(d(min(1, max(0, centre + k * s))) for k in (-z998, -z95, z95, z998)))

    wide = tuple(line(n, 2.6, 4.1) for n in (10, 20, 30, 50, 80, 120, 200))
    thin = tuple(line(n, 1.96, 3.09) for n in (10, 20, 30, 50, 80, 120, 200))
    return Funnel(channel, share(780, 1000), wide, thin, True, d(1.9, 2), 14)


def response(channel: str) -> Response:
    sms = channel == "sms"
    few = tuple(Leaving("clinic-visit", q, label, ALL, share(x, n)) for q, label, x, n in BREAKS)
    by_language = (
        Heard("en", "English", count(300), share(240, 300), share(300, 900), WINDOW),
        Heard("st", "Sesotho", count(112), share(81, 112), share(112, 500), WINDOW),
    )
    districts = tuple(
        Heard(c, name, count(80 - 15 * i), share(60 - 12 * i, 80 - 15 * i), share(80 - 15 * i, 300), WINDOW)
        for i, (c, name) in enumerate(DISTRICTS.items())
    )
    zero = Count(0)
    return Response(  # type: ignore[call-arg]
        channel,
        WINDOW,
        count(1400) if sms else zero,
        count(1320) if sms else zero,
        count(800),
        count(520),
        count(412),
        count(370),
        *(map(count, (370, 42, 108, 780, 20, 80)) if sms else (zero,) * 6),
        *((share(370, 1400), share(412, 1400), share(370, 540), share(108, 1400), share(540, 1400)) if sms else (None,) * 5),
        share(370, 520),
        few,
        by_language,
        districts,
    )


BREAKS = [
    ("welcome", "First screen", 280, 800),
    ("wait", "Wait (hours)", 62, 520),
    ("treated", "Treatment by staff", 46, 458),
    ("comment", "Comment", 9, 90),
]


def signal(at: int, state: str, scope: Scope, name: str, **changes: object) -> Signal:
    made = Signal(
        at,
        scope,
        name,
        "positive",
        "concern",
        "funnel",
        share(34, 58),
        d(0.68),
        d(0.91),
        DAY - timedelta(days=27),
        DAY if state == "new" else DAY - timedelta(days=35),
        14,
        "waiting",
        "Ministry of Health",
        state,  # type: ignore[arg-type]
        0 if state == "new" else 35,
        state == "open",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def meta(language: str = "en", *, so_far: bool = False) -> Meta:
    return Meta(
        "health",
        "Ministry of Health, Lesotho",
        "Africa/Maseru",
        language,
        DAY,
        WINDOW,
        24,
        "2026-06-08T05:55:00+02:00",
        so_far,
        "2.0.0",
        "Planning unit, feedback@health.example",
        "CC-BY-4.0",
        "https://feedback.example.org/open-data/",
    )


def quality(channel: str) -> Quality:
    weighted = (
        Weighted(share(220, 275), Share(198, d(0.7375), d(0.672), d(0.794)), d(197.8, 1), d(1.39, 2))
        if channel == "sms"
        else None
    )
    odd = (Integrity("F003", "Scott Hospital Morija", "bursts", share(14, 58), share(20, 900)),) if channel == "sms" else ()
    return Quality(
        channel, WINDOW, share(21, 412), share(12, 412), share(11, 412), share(321, 412), share(303, 391), weighted, odd
    )


def operations() -> Operations:
    return Operations(
        WINDOW,
        (Tallied("frequency limit", "frequency limit", count(210)), Tallied("opted out", "opted out", count(34))),
        (Tallied("Vodacom", "Vodacom", count(51)), Tallied("Econet", "Econet", count(29))),
        count(14),
        level(10.0, 1400),
        False,
        (
            Tallied("consent given", "consent given", count(412)),
            Tallied("erased", "erased", count(12)),
            Tallied("numbers deleted", "numbers deleted", count(388)),
        ),
        level(1.5, 12),
        level(0.9, 370),
        "LSL",
        level(6.0, 12),
    )


def texts() -> Texts:
    themes = (
        Theme("waiting", "Waiting", share(61, 143), share(40, 130)),
        Theme("stock", "Medicines and stock", share(30, 143), share(31, 130)),
    )
    words = (Word("queue", "en", 31, d(4.2, 1)), Word("moleng", "st", 14, d(3.3, 1)))
    quotation = Quotation("I came at six and was seen at noon. The nurse was kind.", "en", "M. Molapo", DAY - timedelta(days=3))
    return Texts(WINDOW, count(143), themes, words, (quotation,), Count(None, "base_lt_10"))


def questions() -> tuple[QuestionTable, ...]:
    options = tuple(OptionRow(c, label, share(x, 370)) for c, label, x in (("yes", "Yes", 240), ("no", "No", 130)))
    return (
        QuestionTable("clinic-visit", "medicine", "Got all medicine", "", "yes or no", "sms", WINDOW, count(370), options),
        QuestionTable(
            "clinic-visit",
            "wait",
            "Wait (hours)",
            "waiting hours",
            "number",
            "sms",
            WINDOW,
            count(401),
            (),
            level(85.0, 401),
            level(190.0, 401),
            "minutes",
        ),
    )


def surveys() -> tuple[Survey, ...]:
    asked = (
        Asked("clinic-visit", "treated", (("en", "How did the staff treat you?"), ("st", "Basebetsi ba u tsoere joang?"))),
    )
    change = Mark(DAY - timedelta(weeks=9), "version", "A question was reworded")
    return (
        Survey(
            "clinic-visit",
            "How was your clinic visit?",
            3,
            DAY - timedelta(weeks=9),
            (("en", "English"), ("st", "Sesotho")),
            asked,
            (change,),
        ),
    )
