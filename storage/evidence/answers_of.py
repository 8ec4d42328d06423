"""Answers row by row, as they were filed: for those who are entitled to them, never for a report."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from storage.tables import answers, contacts, responses, sessions

if TYPE_CHECKING:
    from storage.unit import Unit

_AT_ONCE = 1000
"""Rows held in memory while answers are read."""


@dataclass(frozen=True, slots=True)
class FiledAnswer:
    """One answer of one conversation. ``number_index`` is that of the person; ``None`` where they were forgotten."""

    session_id: int
    number_index: bytes | None
    question: str
    value: str
    language: str
    answered_at_ms: int


def answers_of(u: Unit, ministry: str, versions: Collection[int], first: date, last: date) -> Iterator[FiledAnswer]:
    """What was answered to some versions of a survey on local days ``first`` to ``last``, conversation by conversation.

    Neither what is set aside (testers, children) nor what tells of danger is among it. Read in steps: any number of them.
    """
    r, a = responses.c, answers.c
    of = and_(a.ministry == r.ministry, a.local_day == r.local_day, a.session_id == r.session_id)
    query = (
        select(r.session_id, contacts.c.number_index, contacts.c.key_id, a.question, a.value, a.language, a.answered_at_ms)
        .join(answers, of)
        .join(sessions, sessions.c.id == r.session_id)
        .join(contacts, contacts.c.id == sessions.c.contact_id)
        .where(
            r.ministry == ministry, r.local_day.between(first, last), r.version_id.in_(sorted(versions)), r.set_aside == "",
            r.filed_at_ms.is_not(None), r.dangerous.is_(False), a.state == "answered", a.value.is_not(None),
        )
        .order_by(r.local_day, r.session_id, a.asked_at_ms, a.question)
    )  # fmt: skip
    rows = u.connection.execute(query.execution_options(yield_per=_AT_ONCE)) if versions else ()
    for session_id, index, key_id, question, value, language, at_ms in rows:
        yield FiledAnswer(session_id, bytes(index) if key_id else None, question, value, language, at_ms)
