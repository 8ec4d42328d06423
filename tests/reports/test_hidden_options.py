"""Which options of a question may not be printed, so that none is given back by the others."""

from __future__ import annotations

import pytest

from reports.suppress import CELL, SECONDARY, hide_options


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 20, "b": 30, "c": 0}, {}),
        ({"a": 20, "b": 4, "c": 9}, {"b": CELL, "c": SECONDARY}),
        ({"a": 20, "b": 4, "c": 0}, {"b": CELL, "a": SECONDARY}),
        ({"a": 20, "b": 4, "c": 1}, {"b": CELL, "c": CELL}),
        ({"a": 5, "b": 5, "c": 5}, {}),
    ],
)
def test_small_options(counts: dict[str, int], hidden: dict[str, str]) -> None:
    assert hide_options(counts) == hidden


def test_a_side_with_a_printed_sum_hides_its_own_second() -> None:
    counts = {"1": 3, "2": 20, "3": 8, "4": 30, "5": 60}
    assert hide_options(counts, [("4", "5"), ("1", "2")]) == {"1": CELL, "2": SECONDARY}
