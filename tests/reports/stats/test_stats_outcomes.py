"""Rates, grades, places, readers, words and integrity: tables, and second implementations where there are any."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from reports.stats.agreement import kappa
from reports.stats.integrity import bursts, closing, halves, repeated
from reports.stats.outcomes import Outcomes, Rates, break_off, completion, grade, rates
from reports.stats.places import Excess, excess_negative
from reports.stats.words import distinctive

X_OF_N = st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
MINUTE = 60_000


def test_rates_of_a_thousand_invitations() -> None:
    found = rates(Outcomes(complete=180, partial=60, refusal=40, no_contact=600, other=20, unknown=100))
    assert found == Rates(rr1=0.18, rr2=0.24, coop1=0.6, ref1=0.04, con1=0.3)


def test_rates_of_nobody_and_of_nobody_reached() -> None:
    assert rates(Outcomes()) == Rates(None, None, None, None, None)
    assert rates(Outcomes(unknown=120)) == Rates(0.0, 0.0, None, 0.0, 0.0)


def test_where_people_leave() -> None:
    assert completion(60, 30, 10) == 0.6
    assert break_off(88, 100) == 0.12
    assert completion(0, 0, 0) is break_off(0, 0) is None
    assert (break_off(5, 5), break_off(0, 5)) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("n", "rr2", "deff", "letter"),
    [
        (0, None, 1.0, ""), (9, 0.9, 1.0, ""), (10, 0.9, 1.0, "C"), (29, 0.9, 1.0, "C"), (30, 0.9, 1.0, "B"),
        (99, 0.9, 1.0, "B"),
        (100, 0.9, 1.0, "A"), (100, 0.20, 1.0, "A"), (100, 0.1999, 1.0, "B"), (100, 0.08, 1.0, "B"), (100, 0.0799, 1.0, "C"),
        (100, 0.2, 1.4999, "A"), (100, 0.2, 1.5, "B"), (100, 0.2, 2.0, "B"), (100, 0.2, 2.0001, "C"), (10_000, None, 1.0, "C"),
    ],
)  # fmt: skip
def test_how_far_a_figure_can_be_trusted(n: int, rr2: float | None, deff: float, letter: str) -> None:
    assert grade(n, rr2, deff) == letter
    assert grade(n, rr2, deff, self_selected=True) == (letter and "C")


@settings(max_examples=40)
@given(st.lists(X_OF_N, min_size=1, max_size=20))
def test_excess_equals_that_of_numpy(counts: list[tuple[int, int]]) -> None:
    found = excess_negative(counts)
    x, n = np.array(counts, dtype=float).T
    if n.sum() == 0:
        assert found is None
    else:
        assert found is not None
        beyond = np.maximum(0, x - n * (x.sum() / n.sum()))
        assert found.places == pytest.approx(beyond.tolist(), abs=1e-9)
        assert found.total == pytest.approx(beyond.sum(), abs=1e-9)


def test_excess_by_hand() -> None:
    """Three in ten are negative: the first place has four more than its share, the second two, the third is better."""
    assert excess_negative([(16, 40), (8, 20), (0, 20), (0, 0)]) == Excess(0.3, (4.0, 2.0, 0.0, 0.0), 6.0)
    assert excess_negative([(1, 10), (3, 30)]) == Excess(0.1, (0.0, 0.0), 0.0)
    assert excess_negative([]) is excess_negative([(0, 0)]) is None


CODES = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=60)


@settings(max_examples=40)
@given(CODES)
def test_kappa_equals_statsmodels(pairs: list[tuple[str, str]]) -> None:
    table = np.zeros((3, 3))
    for one, other in pairs:
        table["abc".index(one), "abc".index(other)] += 1
    ours = kappa([one for one, _ in pairs], [other for _, other in pairs])
    if len({code for pair in pairs for code in pair}) == 1:
        assert ours is None
    else:
        assert ours == pytest.approx(cohens_kappa(table, return_results=False), abs=1e-9)


def test_kappa_by_hand() -> None:
    """Of 50 texts 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: p_o 0.7, p_e 0.5, κ 0.4."""
    first = [True] * 25 + [False] * 25
    second = [True] * 20 + [False] * 5 + [True] * 10 + [False] * 15
    assert kappa(first, second) == pytest.approx(0.4)
    assert kappa([], []) is None
    with pytest.raises(ValueError, match="shorter"):
        kappa(["a", "b"], ["a"])


COUNTED = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 50), max_size=8)


@settings(max_examples=40)
@given(COUNTED, COUNTED, st.floats(0.5, 500))
def test_distinctive_words_equal_numpys(now: dict[str, int], before: dict[str, int], prior: float) -> None:
    words = sorted(word for word in {*now, *before} if now.get(word, 0) + before.get(word, 0))
    found = distinctive(now, before, prior)
    assert list(found) == words
    if len(words) > 1:
        y = np.array([[counts.get(word, 0) for word in words] for counts in (now, before)], dtype=float)
        alpha = prior * y.sum(axis=0) / y.sum()
        odds = np.log((y + alpha) / (y.sum(axis=1, keepdims=True) + prior - y - alpha))
        theirs = (odds[0] - odds[1]) / np.sqrt((1 / (y + alpha)).sum(axis=0))
        assert list(found.values()) == pytest.approx(theirs.tolist(), abs=1e-9)


def test_distinctive_words_by_hand() -> None:
    """Sixty words each time; queue 30 then 10, clean 30 then 50; α₀ 12 makes α 4 and 8."""
    found = distinctive({"queue": 30, "clean": 30}, {"queue": 10, "clean": 50}, 12)
    odds = log(34 / 38) - log(14 / 58)
    assert found["queue"] == pytest.approx(odds / sqrt(1 / 34 + 1 / 14))
    assert found["clean"] == pytest.approx(-odds / sqrt(1 / 38 + 1 / 58))


def test_equal_windows_and_a_single_word_set_nothing_apart() -> None:
    assert distinctive({"a": 5, "b": 3}, {"a": 5, "b": 3}, 10) == pytest.approx({"a": 0, "b": 0})
    assert distinctive({"a": 5}, {"a": 50}, 10) == {"a": 0.0}
    assert distinctive({}, {}, 10) == distinctive({"a": 0}, {}, 10) == {}


@pytest.mark.parametrize(
    ("batches", "part"),
    [
        ([], (0, 0)), ([[]], (0, 0)), ([[0]], (0, 1)), ([[0, 2 * MINUTE]], (2, 2)), ([[0, 2 * MINUTE + 1]], (0, 2)),
        ([[0], [1]], (0, 2)), ([[9 * MINUTE, 0, MINUTE, 20 * MINUTE, 8 * MINUTE]], (4, 5)),
    ],
)  # fmt: skip
def test_answers_of_a_batch_that_come_together(batches: list[list[int]], part: tuple[int, int]) -> None:
    assert bursts(batches) == part


def test_numbers_that_occur_more_than_once() -> None:
    assert repeated(["a", "b", "a", "c", "a", "b"]) == (5, 6)
    assert repeated([]) == (0, 0)


def test_answers_before_closing() -> None:
    assert closing([929, 930, 959, 960, 600], 960) == (2, 5)
    assert closing([], 960) == (0, 0)


def test_halves_of_the_loaded_numbers() -> None:
    assert halves([True, True, False, False, True]) == ((2, 2), (1, 3))
    assert halves([]) == ((0, 0), (0, 0))
