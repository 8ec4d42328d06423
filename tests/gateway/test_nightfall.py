"""When a report is due, on ordinary days and on those without a midnight, with two of them, or with an hour more or less."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from gateway.config_sections import Ministry
from gateway.nights import nightfall


def ministry(zone: str, report_at: str = "06:00") -> Ministry:
    return Ministry(key="health", name="Health", time_zone=zone, surveys=(), report_at=time.fromisoformat(report_at))


def first_moment(zone: str, day: date, at: time) -> int:
    """The first minute of the day after ``day`` that shows ``at`` or later, found by looking at every minute."""
    instant = datetime.combine(day, time(), UTC) + timedelta(hours=6)
    while True:
        local = instant.astimezone(ZoneInfo(zone))
        if local.date() == day + timedelta(days=1) and local.time() >= at:
            return round(instant.timestamp() * 1000)
        instant += timedelta(minutes=1)


CHANGES = {
    "Africa/Cairo": ["2026-04-23", "2026-04-24", "2026-10-28", "2026-10-29", "2026-10-30"],
    "Asia/Beirut": ["2026-03-27", "2026-03-28", "2026-03-29", "2026-10-23", "2026-10-24", "2026-10-25"],
    "Africa/Casablanca": ["2026-02-13", "2026-02-14", "2026-02-15", "2026-03-20", "2026-03-21", "2026-03-22"],
    "Africa/Maseru": ["2026-06-02"],
    "Asia/Phnom_Penh": ["2026-12-31"],
}


@pytest.mark.parametrize("at", ["06:00", "00:00", "00:30", "02:30", "03:00", "23:30"])
@pytest.mark.parametrize(
    ("zone", "day"), [(zone, day) for zone, days in CHANGES.items() for day in map(date.fromisoformat, days)]
)
def test_due_at_the_first_such_moment_of_the_next_day(zone: str, day: date, at: str) -> None:
    assert nightfall.due_ms(ministry(zone, at), day) == first_moment(zone, day, time.fromisoformat(at))


@pytest.mark.parametrize("zone", CHANGES)
@pytest.mark.parametrize("at", ["00:00", "06:00"])
def test_every_day_of_a_year_is_due_once_and_in_order(zone: str, at: str) -> None:
    of = ministry(zone, at)
    due = [nightfall.due_ms(of, date(2026, 1, 1) + timedelta(days=n)) for n in range(365)]
    hours = {(later - earlier) / 3_600_000 for earlier, later in pairwise(due)}
    assert hours <= {23, 24, 25}
    for n in range(0, 365, 7):
        day = date(2026, 1, 1) + timedelta(days=n)
        assert nightfall.last_due_day(of, due[n]) == day
        assert nightfall.last_due_day(of, due[n] - 1) == day - timedelta(days=1)


def test_a_report_closes_five_minutes_before_it_is_due() -> None:
    maseru = ministry("Africa/Maseru")
    cut_off = datetime.fromtimestamp(nightfall.cut_off_ms(maseru, date(2026, 6, 2)) / 1000, ZoneInfo("Africa/Maseru"))
    assert cut_off.isoformat() == "2026-06-03T05:55:00+02:00"


def test_the_local_date_is_the_ministrys() -> None:
    late = round(datetime(2026, 6, 2, 21, 15, tzinfo=UTC).timestamp() * 1000)
    assert nightfall.local_date(ministry("Africa/Nairobi"), late) == date(2026, 6, 3)
    assert nightfall.local_date(ministry("Africa/Maseru"), late) == date(2026, 6, 2)


@pytest.mark.parametrize(
    ("zone", "day"), [(zone, day) for zone, days in CHANGES.items() for day in map(date.fromisoformat, days)]
)
@pytest.mark.parametrize("at", ["00:00", "02:30", "06:00", "23:30"])
def test_an_answer_belongs_to_the_first_report_that_was_open(zone: str, day: date, at: str) -> None:
    of = ministry(zone, at)
    closes = nightfall.cut_off_ms(of, day)
    for queued_at_ms, expected in ((closes - 1, day), (closes, day + timedelta(days=1)), (closes - 20 * 3_600_000, None)):
        for ago in (0, 1, 4):
            local_day = day - timedelta(days=ago)
            open_days = (local_day + timedelta(days=n) for n in range(8))
            first = next(each for each in open_days if nightfall.cut_off_ms(of, each) > queued_at_ms)
            assert nightfall.desk_day(of, local_day, queued_at_ms) == first
            assert expected in (None, first)


def test_an_answer_of_the_evening_is_in_the_report_of_its_day() -> None:
    maseru, day = ministry("Africa/Maseru"), date(2026, 6, 2)
    evening = round(datetime(2026, 6, 2, 23, 59, tzinfo=ZoneInfo("Africa/Maseru")).timestamp() * 1000)
    assert nightfall.desk_day(maseru, day, evening) == day
    assert nightfall.desk_day(maseru, day, evening + 3 * 86_400_000) == day + timedelta(days=3)
