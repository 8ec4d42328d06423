"""A number is kept once, sealed, and found again only with the keys."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kept import NUMBER, VAULT
from sqlalchemy import Engine, make_url, select, update

from storage import contacts
from storage.contacts import Contact, Unsealable, Vault
from storage.tables import contacts as table
from storage.unit import connect, reading, unit

INDEX_KEY = b"i" * 32


def kept(engine: Engine, number: str = NUMBER, vault: Vault = VAULT) -> Contact:
    with unit(engine) as u:
        contact = contacts.contact_of(u, vault, number, 1)
        u.commit()
    return contact


def opened(engine: Engine, contact_id: int, vault: Vault) -> str:
    with unit(engine) as u:
        return contacts.number_of(u, vault, contact_id)


@pytest.mark.parametrize("number", [NUMBER, "+855972345678", "0058", "MTN-ûber", ""])
def test_a_number_comes_back_as_it_was(engine: Engine, number: str) -> None:
    assert opened(engine, kept(engine, number).id, VAULT) == number


def test_one_number_is_one_contact_and_another_number_another(engine: Engine) -> None:
    assert kept(engine) == kept(engine)
    assert kept(engine).id != kept(engine, "+26658123457").id


def test_only_a_number_heard_of_is_found(engine: Engine) -> None:
    contact = kept(engine)
    with unit(engine) as u:
        assert contacts.find(u, VAULT, NUMBER) == contact
        assert contacts.find(u, VAULT, "+26658123457") is None
        assert contacts.by_id(u, contact.id) == contact
        with pytest.raises(LookupError):
            contacts.by_id(u, contact.id + 1)
        with pytest.raises(LookupError):
            contacts.number_of(u, VAULT, contact.id + 1)


def test_who_opts_out_stays_out_until_they_come_back(engine: Engine) -> None:
    contact = kept(engine)
    with unit(engine) as u:
        contacts.opt(u, contact.id, 500)
        contacts.opt(u, contact.id, 900)
        assert contacts.by_id(u, contact.id).opted_out
        assert u.connection.execute(select(table.c.opted_out_at_ms)).scalar_one() == 500
        contacts.opt(u, contact.id, None)
        assert not contacts.by_id(u, contact.id).opted_out


def test_numbers_sealed_under_an_old_key_open_while_it_is_in_the_vault(engine: Engine) -> None:
    old, new = os.urandom(32), os.urandom(32)
    contact = kept(engine, vault=Vault({"2025": old}, "2025", INDEX_KEY))
    both = Vault({"2025": old, "2026": new}, "2026", INDEX_KEY)
    later = kept(engine, "+26658123457", both)

    assert kept(engine, vault=both) == contact
    assert (opened(engine, contact.id, both), opened(engine, later.id, both)) == (NUMBER, "+26658123457")
    with pytest.raises(Unsealable, match="'2025'"):
        opened(engine, contact.id, Vault({"2026": new}, "2026", INDEX_KEY))


def test_a_wrong_key_fails_closed(engine: Engine) -> None:
    contact = kept(engine)
    with pytest.raises(Unsealable) as caught:
        opened(engine, contact.id, Vault({"first": os.urandom(32)}, "first", INDEX_KEY))
    assert NUMBER not in str(caught.value)


def test_a_sealed_number_moved_to_another_row_does_not_open(engine: Engine) -> None:
    one, other = kept(engine), kept(engine, "+26658123457")
    with unit(engine) as u:
        sealed = u.connection.execute(select(table.c.number_sealed).where(table.c.id == one.id)).scalar_one()
        u.connection.execute(update(table).where(table.c.id == other.id).values(number_sealed=sealed))
        with pytest.raises(Unsealable):
            contacts.number_of(u, VAULT, other.id)


def test_the_same_number_never_looks_the_same_sealed() -> None:
    assert VAULT.seal(NUMBER) != VAULT.seal(NUMBER)


def test_without_the_index_key_the_index_tells_nothing() -> None:
    other = Vault({"first": bytes(range(32))}, "first", b"j" * 32)
    assert VAULT.index(NUMBER) == VAULT.index(NUMBER)
    assert VAULT.index(NUMBER) != other.index(NUMBER)


@pytest.mark.parametrize(
    ("keys", "current", "index_key"),
    [
        pytest.param({"a": b"short"}, "a", INDEX_KEY, id="short key"),
        pytest.param({"a": bytes(32)}, "a", b"short", id="short index key"),
        pytest.param({"a": bytes(32)}, "b", INDEX_KEY, id="current key not there"),
        pytest.param({"a": INDEX_KEY}, "a", INDEX_KEY, id="one key for both"),
    ],
)
def test_a_vault_with_unfit_keys_is_not_made(keys: dict[str, bytes], current: str, index_key: bytes) -> None:
    with pytest.raises(ValueError, match="key"):
        Vault(keys, current, index_key)


def test_a_vault_does_not_show_its_keys() -> None:
    assert repr(VAULT) == "Vault(current_key='first')"


def test_no_number_lies_on_the_disk(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    numbers = [f"+2665812{n:04d}" for n in range(200)]
    for number in numbers:
        kept(engine, number)
    with reading(engine):  # open: the write-ahead log is still there
        files = [file.read_bytes() for file in Path(str(make_url(sqlite_url).database)).parent.glob("gateway.db*")]
        assert len(files) >= 2
        raw = b"".join(files)
    assert VAULT.index(numbers[0]) in raw
    assert not [n for n in numbers if n.encode() in raw or n[1:].encode() in raw or n[4:].encode() in raw]
    engine.dispose()


def test_a_number_given_as_an_answer_opens_for_its_contact_alone() -> None:
    word = VAULT.seal_answer(NUMBER, 7)
    assert NUMBER[1:] not in word
    assert VAULT.seal_answer(NUMBER, 7) != word
    assert VAULT.open_answer(word, 7) == NUMBER
    for other, contact_id in (
        (word, 8),
        (word[:-4] + "AAAA", 7),
        (word.replace("first", "second"), 7),
        ("first:x", 7),
        ("", 7),
    ):
        with pytest.raises(Unsealable):
            VAULT.open_answer(other, contact_id)
