"""A ministry in which nothing happens hears of a facility in one evening of twenty at most, and of a fall within four weeks.

Every new signal of a facility in the stable weeks counts as false, also one about a facility that truly lies far out for ever.
``make bench ARGS=signals`` tries the same for years, in several ministries and with larger lasting differences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import erfc, exp, pi, sqrt
from random import Random
from statistics import NormalDist, fmean

import pytest
from stable_ministry import Fall, Ministry, Week, evenings, towns

from reports.night.shape import Report
from reports.stats.dispersion import BY_CHANCE, dispersion
from storage.unit import connect

pytestmark = pytest.mark.long

FACILITIES, BEFORE, STABLE, WATCHED = 60, 8, 20, 5
LASTING = 0.017
"""The standard deviation of what facilities always differ by: as if all levels within 3 points were as likely."""


@dataclass(frozen=True)
class History:
    """Weeks that nobody judged, twenty evenings of a stable ministry, and those after the fall, with their reports."""

    stable: list[Week]
    fallen: list[Week]
    reports: list[Report]


@pytest.fixture(scope="module")
def history(sqlite_template, tmp_path_factory) -> Iterator[History]:
    file = tmp_path_factory.mktemp("stable") / "gateway.db"
    file.write_bytes(sqlite_template.read_bytes())
    engine = connect(f"sqlite:///{file}")
    ministry = Ministry(engine, 5, towns(5, FACILITIES, spread=LASTING))
    ministry.live(BEFORE)
    stable = list(evenings(ministry, STABLE))
    ministry.fall = Fall("F00", ministry.monday, 20, "paper")
    fallen = list(evenings(ministry, WATCHED))
    yield History(stable, fallen, [ministry.report(week) for week in fallen if week.places])
    engine.dispose()


def test_a_stable_ministry_hears_of_a_facility_in_one_evening_of_twenty_at_most(history: History) -> None:
    assert all(len(week.evidence.register) == FACILITIES for week in history.stable)
    assert sum(bool(week.places) for week in history.stable) <= STABLE / 20


def test_a_fall_by_twenty_points_is_announced_within_four_weeks_and_once(history: History) -> None:
    told = [
        at for at, week in enumerate(history.fallen, 1) for f in week.places if (f.facility, f.channel, f.direction) == HOSPITAL
    ]
    assert len(told) == 1
    assert told[0] <= 4
    found = [any((f.facility, f.channel, f.direction) == HOSPITAL for f in week.found) for week in history.fallen]
    assert sum(found) > 1, "it is carried, not told again"


HOSPITAL = ("F00", "sms", "concern")


def test_it_is_announced_with_its_reason_its_size_and_its_owner(history: History) -> None:
    signals = [
        s for report in history.reports for s in report.signals if s.scope.facility == "F00" and s.scope.channel == "sms"
    ]
    [new] = [s for s in signals if s.state == "new"]
    assert (new.top_reason, new.owner, new.name) == ("A paper", "Ministry of Health", "Clinic F00")
    assert new.now.value is not None
    assert new.expected_low is not None
    assert new.now.value < new.expected_low
    assert new.family > 100, "all facilities, channels and measures of that evening are one family"


def test_tails_that_are_drawn_in_are_allowed_for() -> None:
    t = NormalDist().inv_cdf(0.9)
    within = 1 - erfc(t / sqrt(2)) - 2 * t * exp(-t * t / 2) / sqrt(2 * pi)
    assert pytest.approx(within + 0.2 * t * t, abs=1e-6) == BY_CHANCE
    luck = Random(3)
    drawn = [[(sum(luck.random() < 0.7 for _ in range(80)), 80) for _ in range(60)] for _ in range(60)]
    phis = [spread.phi for places in drawn if (spread := dispersion(places, BY_CHANCE)) is not None]
    assert fmean(phis) == pytest.approx(1, abs=0.06)


def test_a_week_without_a_sunday_is_not_judged(history: History) -> None:
    assert {week.sunday.isoweekday() for week in history.stable} == {7}
    assert all(b.sunday - a.sunday == timedelta(weeks=1) for a, b in zip(history.stable, history.stable[1:], strict=False))
