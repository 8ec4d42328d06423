"""What a facility's answers look like as a bulk: repeated numbers, bursts, the end of the day, early and late numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import CTE, ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from reports.night.evidence import Bulk
from storage.tables import answers, contacts, invitations, responses, sessions, visits

if TYPE_CHECKING:
    from storage.unit import Unit

BURST_MS = 2 * 60 * 1000
CLOSING_MS = 30 * 60 * 1000
DAYS_OF = 3
"""Answers that a facility's day needs to have an end: of one or two all are last."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How some versions of a survey ask for the headline and the place. ``positive`` are the good answers of the scale."""

    versions: tuple[int, ...]
    headline: str
    positive: tuple[str, ...]
    facility: str
    """Empty where no place is asked for: then it is known from the visit or not at all."""


def bulks(u: Unit, ministry: str, asked: Sequence[Asked], first: date, last: date) -> list[Bulk]:
    """One for each channel and facility with headline answers that were counted on some local days, in that order.

    Whoever is forgotten is no repeated number; who came by themselves was loaded in no batch and is in no half.
    """
    if not asked:
        return []
    a = _answers(ministry, asked, first, last)
    told = _told(a)
    t = told.c
    sums = (
        func.count(), _n(t.times > 1), _n(t.burst), _n((t.of_day >= DAYS_OF) & (t.at_ms >= t.last_at_ms - CLOSING_MS)),
        _n(t.first_half & t.positive), _n(t.first_half), _n(~t.first_half & t.positive), _n(~t.first_half),
    )  # fmt: skip
    query = select(t.channel, t.facility, *sums).group_by(t.channel, t.facility).order_by(t.channel, t.facility)
    return [
        Bulk(channel, facility, n, repeated, bursts, closing, (good, of), (later_good, later_of))
        for channel, facility, n, repeated, bursts, closing, good, of, later_good, later_of in u.connection.execute(query)
    ]


def _n(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((holds, 1)))


def _answers(ministry: str, asked: Sequence[Asked], first: date, last: date) -> CTE:
    """One row for each headline answer at a known facility."""
    r, headline, place = responses.c, aliased(answers), aliased(answers)
    facility = func.coalesce(place.c.value, r.visit_facility)
    return (
        select(
            r.channel, facility.label("facility"), r.local_day, headline.c.answered_at_ms.label("at_ms"),
            case((contacts.c.key_id != "", contacts.c.id)).label("person"), visits.c.id.label("visit"),
            visits.c.upload_id.label("batch"),
            or_(*(_is_of(each) & headline.c.value.in_(each.positive) for each in asked)).label("positive"),
        )
        .join(headline, _of(headline) & or_(*(_is_of(each) & (headline.c.question == each.headline) for each in asked)))
        .outerjoin(place, _of(place) & or_(*(_is_of(each) & (place.c.question == each.facility) for each in asked)))
        .join(sessions, sessions.c.id == r.session_id)
        .join(contacts, contacts.c.id == sessions.c.contact_id)
        .outerjoin(invitations, invitations.c.session_id == r.session_id)
        .outerjoin(visits, visits.c.id == invitations.c.visit_id)
        .where(
            r.ministry == ministry, r.desk_day.between(first, last), r.set_aside == "", headline.c.state == "answered",
            facility.not_in(["", "elsewhere"]),
        )
        .cte("given")
    )  # fmt: skip


def _is_of(asked: Asked) -> ColumnElement[bool]:
    return responses.c.version_id.in_(asked.versions)


def _of(table: Any) -> ColumnElement[bool]:
    r, a = responses.c, table.c
    return and_(a.ministry == r.ministry, a.local_day == r.local_day, a.session_id == r.session_id)


def _told(given: CTE) -> CTE:
    """Each answer with what its neighbours say about it."""
    g = given.c
    place = [g.channel, g.facility]
    before, after = (
        near(g.at_ms).over(partition_by=[*place, g.batch], order_by=[g.at_ms, g.visit]) for near in (func.lag, func.lead)
    )
    near = or_(g.at_ms - before <= BURST_MS, after - g.at_ms <= BURST_MS)
    rank = func.row_number().over(partition_by=[*place, g.visit.is_(None)], order_by=g.visit)
    loaded = func.count(g.visit).over(partition_by=place)
    return select(
        g.channel, g.facility, g.at_ms, g.positive,
        case((g.person.is_not(None), func.count().over(partition_by=[*place, g.person])), else_=0).label("times"),
        and_(g.batch.is_not(None), near).label("burst"),
        func.count().over(partition_by=[*place, g.local_day]).label("of_day"),
        func.max(g.at_ms).over(partition_by=[*place, g.local_day]).label("last_at_ms"),
        case((g.visit.is_not(None), 2 * rank <= loaded)).label("first_half"),
    ).cte("told")  # fmt: skip
