"""Responses one by one, as they were filed, a report's day at a time: for whoever is entitled to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from storage.tables import answers, contacts, responses, sessions

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: its value as the survey names it, in words as they were redacted."""

    question: str
    value: str
    language: str
    answered_at_ms: int


@dataclass(frozen=True, slots=True)
class Filed:
    """One response. ``number_index`` is that of the person; ``None`` where they were forgotten."""

    session_id: int
    number_index: bytes | None
    version_id: int
    channel: str
    language: str
    finished: bool
    local_day: date
    answers: tuple[Given, ...]


def responses_of(u: Unit, ministry: str, survey: str, day: date, after: int, limit: int) -> list[Filed]:
    """``limit`` responses with an answer that the report of ``day`` counted, after so many; always in the same order.

    Neither what is set aside (testers, children) nor what tells of danger is among them.
    """
    r, a = responses.c, answers.c
    said = exists().where(
        a.ministry == r.ministry, a.local_day == r.local_day, a.session_id == r.session_id, a.state == "answered"
    )
    query = (
        select(
            r.session_id, contacts.c.number_index, contacts.c.key_id, r.version_id, r.channel, r.language, r.ended, r.local_day
        )
        .join(sessions, sessions.c.id == r.session_id)
        .join(contacts, contacts.c.id == sessions.c.contact_id)
        .where(
            r.ministry == ministry, r.desk_day == day, r.survey == survey, r.set_aside == "", r.filed_at_ms.is_not(None),
            r.dangerous.is_(False), said,
        )
        .order_by(r.session_id)
        .offset(after)
        .limit(limit)
    )  # fmt: skip
    found = u.connection.execute(query).all()
    given = _answers(u, ministry, {row.session_id: row.local_day for row in found})
    return [
        Filed(
            row.session_id, bytes(row.number_index) if row.key_id else None, row.version_id, row.channel, row.language,
            row.ended == "finished", row.local_day, tuple(given[row.session_id]),
        )
        for row in found
    ]  # fmt: skip


def _answers(u: Unit, ministry: str, sessions_: Mapping[int, date]) -> Mapping[int, list[Given]]:
    a = answers.c
    query = (
        select(a.session_id, a.question, a.value, a.language, a.answered_at_ms)
        .where(
            a.ministry == ministry, a.local_day.in_(sorted(set(sessions_.values()))), a.session_id.in_(sorted(sessions_)),
            a.state == "answered", a.value.is_not(None),
        )
        .order_by(a.session_id, a.asked_at_ms, a.question)
    )  # fmt: skip
    found: defaultdict[int, list[Given]] = defaultdict(list)
    for session_id, question, value, language, at_ms in u.connection.execute(query) if sessions_ else ():
        found[session_id].append(Given(question, value, language, at_ms))
    return found
