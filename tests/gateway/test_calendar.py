"""The hours at which somebody may be sent a text that they did not ask for, against a walk through every minute."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from asking import office, water
from counter import SURVEYS
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from flows.load import load
from flows.model import Flow
from gateway.asking.calendar import Hours, NoHour, first_allowed_at_ms, first_of, hours_of, refuse_without_hours, zone_of
from gateway.cli.survey_file import lists_beside
from gateway.config_sections import Invitations, Ministry, Weekday
from gateway.publishing.manuscript import Manuscript
from gateway.publishing.publish import propose
from gateway.refusal import Refusal
from storage.unit import connect

MINUTE_MS = 60_000
WALKED_MINUTES = 6 * 24 * 60

USUAL = Hours(time(8), time(19), time(20), time(8), frozenset({6}), frozenset())

NIGHTS = {
    "Africa/Cairo": [datetime(2026, 4, 23, 18, tzinfo=UTC), datetime(2026, 10, 29, 16, tzinfo=UTC)],
    "Asia/Beirut": [datetime(2026, 3, 28, 18, tzinfo=UTC), datetime(2026, 10, 24, 16, tzinfo=UTC)],
    "Africa/Casablanca": [datetime(2026, 2, 14, 20, tzinfo=UTC), datetime(2026, 3, 21, 20, tzinfo=UTC)],
    "Africa/Maseru": [datetime(2026, 11, 21, 12, tzinfo=UTC)],
    "Australia/Lord_Howe": [datetime(2026, 4, 4, 10, tzinfo=UTC)],
    "Africa/Kinshasa Africa/Lubumbashi": [datetime(2026, 11, 21, 12, tzinfo=UTC)],
}
"""Zones, and instants a few hours before what is special in them: Cairo and Beirut put the clock forward at midnight."""

walls = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
hours = st.builds(
    Hours, opens=walls, closes=walls, quiet_from=walls, quiet_until=walls,
    rest_days=st.frozensets(st.integers(0, 6), max_size=3),
    holidays=st.frozensets(st.sampled_from([date(2026, 4, 24), date(2026, 3, 29), date(2026, 10, 30), date(2026, 11, 23)])),
)  # fmt: skip


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, int]:
    zone = draw(st.sampled_from(sorted(NIGHTS)))
    near = draw(st.sampled_from(NIGHTS[zone]))
    return zone, ms(near + timedelta(minutes=draw(st.integers(0, 24 * 60))))


def ms(at: datetime) -> int:
    return round(at.timestamp()) * 1000


def local(zone: str, at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone)):%a %d %H:%M}"


def walked(hours: Hours, zone: str, at_ms: int) -> int | None:
    """The first allowed instant by looking at every minute; ``None`` if there is none for some days."""
    zones = [ZoneInfo(name) for name in zone.split()]
    for minute in range(WALKED_MINUTES):
        later_ms = at_ms + minute * MINUTE_MS
        walls = [datetime.fromtimestamp(later_ms / 1000, one).replace(tzinfo=None) for one in zones]
        if all(by_hand(hours, wall) for wall in walls):
            return later_ms
    return None


def by_hand(hours: Hours, wall: datetime) -> bool:
    shown, start, end = wall.strftime("%H:%M"), hours.quiet_from.strftime("%H:%M"), hours.quiet_until.strftime("%H:%M")
    quiet = start <= shown < end if start <= end else not end <= shown < start
    rests = wall.weekday() in hours.rest_days or wall.date() in hours.holidays
    return hours.opens.strftime("%H:%M") <= shown < hours.closes.strftime("%H:%M") and not quiet and not rests


@given(hours, moments())
@example(
    replace(USUAL, opens=time(0, 30), quiet_from=time(0), quiet_until=time(0)), ("Africa/Cairo", ms(NIGHTS["Africa/Cairo"][0]))
)
@example(
    replace(USUAL, opens=time(23), closes=time(23, 30), quiet_from=time(0), quiet_until=time(0)),
    ("Asia/Beirut", ms(NIGHTS["Asia/Beirut"][1])),
)
def test_the_first_allowed_minute_is_the_one_that_a_walk_through_all_of_them_finds(
    hours: Hours, moment: tuple[str, int]
) -> None:
    zone, at_ms = moment
    expected = walked(hours, zone, at_ms)
    if expected is None:
        with contextlib.suppress(NoHour):
            assert first_of(hours, zone, at_ms) >= at_ms + WALKED_MINUTES * MINUTE_MS
    else:
        assert first_of(hours, zone, at_ms) == expected


@given(moments())
def test_what_is_found_is_allowed_itself_and_nothing_is_found_twice(moment: tuple[str, int]) -> None:
    zone, at_ms = moment
    found = first_of(USUAL, zone, at_ms)
    assert found >= at_ms
    assert first_of(USUAL, zone, found) == found


@pytest.mark.parametrize(
    ("zone", "at", "first"),
    [
        ("Africa/Maseru", datetime(2026, 11, 23, 7, tzinfo=UTC), "Mon 23 09:00"),
        ("Africa/Maseru", datetime(2026, 11, 23, 5, 59, tzinfo=UTC), "Mon 23 08:00"),
        ("Africa/Maseru", datetime(2026, 11, 23, 16, 59, tzinfo=UTC), "Mon 23 18:59"),
        ("Africa/Maseru", datetime(2026, 11, 23, 17, tzinfo=UTC), "Tue 24 08:00"),
        ("Africa/Maseru", datetime(2026, 11, 21, 18, tzinfo=UTC), "Mon 23 08:00"),
        ("Africa/Maseru", datetime(2026, 12, 24, 18, tzinfo=UTC), "Mon 28 08:00"),
        ("Africa/Cairo", datetime(2026, 4, 23, 20, tzinfo=UTC), "Fri 24 08:00"),
        ("Asia/Beirut", datetime(2026, 3, 27, 20, tzinfo=UTC), "Sat 28 08:00"),
    ],
    ids=["inside", "too early", "last minute", "too late", "no Sundays", "Christmas and a Sunday", "night that lacks midnight",
         "before it"],
)  # fmt: skip
def test_hours_are_those_of_the_wall(zone: str, at: datetime, first: str) -> None:
    ministry = Ministry(
        key="health",
        name="Health",
        time_zone="Africa/Maseru",
        surveys=(),
        holidays=frozenset({date(2026, 12, 25), date(2026, 12, 26)}),
    )
    assert local(zone, first_allowed_at_ms(clinic(), zone, ministry, Invitations(), ms(at))) == first


def test_a_survey_that_texts_late_is_still_held_to_the_quiet_hours_of_the_house() -> None:
    late = clinic("18:00", "22:00")
    at_ms = ms(datetime(2026, 11, 23, 18, 30, tzinfo=UTC))
    assert local("Africa/Maseru", first_allowed_at_ms(late, "Africa/Maseru", None, Invitations(), at_ms)) == "Tue 24 18:00"


def test_a_number_in_one_of_two_zones_is_texted_at_hours_that_are_right_in_both() -> None:
    both = "Africa/Kinshasa Africa/Lubumbashi"
    evening = first_of(USUAL, both, ms(datetime(2026, 11, 23, 17, 30, tzinfo=UTC)))
    assert (local("Africa/Kinshasa", evening), local("Africa/Lubumbashi", evening)) == ("Tue 24 08:00", "Tue 24 09:00")


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+26658123456", "Africa/Maseru"),
        ("+254712345678", "Africa/Nairobi"),
        ("+212612345678", "Africa/Casablanca"),
        ("+85512345678", "Asia/Phnom_Penh"),
        ("+243812345678", "Africa/Kinshasa Africa/Lubumbashi"),
        ("+12025550123", "America/New_York"),
        ("+990", "Africa/Lome"),
        ("not a number", "Africa/Lome"),
    ],
)
def test_the_zone_of_a_number_is_where_it_is_at_home(number: str, zone: str) -> None:
    assert zone_of(number, "Africa/Lome") == zone


@pytest.mark.parametrize(
    "invitations",
    [Invitations(quiet_from=time(8), quiet_until=time(19)), Invitations(quiet_from=time(6), quiet_until=time(23))],
    ids=["quiet all day", "quiet for longer"],
)
def test_hours_of_which_nothing_is_left_are_refused_and_never_looked_for_without_end(invitations: Invitations) -> None:
    at_ms = ms(datetime(2026, 11, 23, tzinfo=UTC))
    with pytest.raises(NoHour):
        first_of(hours_of(clinic(), None, invitations), "Africa/Maseru", at_ms)
    silent = without_reminder(clinic())
    for flow in (clinic(), after_a_visit(silent)):
        with pytest.raises(Refusal, match="could never invite or remind anybody"):
            refuse_without_hours(flow, None, invitations, at_ms)
        refuse_without_hours(flow, None, Invitations(), at_ms)
    refuse_without_hours(silent, None, invitations, at_ms)


def test_a_survey_without_an_hour_is_not_published(sqlite_url: str, tmp_path: Path) -> None:
    counter = office(connect(sqlite_url), tmp_path / "var")
    late = water().replace("08:00 and 19:00", "20:00 and 21:00")
    late += "accepted: { W432: A small survey of the tests. }\n"
    with pytest.raises(Refusal, match="could never invite or remind anybody"):
        propose(counter.gateway, Manuscript(late.encode()), "health")


def test_a_week_of_rest_days_is_no_setting() -> None:
    with pytest.raises(ValidationError, match="leaves no day"):
        Invitations(rest_days=frozenset(get_args(Weekday)))


def clinic(opens: str = "08:00", closes: str = "19:00") -> Flow:
    file = SURVEYS / "lesotho-clinic-visit.yaml"
    flow = load(file.read_text(encoding="utf-8"), lists=lists_beside(file)).flow
    assert flow is not None
    return replace(flow, rules=replace(flow.rules, text_from=opens, text_until=closes))


def after_a_visit(flow: Flow) -> Flow:
    return replace(flow, starts=replace(flow.starts, after_visit=timedelta(hours=2)))


def without_reminder(flow: Flow) -> Flow:
    return replace(flow, rules=replace(flow.rules, remind_after=None))
