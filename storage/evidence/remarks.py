"""Free words of citizens, as they were redacted before they were stored."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import and_, select, tuple_

from reports.night.evidence import Remark
from storage.tables import answers, contacts, responses, sessions

if TYPE_CHECKING:
    from storage.unit import Unit

MOST = 20_000
"""Texts that one report reads, the newest."""


def remarks(
    u: Unit, ministry: str, comments: Collection[tuple[str, str]], first: date, last: date, most: int = MOST
) -> list[Remark]:
    """What people said to the comment questions (survey, question), newest first, as counted on some local days.

    Neither what tells of danger nor what is set aside is among them. A speaker is a number in this list and nothing outside it;
    whoever is forgotten is a speaker of their own in every conversation.
    """
    r, a = responses.c, answers.c
    of = and_(a.ministry == r.ministry, a.local_day == r.local_day, a.session_id == r.session_id)
    query = (
        select(r.desk_day, r.survey, a.language, a.value, r.session_id, sessions.c.contact_id, contacts.c.key_id)
        .join(answers, of)
        .join(sessions, sessions.c.id == r.session_id)
        .join(contacts, contacts.c.id == sessions.c.contact_id)
        .where(
            r.ministry == ministry, r.desk_day.between(first, last), r.set_aside == "", r.dangerous.is_(False),
            tuple_(r.survey, a.question).in_(sorted(comments)), a.state == "answered", a.value.is_not(None),
        )
        .order_by(r.desk_day.desc(), r.session_id.desc(), a.question)
        .limit(most)
    )  # fmt: skip
    speakers: dict[tuple[str, int], int] = {}
    found = []
    for day, survey, language, words, session, contact, key in u.connection.execute(query) if comments else ():
        who = ("person", contact) if key else ("session", session)
        found.append(Remark(day, survey, language, speakers.setdefault(who, len(speakers) + 1), words))
    return found


def dangerous(u: Unit, ministry: str, first: date, last: date) -> int:
    """How many texts of some local days told of danger, and went to the named person."""
    r = responses.c
    told = (r.ministry == ministry, r.desk_day.between(first, last), r.set_aside == "", r.dangerous)
    return len(u.connection.execute(select(r.session_id).where(*told)).all())
