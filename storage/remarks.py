"""What people wrote in their own words, as it is read for a report: without responses set aside, and without danger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import case, select, tuple_

from reports.night.evidence import Remark
from storage.tables import answers, contacts, responses, sessions

if TYPE_CHECKING:
    from storage.unit import Unit

Comments = Collection[tuple[int, str]]
"""Version and question: where people answer in their own words."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A remark, and of which conversation it is."""

    session_id: int
    question: str
    version_id: int
    contact_id: int | None
    """``None`` once the person is forgotten."""
    remark: Remark


def versions(u: Unit, ministry: str, first: date, last: date) -> list[int]:
    """The versions that people answered in the reports of ``first`` to ``last``."""
    r = responses.c
    query = select(r.version_id).where(r.ministry == ministry, r.desk_day.between(first, last)).distinct()
    return sorted(u.connection.execute(query).scalars())


def of_window(u: Unit, ministry: str, first: date, last: date, comments: Comments) -> list[Remark]:
    """The remarks that belong to the reports of ``first`` to ``last``, by conversation and question.

    The speaker is a number for the person, or one for the conversation where the person is forgotten.
    """
    return [each.remark for each in spoken(u, ministry, first, last, comments)]


def spoken(u: Unit, ministry: str, first: date, last: date, comments: Comments) -> list[Spoken]:
    """As :func:`of_window`, with their conversations."""
    if not comments:
        return []
    a, r, s = answers.c, responses.c, sessions.c
    # What belonged to people who were forgotten belongs to contacts without a key, never to none.
    known = case((contacts.c.key_id != "", s.contact_id)).label("contact_id")
    query = (
        select(r.session_id, a.question, r.version_id, known, r.desk_day, r.survey, r.language, a.value)
        .join(answers, (a.ministry == r.ministry) & (a.local_day == r.local_day) & (a.session_id == r.session_id))
        .join(sessions, s.id == r.session_id)
        .join(contacts, contacts.c.id == s.contact_id)
        .where(r.ministry == ministry, r.desk_day.between(first, last), r.set_aside == "", ~r.dangerous)
        .where(a.state == "answered", a.value.is_not(None), a.value != "")
        .where(tuple_(r.version_id, a.question).in_(sorted(comments)))
        .order_by(r.session_id, a.question)
    )
    return [
        Spoken(
            row.session_id, row.question, row.version_id, row.contact_id,
            Remark(row.desk_day, row.survey, row.language, row.contact_id or -row.session_id, row.value),
        )
        for row in u.connection.execute(query)
    ]  # fmt: skip
