"""Numbers as answers: the person's own or one that they type, sealed in either case, for the countries served."""

from __future__ import annotations

import pytest

from gateway.conversing.phones import PersonsPhones
from gateway.settings import load_settings
from storage.contacts import Vault

VAULT = Vault({"first": bytes(range(32))}, "first", b"i" * 32)
SETTINGS = load_settings({})
LESOTHO, KENYA = "+26658000001", "+254722000001"


def phones(number: str) -> PersonsPhones:
    return PersonsPhones(VAULT, SETTINGS, SETTINGS.channels["main"], number, 7)


def opened(word: str | None) -> str | None:
    return None if word is None else VAULT.open_answer(word, 7)


@pytest.mark.parametrize(
    ("number", "own"),
    [(LESOTHO, LESOTHO), ("26658000001", LESOTHO), ("58000001", LESOTHO), (KENYA, KENYA), ("MTN", None), ("40145", None)],
)
def test_this_number_is_the_one_they_call_from(number: str, own: str | None) -> None:
    assert opened(phones(number).own()) == own


@pytest.mark.parametrize(
    ("number", "said", "read"),
    [
        (LESOTHO, "5812 3456", "+26658123456"),
        (LESOTHO, "+254 722 000 002", "+254722000002"),
        (KENYA, "0722000002", "+254722000002"),
        (LESOTHO, "0722000002", None),
        ("MTN", "58123456", "+26658123456"),
        (LESOTHO, "+447400123456", None),
        (LESOTHO, "my sister's", None),
    ],
)
def test_a_typed_number_is_read_as_one_of_their_own_country(number: str, said: str, read: str | None) -> None:
    assert opened(phones(number).read(said)) == read


def test_nothing_that_is_handed_out_or_printed_holds_the_number() -> None:
    there = phones(LESOTHO)
    assert "58000001" not in f"{there!r} {there.own()} {there.read('58000001')}"
