"""How a person's conversations stood after each of their latest texts: who is told too often that nobody understands them."""

from __future__ import annotations

from sqlalchemy import select

from storage.tables import sessions, turns
from storage.unit import Unit


def after_texts(u: Unit, contact_id: int, since_ms: int, limit: int) -> list[tuple[int, str]]:
    """After each text of a person since an instant: the session and its state (``flows.state.State.dump``).

    The newest first, at most ``limit``.
    """
    found = (
        select(turns.c.session_id, turns.c.state)
        .join(sessions, sessions.c.id == turns.c.session_id)
        .where(sessions.c.contact_id == contact_id, turns.c.inbox_id.is_not(None), turns.c.at_ms > since_ms)
        .order_by(turns.c.at_ms.desc(), turns.c.n.desc())
        .limit(limit)
    )
    return [(session_id, state) for session_id, state in u.connection.execute(found)]
