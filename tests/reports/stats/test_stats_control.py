"""XmR limits and the rules about their points, against a second, plain implementation and printed numbers."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.stats.control import Limits, limits, limits_from
from reports.stats.rules import Label, assurance, label, variation

EIGHT = [82, 85, 79, 84, 81, 80, 86, 78]
POINTS = st.lists(st.integers(0, 30), min_size=2, max_size=40)
WITH_GAPS = st.lists(st.none() | st.integers(0, 12), max_size=40)
FLAT = limits_from(50.0, 10.0)
"""Limits 23.4 and 76.6, near lines 32.27 and 67.73."""


def plain_limits(values: list[int], screen: bool) -> tuple[float, float, float]:
    """Mean, lower and upper limit, by numpy."""
    y = np.array(values, dtype=float)
    ranges = np.abs(np.diff(y))
    if screen and ranges.mean() > 0:
        ranges = ranges[ranges < 3.267 * ranges.mean()]
    return y.mean(), y.mean() - 2.66 * ranges.mean(), y.mean() + 2.66 * ranges.mean()


def plain_label(y: list[float], at: int, lines: Limits) -> str:
    """The label of one point, by looking at every window that holds it."""
    if y[at] > lines.upper or y[at] < lines.lower:
        return "Above UCL" if y[at] > lines.upper else "Below LCL"
    sevens = [y[s : s + 7] for s in range(max(0, at - 6), at + 1) if s + 7 <= len(y)]
    threes = [y[s : s + 3] for s in range(max(0, at - 2), at + 1) if s + 3 <= len(y)]
    rules = {
        "7 Point Trend (Increasing)": any(all(np.diff(w) > 0) for w in sevens),
        "7 Point Trend (Decreasing)": any(all(np.diff(w) < 0) for w in sevens),
        "2 in 3 Above CL": y[at] > lines.near_upper and any(two_near(np.array(w), lines, 1) for w in threes),
        "2 in 3 Below CL": y[at] < lines.near_lower and any(two_near(np.array(w), lines, -1) for w in threes),
        "7 Points Above CL": any(min(w) > lines.mean for w in sevens),
        "7 Points Below CL": any(max(w) < lines.mean for w in sevens),
        "Common Cause": True,
    }
    return next(name for name, fits in rules.items() if fits)


def two_near(three: np.ndarray, lines: Limits, side: int) -> bool:
    """By how far they lie from the mean towards one side."""
    away = side * (three - lines.mean)
    far = side * ((lines.upper if side > 0 else lines.lower) - three) < 0
    near = side * (three - (lines.near_upper if side > 0 else lines.near_lower)) > 0
    return bool((away > 0).all() and (near & ~far).sum() >= 2)


def test_limits_of_the_printed_example() -> None:
    found = limits(EIGHT)
    assert found is not None
    assert found.mean == 81.875
    assert found.moving_range == pytest.approx(4.571, abs=5e-4)
    assert (found.lower, found.upper) == pytest.approx((69.715, 94.035), abs=5e-4)
    assert (found.near_lower, found.near_upper) == pytest.approx((73.768, 89.982), abs=5e-4)
    assert found.upper_range == pytest.approx(3.267 * 32 / 7, abs=1e-9)


@given(POINTS, st.booleans())
def test_limits_equal_those_of_numpy(values: list[int], screen: bool) -> None:
    found = limits(values, screen=screen)
    assert found is not None
    assert (found.mean, found.lower, found.upper) == pytest.approx(plain_limits(values, screen), abs=1e-9)


def test_a_wild_point_is_screened_out_of_the_ranges_and_stays_in_the_mean() -> None:
    values = [10, 11] * 10 + [100] + [11, 10] * 10
    screened, kept = limits(values), limits(values, screen=False)
    assert screened is not None
    assert kept is not None
    assert screened.moving_range == pytest.approx(1.0)
    assert kept.moving_range == pytest.approx((38 + 89 + 89) / 40)
    assert screened.mean == kept.mean == pytest.approx((21 * 20 + 100) / 41)


def test_a_range_exactly_on_its_limit_is_screened_out() -> None:
    """Ten ranges of 7,733 and one of 32,670: their mean is 10,000, and 3.267 times it is the last."""
    found = limits([0, 7733] * 5 + [0, 32670])
    assert found is not None
    assert found.moving_range == 7733


def test_screening_is_not_repeated() -> None:
    """After the large range is gone the middling one would be out too; it stays."""
    values = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 6, 0, 1, 0, 60]
    found = limits(values)
    assert found is not None
    assert found.moving_range == pytest.approx((14 + 2 * 6) / 16)


def test_limits_are_not_clipped() -> None:
    found = limits([0.99, 1.0, 0.95, 1.0])
    assert found is not None
    assert found.upper > 1


@pytest.mark.parametrize("values", [[], [0.8], [None, None], [None, 0.8, None]])
def test_a_single_point_has_no_limits(values: list[float | None]) -> None:
    assert limits(values) is None
    assert label(values, None) == ("",) * len(values)


@given(st.floats(0, 1), st.integers(2, 40))
def test_equal_points_are_common_cause_whatever_their_value(value: float, n: int) -> None:
    found = limits([value] * n)
    assert found is not None
    assert (found.lower, found.mean, found.upper) == (value, value, value)
    assert set(label([value] * n, found)) == {"Common Cause"}


@settings(max_examples=40)
@given(WITH_GAPS)
def test_a_gap_changes_nothing_for_the_points_around_it(values: list[int | None]) -> None:
    points = [value for value in values if value is not None]
    assert limits(values) == limits(points)
    found = label(values, limits(values))
    assert [name for name, value in zip(found, values, strict=True) if value is None] == [""] * (len(values) - len(points))
    assert tuple(name for name, value in zip(found, values, strict=True) if value is not None) == label(points, limits(points))


@settings(max_examples=80)
@given(st.lists(st.floats(20, 80) | st.sampled_from([23.4, 50, 76.6, 68, 70, 55, 45, 30]), max_size=30))
def test_labels_equal_those_of_plain_windows(values: list[float]) -> None:
    assert list(label(values, FLAT)) == [plain_label(values, i, FLAT) for i in range(len(values))]


@settings(max_examples=80)
@given(st.lists(st.integers(-1, 9), min_size=7, max_size=40))
def test_labels_of_long_runs_equal_those_of_plain_windows(steps: list[int]) -> None:
    values = [float(50 + 0.2 * sum(steps[: i + 1]) - 0.7 * i) for i in range(len(steps))]
    assert list(label(values, FLAT)) == [plain_label(values, i, FLAT) for i in range(len(values))]


UP: Label = "7 Point Trend (Increasing)"
DOWN: Label = "7 Point Trend (Decreasing)"
HIGH: Label = "7 Points Above CL"
NONE: Label = "Common Cause"


@pytest.mark.parametrize(
    ("what", "values", "labels"),
    [
        ("on the limit is inside", [76.6 + 0.0, 76.7, 23.3], [NONE, "Above UCL", "Below LCL"]),
        ("six points are no trend", [46, 47, 48, 52, 53, 54], [NONE] * 6),
        ("the seventh names all", [46, 47, 48, 49, 52, 53, 54], [UP] * 7),
        ("equal neighbours break it", [46, 47, 48, 48, 52, 53, 54], [NONE] * 7),
        ("a fall above the mean", [57, 56, 55, 54, 53, 52, 51], [DOWN] * 7),
        ("the top belongs to the rise", [46, 47, 48, 49, 52, 53, 54, 53, 52, 49, 48, 47, 46], [UP] * 7 + [DOWN] * 6),
        ("the third is not named", [70, 55, 70], ["2 in 3 Above CL", NONE, "2 in 3 Above CL"]),
        ("nor if it is on the other side", [70, 49, 70], [NONE] * 3),
        ("nor on the mean", [70, 50, 70], [NONE] * 3),
        ("one outside does not count as near", [70, 80, 51], [NONE, "Above UCL", NONE]),
        ("one outside may be the third", [70, 80, 70], ["2 in 3 Above CL", "Above UCL", "2 in 3 Above CL"]),
        ("below", [30, 45, 30], ["2 in 3 Below CL", NONE, "2 in 3 Below CL"]),
        ("six on a side", [52, 53, 52, 53, 52, 53], [NONE] * 6),
        ("seven on a side", [52, 53, 52, 53, 52, 53, 52], [HIGH] * 7),
        ("on the mean ends it", [52, 53, 52, 50, 52, 53, 52, 53], [NONE] * 8),
        ("outside goes before shift", [52, 53, 77, 53, 52, 53, 52], [HIGH] * 2 + ["Above UCL"] + [HIGH] * 4),
        ("trend goes before two of three", [46, 47, 48, 52, 55, 69, 70], [UP] * 7),
        ("trend goes before shift", [51, 52, 53, 54, 55, 56, 57], [UP] * 7),
        ("gaps are not counted", [52, None, 53, 52, 53, 52, None, 53, 52], [HIGH, "", *[HIGH] * 4, "", HIGH, HIGH]),
    ],
)  # fmt: skip
def test_labels(what: str, values: list[float | None], labels: list[Label]) -> None:
    assert list(label(values, FLAT)) == labels, what


def test_flags_reach_back_when_the_seventh_point_arrives() -> None:
    six = [52.0, 53, 52, 53, 52, 53]
    assert set(label(six, FLAT)) == {NONE}
    assert label([*six, 52.0], FLAT) == (HIGH,) * 7


@pytest.mark.parametrize(
    ("name", "high_is_good", "low_is_good", "neutral"),
    [
        ("Above UCL", "improvement", "concern", "neutral_high"), ("Below LCL", "concern", "improvement", "neutral_low"),
        (UP, "improvement", "concern", "neutral_high"), (DOWN, "concern", "improvement", "neutral_low"),
        ("2 in 3 Above CL", "improvement", "concern", "neutral_high"),
        ("2 in 3 Below CL", "concern", "improvement", "neutral_low"),
        (HIGH, "improvement", "concern", "neutral_high"), ("7 Points Below CL", "concern", "improvement", "neutral_low"),
        (NONE, "common", "common", "common"), ("", "common", "common", "common"),
    ],
)  # fmt: skip
def test_what_a_label_means(name: Label, high_is_good: str, low_is_good: str, neutral: str) -> None:
    assert (variation(name, "high"), variation(name, "low"), variation(name, None)) == (high_is_good, low_is_good, neutral)


@pytest.mark.parametrize(
    ("target", "high_is_good", "low_is_good"),
    [
        (80, "consistent_fail", "consistent_pass"), (20, "consistent_pass", "consistent_fail"),
        (50, "inconsistent", "inconsistent"), (FLAT.upper, "inconsistent", "inconsistent"),
        (FLAT.lower, "inconsistent", "inconsistent"), (None, "", ""),
    ],
)  # fmt: skip
def test_whether_a_target_will_be_reached(target: float | None, high_is_good: str, low_is_good: str) -> None:
    assert (assurance(FLAT, target, "high"), assurance(FLAT, target, "low")) == (high_is_good, low_is_good)
    assert assurance(FLAT, target, None) == assurance(None, target, "high") == ""


@pytest.mark.parametrize(("points", "published"), [(12, 0.0095), (24, 0.014), (52, 0.018)])
def test_false_alarms_at_the_latest_point_of_a_stable_series_are_as_rare_as_published(points: int, published: float) -> None:
    luck, alarms, outside, rounds = random.Random(20240602), 0, 0, 1000
    for _ in range(rounds):
        values = [luck.gauss(0, 1) for _ in range(points)]
        last = label(values[-7:], limits(values))[-1]  # no rule looks further back
        alarms += last != "Common Cause"
        outside += last in {"Above UCL", "Below LCL"}
    slack = 4 * (published * (1 - published) / rounds) ** 0.5
    assert alarms / rounds == pytest.approx(published, abs=slack)
    assert outside <= alarms


def test_a_stable_year_shows_a_flag_somewhere_in_some_38_of_100() -> None:
    luck, flagged, rounds = random.Random(7), 0, 300
    for _ in range(rounds):
        values = [luck.gauss(0, 1) for _ in range(52)]
        flagged += set(label(values, limits(values))) != {"Common Cause"}
    assert flagged / rounds == pytest.approx(0.38, abs=4 * (0.38 * 0.62 / rounds) ** 0.5)
