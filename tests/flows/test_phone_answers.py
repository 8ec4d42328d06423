"""A phone number as an answer: which words mean this number, and what is handed on of one that is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.phone_answers import means_own, read_phone
from flows.words import TEXTS

LABELS = tuple(texts["this_phone"] for texts in TEXTS.values())


class Seals:
    """Knows its own number, and seals whatever it is given."""

    def __init__(self, own: str | None = "sealed own") -> None:
        self._own = own

    def own(self) -> str | None:
        return self._own

    def read(self, said: str) -> str | None:
        return f"sealed {said}"


@pytest.mark.parametrize(
    "said",
    [
        "1",
        " 1 ",
        "1.",
        "១",
        "1 This number",
        "1 this",
        "this number",
        "This",
        "nambari hii",
        "NOMORO ENA",
        "លេខនេះ",
        "ce numéro",
    ],
)
def test_the_key_and_the_words_mean_this_number(said: str) -> None:
    assert read_phone(said, Seals(), LABELS) == "sealed own"


@pytest.mark.parametrize("said", ["1", "This number"])
def test_a_number_that_is_not_known_is_unclear(said: str) -> None:
    assert read_phone(said, Seals(own=None), LABELS) is None


@pytest.mark.parametrize(
    ("said", "handed_on"),
    [
        ("5812 3456", "5812 3456"),
        ("+266 5812 3456", "+266 5812 3456"),
        ("00266-5812-3456", "00266-5812-3456"),
        ("(058) 123 456", "(058) 123 456"),
        ("+266–5812–3456", "+266-5812-3456"),
        ("៥៨១២៣៤៥៦", "58123456"),
        ("\u202a+26658123456\u202c", "+26658123456"),
        ("1234", "1234"),
    ],
)
def test_a_typed_number_is_handed_on_in_plain_signs(said: str, handed_on: str) -> None:
    assert read_phone(said, Seals(), LABELS) == f"sealed {handed_on}"


@pytest.mark.parametrize(
    "said", ["", "2", "no", "th", "1 other", "my number is 58123456", "58123456 or 58123457", "5" * 41, "+", "1x"]
)
def test_anything_else_is_unclear(said: str) -> None:
    assert read_phone(said, Seals(), LABELS) is None


@given(st.text(max_size=60))
def test_only_signs_of_numbers_are_handed_on(said: str) -> None:
    sealed = read_phone(said, Seals(), LABELS)
    if not means_own(said, LABELS) and sealed is not None:
        assert set(sealed.removeprefix("sealed ")) <= set("+0123456789 ()./-")
