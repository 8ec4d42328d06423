"""Numbers and codes: two spellings of one are one, and nobody's number loses a digit."""

from __future__ import annotations

import pytest

from gateway import numbers


@pytest.mark.parametrize(
    ("raw", "country", "known_as"),
    [
        ("+26658123456", "LS", "+26658123456"),
        ("26658123456", "LS", "+26658123456"),
        ("58123456", "LS", "+26658123456"),
        ("0722000001", "KE", "+254722000001"),
        ("254722000001", "KE", "+254722000001"),
        ("254722000001", "LS", "+254722000001"),
        ("+254 722 000 001", "LS", "+254722000001"),
        ("+254000000001", "KE", "+254000000001"),
        ("0722000001", "LS", "0722000001"),
        ("MTN", "KE", "MTN"),
        ("", "KE", ""),
    ],
)
def test_a_person_is_known_by_a_valid_number_or_by_what_came(raw: str, country: str, known_as: str) -> None:
    assert numbers.identity(raw, country) == known_as


def test_spellings_of_one_number_have_the_same_digits() -> None:
    code = numbers.calling_code("KE")
    spellings = ["+254722000001", "254722000001", "0722000001", "00254722000001", "+254 722 000 001"]
    assert {numbers.canonical(spelling, code) for spelling in spellings} == {"254722000001"}
    assert numbers.canonical("anything typed", code) == "anything typed"


@pytest.mark.parametrize(
    ("sender", "person"),
    [
        ("+26658123456", True),
        ("26658123456", True),
        ("5812 3456", True),
        ("MTN", False),
        ("40145", False),
        ("+40145", False),
        ("Bank123456789", False),
        ("", False),
        ("٠٧٢٢٠٠٠٠٠١", False),
    ],
)
def test_only_a_number_as_long_as_a_persons_is_answered(sender: str, person: bool) -> None:
    assert numbers.is_person(sender) is person


@pytest.mark.parametrize(
    ("raw", "served"),
    [("+26658123456", True), ("58123456", True), ("+254722000001", True), ("+447400123456", False), ("447400123456", False)],
)
def test_numbers_of_served_countries(raw: str, served: bool) -> None:
    assert numbers.is_of(raw, "LS", ("LS", "KE")) is served
    assert numbers.is_of(raw, "LS", ())


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("*120*45#", "*120*45#"),
        ("120*45", "*120*45#"),
        (" *120*45", "*120*45#"),
        ("120*45#", "*120*45#"),
        ("855", "*855#"),
        ("*120**45#", ""),
        ("", ""),
        ("*#", ""),
        ("*12a#", ""),
        ("*١٢٠#", ""),
    ],
)
def test_a_dial_code_has_one_spelling(raw: str, code: str) -> None:
    assert numbers.dial_code(raw) == code


@pytest.mark.parametrize(
    ("said", "country", "read"),
    [
        ("58123456", "LS", "+26658123456"),
        (" 5812 3456 ", "LS", "+26658123456"),
        ("(266) 5812-3456", "KE", "+26658123456"),
        ("0026658123456", "KE", "+26658123456"),
        ("+254 722 000 001", "LS", "+254722000001"),
        ("0722000001", "KE", "+254722000001"),
        ("0722000001", "LS", None),
        ("៥៨១២៣៤៥៦", "LS", "+26658123456"),
        ("5812345", "LS", None),
        ("+2665", "LS", None),
        ("+447400123456", "LS", None),
        ("call 58123456", "LS", None),
        ("58123456#", "LS", None),
        ("58123456 " * 9, "LS", None),
        ("", "LS", None),
        ("1", "LS", None),
    ],
)
def test_a_number_that_is_typed_is_read_if_it_is_valid_here_and_nothing_else_is(said: str, country: str, read: str) -> None:
    assert numbers.typed(said, country, {"LS", "KE", "KH"}) == read
