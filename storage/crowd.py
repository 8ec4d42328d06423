"""The contacts of many numbers at once, for lists of thousands: a few statements for each thousand of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from storage.contacts import Vault
from storage.tables import contacts, tombstones
from storage.unit import Overtaken, Unit


@dataclass(frozen=True, slots=True)
class Member:
    """What a draw has to know of a contact."""

    id: int
    opted_out: bool
    is_tester: bool


def members(u: Unit, vault: Vault, numbers: Iterable[str], at_ms: int) -> dict[str, Member]:
    """The contact of each number (E.164), made if it is new; one even in a race.

    Who was forgotten after they had asked for no more texts comes back with that wish. Nobody forgets any of them until this
    unit ends. At most some thousand numbers. Raises ``Overtaken``.
    """
    indexes = {vault.index(number): number for number in set(numbers)}
    found = _found(u, indexes, _KEEP)
    if new := sorted(indexes.keys() - found.keys()):  # in one order, so that two lists never wait for each other
        u.connection.execute(_INSERT, [_row(vault, index, indexes[index], at_ms) for index in new])
        found |= _found(u, new, _KEEP)
    if len(found) < len(indexes):  # made by another, and forgotten, in this moment
        raise Overtaken("contacts: forgotten meanwhile")
    return {indexes[index]: member for index, member in found.items()}


def known(u: Unit, vault: Vault, numbers: Iterable[str]) -> dict[str, Member]:
    """The contacts of those numbers that were heard of before."""
    indexes = {vault.index(number): number for number in set(numbers)}
    return {indexes[index]: member for index, member in _found(u, indexes, _FIND).items()}


def _row(vault: Vault, index: bytes, number: str, at_ms: int) -> dict[str, object]:
    sealed = vault.seal(number)
    return {"index": index, "sealed": sealed, "key": vault.current_key, "at": at_ms}


def _found(u: Unit, indexes: Iterable[bytes], wanted: Select[Any]) -> dict[bytes, Member]:
    rows = u.connection.execute(wanted, {"indexes": list(indexes)})
    return {bytes(index): Member(id, out is not None, bool(tester)) for index, id, out, tester in rows}


_FIND = select(contacts.c.number_index, contacts.c.id, contacts.c.opted_out_at_ms, contacts.c.is_tester).where(
    contacts.c.number_index.in_(bindparam("indexes", expanding=True))
)
# As in storage.contacts: whoever is being forgotten is waited for, and then found no more.
_KEEP = _FIND.order_by(contacts.c.number_index).with_for_update(read=True, key_share=True)
_WISH = select(tombstones.c.opted_out_at_ms).where(tombstones.c.number_index == bindparam("index")).scalar_subquery()
_INSERT = (
    insert(contacts)
    .values(
        number_index=bindparam("index"), number_sealed=bindparam("sealed"), key_id=bindparam("key"),
        created_at_ms=bindparam("at"), opted_out_at_ms=_WISH,
    )
    .on_conflict_do_nothing(index_elements=["number_index"])
)  # fmt: skip
