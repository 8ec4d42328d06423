"""Responses: ended sessions as the reports see them, queued in the completing transaction and filed afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Row, and_, bindparam, case, delete, func, insert, or_, select, update

from flows.state import Answer
from reports.figures import Response, Said
from storage.prepared import Prepared
from storage.tables import answers, responses, sessions, turns

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


@dataclass(frozen=True, slots=True)
class Queued:
    """A response as it waits to be filed, or was."""

    session_id: int
    ministry: str
    version_id: int
    channel: str
    local_day: date
    ended: str
    left_at: str


@dataclass(frozen=True, slots=True)
class Step:
    """One stored turn, as far as its pace matters: what was said when, and what was replied."""

    at_ms: int
    said: str | None
    state: str
    reply: str | None


_PASSAGE = Prepared(
    select(sessions.c.id, sessions.c.ministry, sessions.c.survey, sessions.c.version_id, sessions.c.channel).where(
        sessions.c.id == bindparam("session")
    )
)

_QUEUED = (
    "session_id", "ministry", "survey", "version_id", "service", "channel", "language", "local_day", "ended", "left_at",
    "queued_at_ms",
)  # fmt: skip
_QUEUE = Prepared(insert(responses).values({name: bindparam(name) for name in _QUEUED}))


def passage(u: Unit, session_id: int) -> Passage:
    """Whose survey a session went through. Raises ``LookupError`` for an unknown session."""
    row = _PASSAGE.one(u.connection, session=session_id)
    if row is None:
        raise LookupError(f"no session {session_id}")
    return Passage(*row)


def steps(u: Unit, session_id: int) -> list[Step]:
    """Every stored turn of a session, oldest first; none once its words were taken away, whatever is left of it."""
    columns = (turns.c.at_ms, turns.c.said, turns.c.state, turns.c.reply)
    worded = (turns.c.session_id == session_id, sessions.c.words_gone_at_ms.is_(None))
    found = select(*columns).join(sessions, sessions.c.id == turns.c.session_id).where(*worded)
    return [Step(*row) for row in u.connection.execute(found.order_by(turns.c.n))]


def queue(u: Unit, passage: Passage, *, language: str, local_day: date, ended: str, left_at: str, at_ms: int) -> None:
    """Put an ended session on the queue for the night. Once per session: a second row is refused by the primary key."""
    _QUEUE.do(
        u.connection, session_id=passage.session_id, ministry=passage.ministry, survey=passage.survey,
        version_id=passage.version_id, service=passage.survey, channel=passage.channel, language=language,
        local_day=local_day.isoformat(), ended=ended, left_at=left_at, queued_at_ms=at_ms,
    )  # fmt: skip


def queued(u: Unit, session_id: int) -> Queued | None:
    """The response of a session, locked until the unit ends, so that two filings of it come one after the other."""
    columns = (
        responses.c.session_id, responses.c.ministry, responses.c.version_id, responses.c.channel, responses.c.local_day,
        responses.c.ended, responses.c.left_at,
    )  # fmt: skip
    row = u.connection.execute(select(*columns).where(responses.c.session_id == session_id).with_for_update()).one_or_none()
    return None if row is None else Queued(*row)


def file(
    u: Unit,
    response: Queued,
    given: Sequence[Answer],
    *,
    speeding: bool,
    straight_lining: bool,
    at_ms: int,
    set_aside: str = "",
    visited: tuple[str, str] = ("", ""),
) -> None:
    """Write the answers of a response, whatever was there before, and mark it filed: the same again changes nothing.

    ``at_ms`` is kept from the first filing, and so are ``set_aside``, which says why it is not counted, and ``visited``, the
    service and facility of the visit that it was asked after.
    """
    is_first = responses.c.filed_at_ms.is_(None)
    u.connection.execute(delete(answers).where(answers.c.session_id == response.session_id))
    key = {"ministry": response.ministry, "local_day": response.local_day, "session_id": response.session_id}
    rows = [key | asdict(answer) for answer in given]
    if rows:
        u.connection.execute(insert(answers), rows)
    u.connection.execute(
        update(responses)
        .where(responses.c.session_id == response.session_id)
        .values(
            speeding=speeding,
            straight_lining=straight_lining,
            filed_at_ms=func.coalesce(responses.c.filed_at_ms, at_ms),
            set_aside=case((is_first, set_aside), else_=responses.c.set_aside),
            visit_service=case((is_first, visited[0]), else_=responses.c.visit_service),
            visit_facility=case((is_first, visited[1]), else_=responses.c.visit_facility),
        )
    )


def unfiled(u: Unit, limit: int, ministry: str | None = None, before_ms: int | None = None, after_id: int = 0) -> list[int]:
    """Sessions whose response waits to be filed, by ascending id above ``after_id``.

    ``ministry`` asks for one ministry's, ``before_ms`` for those queued before an instant.
    """
    query = select(responses.c.session_id).where(responses.c.filed_at_ms.is_(None), responses.c.session_id > after_id)
    if ministry is not None:
        query = query.where(responses.c.ministry == ministry)
    if before_ms is not None:
        query = query.where(responses.c.queued_at_ms < before_ms)
    return list(u.connection.execute(query.order_by(responses.c.session_id).limit(limit)).scalars())


def first_day(u: Unit, ministry: str) -> date | None:
    """The first local day on which a ministry has a response that counts."""
    first = select(func.min(responses.c.local_day)).where(responses.c.ministry == ministry, responses.c.set_aside == "")
    return u.connection.execute(first).scalar()


def days_touched(u: Unit, ministry: str, first: date, last: date, since_ms: int) -> list[date]:
    """The local days from ``first`` to ``last`` with a response that was queued or filed at ``since_ms`` or later, in order."""
    fresh = or_(responses.c.queued_at_ms >= since_ms, responses.c.filed_at_ms >= since_ms)
    return _days(u, and_(_of_days(ministry, first, last), fresh))


def days_with_later(u: Unit, ministry: str, first: date, last: date, cut_off_ms: int) -> list[date]:
    """The local days from ``first`` to ``last`` with a response that was queued at ``cut_off_ms`` or later, in order."""
    return _days(u, and_(_of_days(ministry, first, last), responses.c.queued_at_ms >= cut_off_ms))


def _days(u: Unit, which: ColumnElement[bool]) -> list[date]:
    query = select(responses.c.local_day).where(which).group_by(responses.c.local_day).order_by(responses.c.local_day)
    return list(u.connection.execute(query).scalars())


def of_days(u: Unit, ministry: str, first: date, last: date, before_ms: int | None = None) -> Iterator[Response]:
    """The filed responses of some local days, by ascending session, without those queued at ``before_ms`` or later.

    None that was set aside is among them: this is all that is ever counted.
    """
    query = (
        select(responses, answers.c.question, answers.c.state, answers.c.value)
        .outerjoin(answers, _ANSWERS_OF)
        .where(_of_days(ministry, first, last), responses.c.filed_at_ms.is_not(None), responses.c.set_aside == "")
        .order_by(responses.c.session_id, answers.c.asked_at_ms, answers.c.question)
    )
    if before_ms is not None:
        query = query.where(responses.c.queued_at_ms < before_ms)
    rows = u.connection.execute(query.execution_options(yield_per=_AT_ONCE))
    for _, of_session in groupby(rows, key=lambda row: row.session_id):
        yield _response(of_session)


_AT_ONCE = 5000
"""Rows held in memory while a day is read."""

# All three: the answers' own key begins with ministry and local day, and a partition would be chosen by them.
_ANSWERS_OF = and_(
    answers.c.ministry == responses.c.ministry,
    answers.c.local_day == responses.c.local_day,
    answers.c.session_id == responses.c.session_id,
)


def _of_days(ministry: str, first: date, last: date) -> ColumnElement[bool]:
    return (responses.c.ministry == ministry) & responses.c.local_day.between(first, last)


def _response(rows: Iterable[Row[tuple[object, ...]]]) -> Response:
    """One response from its joined rows, one for each answer, or one with nothing in it."""
    joined = list(rows)
    row = joined[0]
    return Response(
        row.local_day,
        row.service,
        row.version_id,
        row.channel,
        row.language,
        row.ended,
        row.left_at,
        tuple(Said(r.question, r.state, r.value) for r in joined if r.question is not None),
        bool(row.speeding or row.straight_lining),
    )
