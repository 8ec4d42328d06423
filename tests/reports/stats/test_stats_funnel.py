"""Funnel limits against scipy's binomial and printed numbers; over-dispersion against numpy."""

from __future__ import annotations

from math import asin, inf, pi, sqrt
from random import Random
from statistics import fmean, pvariance

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, norm
from scipy.stats import t as student
from scipy.stats.mstats import winsorize

from reports.stats.dispersion import (
    UNSURE,
    Dispersion,
    adjusted_limits,
    adjusted_z,
    dispersion,
    freedom,
    student_p,
    two_sided_p,
    winsorised,
)
from reports.stats.funnel import FunnelLimits, classify, exact_limits, limits_at, normal_limits

CENTRES = st.floats(0.01, 0.99)
X_OF_N = st.integers(1, 600).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
PLACES = st.lists(X_OF_N, min_size=2, max_size=20)


def four(lines: FunnelLimits) -> list[float]:
    return [lines.lower998, lines.lower95, lines.upper95, lines.upper998]


@settings(max_examples=40)
@given(CENTRES, st.integers(1, 300))
def test_exact_limits_equal_those_of_scipy(centre: float, n: int) -> None:
    for ours, q in zip(four(exact_limits(centre, n)), (0.001, 0.025, 0.975, 0.999), strict=True):
        r = np.searchsorted(binom.cdf(np.arange(n + 1), n, centre), q)
        alpha = (binom.cdf(r, n, centre) - q) / binom.pmf(r, n, centre)
        assert ours == pytest.approx(np.clip((r - alpha) / n, 0, 1), abs=1e-9)


@settings(max_examples=40)
@given(CENTRES, st.integers(1, 5000))
def test_normal_limits_equal_those_of_scipy(centre: float, n: int) -> None:
    theirs = np.clip(norm.ppf([0.001, 0.025, 0.975, 0.999], centre, sqrt(centre * (1 - centre) / n)), 0, 1)
    assert four(normal_limits(centre, n)) == pytest.approx(theirs, abs=1e-9)


def test_limits_of_the_printed_example() -> None:
    assert four(exact_limits(0.82, 40)) == pytest.approx([0.601, 0.680, 0.920, 0.970], abs=5e-4)
    assert four(normal_limits(0.82, 40)) == pytest.approx([0.632, 0.701, 0.939, 1.0], abs=5e-4)


@given(CENTRES, st.integers(1, 400))
def test_limits_lie_in_order_within_range_and_turn_round_with_the_share(centre: float, n: int) -> None:
    lines = four(limits_at(centre, n))
    assert [0, *lines, 1] == sorted([0, *lines, 1])


def test_few_answers_have_exact_limits_and_many_normal_ones() -> None:
    assert limits_at(0.8, 99) == exact_limits(0.8, 99)
    assert limits_at(0.8, 100) == normal_limits(0.8, 100)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_where_all_or_none_are_positive_every_limit_is_their_share(share: float) -> None:
    assert four(exact_limits(share, 30)) == four(normal_limits(share, 30)) == [share] * 4
    assert classify(share, limits_at(share, 30)) == "Not significant"


@pytest.mark.parametrize(
    ("share", "name"),
    [
        (0.1, "Low (0.001)"), (0.2, "Low (0.025)"), (0.3, "Low (0.025)"), (0.4, "Not significant"),
        (0.5, "Not significant"), (0.6, "Not significant"), (0.61, "High (0.025)"), (0.8, "High (0.025)"),
        (0.81, "High (0.001)"),
    ],
)  # fmt: skip
def test_only_strictly_beyond_a_line_is_beyond_it(share: float, name: str) -> None:
    assert classify(share, FunnelLimits(0.2, 0.4, 0.6, 0.8)) == name


@settings(max_examples=40)
@given(PLACES)
def test_dispersion_equals_that_of_numpy(counts: list[tuple[int, int]]) -> None:
    found = dispersion(counts)
    assert found is not None
    x, n = np.array(counts, dtype=float).T
    theta, s = np.arcsin(np.sqrt(x.sum() / n.sum())), 1 / (2 * np.sqrt(n))
    z = (np.arcsin(np.sqrt(x / n)) - theta) / s
    z = np.clip(z, *np.quantile(z, [0.1, 0.9]))
    phi, w, many = (z**2).mean(), 1 / s**2, len(counts)
    tau2 = max(0.0, (many * phi - (many - 1)) / (w.sum() - (w**2).sum() / w.sum()))
    assert (found.phi, found.tau2, found.places) == pytest.approx((phi, tau2, many), rel=1e-9, abs=1e-12)


