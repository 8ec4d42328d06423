"""When a series gets limits, when they freeze, and that only a person draws new ones."""

from __future__ import annotations

import pytest

from reports.stats.baselines import Frozen, freeze, phases, strength
from reports.stats.control import limits, limits_from


def weeks(n: int, around: float = 80.0) -> list[float | None]:
    return [around + (i * 7) % 5 for i in range(n)]


@pytest.mark.parametrize(
    ("points", "said"),
    [(0, "none"), (4, "none"), (5, "trial"), (12, "trial"), (13, "full"), (60, "full")],
)
def test_how_much_limits_are_worth(points: int, said: str) -> None:
    assert strength(points) == said
    if points:
        (only,) = phases(weeks(points))
        assert only.strength == said
        assert (only.limits is None) == (said == "none")
        assert set(only.labels) == ({""} if said == "none" else {"Common Cause"})


def test_an_empty_series_has_no_phase() -> None:
    assert phases([]) == ()


def test_young_limits_use_all_weeks_and_old_ones_their_first_24() -> None:
    (young,) = phases(weeks(23))
    assert (young.frozen, young.baseline, young.points) == (False, (0, 22), 23)
    (old,) = phases(weeks(24) + weeks(20, around=60))
    assert (old.frozen, old.baseline, old.points) == (True, (0, 23), 24)
    assert old.limits == limits(weeks(24))
    assert set(old.labels[24:]) == {"Below LCL"}


def test_a_machine_never_draws_new_limits() -> None:
    assert len(phases(weeks(24) + weeks(200, around=60))) == 1


def test_weeks_without_a_point_count_as_weeks_but_freeze_nothing_before_13_points() -> None:
    every_third = [value if i % 3 == 0 else None for i, value in enumerate(weeks(60))]
    assert phases(every_third[:36])[0].frozen is False
    (old,) = phases(every_third)
    assert (old.frozen, old.baseline, old.points, old.strength) == (True, (0, 36), 13, "full")


def test_frozen_limits_hold_for_later_weeks_that_are_shown() -> None:
    (only,) = phases(weeks(10, around=70), [Frozen(-16, 82.0, 2.0, 24)])
    assert (only.start, only.stop, only.frozen, only.baseline) == (0, 10, True, None)
    assert only.limits == limits_from(82.0, 2.0)
    assert only.strength == "full"


def test_the_latest_of_several_beginnings_before_the_series_holds() -> None:
    (only,) = phases(weeks(3), [Frozen(-2, 60.0, 1.0, 13), Frozen(-40, 82.0, 2.0, 24)])
    assert only.limits == limits_from(60.0, 1.0)


def test_each_rebased_stretch_is_judged_by_itself() -> None:
    values = weeks(30) + weeks(14, around=60)
    before, after = phases(values, rebased=[30])
    assert (before.start, before.stop, after.start, after.stop) == (0, 30, 30, 44)
    assert after.limits == limits(values[30:])
    assert (after.strength, after.frozen, after.baseline) == ("full", False, (30, 43))
    assert set(before.labels + after.labels) == {"Common Cause"}


def test_a_run_does_not_reach_over_a_rebase() -> None:
    values: list[float | None] = [80.0, 82.0] * 12 + [81.5] * 6 + [81.5] * 6
    (one,) = phases(values, [Frozen(0, 81.0, 2.0, 24)])
    assert one.labels[-1] == "7 Points Above CL"
    both = phases(values, [Frozen(0, 81.0, 2.0, 24), Frozen(30, 81.0, 2.0, 24)])
    assert both[1].labels == ("Common Cause",) * 6


def test_a_beginning_after_the_series_changes_nothing() -> None:
    assert phases(weeks(20), [Frozen(20, 0.0, 1.0, 24)], rebased=[25]) == phases(weeks(20))


def test_what_is_frozen_is_what_the_phase_shows() -> None:
    values = weeks(40)
    kept = freeze(values)
    assert kept is not None
    assert phases(values)[0].limits == limits_from(kept.mean, kept.moving_range)
    assert kept.points == 24
    assert freeze(weeks(23)) is None
    assert freeze([]) is None
    assert freeze([None] * 100) is None
