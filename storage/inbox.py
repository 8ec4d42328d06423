"""Texts that came in, once each. A repeat is told by the provider's id, which a unique key keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select, update

from storage.once import insert_once
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
    at_ms: int,
) -> int | None:
    """The id of a text stored now, or ``None`` if this provider id came before: then there is nothing more to do.

    ``sender`` is an operator's name, never a number: a number has a ``contact_id``. ``error`` is the kind of fault of a
    quarantined text, never its words.
    """
    values = {
        "channel": channel, "provider_id": provider_id, "contact_id": contact_id, "sender": sender, "code": code, "text": text,
        "provider_date": provider_date, "network_code": network_code, "link_id": link_id, "cost": cost, "state": state,
        "error": error, "session_id": session_id, "received_at_ms": at_ms,
    }  # fmt: skip
    return insert_once(u, inbox, ("channel", "provider_id"), values)


def settle(u: Unit, inbox_id: int, state: InboxState, *, session_id: int | None = None, error: str = "") -> None:
    """What became of a text, and in which session it was heard."""
    values = {"state": state, "session_id": session_id, "error": error}
    u.connection.execute(update(inbox).where(inbox.c.id == inbox_id).values(values))


def get(u: Unit, inbox_id: int) -> Received | None:
    """A text by its id."""
    row = u.connection.execute(select(*_RECEIVED).where(inbox.c.id == inbox_id)).one_or_none()
    return None if row is None else Received(*row)


_RECEIVED = tuple(inbox.c[name] for name in Received.__dataclass_fields__)
