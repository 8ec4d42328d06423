"""Visits: each service that a ministry's list tells of, once for each of its own references, and which of them were drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, and_, bindparam, func, select, text, update
from sqlalchemy.dialects import postgresql

from storage.tables import contacts, invitations, outbox, responses, visits
from storage.unit import Unit

PENDING = "pending"
"""Stored, and its draw is not yet held: it is within a moment, or when a list that was cut off is handed in again."""
DRAWN = "drawn"
SPARED = "spared"
SELF = "self"
"""Their survey is not started by visits: they may be found by who starts it by themselves."""
LATE = "late"
"""Too long after the service when it was handed in: nobody would be asked any more, so it takes nobody's place in the draw."""
TESTER = "tester"
"""Of a phone of the house: always asked, outside of every count."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """Visits that are drawn from together: of one service at one facility in one local week (its Monday)."""

    week: date
    service: str
    facility: str


@dataclass(frozen=True, slots=True)
class NewVisit:
    reference: str
    contact_id: int
    cells: str
    """JSON, declared columns only."""
    stratum: Stratum
    recorded_at_ms: int
    draw: str
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Pending:
    """A visit whose draw is not yet held."""

    id: int
    reference: str
    contact_id: int | None
    is_tester: bool
    recorded_at_ms: int


@dataclass(frozen=True, slots=True)
class NewInvitation:
    visit_id: int
    contact_id: int | None
    zone: str
    due_at_ms: int


def known(u: Unit, ministry: str, survey: str, references: Collection[str]) -> set[str]:
    """Those of some references, at most some thousand, that are stored already."""
    return set(_ids(u, _KNOWN, ministry, survey, references))


def ids_of(u: Unit, upload_id: int, ministry: str, survey: str, references: Collection[str]) -> dict[str, int]:
    """The visits of an upload: reference -> id."""
    of_upload = _KNOWN.where(visits.c.upload_id == upload_id)
    return _ids(u, of_upload, ministry, survey, references)


def store(u: Unit, upload_id: int, ministry: str, survey: str, new: Iterable[NewVisit]) -> int:
    """Store visits; returns how many were new. One whose reference is there already stays as it was."""
    whole = {"upload_id": upload_id, "ministry": ministry, "survey": survey}
    # In one order, so that two lists never wait for each other.
    rows = [{**whole, **_values(visit)} for visit in sorted(new, key=lambda visit: visit.reference)]
    return u.connection.execute(_INSERT, rows, execution_options={"preserve_rowcount": True}).rowcount if rows else 0


def drawn_of(u: Unit, ministry: str, survey: str, strata: Collection[Stratum]) -> dict[Stratum, int]:
    """How many of each stratum are drawn so far; testers do not count."""
    return _counts(u, _DRAWN, ministry, survey, {stratum.week for stratum in strata})


def expected_of(u: Unit, ministry: str, survey: str, stratum: Stratum, weeks: int) -> float:
    """How many visits of a stratum a week brings: the average of the last weeks that brought any, or this week's if more."""
    since = stratum.week - timedelta(weeks=weeks)
    found = {
        "ministry": ministry, "survey": survey, "service": stratum.service, "facility": stratum.facility, "since": since,
        "until": stratum.week,
    }  # fmt: skip
    by_week = {week: count for week, count in u.connection.execute(_BY_WEEK, found)}
    now = by_week.pop(stratum.week, 0)
    return max(float(now), sum(by_week.values()) / len(by_week) if by_week else 0.0)


def drawn_in(u: Unit, ministry: str, survey: str, stratum: Stratum) -> int:
    """How many of one stratum are drawn so far; testers do not count."""
    where = {"ministry": ministry, "survey": survey, **_key(stratum)}
    return int(u.connection.execute(_DRAWN_IN, where).scalar_one())


def to_draw(u: Unit, upload_id: int) -> list[Stratum]:
    """The strata in which visits of an upload wait for their draw."""
    return [Stratum(*row) for row in u.connection.execute(_TO_DRAW, {"upload_id": upload_id})]


def pending(u: Unit, upload_id: int, ministry: str, survey: str, stratum: Stratum) -> list[Pending]:
    """The visits of an upload in a stratum whose draw is not yet held."""
    where = {"upload_id": upload_id, "ministry": ministry, "survey": survey, **_key(stratum)}
    return [Pending(*row) for row in u.connection.execute(_PENDING, where)]


