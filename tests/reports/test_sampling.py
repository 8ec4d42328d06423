"""Who is asked is drawn at random, evenly, and again the same from the same seed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reports.sampling import chance, draw, is_drawn, priority

SEEDS = st.text(st.characters(codec="ascii"), min_size=1, max_size=32)
REFERENCES = st.sets(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), max_size=60)


@pytest.mark.parametrize("seed", ["a", "b5c1", "95d2da39c3f8c8d40f9fdf3d9eb580d1"])
def test_priorities_are_uniform_over_references_that_count_up(seed: str) -> None:
    bins = [0] * 20
    for n in range(20_000):
        bins[int(priority(seed, f"T-{n}") * 20)] += 1
    assert stats.chisquare(bins).pvalue > 0.001


def test_every_visit_is_drawn_as_often_as_every_other_whatever_the_seed() -> None:
    references = [f"T-{n}" for n in range(25)]
    times = dict.fromkeys(references, 0)
    for seed in range(2_000):
        for reference in draw(str(seed), references, 5).chosen:
            times[reference] += 1
    assert sum(times.values()) == 5 * 2_000
    # Draws without replacement vary by the factor 1 - 5/25 less than independent ones would.
    spread = sum((count - 400) ** 2 / 400 for count in times.values()) / (1 - 5 / 25)
    assert 0.001 < stats.chi2.sf(spread, 24) < 0.999


@given(SEEDS, REFERENCES, st.integers(-3, 70), st.randoms())
def test_the_same_seed_draws_the_same_whatever_the_order(seed: str, references: set[str], room: int, luck: object) -> None:
    shuffled = sorted(references, key=lambda _: luck.random())  # type: ignore[attr-defined]
    assert draw(seed, shuffled, room) == draw(seed, sorted(references), room)


@given(SEEDS, REFERENCES, st.integers(-3, 70))
def test_no_more_are_drawn_than_there_is_room_and_all_where_there_are_fewer(seed: str, references: set[str], room: int) -> None:
    drawn = draw(seed, references, room)
    assert drawn.chosen <= references
    assert len(drawn.chosen) == min(max(0, room), len(references))
    assert drawn.probability * len(references) == pytest.approx(len(drawn.chosen))


@given(SEEDS, REFERENCES, st.integers(0, 30))
def test_a_larger_target_draws_the_same_people_and_more(seed: str, references: set[str], room: int) -> None:
    assert draw(seed, references, room).chosen <= draw(seed, references, room + 5).chosen


def test_another_seed_draws_others() -> None:
    references = [f"T-{n}" for n in range(200)]
    assert draw("one", references, 20).chosen != draw("two", references, 20).chosen


@pytest.mark.parametrize(
    ("target", "drawn", "expected", "probability"),
    [(20, 0, 0, 1), (20, 0, 10, 1), (20, 19, 400, 0.05), (20, 20, 400, 0), (20, 21, 0, 0), (20, 3, 40, 0.5)],
)
def test_a_visit_that_comes_alone_is_drawn_against_what_is_expected(
    target: int, drawn: int, expected: float, probability: float
) -> None:
    assert chance(target, drawn, expected) == probability


def test_visits_that_come_alone_are_drawn_about_as_often_as_their_probability_says() -> None:
    drawn = sum(is_drawn("seed", f"T-{n}", 0.2) for n in range(10_000))
    assert stats.binomtest(drawn, 10_000, 0.2).pvalue > 0.001
    assert not any(is_drawn("seed", f"T-{n}", 0.0) for n in range(100))
    assert all(is_drawn("seed", f"T-{n}", 1.0) for n in range(100))