@settings(max_examples=40)
@given(PLACES)
def test_adjusted_z_is_beyond_a_limit_exactly_where_the_share_is(counts: list[tuple[int, int]]) -> None:
    spread = dispersion(counts)
    assert spread is not None
    for x, n in counts:
        lines, z = adjusted_limits(n, spread), adjusted_z(x, n, spread)
        if abs(z - norm.ppf(0.975)) > 1e-9:
            assert (x / n > lines.upper95) == (z > norm.ppf(0.975))
        if abs(z - norm.ppf(0.001)) > 1e-9:
            assert (x / n < lines.lower998) == (z < norm.ppf(0.001))


def test_winsorising_draws_the_ends_in_to_the_quantiles() -> None:
    assert winsorised([5, 1, 2, 3, 4, 100, 6, 7, 8, 9, -50]) == (5, 1, 2, 3, 4, 9, 6, 7, 8, 9, 1)
    assert winsorised([]) == ()


def test_winsorising_eleven_equals_scipys_which_takes_whole_values() -> None:
    values = [3.5, -2.0, 0.1, 9.0, 1.0, 0.4, -7.0, 2.2, 0.0, 5.0, -1.0]
    assert winsorised(values) == pytest.approx(np.asarray(winsorize(np.array(values), limits=(0.1, 0.1))))


def test_places_that_differ_only_by_chance_are_not_excused() -> None:
    found = dispersion([(80, 100)] * 12)
    assert found is not None
    assert (found.centre, found.tau2, found.overdispersed) == (0.8, 0.0, False)
    assert found.phi == pytest.approx(0, abs=1e-20)


def test_places_that_really_differ_have_wider_limits() -> None:
    found = dispersion([(600, 1000), (900, 1000)] * 8)
    assert found is not None
    assert found.overdispersed
    assert found.tau2 > 0
    narrow, wide = normal_limits(found.centre, 1000), adjusted_limits(1000, found)
    assert wide.lower998 < narrow.lower998 < narrow.upper998 < wide.upper998
    assert {classify(0.6, narrow), classify(0.6, wide)} == {"Low (0.001)", "Not significant"}


def test_angles_stay_in_their_quarter() -> None:
    lines = adjusted_limits(2, Dispersion(0.95, 4.0, 0.05, 20))
    assert (lines.upper95, lines.upper998) == (1.0, 1.0)
    assert Dispersion(1.0, 1.0, 0.0, 3).angle == pytest.approx(pi / 2)
    assert adjusted_limits(2, Dispersion(0.02, 4.0, 0.05, 20)).lower95 == 0


def test_empty_places_do_not_count_and_one_place_has_no_variance_between() -> None:
    assert dispersion([]) is None
    assert dispersion([(0, 0)]) is None
    alone = dispersion([(8, 10), (0, 0)])
    assert alone is not None
    assert (alone.places, alone.tau2, alone.phi) == (1, 0.0, 0.0)


def test_adjusted_z_by_hand() -> None:
    spread = Dispersion(0.5, 2.0, 0.0075, 12)
    assert adjusted_z(100, 100, spread) == pytest.approx((asin(1) - pi / 4) / 0.1)


@given(st.floats(-30, 30))
def test_two_sided_p_equals_that_of_scipy(z: float) -> None:
    assert two_sided_p(z) == pytest.approx(2 * norm.sf(abs(z)), rel=1e-9)


@pytest.mark.parametrize("df", [1, 2.5, 6.5, 42, 300, 5000])
def test_students_law_is_that_of_an_independent_implementation(df: float) -> None:
    for t in (0, 0.01, -0.5, 1, 3.7, -8, 40):
        assert student_p(t, df) == pytest.approx(2 * student.sf(abs(t), df), rel=1e-9)


def test_of_places_that_differ_by_chance_alone_the_deviation_is_known() -> None:
    alike, unlike = Dispersion(0.8, 1.0, 0.0, 60), Dispersion(0.8, 1.5, 0.5 / 320, 60)
    assert freedom(80, alike) == inf
    assert student_p(3.7, inf) == two_sided_p(3.7)
    assert freedom(80, unlike) == pytest.approx(59 / UNSURE), "s² + τ² is φ times what chance makes of a middling place"
    assert freedom(40, unlike) > freedom(80, unlike) > freedom(800, unlike), "the smaller, the more is known"


def test_how_unsure_a_dispersion_is_whose_tails_are_drawn_in() -> None:
    luck = Random(5)
    squares = [fmean(z * z for z in winsorised([luck.gauss(0, 1) for _ in range(60)])) for _ in range(1500)]
    assert 59 * pvariance(squares) / 2 / fmean(squares) ** 2 == pytest.approx(UNSURE, rel=0.12)