def settle(u: Unit, visit_ids: Sequence[int], draw: str, probability: float) -> None:
    """The draw was held for these visits."""
    if visit_ids:
        u.connection.execute(_SETTLE, [{"visit_id": id, "to": draw, "with": probability} for id in visit_ids])


def settle_rest(u: Unit, upload_id: int, ministry: str, survey: str, stratum: Stratum, probability: float) -> None:
    """All visits of an upload in a stratum that the draw left over were not chosen."""
    where = {"of_upload": upload_id, "of_ministry": ministry, "of_survey": survey}
    of_stratum = {f"of_{name}": value for name, value in _key(stratum).items()}
    u.connection.execute(_SETTLE_REST, {**where, **of_stratum, "with": probability})


def invite(u: Unit, ministry: str, survey: str, new: Sequence[NewInvitation]) -> None:
    """Let these visits be asked about once their time has come; one that has its invitation keeps it."""
    rows = [
        {
            "visit_id": each.visit_id, "contact_id": each.contact_id, "ministry": ministry, "survey": survey,
            "zone": each.zone, "state": "waiting", "due_at_ms": each.due_at_ms,
        }
        for each in new
    ]  # fmt: skip
    if rows:
        u.connection.execute(_INVITE, rows)


def became(u: Unit, upload_ids: Collection[int]) -> dict[int, dict[tuple[str, str], int]]:
    """What became of the invitations of some uploads: upload -> (state, reason) -> how many.

    The reason of one that is withheld says why; of one that was sent it says where its text is, while that is known.
    """
    found: dict[int, dict[tuple[str, str], int]] = {id: {} for id in upload_ids}
    for upload_id, state, reason, count in u.connection.execute(_BECAME, {"uploads": list(upload_ids)}):
        found[upload_id][(state, reason)] = count
    return found


def answered(u: Unit, upload_ids: Collection[int]) -> dict[int, int]:
    """Upload -> how many of those who were asked have answered to the end; uploads without one are left out."""
    return {id: int(n) for id, n in u.connection.execute(_ANSWERED, {"uploads": list(upload_ids)})}


def stop(u: Unit, upload_id: int, at_ms: int, most: int) -> int:
    """Withhold invitations of an upload that still wait, at most so many; returns how many these were."""
    return u.connection.execute(_STOP, {"of_upload": upload_id, "at_ms": at_ms, "most": most}).rowcount


# --- statements --------------------------------------------------------------------------------------------------------------


def _of_survey(table: Table) -> tuple[Any, ...]:
    return (table.c.ministry == bindparam("ministry"), table.c.survey == bindparam("survey"))


def _once(table: Table, *names: str) -> Any:
    # PostgreSQL's class of INSERT: SQLite took its ON CONFLICT clause over, and SQLAlchemy renders it for both.
    return postgresql.insert(table).on_conflict_do_nothing(index_elements=list(names))


