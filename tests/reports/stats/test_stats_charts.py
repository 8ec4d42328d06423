"""Charts of counts and the run chart, against numpy, scipy and arithmetic by hand."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from reports.stats.charts import Band, RunSignal, laney_limits, p_limits, run_signal, sigma_z

X_OF_N = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
COUNTS = st.lists(X_OF_N, max_size=30)


def by_numpy(counts: list[tuple[int, int]], *, laney: bool) -> np.ndarray:
    """Lower and upper limits of the points that have answers."""
    x, n = np.array([c for c in counts if c[1]], dtype=float).T
    centre = x.sum() / n.sum()
    sd = np.sqrt(centre * (1 - centre) / n)
    z = np.divide(x / n - centre, sd, out=np.zeros_like(sd), where=sd > 0)
    sigma = np.abs(np.diff(z)).mean() / 1.128 if laney else 1.0
    return np.clip([centre - 3 * sigma * sd, centre + 3 * sigma * sd], 0, 1).T


@settings(max_examples=40)
@given(COUNTS)
def test_limits_of_shares_equal_those_of_numpy(counts: list[tuple[int, int]]) -> None:
    ours = [(band.lower, band.upper) for band in p_limits(counts) if band]
    if any(n for _, n in counts):
        assert np.array(ours) == pytest.approx(by_numpy(counts, laney=False), abs=1e-9)
    assert [band is None for band in p_limits(counts)] == [n == 0 for _, n in counts]


@settings(max_examples=40)
@given(COUNTS)
def test_laneys_limits_equal_those_of_numpy(counts: list[tuple[int, int]]) -> None:
    ours = [(band.lower, band.upper) for band in laney_limits(counts) if band]
    if sum(n > 0 for _, n in counts) >= 2:
        assert np.array(ours) == pytest.approx(by_numpy(counts, laney=True), abs=1e-9)
    else:
        assert ours == []


def test_limits_by_hand() -> None:
    """Half of all are positive; of 36 answers the deviation is 1/12, of 900 it is 1/60."""
    assert p_limits([(18, 36), (450, 900)]) == (Band(0.25, 0.5, 0.75), Band(0.45, 0.5, 0.55))


def test_sigma_comes_from_neighbours_not_from_the_spread() -> None:
    """Two levels: the spread of z is 2 around the centre, but only one step in seven is large."""
    counts = [(40, 100)] * 4 + [(60, 100)] * 4
    assert sigma_z(counts) == pytest.approx(4 / 7 / 1.128)


def test_sigma_of_chance_is_about_one() -> None:
    luck = random.Random(11)
    counts = [(sum(luck.random() < 0.8 for _ in range(100)), 100) for _ in range(400)]
    assert sigma_z(counts) == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize(("x", "share"), [(0, 0.0), (30, 1.0)])
def test_where_all_or_none_are_positive_the_limits_are_their_share(x: int, share: float) -> None:
    assert sigma_z([(x, 30)] * 3) == 0
    assert set(p_limits([(x, 30)] * 3) + laney_limits([(x, 30)] * 3)) == {Band(share, share, share)}


def test_of_nobody_there_are_no_limits() -> None:
    assert p_limits([]) == laney_limits([]) == ()
    assert p_limits([(0, 0)]) == laney_limits([(0, 0)]) == laney_limits([(3, 0)]) == (None,)
    assert laney_limits([(3, 9)]) == (None,)
    assert sigma_z([(3, 9), (0, 0)]) is None


@pytest.mark.parametrize("useful", range(2, 80))
def test_allowed_runs_and_crossings_are_those_of_the_binomial(useful: int) -> None:
    values = [1.0, 0.0] * (useful // 2) + [0.5] * (useful % 2)
    found = run_signal(values)
    assert found is not None
    assert found.useful == useful // 2 * 2
    assert found.fewest_allowed == int(binom.ppf(0.05, found.useful - 1, 0.5))
    assert found.longest_allowed == int(np.round(np.log2(found.useful) + 3))


@pytest.mark.parametrize(("useful", "longest", "fewest"), [(10, 6, 2), (12, 7, 3), (16, 7, 4), (20, 7, 6), (24, 8, 8)])
def test_allowed_runs_and_crossings_as_published(useful: int, longest: int, fewest: int) -> None:
    """As tabulated with the rules of Anhøj and Olesen 2014."""
    found = run_signal([1.0, 0.0] * (useful // 2))
    assert found is not None
    assert (found.longest_allowed, found.fewest_allowed) == (longest, fewest)


@pytest.mark.parametrize(
    ("what", "values", "signal"),
    [
        ("up and down", [1, 9] * 12, False),
        ("one step up", [1, 2] * 6 + [8, 9] * 6, True),
        ("eight of 24 on a side are allowed", [9] * 8 + [1] + [9, 1] * 4 + [1] * 7, False),
        ("all equal", [5] * 20, False),
        ("a single point", [5], False),
        ("two points", [5, 6], False),
    ],
)  # fmt: skip
def test_run_charts(what: str, values: list[float], signal: bool) -> None:
    found = run_signal(values)
    assert found is not None
    assert found.signal is signal, (what, found)


def test_points_on_the_median_are_not_useful() -> None:
    assert run_signal([3, 1, 3, 5, 3]) == RunSignal(3, 2, 1, 4, 1, 0, False)
    assert run_signal([]) is None
