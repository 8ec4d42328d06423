"""Whether somebody has been sent something: between two texts of theirs, or ever."""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam, exists, literal_column, select

from storage.prepared import Prepared
from storage.tables import outbox, sessions, visits
from storage.unit import Unit

_ONE: ColumnElement[int] = literal_column("1")
_WENT_OUT = Prepared(
    select(_ONE).where(
        exists().where(
            outbox.c.contact_id == bindparam("contact_id"),
            outbox.c.created_at_ms >= bindparam("since_ms"),
            outbox.c.claimed_at_ms <= bindparam("until_ms"),
        )
    )
)
_IS_KNOWN = Prepared(
    select(_ONE).where(
        exists().where(sessions.c.contact_id == bindparam("contact_id"))
        | exists().where(visits.c.contact_id == bindparam("contact_id"))
    )
)


def went_out(u: Unit, contact_id: int, since_ms: int, until_ms: int) -> bool:
    """Whether a text that was written to a person since one instant was on its way by another."""
    return _WENT_OUT.one(u.connection, contact_id=contact_id, since_ms=since_ms, until_ms=until_ms) is not None


def is_known(u: Unit, contact_id: int) -> bool:
    """Whether a person ever was in a conversation, or is on a ministry's list of visits."""
    return _IS_KNOWN.one(u.connection, contact_id=contact_id) is not None
