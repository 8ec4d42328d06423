"""What people wrote in their own words, as it was redacted before it was stored: for reports, quotations and the codebook."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, case, func, select, tuple_

from reports.night.evidence import Remark
from storage.tables import answers, contacts, responses, sessions

if TYPE_CHECKING:
    from storage.unit import Unit

Comments = Collection[tuple[int, str]]
"""Version and question: where people answer in their own words."""
MOST = 20_000
"""Texts that one report reads, the newest."""


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
    """The remarks that belong to the reports of ``first`` to ``last``, by conversation and question."""
    return [each.remark for each in spoken(u, ministry, first, last, comments)]


def spoken(u: Unit, ministry: str, first: date, last: date, comments: Comments) -> list[Spoken]:
    """As :func:`of_window`, with their conversations."""
    if not comments:
        return []
    a, r = answers.c, responses.c
    among = tuple_(r.version_id, a.question).in_(sorted(comments))
    return _read(u, _told(ministry, first, last).where(among).order_by(r.session_id, a.question))


def newest(
    u: Unit, ministry: str, first: date, last: date, comments: Collection[tuple[str, str]], most: int = MOST
) -> list[Remark]:
    """The remarks on some comment questions (survey, question) that belong to the reports of ``first`` to ``last``, the newest
    first, and at most so many."""
    if not comments:
        return []
    a, r = answers.c, responses.c
    among = tuple_(r.survey, a.question).in_(sorted(comments))
    newest_first = (r.desk_day.desc(), r.session_id.desc(), a.question)
    return [each.remark for each in _read(u, _told(ministry, first, last).where(among).order_by(*newest_first).limit(most))]


def dangerous(u: Unit, ministry: str, first: date, last: date) -> int:
    """How many texts of some local days told of danger, and went to the named person."""
    r = responses.c
    told = (r.ministry == ministry, r.desk_day.between(first, last), r.set_aside == "", r.dangerous)
    return u.connection.execute(select(func.count()).select_from(responses).where(*told)).scalar_one()


def _told(ministry: str, first: date, last: date) -> Select[Any]:
    """What people wrote that may be read: nothing that tells of danger, nothing that is set aside."""
    a, r, s = answers.c, responses.c, sessions.c
    # What belonged to people who were forgotten belongs to contacts without a key, never to none.
    known = case((contacts.c.key_id != "", s.contact_id)).label("contact_id")
    return (
        select(r.session_id, a.question, r.version_id, known, r.desk_day, r.survey, a.language, a.value)
        .join(answers, (a.ministry == r.ministry) & (a.local_day == r.local_day) & (a.session_id == r.session_id))
        .join(sessions, s.id == r.session_id)
        .join(contacts, contacts.c.id == s.contact_id)
        .where(r.ministry == ministry, r.desk_day.between(first, last), r.set_aside == "", ~r.dangerous)
        .where(a.state == "answered", a.value.is_not(None), a.value != "")
    )


def _read(u: Unit, query: Select[Any]) -> list[Spoken]:
    """A speaker is a number in this list and nothing outside it; whoever is forgotten is one in every conversation anew."""
    speakers: dict[tuple[str, int], int] = {}
    found = []
    for row in u.connection.execute(query):
        who = ("session", row.session_id) if row.contact_id is None else ("person", row.contact_id)
        speaker = speakers.setdefault(who, len(speakers) + 1)
        remark = Remark(row.desk_day, row.survey, row.language, speaker, row.value)
        found.append(Spoken(row.session_id, row.question, row.version_id, row.contact_id, remark))
    return found
