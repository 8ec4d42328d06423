"""Did you mean."""

import pytest

from flows.reading.nearest import distance, nearest


@pytest.mark.parametrize(
    ("a", "b", "steps"),
    [("ask", "ask", 0), ("ask", "aks", 1), ("answer", "anser", 1), ("tries", "trys", 2), ("abc", "xyz", 3), ("", "ab", 2)],
)
def test_distance_counts_letters_changed_added_left_out_or_swapped(a: str, b: str, steps: int) -> None:
    assert distance(a, b, 4) == distance(b, a, 4) == steps


def test_the_distance_is_not_followed_beyond_its_limit() -> None:
    assert distance("a" * 50, "b" * 50, 2) == 3


@pytest.mark.parametrize(
    ("word", "guess"),
    [("onlyif", "only if"), ("titel", "title"), ("aks", "ask"), ("xx", ""), ("asks on sms", "ask on sms"), ("colour", "")],
)
def test_a_short_word_may_be_one_letter_off_a_longer_one_two(word: str, guess: str) -> None:
    assert nearest(word, ("only if", "title", "ask", "ask on sms")) == guess


def test_the_first_place_with_a_near_word_decides() -> None:
    assert nearest("form", ("from",), ("form",)) == "from"
    assert nearest("zzzzzz", ("from",), ("form",)) == ""
