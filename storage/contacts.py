"""Contacts: the only place where a phone number is kept, sealed.

A number is sealed with AES-256-GCM under a key that has an id, so that several may live at once and an old one be retired. It
is found again by an HMAC-SHA-256 under another key: a plain hash of some 10⁹ possible numbers is reversed in seconds. What
outlives a number that was forgotten is in ``storage.tombstones``: the next list of visits does not wake who asked for no texts.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.prepared import Prepared
from storage.tables import contacts, tombstones
from storage.unit import Overtaken, Unit

KEY_BYTES = 32
_NONCE_BYTES = 12


class Unsealable(Exception):
    """A sealed number cannot be opened: its key is missing, is another one, or the row was tampered with."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, known by an id that says nothing about them."""

    id: int
    opted_out: bool
    """They asked never to be texted."""


class Vault:
    """Seals and finds numbers. Each key is 32 random bytes; ``current_key`` is the id of the one that seals from now on."""

    def __init__(self, number_keys: Mapping[str, bytes], current_key: str, index_key: bytes) -> None:
        if any(len(key) != KEY_BYTES for key in (*number_keys.values(), index_key)):
            raise ValueError(f"a key of the vault is not {KEY_BYTES} bytes long")
        if current_key not in number_keys:
            raise ValueError(f"the current key {current_key!r} is not among the number keys")
        if index_key in number_keys.values():
            raise ValueError("the index key also seals numbers: they must be different keys")
        self._ciphers = {key_id: AESGCM(key) for key_id, key in number_keys.items()}
        self._index_key = index_key
        self.current_key = current_key

    def __repr__(self) -> str:
        return f"Vault(current_key={self.current_key!r})"

    def index(self, number: str) -> bytes:
        """The 32 bytes by which a number is found again; equal for equal numbers, and telling nothing else."""
        return hmac.digest(self._index_key, number.encode(), hashlib.sha256)

    def seal(self, number: str) -> bytes:
        """Nonce and sealed number, bound to its own index: moved to another row, it does not open."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._ciphers[self.current_key].encrypt(nonce, number.encode(), _bound_to(self.index(number)))

    def open(self, key_id: str, sealed: bytes, index: bytes) -> str:
        """The number. Raises ``Unsealable``; never gives anything but what was sealed."""
        if (cipher := self._ciphers.get(key_id)) is None:
            raise Unsealable(f"the key {key_id!r}, under which a contact is sealed, is not in the vault")
        try:
            return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _bound_to(index)).decode()
        except InvalidTag:
            raise Unsealable(f"the key {key_id!r} does not open a contact sealed under that name") from None

    def seal_answer(self, number: str, contact_id: int) -> str:
        """A number that was given as an answer, as one word of letters and digits; it opens for this contact alone."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._ciphers[self.current_key].encrypt(nonce, number.encode(), _answered_by(contact_id))
        return f"{self.current_key}:{urlsafe_b64encode(sealed).decode()}"

    def open_answer(self, word: str, contact_id: int) -> str:
        """The number that :meth:`seal_answer` sealed. Raises ``Unsealable``; never gives anything but what was sealed."""
        key_id, _, letters = word.rpartition(":")
        if (cipher := self._ciphers.get(key_id)) is None:
            raise Unsealable(f"the key {key_id!r}, under which an answer is sealed, is not in the vault")
        try:
            sealed = urlsafe_b64decode(letters)
            return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _answered_by(contact_id)).decode()
        except (InvalidTag, ValueError):
            raise Unsealable(f"the key {key_id!r} does not open an answer sealed under that name") from None

    def seal_secret(self, secret: str, person_id: int) -> str:
        """The secret of a second factor, as one word of letters and digits; it opens for this person of the console alone."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._ciphers[self.current_key].encrypt(nonce, secret.encode(), _factor_of(person_id))
        return f"{self.current_key}:{urlsafe_b64encode(sealed).decode()}"

    def open_secret(self, word: str, person_id: int) -> str:
        """The secret that :meth:`seal_secret` sealed. Raises ``Unsealable``."""
        key_id, _, letters = word.rpartition(":")
        if (cipher := self._ciphers.get(key_id)) is None:
            raise Unsealable(f"the key {key_id!r}, under which a second factor is sealed, is not in the vault")
        try:
            sealed = urlsafe_b64decode(letters)
            return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _factor_of(person_id)).decode()
        except (InvalidTag, ValueError):
            raise Unsealable(f"the key {key_id!r} does not open a second factor sealed under that name") from None


def _bound_to(index: bytes) -> bytes:
    return b"contacts:" + index


def _answered_by(contact_id: int) -> bytes:
    return b"answers:%d" % contact_id


def _factor_of(person_id: int) -> bytes:
    return b"factors:%d" % person_id


def contact_of(u: Unit, vault: Vault, number: str, at_ms: int) -> Contact:
    """The contact of a number (E.164, or as it came if it is not valid), made if it is new; one even in a race.

    Nobody forgets them until this unit ends: what it writes for them is theirs. Raises ``Overtaken``.
    """
    return _looked_up_or_made(u, vault, number, at_ms, _KEPT_BY_INDEX)


def held_contact_of(u: Unit, vault: Vault, number: str, at_ms: int) -> Contact:
    """As :func:`contact_of`, and they are held as by :func:`lock`."""
    return _looked_up_or_made(u, vault, number, at_ms, _HELD_BY_INDEX)


def _looked_up_or_made(u: Unit, vault: Vault, number: str, at_ms: int, by_index: Prepared) -> Contact:
    index = vault.index(number)
    if (known := _contact(by_index.one(u.connection, number_index=index))) is not None:
        return known
    sealed = vault.seal(number)
    made = _NEW.one(
        u.connection, number_index=index, number_sealed=sealed, key_id=vault.current_key, created_at_ms=at_ms, erased=index
    )
    found = _contact(made or by_index.one(u.connection, number_index=index))
    if found is None:  # made by another, and forgotten, in this moment
        raise Overtaken("contacts: forgotten meanwhile")
    return found


def nobody(u: Unit) -> int:
    """The one contact without a number, to which belongs what belonged to people who were forgotten."""
    if (known := _BY_INDEX.one(u.connection, number_index=_NOBODY)) is None:
        _NEW.do(u.connection, number_index=_NOBODY, number_sealed=b"", key_id="", created_at_ms=0, erased=_NOBODY)
        known = _BY_INDEX.one(u.connection, number_index=_NOBODY)
    return _known(_contact(known)).id


def find(u: Unit, vault: Vault, number: str) -> Contact | None:
    """The contact of a number, or ``None`` if it was never heard of."""
    return _contact(_BY_INDEX.one(u.connection, number_index=vault.index(number)))


def find_held(u: Unit, vault: Vault, number: str) -> Contact | None:
    """As :func:`find`, and they are held as by :func:`lock`: whoever is being forgotten is found no more."""
    return _contact(_HELD_BY_INDEX.one(u.connection, number_index=vault.index(number)))


def by_id(u: Unit, contact_id: int) -> Contact:
    """The contact with this id. Raises ``LookupError``."""
    return _known(_contact(_BY_ID.one(u.connection, contact_id=contact_id)))


def number_of(u: Unit, vault: Vault, contact_id: int) -> str:
    """The number to send to. Raises ``Unsealable`` under a wrong key, and ``LookupError``."""
    row = u.connection.execute(
        select(contacts.c.key_id, contacts.c.number_sealed, contacts.c.number_index).where(contacts.c.id == contact_id)
    ).one_or_none()
    if row is None:
        raise LookupError(f"no contact {contact_id}")
    return vault.open(row.key_id, bytes(row.number_sealed), bytes(row.number_index))


def lock(u: Unit, contact_id: int) -> None:
    """Let nobody else change what becomes of a person's texts until this unit ends.

    Whoever needs it takes it before any text is changed, so that two of them never wait for each other.
    """
    _LOCK.one(u.connection, contact_id=contact_id)


def lock_many(u: Unit, contact_ids: Collection[int]) -> None:
    """As :func:`lock` for several people, in the one order in which everybody takes them."""
    people = select(contacts.c.id).where(contacts.c.id.in_(contact_ids)).order_by(contacts.c.id)
    u.connection.execute(people.with_for_update(key_share=True)).all()


def numbers_of(u: Unit, vault: Vault, contact_ids: Collection[int]) -> dict[int, str | None]:
    """The numbers of people: empty where they were forgotten, ``None`` where a number cannot be opened here."""
    c = contacts.c
    found = select(c.id, c.key_id, c.number_sealed, c.number_index).where(c.id.in_(contact_ids))
    return {contact_id: _opened(vault, *sealed) for contact_id, *sealed in u.connection.execute(found)}


def _opened(vault: Vault, key_id: str, sealed: bytes, index: bytes) -> str | None:
    if not sealed:
        return ""
    try:
        return vault.open(key_id, bytes(sealed), bytes(index))
    except Unsealable:
        return None


def has_number(u: Unit, contact_id: int) -> bool:
    """False of nobody, and of somebody who was forgotten."""
    found = u.connection.execute(select(contacts.c.number_sealed).where(contacts.c.id == contact_id)).scalar_one_or_none()
    return bool(found)


def forget_later(u: Unit, contact_id: int, at_ms: int) -> None:
    """They are to be forgotten at ``at_ms``, whatever else would keep their number."""
    u.connection.execute(update(contacts).where(contacts.c.id == contact_id).values(forget_at_ms=at_ms))


def opt(u: Unit, contact_id: int, out_at_ms: int | None) -> None:
    """They asked never to be texted, first at ``out_at_ms``; ``None`` lifts that, also where it outlived a forgotten number."""
    at_ms = None if out_at_ms is None else func.coalesce(contacts.c.opted_out_at_ms, out_at_ms)
    u.connection.execute(update(contacts).where(contacts.c.id == contact_id).values(opted_out_at_ms=at_ms))
    if out_at_ms is None:
        theirs = select(contacts.c.number_index).where(contacts.c.id == contact_id).scalar_subquery()
        u.connection.execute(update(tombstones).where(tombstones.c.number_index == theirs).values(opted_out_at_ms=None))


_NOBODY = b""

_OUTLIVED = select(tombstones.c.opted_out_at_ms).where(tombstones.c.number_index == bindparam("erased")).scalar_subquery()
_NEW_VALUES: dict[str, Any] = {name: bindparam(name) for name in ("number_index", "number_sealed", "key_id", "created_at_ms")}
# PostgreSQL's class of INSERT: SQLite took its ON CONFLICT clause over, and SQLAlchemy renders it for both.
_NEW = Prepared(
    insert(contacts)
    .values(**_NEW_VALUES, opted_out_at_ms=_OUTLIVED)
    .on_conflict_do_nothing(index_elements=("number_index",))
    .returning(contacts.c.id, contacts.c.opted_out_at_ms)
)

_CONTACT = select(contacts.c.id, contacts.c.opted_out_at_ms)
_BY_INDEX = Prepared(_CONTACT.where(contacts.c.number_index == bindparam("number_index")))
# Whoever is forgotten loses their index: of two that meet, the later one finds nobody, and makes them anew.
_KEPT_BY_INDEX = Prepared(
    _CONTACT.where(contacts.c.number_index == bindparam("number_index")).with_for_update(read=True, key_share=True)
)
_HELD_BY_INDEX = Prepared(_CONTACT.where(contacts.c.number_index == bindparam("number_index")).with_for_update(key_share=True))
_BY_ID = Prepared(_CONTACT.where(contacts.c.id == bindparam("contact_id")))
# A text may still be queued meanwhile: that only asks that the contact's key stays. SQLite's whole unit is a lock already.
_LOCK = Prepared(select(contacts.c.id).where(contacts.c.id == bindparam("contact_id")).with_for_update(key_share=True))


def _contact(row: tuple[int, int | None] | None) -> Contact | None:
    return None if row is None else Contact(row[0], row[1] is not None)


def _known(contact: Contact | None) -> Contact:
    if contact is None:
        raise LookupError("no such contact")
    return contact