_INDEXED = text("draw IN ('drawn', 'pending')")
"""As the index on what is drawn says it."""
_KNOWN = select(visits.c.id, visits.c.reference).where(
    *_of_survey(visits), visits.c.reference.in_(bindparam("references", expanding=True))
)
_INSERT = _once(visits, "ministry", "survey", "reference")
_INVITE = _once(invitations, "visit_id")
_DRAWN = (
    select(visits.c.week, visits.c.service, visits.c.facility, func.count())
    .where(*_of_survey(visits), visits.c.week.in_(bindparam("weeks", expanding=True)), visits.c.draw == DRAWN)
    .group_by(visits.c.week, visits.c.service, visits.c.facility)
)
_DRAWN_IN = select(func.count()).where(
    *_of_survey(visits), visits.c.week == bindparam("week"), visits.c.service == bindparam("service"),
    visits.c.facility == bindparam("facility"), visits.c.draw == DRAWN,
)  # fmt: skip
_TO_DRAW = (
    select(visits.c.week, visits.c.service, visits.c.facility)
    .where(visits.c.upload_id == bindparam("upload_id"), _INDEXED, visits.c.draw == PENDING)
    .distinct()
    .order_by(visits.c.week, visits.c.service, visits.c.facility)
)
_BY_WEEK = (
    select(visits.c.week, func.count())
    .where(
        *_of_survey(visits), visits.c.week.between(bindparam("since"), bindparam("until")),
        visits.c.service == bindparam("service"), visits.c.facility == bindparam("facility"),
    )
    .group_by(visits.c.week)
)  # fmt: skip
_PENDING = (
    select(
        visits.c.id, visits.c.reference, visits.c.contact_id, func.coalesce(contacts.c.is_tester, False),
        visits.c.recorded_at_ms,
    )
    .select_from(visits.outerjoin(contacts, contacts.c.id == visits.c.contact_id))
    .where(
        *_of_survey(visits), visits.c.week == bindparam("week"), visits.c.service == bindparam("service"),
        visits.c.facility == bindparam("facility"), visits.c.draw == PENDING, visits.c.upload_id == bindparam("upload_id"),
    )
    .with_for_update(of=visits, key_share=True)  # whose visit it is stays so until they are invited
)  # fmt: skip
_SETTLE = (
    update(visits)
    .where(visits.c.id == bindparam("visit_id"))
    .values(draw=bindparam("to"), probability=bindparam("with"))
)  # fmt: skip
_SETTLE_REST = (
    update(visits)
    .where(
        visits.c.ministry == bindparam("of_ministry"), visits.c.survey == bindparam("of_survey"),
        visits.c.week == bindparam("of_week"), visits.c.service == bindparam("of_service"),
        visits.c.facility == bindparam("of_facility"), visits.c.draw == PENDING, visits.c.upload_id == bindparam("of_upload"),
    )
    .values(draw=SPARED, probability=bindparam("with"))
)  # fmt: skip
_ITS_TEXT = and_(
    invitations.c.state == "sent", outbox.c.contact_id == invitations.c.contact_id,
    outbox.c.session_id == invitations.c.session_id, outbox.c.kind == "invitation",
)  # fmt: skip
_WHAT_OF_IT = func.coalesce(outbox.c.state, invitations.c.reason).label("what")
_BECAME = (
    select(visits.c.upload_id, invitations.c.state, _WHAT_OF_IT, func.count())
    .select_from(visits)
    .join(invitations, invitations.c.visit_id == visits.c.id)
    .outerjoin(outbox, _ITS_TEXT)
    .where(visits.c.upload_id.in_(bindparam("uploads", expanding=True)), _INDEXED, visits.c.draw == DRAWN)
    .group_by(visits.c.upload_id, invitations.c.state, _WHAT_OF_IT)
)
_ANSWERED = (
    select(visits.c.upload_id, func.count())
    .select_from(visits)
    .join(invitations, invitations.c.visit_id == visits.c.id)
    .join(responses, responses.c.session_id == invitations.c.session_id)
    .where(
        visits.c.upload_id.in_(bindparam("uploads", expanding=True)), _INDEXED, visits.c.draw == DRAWN,
        responses.c.left_at == "",
    )
    .group_by(visits.c.upload_id)
)  # fmt: skip
_STILL_WAITING = (
    select(invitations.c.visit_id)
    .join(visits, visits.c.id == invitations.c.visit_id)
    .where(visits.c.upload_id == bindparam("of_upload"), invitations.c.state == "waiting")
    .limit(bindparam("most"))
)
_STOP = (
    update(invitations)
    .where(invitations.c.visit_id.in_(_STILL_WAITING), invitations.c.state == "waiting")
    .values(state="withheld", reason="stopped", decided_at_ms=bindparam("at_ms"))
)


def _ids(u: Unit, statement: Any, ministry: str, survey: str, references: Collection[str]) -> dict[str, int]:
    rows = u.connection.execute(statement, {"ministry": ministry, "survey": survey, "references": list(references)})
    return {reference: id for id, reference in rows}


def _counts(u: Unit, statement: Any, ministry: str, survey: str, weeks: Collection[date]) -> dict[Stratum, int]:
    found = u.connection.execute(statement, {"ministry": ministry, "survey": survey, "weeks": sorted(weeks)})
    return {Stratum(week, service, facility): count for week, service, facility, count in found}


def _key(stratum: Stratum) -> Mapping[str, object]:
    return {"week": stratum.week, "service": stratum.service, "facility": stratum.facility}


def _values(visit: NewVisit) -> dict[str, object]:
    return {
        "reference": visit.reference, "contact_id": visit.contact_id, "cells": visit.cells, **_key(visit.stratum),
        "recorded_at_ms": visit.recorded_at_ms, "draw": visit.draw, "probability": visit.probability,
    }  # fmt: skip
