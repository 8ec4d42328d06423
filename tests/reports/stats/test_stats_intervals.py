"""Differences, ratios and weighted shares against statsmodels and printed examples."""

from __future__ import annotations

from math import exp, log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats.contingency import relative_risk
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from reports.stats.intervals import Z95, Z998, Ratio, newcombe, risk_ratio, wilson, wilson_share
from reports.stats.rounding import half_up

X_OF_N = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
SOME_OF_N = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n)))


def test_z_of_998_in_a_thousand() -> None:
    assert pytest.approx(3.090232306167813, abs=1e-12) == Z998


@settings(max_examples=40)
@given(X_OF_N, X_OF_N)
def test_newcombe_equals_statsmodels(first: tuple[int, int], second: tuple[int, int]) -> None:
    ours = newcombe(*first, *second)
    assert ours is not None
    theirs = confint_proportions_2indep(*first, *second, compare="diff", method="newcomb")
    assert (ours.lower, ours.upper) == pytest.approx(theirs, abs=1e-9)
    assert -1 <= ours.lower <= ours.difference <= ours.upper <= 1


def test_newcombe_of_the_printed_example() -> None:
    """Stillbirths of 61 and 75: −11.0 points, −24.1 to +1.8."""
    found = newcombe(47, 61, 66, 75)
    assert found is not None
    assert [str(half_up(100 * x, 1)) for x in (found.difference, found.lower, found.upper)] == ["-11.0", "-24.1", "1.8"]


@pytest.mark.parametrize(
    ("x1", "n1", "x2", "n2", "lower", "upper"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926), (0, 10, 0, 20, -0.1611, 0.2775), (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0), (10, 10, 0, 10, 0.6075, 1.0),
    ],
)  # fmt: skip
def test_newcombe_of_his_own_table(x1: int, n1: int, x2: int, n2: int, lower: float, upper: float) -> None:
    """Newcombe 1998 (Stat. Med. 17:873), table II, method 10."""
    found = newcombe(x1, n1, x2, n2)
    assert found is not None
    assert (found.lower, found.upper) == pytest.approx((lower, upper), abs=5e-5)


@settings(max_examples=40)
@given(X_OF_N, X_OF_N)
def test_newcombe_turned_round_changes_its_sign(first: tuple[int, int], second: tuple[int, int]) -> None:
    there, back = newcombe(*first, *second), newcombe(*second, *first)
    assert there is not None
    assert back is not None
    assert (there.lower, there.upper) == pytest.approx((-back.upper, -back.lower), abs=1e-12)


@settings(max_examples=40)
@given(st.floats(0, 1), st.floats(0.1, 10_000))
def test_wilson_of_a_weighted_share_equals_statsmodels(share: float, n_eff: float) -> None:
    theirs = proportion_confint(share * n_eff, n_eff, method="wilson")
    assert wilson_share(share, n_eff) == pytest.approx(theirs, abs=1e-9)


@settings(max_examples=40)
@given(X_OF_N)
def test_unweighted_answers_are_their_own_effective_number(x_of_n: tuple[int, int]) -> None:
    x, n = x_of_n
    assert wilson_share(x / n, n) == wilson(x, n)


@settings(max_examples=40)
@given(SOME_OF_N, SOME_OF_N)
def test_risk_ratio_equals_scipy(first: tuple[int, int], second: tuple[int, int]) -> None:
    ours, theirs = risk_ratio(*first, *second), relative_risk(*first, *second)
    interval = theirs.confidence_interval(0.95)
    assert ours is not None
    assert (ours.ratio, ours.lower, ours.upper) == pytest.approx((theirs.relative_risk, interval.low, interval.high), rel=1e-9)


def test_the_ratio_of_two_certainties_is_certain() -> None:
    assert risk_ratio(5, 5, 7, 7) == Ratio(1.0, 1.0, 1.0)
    half = Z95 * sqrt(1 / 2 - 1 / 4)
    found = risk_ratio(2, 4, 9, 9)
    assert found is not None
    assert (found.lower, found.upper) == pytest.approx((exp(log(0.5) - half), exp(log(0.5) + half)), abs=1e-12)


def test_nobody_has_no_difference_and_no_ratio() -> None:
    assert newcombe(0, 0, 3, 10) is None
    assert newcombe(3, 10, 0, 0) is None
    assert risk_ratio(0, 10, 3, 10) is None
    assert risk_ratio(3, 10, 0, 0) is None
    assert wilson_share(0.5, 0) is None
