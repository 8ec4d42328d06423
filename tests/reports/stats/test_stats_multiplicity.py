"""Corrections and tests of two shares against statsmodels and scipy."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, fisher_exact, norm
from scipy.stats.contingency import expected_freq
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_effectsize, proportions_ztest

from reports.stats.multiplicity import adjusted, fisher, two_angles, two_proportions

X_OF_N = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
FEW_OF_N = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=40)
@given(st.lists(st.floats(0, 1) | st.sampled_from([0.0, 0.01, 0.05, 1.0]), min_size=1, max_size=60))
def test_adjusted_p_equals_statsmodels_and_scipy(p: list[float]) -> None:
    assert adjusted(p) == pytest.approx(multipletests(p, method="fdr_bh")[1], abs=1e-12)
    assert adjusted(p) == pytest.approx(false_discovery_control(p), abs=1e-12)


def test_adjusted_p_of_the_printed_example() -> None:
    assert adjusted([0.004, 0.045, 0.011, 0.62, 0.044]) == pytest.approx((0.020, 0.05625, 0.0275, 0.62, 0.05625), abs=1e-12)


def test_rejections_of_the_original_paper() -> None:
    """Benjamini and Hochberg 1995: of fifteen comparisons four are rejected at 5 %."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert [one <= 0.05 for one in adjusted(p)] == [True] * 4 + [False] * 11


def test_a_family_of_none_and_of_one() -> None:
    assert adjusted([]) == ()
    assert adjusted([0.03]) == (0.03,)


def test_of_nothing_but_chance_few_evenings_reject_anything() -> None:
    luck = random.Random(5)
    evenings = [min(adjusted([luck.random() for _ in range(60)])) <= 0.05 for _ in range(2000)]
    assert sum(evenings) / 2000 == pytest.approx(0.05, abs=0.02)


def least_expected(x1: int, n1: int, x2: int, n2: int) -> float:
    return float(expected_freq(np.array([[x1, n1 - x1], [x2, n2 - x2]])).min())


@settings(max_examples=40)
@given(X_OF_N, X_OF_N)
def test_two_shares_equal_statsmodels_and_small_counts_scipy(first: tuple[int, int], second: tuple[int, int]) -> None:
    (x1, n1), (x2, n2) = first, second
    ours, angles = two_proportions(x1, n1, x2, n2), two_angles(x1, n1, x2, n2)
    if least_expected(x1, n1, x2, n2) < 5 - 1e-12:
        theirs = by_angles = fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue
    else:
        theirs = proportions_ztest([x1, x2], [n1, n2])[1]
        h = proportion_effectsize(x1 / n1, x2 / n2)
        by_angles = 2 * norm.sf(abs(h) / np.sqrt(1 / n1 + 1 / n2))
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-12)
    assert angles == pytest.approx(by_angles, rel=1e-9, abs=1e-12)


@settings(max_examples=40)
@given(FEW_OF_N, FEW_OF_N)
def test_the_exact_test_equals_scipys(first: tuple[int, int], second: tuple[int, int]) -> None:
    (x1, n1), (x2, n2) = first, second
    assert fisher(x1, n1, x2, n2) == pytest.approx(fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue, rel=1e-9)


def test_the_exact_test_of_the_lady_tasting_tea() -> None:
    """Fisher 1935: three of four cups each way, one-sided 17/70, two-sided 34/70."""
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)


def test_an_expected_count_of_exactly_five_still_takes_the_normal_test() -> None:
    assert two_proportions(2, 50, 8, 50) == pytest.approx(proportions_ztest([2, 8], [50, 50])[1], abs=1e-12)
    assert two_proportions(2, 50, 7, 50) == pytest.approx(fisher_exact([[2, 48], [7, 43]]).pvalue, abs=1e-12)


def test_nobody_and_certainty() -> None:
    assert two_proportions(0, 0, 3, 9) is None
    assert two_proportions(3, 9, 0, 0) is two_angles(3, 9, 0, 0) is two_angles(0, 0, 3, 9) is None
    assert two_proportions(0, 500, 0, 700) == two_proportions(500, 500, 700, 700) == 1.0
