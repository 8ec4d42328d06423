"""Day counts on both databases: grains apart, weeks added up by the database as a pencil would, days known as counted."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import Engine

from reports.figures import DayCount, WeekCount
from storage import daycounts
from storage.unhurried import unhurried
from storage.unit import unit

MONDAY = date(2026, 6, 1)


def count(
    day: date, n: int, *, service: str = "", facility: str = "", measure: str = "headline", value: str = "4/4"
) -> DayCount:
    district, language = ("leribe" if facility else ""), ("" if service or facility else "en")
    return DayCount(day, "clinic", service, district, facility, "sms", language, measure, "", value, n)


def three_weeks() -> list[DayCount]:
    """The Sunday before, two weeks, and a Monday."""
    days = [MONDAY + timedelta(days=n) for n in range(-1, 15)]
    return [
        each
        for at, day in enumerate(days)
        for each in (
            count(day, at + 1), count(day, at, service="child"), count(day, 1, facility="11"), count(day, 2, value="0/4"),
            count(day, 5, measure="opened", value=""), count(day, 3, facility="11", measure="completed", value=""),
        )
        if each.n
    ]  # fmt: skip


def kept(engine: Engine, counts: list[DayCount]) -> None:
    with unit(engine) as u:
        for day in {c.local_day for c in counts}:
            mine = [c for c in counts if c.local_day == day]
            daycounts.replace_day(u, "health", day, mine, "2")
            daycounts.replace_day(u, "works", day, mine, "1")
        u.commit()


def by_pencil(counts: list[DayCount], last: date, measures: tuple[str, ...]) -> list[WeekCount]:
    sums: Counter[tuple[date | str, ...]] = Counter()
    for c in counts:
        if MONDAY <= c.local_day <= last and c.measure in measures:
            monday = c.local_day - timedelta(days=c.local_day.isoweekday() - 1)
            key = (monday, c.survey, c.service, c.district, c.facility, c.channel, c.language, c.measure, c.question, c.value)
            sums[key] += c.n
    return [WeekCount(*key, n) for key, n in sorted(sums.items())]  # type: ignore[arg-type]


def test_weeks_are_added_up_as_far_as_the_last_day_goes(engine: Engine) -> None:
    counts = three_weeks()
    kept(engine, counts)
    with unhurried(engine) as u:
        for last in (MONDAY, MONDAY + timedelta(days=6), MONDAY + timedelta(days=9), MONDAY + timedelta(days=14)):
            found = daycounts.weeks(u, "health", MONDAY, last, ("headline", "completed"))
            assert found == by_pencil(counts, last, ("headline", "completed"))


def test_services_and_places_are_asked_for_alone(engine: Engine) -> None:
    kept(engine, three_weeks())
    with unhurried(engine) as u:
        found = daycounts.weeks(u, "health", MONDAY, MONDAY + timedelta(days=6), ("headline", "opened"), by_place=True)
    assert {(c.service, c.facility, c.n) for c in found} == {("child", "", sum(range(1, 8))), ("", "11", 7)}


def test_a_grain_is_told_without_the_others(engine: Engine) -> None:
    counts = three_weeks()
    kept(engine, counts)
    last = MONDAY + timedelta(days=20)
    with unhurried(engine) as u:
        survey, service, place = (daycounts.between(u, "health", MONDAY, last, grain=g) for g in ("survey", "service", "place"))
    told = sorted(c for c in counts if c.local_day >= MONDAY)
    assert sorted([*survey, *service, *place]) == told
    assert survey == [c for c in told if c.language]
    assert place == [c for c in told if c.facility]


def test_a_day_stands_as_counted_in_the_way_it_was_counted_last(engine: Engine) -> None:
    kept(engine, [count(MONDAY, 1)])
    with unit(engine) as u:
        assert daycounts.days_counted(u, "health", "2") == {MONDAY}
        assert daycounts.days_counted(u, "works", "2") == set()
        daycounts.replace_day(u, "works", MONDAY, [], "2")
        assert daycounts.days_counted(u, "works", "2") == {MONDAY}
        daycounts.replace_day(u, "health", MONDAY, [count(MONDAY, 1)])
        assert daycounts.days_counted(u, "health", "2") == set()
