"""Weights, raking and sample sizes against printed numbers and second, plain implementations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail
from statsmodels.stats.weightstats import DescrStatsW

from reports.stats.intervals import wilson, wilson_share
from reports.stats.raking import rake
from reports.stats.sample_size import answers_to_see, cluster_deff, krejcie_morgan
from reports.stats.weighting import Kish, PostStratified, Stratum, capped, kish, merged, post_stratified

WEIGHTS = st.lists(st.floats(0.01, 50), min_size=1, max_size=60)
ANSWERS = st.integers(2, 300).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
STRATA = st.lists(st.tuples(st.integers(1, 5000), ANSWERS), min_size=1, max_size=8)


def strata_of(drawn: list[tuple[int, tuple[int, int]]]) -> list[Stratum]:
    return [Stratum(str(i), visits, n, x) for i, (visits, (n, x)) in enumerate(drawn)]


def weighted(strata: list[Stratum]) -> PostStratified:
    found = post_stratified(strata)
    assert found is not None
    return found


@settings(max_examples=40)
@given(WEIGHTS)
def test_the_design_effect_is_one_plus_the_squared_variation(weights: list[float]) -> None:
    found = kish(weights)
    assert found is not None
    assert found.deff == pytest.approx(1 + (np.std(weights) / np.mean(weights)) ** 2, rel=1e-9)
    assert found.n_eff == pytest.approx(len(weights) / found.deff, rel=1e-9)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.floats(0.1, 9), st.integers(0, 9)), max_size=12))
def test_counted_weights_cost_what_they_cost_one_by_one(pairs: list[tuple[float, int]]) -> None:
    counted = kish([w for w, _ in pairs], [k for _, k in pairs])
    single = kish([w for w, k in pairs for _ in range(k)])
    if single is None:
        assert counted is None
    else:
        assert counted is not None
        assert (counted.n_eff, counted.deff) == pytest.approx((single.n_eff, single.deff), rel=1e-9)


def test_equal_weights_cost_nothing_and_nobody_has_none() -> None:
    assert kish([2.5] * 40) == Kish(40.0, 1.0)
    assert kish([]) is None
    assert kish([0.0, 0.0]) is None


def test_post_stratification_of_the_printed_example() -> None:
    found = weighted([Stratum("town", 55, 220, 187), Stratum("country", 45, 55, 33)])
    assert (found.raw, found.share) == pytest.approx((0.80, 0.7375), abs=1e-12)
    assert found.weights == pytest.approx((0.6875, 2.25), abs=1e-12)
    assert found.n_eff == pytest.approx(197.8, abs=0.05)
    assert found.deff == pytest.approx(1.39, abs=0.005)


@settings(max_examples=40)
@given(STRATA)
def test_post_stratified_share_is_the_mean_of_the_weighted_answers(drawn: list[tuple[int, tuple[int, int]]]) -> None:
    strata = strata_of(drawn)
    found = weighted(strata)
    values = np.concatenate([[1.0] * s.positive + [0.0] * (s.answers - s.positive) for s in strata])
    weights = np.concatenate([[w] * s.answers for w, s in zip(found.weights, strata, strict=True)])
    assert found.share == pytest.approx(DescrStatsW(values, weights).mean, abs=1e-9)
    assert weights.sum() == pytest.approx(len(values), rel=1e-9)
    visits = sum(s.population for s in strata)
    error = sum((s.population / visits) ** 2 * values_of(s).var(ddof=1) / s.answers for s in strata)
    assert found.error == pytest.approx(error**0.5, abs=1e-9)


def values_of(stratum: Stratum) -> np.ndarray:
    return np.array([1.0] * stratum.positive + [0.0] * (stratum.answers - stratum.positive))


@settings(max_examples=40)
@given(STRATA)
def test_answers_in_proportion_need_no_weights(drawn: list[tuple[int, tuple[int, int]]]) -> None:
    strata = [Stratum(s.code, 7.0 * s.answers, s.answers, s.positive) for s in strata_of(drawn)]
    found = weighted(strata)
    answers, positive = sum(s.answers for s in strata), sum(s.positive for s in strata)
    assert found.share == pytest.approx(found.raw, abs=1e-12)
    assert found.n_eff == pytest.approx(answers, rel=1e-9)
    assert wilson_share(found.share, found.n_eff) == pytest.approx(wilson(positive, answers), abs=1e-9)


def test_a_visited_stratum_without_answers_cannot_be_weighted_up() -> None:
    heard = Stratum("a", 100, 50, 40)
    assert post_stratified([heard, Stratum("b", 1, 0, 0)]) is None
    assert post_stratified([]) is None
    assert post_stratified([Stratum("a", 0, 50, 40)]) is None
    assert weighted([heard, Stratum("b", 0, 0, 0)]).share == weighted([heard]).share


def test_a_single_answer_has_no_standard_error() -> None:
    assert weighted([Stratum("a", 100, 50, 40), Stratum("b", 10, 1, 1)]).error is None


def test_small_strata_join_their_declared_neighbours() -> None:
    found = merged([Stratum("a", 10, 9, 5, "b"), Stratum("b", 20, 10, 5, "c"), Stratum("c", 30, 10, 5)])
    assert found == (Stratum("b", 30, 19, 10, "c"), Stratum("c", 30, 10, 5))


def test_a_chain_of_small_strata_ends_in_one_that_is_large_enough() -> None:
    found = merged([Stratum("a", 1, 3, 1, "b"), Stratum("b", 2, 4, 2, "c"), Stratum("c", 4, 12, 9)])
    assert found == (Stratum("c", 7, 19, 12),)


def test_a_neighbour_that_has_moved_is_found_where_it_is() -> None:
    found = merged([Stratum("a", 1, 3, 1, "b"), Stratum("b", 2, 2, 2, "c"), Stratum("c", 4, 12, 9)])
    assert found == (Stratum("c", 7, 17, 12),)


@pytest.mark.parametrize(
    "strata",
    [
        [Stratum("a", 1, 9, 1), Stratum("b", 2, 40, 2)], [Stratum("a", 1, 9, 1, "nowhere"), Stratum("b", 2, 40, 2)],
        [Stratum("a", 1, 4, 1, "b"), Stratum("b", 2, 4, 2, "a")], [Stratum("a", 1, 4, 1, "a")],
    ],
)  # fmt: skip
def test_a_small_stratum_with_nobody_to_join_leaves_everything_unweighted(strata: list[Stratum]) -> None:
    assert merged(strata) is None


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), min_size=1, max_size=9))
def test_merging_loses_nobody(drawn: list[tuple[int, int]]) -> None:
    strata = [Stratum(str(i), v, n, n, str((i + 1) % len(drawn))) for i, (n, v) in enumerate(drawn)]
    found = merged(strata)
    if found is None:
        assert sum(n for n, _ in drawn) < 10
    else:
        assert all(s.answers >= 10 for s in found)
        assert sum(s.answers for s in found) == sum(n for n, _ in drawn)
        assert sum(s.population for s in found) == sum(v for _, v in drawn)


def test_weights_are_cut_at_five_medians_and_add_up_again() -> None:
    found = capped([1.0, 1.0, 1.0, 1.0, 16.0])
    assert found == pytest.approx([5 / 9] * 4 + [25 / 9])
    assert capped([1.0, 16.0], [4, 1]) == pytest.approx([5 / 9, 25 / 9])
    assert capped([1.0, 1.0, 3.0, 100.0]) == pytest.approx([4 / 15, 4 / 15, 12 / 15, 40 / 15])
    assert capped([100.0, 1.0, 3.0], [1, 2, 1]) == pytest.approx([40 / 15, 4 / 15, 12 / 15])
    assert capped([]) == ()


@settings(max_examples=40)
@given(WEIGHTS)
def test_capped_weights_add_to_the_answers_and_cost_no_more(weights: list[float]) -> None:
    found = capped(weights)
    short = np.minimum(weights, 5 * np.median(weights))
    assert found == pytest.approx(list(short * len(weights) / short.sum()), rel=1e-9)
    before, after = kish(weights), kish(found)
    assert before is not None
    assert after is not None
    assert after.deff <= before.deff + 1e-9


TABLES = st.integers(1, 4).flatmap(
    lambda k: st.lists(st.lists(st.integers(1, 60), min_size=k, max_size=k), min_size=1, max_size=5)
)


@settings(max_examples=40)
@given(TABLES, st.data())
def test_raking_reaches_both_margins_and_keeps_the_odds(answers: list[list[int]], data: st.DataObject) -> None:
    """What raking must do (Deming and Stephan), and what it must leave alone: the cross ratios between cells."""
    height, width = len(answers), len(answers[0])
    rows = data.draw(st.lists(st.integers(1, 90), min_size=height, max_size=height))
    columns = data.draw(st.lists(st.integers(1, 90), min_size=width, max_size=width))
    found = rake(answers, rows, columns)
    assert found is not None
    heard, weights = np.array(answers, dtype=float), np.array(found.weights)
    fitted = heard * weights / heard.sum()
    assert fitted.sum(axis=1) == pytest.approx(np.array(rows) / sum(rows), abs=2e-9)
    assert fitted.sum(axis=0) == pytest.approx(np.array(columns) / sum(columns), abs=2e-9)
    logs = np.log(weights)
    assert logs - logs[:1] - logs[:, :1] + logs[0, 0] == pytest.approx(np.zeros_like(logs), abs=1e-9)
    each = kish(np.repeat(weights.ravel(), heard.astype(int).ravel()).tolist())
    assert each is not None
    assert (found.n_eff, found.deff) == pytest.approx((each.n_eff, each.deff), rel=1e-9)


def test_raking_one_margin_is_post_stratification() -> None:
    found = rake([[220], [55]], [55, 45], [100])
    assert found is not None
    assert [row[0] for row in found.weights] == pytest.approx([0.6875, 2.25])
    assert (found.n_eff, found.deff) == pytest.approx((197.7528, 1.390625), abs=1e-4)


@pytest.mark.parametrize(
    ("what", "answers", "rows", "columns"),
    [
        ("nobody", [[0, 0], [0, 0]], [1, 1], [1, 1]), ("no table", [], [], []),
        ("an empty row with a total", [[5, 5], [0, 0]], [1, 1], [1, 1]),
        ("cells that allow only other totals", [[5, 0], [0, 5]], [9, 1], [1, 9]),
        ("totals of nothing", [[5]], [0], [0]),
    ],
)  # fmt: skip
def test_where_no_weights_can_do_it_there_are_none(
    what: str, answers: list[list[int]], rows: list[float], columns: list[float]
) -> None:
    assert rake(answers, rows, columns) is None, what


@pytest.mark.parametrize(
    ("population", "sample"),
    [(0, 0), (1, 1), (10, 10), (100, 80), (200, 132), (500, 217), (1000, 278), (2500, 333), (10_000, 370),
     (75_000, 382), (1_000_000, 384)],
)  # fmt: skip
def test_sample_sizes_of_the_published_table(population: int, sample: int) -> None:
    """Krejcie and Morgan 1970, table 1; for 2,500 their formula gives 333."""
    assert krejcie_morgan(population) == sample


@pytest.mark.parametrize(("before", "after", "answers"), [(0.8, 0.7, 294), (0.8, 0.6, 82), (0.8, 0.75, 1094)])
def test_answers_to_see_the_printed_moves(before: float, after: float, answers: int) -> None:
    assert answers_to_see(before, after) == answers


@settings(max_examples=40)
@given(st.floats(0.1, 0.9), st.floats(0.1, 0.9), st.floats(0.6, 0.95))
def test_answers_to_see_a_move_equal_statsmodels(before: float, after: float, power: float) -> None:
    assume(abs(before - after) > 0.02)
    exact = samplesize_proportions_2indep_onetail(before - after, after, power, alpha=0.05, alternative="two-sided")
    assert answers_to_see(before, after, power) == pytest.approx(exact + 0.5, abs=0.5 + 1e-6)


def test_visits_of_one_facility_are_a_cluster() -> None:
    assert cluster_deff(1, 0.3) == 1
    assert cluster_deff(21, 0.05) == pytest.approx(2.0)
