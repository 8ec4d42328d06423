"""Options of topics that are told more strictly: 1 to 7 are hidden, all others to the nearest five."""

from __future__ import annotations

import pytest

from reports.suppress import CELL, SECONDARY, STRICT_CELL, coarse, hide_options


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 20, "b": 7, "c": 1, "d": 0}, {"b": STRICT_CELL, "c": STRICT_CELL}),
        ({"a": 20, "b": 8, "c": 0}, {}),
        ({"a": 20, "b": 7, "c": 30, "d": 0}, {"b": STRICT_CELL, "a": SECONDARY}),
    ],
)
def test_one_to_seven_are_hidden_and_zero_never_covers(counts: dict[str, int], hidden: dict[str, str]) -> None:
    assert hide_options(counts, strictly=True) == hidden


def test_several_hidden_ones_whose_sum_tells_each_hide_a_neighbour() -> None:
    assert hide_options({"a": 20, "b": 1, "c": 1, "d": 6}) == {"b": CELL, "c": CELL, "d": SECONDARY}
    assert hide_options({"a": 20, "b": 4, "c": 4, "d": 0}) == {"b": CELL, "c": CELL, "a": SECONDARY}
    assert hide_options({"a": 20, "b": 1, "c": 2}) == {"b": CELL, "c": CELL}


def test_other_topics_hide_one_to_four() -> None:
    assert hide_options({"a": 20, "b": 7, "c": 4, "d": 3}) == {"c": CELL, "d": CELL}


@pytest.mark.parametrize(("n", "printed"), [(0, 0), (8, 10), (12, 10), (13, 15), (15, 15), (17, 15), (18, 20), (1002, 1000)])
def test_counts_are_printed_to_the_nearest_five(n: int, printed: int) -> None:
    assert coarse(n) == printed
