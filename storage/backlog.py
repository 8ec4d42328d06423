"""Texts that nobody has asked for and that still wait to be sent: no more of them are queued than soon go out."""

from __future__ import annotations

from sqlalchemy import Connection, func, literal_column, select

from storage.tables import outbox

_UNASKED = outbox.c.kind.in_((literal_column("'invitation'"), literal_column("'reminder'")))
_IS_DUE = outbox.c.state == literal_column("'due'")


def unasked(c: Connection, channel: str, most: int) -> int:
    """How many invitations and reminders wait to go out by a channel; counted no further than ``most``."""
    waiting = select(outbox.c.id).where(outbox.c.channel == channel, _UNASKED, _IS_DUE).limit(most).subquery()
    return c.execute(select(func.count()).select_from(waiting)).scalar_one()


def state_of_newest(c: Connection, contact_id: int, session_id: int) -> str:
    """Where the newest text of a conversation is; empty if it has none."""
    of_session = (outbox.c.contact_id == contact_id, outbox.c.session_id == session_id)
    newest = select(outbox.c.state).where(*of_session).order_by(outbox.c.id.desc()).limit(1)
    return c.execute(newest).scalar_one_or_none() or ""
