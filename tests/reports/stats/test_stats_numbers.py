"""Formulas against other people's implementations and printed examples."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from reports.stats.intervals import Z95, wilson
from reports.stats.numbers import quality_score, quantile
from reports.stats.rounding import half_up

X_OF_N = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(X_OF_N)
def test_wilson_equals_statsmodels_and_scipy(x_of_n: tuple[int, int]) -> None:
    x, n = x_of_n
    ours = wilson(x, n)
    assert ours == pytest.approx(proportion_confint(x, n, method="wilson"), abs=1e-9)
    scipy = binomtest(x, n).proportion_ci(method="wilson")
    assert ours == pytest.approx((scipy.low, scipy.high), abs=1e-9)


@given(X_OF_N)
def test_wilson_stays_in_range_and_holds_the_share(x_of_n: tuple[int, int]) -> None:
    x, n = x_of_n
    interval = wilson(x, n)
    assert interval is not None
    lower, upper = interval
    assert 0 <= lower <= x / n <= upper <= 1
    assert (lower == 0) == (x == 0)
    assert (upper == 1) == (x == n)


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [(321, 412, 73.7, 81.7), (8, 10, 49, 94), (16, 20, 58, 92), (24, 30, 63, 90), (40, 50, 67, 89), (80, 100, 71, 87),
     (160, 200, 74, 85), (320, 400, 76, 84)],
)  # fmt: skip
def test_wilson_of_the_printed_examples(x: int, n: int, lower: float, upper: float) -> None:
    interval = wilson(x, n)
    assert interval is not None
    digits = 1 if n == 412 else 0
    assert (half_up(interval[0] * 100, digits), half_up(interval[1] * 100, digits)) == (
        Decimal(str(lower)),
        Decimal(str(upper)),
    )


def test_nobody_has_no_interval() -> None:
    assert wilson(0, 0) is None


def test_z_is_not_shortened() -> None:
    assert pytest.approx(1.959963984540054, abs=1e-12) == Z95


@given(st.lists(st.integers(0, 300), min_size=1, max_size=60), st.sampled_from([Fraction(1, 2), Fraction(9, 10)]))
def test_quantile_equals_numpy(values: list[int], q: Fraction) -> None:
    counts = {Decimal(v): values.count(v) for v in set(values)}
    assert float(quantile(counts, q) or 0) == pytest.approx(np.quantile(values, float(q)), abs=1e-9)


def test_quantile_and_score_of_nobody_are_nothing() -> None:
    assert quantile({}, Fraction(1, 2)) is None
    assert quality_score({}) is None


def test_quality_score_is_the_mean_of_25_steps() -> None:
    ratings = [1, 2, 3, 4, 5, 5]
    positions = {Fraction(v - 1, 4): ratings.count(v) for v in set(ratings)}
    assert quality_score(positions) == Fraction(sum(25 * (v - 1) for v in ratings), len(ratings))


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (Fraction(1, 8), 2, "0.13"), (Decimal("2.5"), 0, "3"), (Decimal("0.5"), 0, "1"), (1.005, 2, "1.01"),
        (Fraction(2, 3), 4, "0.6667"),
    ],
)  # fmt: skip
def test_rounding_is_half_up(value: Fraction | Decimal | float, decimals: int, rounded: str) -> None:
    assert half_up(value, decimals) == Decimal(rounded)
