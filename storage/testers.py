"""Phones of the house: asked whatever the caps, and never counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from storage.prepared import Prepared
from storage.tables import contacts, sessions

if TYPE_CHECKING:
    from storage.unit import Unit

_IS_TESTER = Prepared(select(contacts.c.is_tester).where(contacts.c.id == bindparam("contact")))
_HELD_BY = Prepared(
    select(contacts.c.is_tester)
    .join(sessions, sessions.c.contact_id == contacts.c.id)
    .where(sessions.c.id == bindparam("session"))
)


def is_tester(u: Unit, contact_id: int) -> bool:
    """Whether a person's phone is one of the house."""
    row = _IS_TESTER.one(u.connection, contact=contact_id)
    return row is not None and bool(row[0])


def talked(u: Unit, session_id: int) -> bool:
    """Whether a conversation was held with a phone of the house."""
    row = _HELD_BY.one(u.connection, session=session_id)
    return row is not None and bool(row[0])


def mark(u: Unit, contact_id: int, is_tester: bool) -> bool:
    """Make a person's phone one of the house, or no longer. Says whether it was not so already."""
    other = (contacts.c.id == contact_id, contacts.c.is_tester.is_not(is_tester))
    return u.connection.execute(update(contacts).where(*other).values(is_tester=is_tester)).rowcount == 1


def everyone(u: Unit) -> list[int]:
    """The contacts of every phone of the house."""
    return list(u.connection.execute(select(contacts.c.id).where(contacts.c.is_tester).order_by(contacts.c.id)).scalars())
