"""Responses: ended sessions as the reports see them, queued in the completing transaction and filed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from storage.tables import responses, sessions, turns

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Passage:
    """What a session's row says about whose survey it was."""

    session_id: int
    ministry: str
    survey: str
    version_id: int
    channel: str


def passage(u: Unit, session_id: int) -> Passage:
    """Whose survey a session went through. Raises ``sqlalchemy.exc.NoResultFound`` for an unknown session."""
    row = u.connection.execute(
        select(sessions.c.id, sessions.c.ministry, sessions.c.survey, sessions.c.version_id, sessions.c.channel).where(
            sessions.c.id == session_id
        )
    ).one()
    return Passage(row.id, row.ministry, row.survey, row.version_id, row.channel)


def states(u: Unit, session_id: int) -> list[str]:
    """Every stored state of a session as text, newest first."""
    found = u.connection.execute(select(turns.c.state).where(turns.c.session_id == session_id).order_by(turns.c.n.desc()))
    return list(found.scalars())


def queue(u: Unit, passage: Passage, *, language: str, local_day: date, ended: str, left_at: str, at_ms: int) -> None:
    """Put an ended session on the queue for the night. Once per session: a second row is refused by the primary key."""
    u.connection.execute(
        insert(responses).values(
            session_id=passage.session_id,
            ministry=passage.ministry,
            survey=passage.survey,
            version_id=passage.version_id,
            service=passage.survey,
            channel=passage.channel,
            language=language,
            local_day=local_day,
            ended=ended,
            left_at=left_at,
            queued_at_ms=at_ms,
        )
    )
