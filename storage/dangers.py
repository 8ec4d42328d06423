"""Responses whose words tell of danger: marked once, looked at by a named person, never counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from storage.tables import answers, responses

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Danger:
    """One that nobody has looked at yet. ``words``: question -> what was written, redacted; empty once words were deleted."""

    session_id: int
    local_day: date
    survey: str
    facility: str
    version_id: int
    words: tuple[tuple[str, str], ...]


def mark(u: Unit, session_id: int) -> bool:
    """Mark a response; says whether it was not marked before. The mark is never taken back."""
    new = (responses.c.session_id == session_id, ~responses.c.dangerous)
    return bool(u.connection.execute(update(responses).where(*new).values(dangerous=True)).rowcount)


def unseen(u: Unit, ministry: str) -> list[Danger]:
    """Those of a ministry that nobody has looked at, the oldest first."""
    r, a = responses.c, answers.c
    query = (
        select(r.session_id, r.local_day, r.survey, r.visit_facility, r.version_id, a.question, a.raw)
        .outerjoin(answers, (a.ministry == r.ministry) & (a.local_day == r.local_day) & (a.session_id == r.session_id))
        .where(r.ministry == ministry, r.dangerous, r.danger_seen_at_ms.is_(None))
        .order_by(r.local_day, r.session_id, a.asked_at_ms, a.question)
    )
    found: dict[int, Danger] = {}
    for id, day, survey, facility, version_id, question, raw in u.connection.execute(query):
        before = found.get(id, Danger(id, day, survey, facility, version_id, ()))
        words = (*before.words, (question, raw)) if raw else before.words
        found[id] = Danger(id, day, survey, facility, version_id, words)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many nobody has looked at, and the local day of the first of them."""

    n: int
    since: date


def waiting(u: Unit) -> dict[str, Waiting]:
    """Ministry -> what nobody has looked at yet; those without any are left out."""
    r = responses.c
    query = select(r.ministry, func.count(), func.min(r.local_day)).where(r.dangerous, r.danger_seen_at_ms.is_(None))
    return {ministry: Waiting(n, since) for ministry, n, since in u.connection.execute(query.group_by(r.ministry))}


def see(u: Unit, ministry: str, session_id: int, at_ms: int) -> bool:
    """Note that somebody looked; false where there is no such response, or somebody had looked."""
    r = responses.c
    open_ = (r.session_id == session_id, r.ministry == ministry, r.dangerous, r.danger_seen_at_ms.is_(None))
    return bool(u.connection.execute(update(responses).where(*open_).values(danger_seen_at_ms=at_ms)).rowcount)


def count(u: Unit, ministry: str, first: date, last: date) -> int:
    """How many belong to the reports of ``first`` to ``last``, seen or not; without phones of the house."""
    r = responses.c
    of = (r.ministry == ministry, r.dangerous, r.desk_day.between(first, last), r.set_aside == "")
    return u.connection.execute(select(func.count()).select_from(responses).where(*of)).scalar_one()
