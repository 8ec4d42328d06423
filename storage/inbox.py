"""Texts that came in, once each. A repeat is told by the provider's id, which a unique key keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import bindparam, func, select, update

from storage.once import insert_once
from storage.prepared import Prepared
from storage.tables import inbox
from storage.unit import Unit

InboxState = Literal["heard", "unanswered", "quarantined"]
"""Understood as part of a conversation; kept, but nothing was said to it; kept aside because it broke something."""


@dataclass(frozen=True, slots=True)
class Received:
    """A text as it was stored."""

    id: int
    channel: str
    provider_id: str
    contact_id: int | None
    sender: str | None
    code: str
    text: str
    link_id: str | None
    state: InboxState
    error: str
    session_id: int | None
    received_at_ms: int


def receive(
    u: Unit,
    *,
    channel: str,
    provider_id: str,
    contact_id: int | None,
    sender: str | None = None,
    code: str,
    text: str,
    provider_date: str = "",
    network_code: str | None = None,
    link_id: str | None = None,
    cost: str | None = None,
    state: InboxState,
    error: str = "",
    session_id: int | None = None,
    is_late: bool = False,
    content_mac: bytes | None = None,
    at_ms: int,
) -> int | None:
    """The id of a text stored now, or ``None`` if this provider id came before: then there is nothing more to do.

    ``sender`` is an operator's name, never a number: a number has a ``contact_id``. ``error`` is the kind of fault of a
    quarantined text, never its words. ``content_mac`` is a keyed digest of what was written.
    """
    values = {
        "channel": channel, "provider_id": provider_id, "contact_id": contact_id, "sender": sender, "code": code, "text": text,
        "provider_date": provider_date, "network_code": network_code, "link_id": link_id, "cost": cost, "state": state,
        "error": error, "session_id": session_id, "is_late": is_late, "content_mac": content_mac, "received_at_ms": at_ms,
    }  # fmt: skip
    return insert_once(u, inbox, ("channel", "provider_id"), values)


def settle(u: Unit, inbox_id: int, state: InboxState, *, session_id: int | None = None, error: str = "") -> None:
    """What became of a text, and in which session it was heard."""
    values = {"state": state, "session_id": session_id, "error": error}
    u.connection.execute(update(inbox).where(inbox.c.id == inbox_id).values(values))


@dataclass(frozen=True, slots=True)
class Earlier:
    """A text of the same person that came before."""

    provider_id: str
    code: str
    content_mac: bytes | None
    provider_date: str
    received_at_ms: int


def last_of(u: Unit, contact_id: int) -> Earlier | None:
    """The text of a person that came last, if one did; of those that came in time."""
    row = _LAST.one(u.connection, contact_id=contact_id)
    return None if row is None else _earlier(row)


def alike(u: Unit, contact_id: int, code: str, content_mac: bytes, since_ms: int) -> list[Earlier]:
    """Texts of a person with the same words to the same code, received since an instant, oldest first."""
    rows = _ALIKE.all(u.connection, contact_id=contact_id, code=code, content_mac=content_mac, since_ms=since_ms)
    return [_earlier(row) for row in rows]


def forget_digests(u: Unit, before_ms: int, limit: int) -> int:
    """Let go of the digests of texts received before an instant, at most ``limit``; returns of how many."""
    old = select(inbox.c.id).where(inbox.c.content_mac.is_not(None), inbox.c.received_at_ms < before_ms)
    chosen = old.order_by(inbox.c.received_at_ms).limit(limit).scalar_subquery()
    return u.connection.execute(update(inbox).where(inbox.c.id.in_(chosen)).values(content_mac=None)).rowcount


def _earlier(row: tuple[Any, ...]) -> Earlier:
    provider_id, code, content_mac, provider_date, received_at_ms = row
    return Earlier(provider_id, code, None if content_mac is None else bytes(content_mac), provider_date, received_at_ms)


_EARLIER = select(*(inbox.c[name] for name in Earlier.__dataclass_fields__)).where(
    inbox.c.contact_id == bindparam("contact_id")
)
_IN_TIME = (inbox.c.contact_id == bindparam("contact_id"), inbox.c.is_late.is_(False))
_newest = select(func.max(inbox.c.received_at_ms)).where(*_IN_TIME).scalar_subquery()
_LAST = Prepared(_EARLIER.where(*_IN_TIME, inbox.c.received_at_ms == _newest).order_by(inbox.c.id.desc()))
_ALIKE = Prepared(
    _EARLIER.where(
        inbox.c.received_at_ms >= bindparam("since_ms"),
        inbox.c.code == bindparam("code"),
        inbox.c.content_mac == bindparam("content_mac"),
    ).order_by(inbox.c.received_at_ms, inbox.c.id)
)


def get(u: Unit, inbox_id: int) -> Received | None:
    """A text by its id."""
    row = u.connection.execute(select(*_RECEIVED).where(inbox.c.id == inbox_id)).one_or_none()
    return None if row is None else Received(*row)


_RECEIVED = tuple(inbox.c[name] for name in Received.__dataclass_fields__)
