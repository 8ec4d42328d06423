"""Responses: ended sessions as the reports see them, queued in the completing transaction and filed afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, delete, func, insert, select, update

from flows.state import Answer
from reports.figures import Invited, Response, Said
from storage.prepared import Prepared
from storage.tables import answers, outbox, responses, sessions, turns

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
    queued_at_ms: int


@dataclass(frozen=True, slots=True)
class Filing:
    """What is found out about a response when it is first filed, and then kept, whatever happens afterwards."""

    desk_day: date
    """In whose report it is counted."""
    at_ms: int
    set_aside: str = ""
    """Why it is not counted; empty if it is."""
    visited: tuple[str, str] = ("", "")
    """The service and facility of the visit that it was asked after."""
    invited: Invited = ""


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
        responses.c.ended, responses.c.left_at, responses.c.queued_at_ms,
    )  # fmt: skip
    row = u.connection.execute(select(*columns).where(responses.c.session_id == session_id).with_for_update()).one_or_none()
    return None if row is None else Queued(*row)


def file(u: Unit, response: Queued, given: Sequence[Answer], filing: Filing, *, speeding: bool, straight_lining: bool) -> None:
    """Write the answers of a response, whatever was there before, and mark it filed: the same again changes nothing.

    Of ``filing`` what was found out at the first filing is kept.
    """
    u.connection.execute(delete(answers).where(answers.c.session_id == response.session_id))
    key = {"ministry": response.ministry, "local_day": response.local_day, "session_id": response.session_id}
    rows = [key | asdict(answer) for answer in given]
    if rows:
        u.connection.execute(insert(answers), rows)
    this = responses.c.session_id == response.session_id
    u.connection.execute(update(responses).where(this).values(speeding=speeding, straight_lining=straight_lining))
    service, facility = filing.visited
    u.connection.execute(
        update(responses)
        .where(this, responses.c.filed_at_ms.is_(None))
        .values(
            filed_at_ms=filing.at_ms, desk_day=filing.desk_day, set_aside=filing.set_aside, visit_service=service,
            visit_facility=facility, invited=filing.invited,
        )
    )  # fmt: skip


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


def hear_of_delivery(u: Unit, ministry: str, day: date, before_ms: int) -> int:
    """Let the invitations behind a desk day's responses be delivered, or failed, where the networks said so before an instant.

    What they said already, or only later, stays as it is: the same call finds the same again. Gives how many are new.
    """
    r, s, o = responses.c, sessions.c, outbox.c
    known = (
        select(r.session_id, func.min(o.state), func.max(o.state))
        .join(sessions, s.id == r.session_id)
        .join(outbox, (o.contact_id == s.contact_id) & (o.session_id == s.id))
        .where(r.ministry == ministry, r.desk_day == day, r.invited == "sent", s.person_gone_at_ms.is_(None))
        .where(o.kind == "invitation", o.settled_at_ms < before_ms)
        .group_by(r.session_id)
    )
    fates: dict[str, list[int]] = {"delivered": [], "failed": []}
    for session_id, first, last in u.connection.execute(known):
        fate = "delivered" if first == "delivered" else "failed" if first == last == "failed" else ""
        if fate:
            fates[fate].append(session_id)
    for fate, ids in fates.items():
        for at in range(0, len(ids), _AT_ONCE):
            these = r.session_id.in_(ids[at : at + _AT_ONCE])
            u.connection.execute(update(responses).where(these).values(invited=fate))
    return sum(map(len, fates.values()))


def first_day(u: Unit, ministry: str) -> date | None:
    """The first local day on which a ministry has a response that counts."""
    first = select(func.min(responses.c.local_day)).where(responses.c.ministry == ministry, responses.c.set_aside == "")
    return u.connection.execute(first).scalar()


def of_days(u: Unit, ministry: str, first: date, last: date) -> Iterator[Response]:
    """The responses that are counted in the reports of some local days, by ascending session.

    None that was set aside is among them: this is all that is ever counted. ``service`` and ``facility`` are those of the
    visit that was asked after (:func:`reports.figures.placed`). Holds a few thousand rows at a time, whatever there is.
    """
    r = responses.c
    query = (
        select(*_COUNTED, answers.c.question, answers.c.state, answers.c.value)
        .outerjoin(answers, _ANSWERS_OF)
        .where(r.ministry == ministry, r.desk_day.between(first, last), r.filed_at_ms.is_not(None), r.set_aside == "")
        .order_by(r.session_id, answers.c.asked_at_ms, answers.c.question)
    )
    rows = u.connection.execute(query.execution_options(yield_per=_AT_ONCE))
    for _, of_session in groupby(rows, key=itemgetter(0)):
        yield _response(list(of_session))


def without_a_desk(u: Unit, ministry: str, limit: int) -> list[tuple[int, date, int]]:
    """(session, local day, queued at) of responses that were filed before reports had their own day of counting."""
    r = responses.c
    query = select(r.session_id, r.local_day, r.queued_at_ms).where(
        r.ministry == ministry, r.desk_day.is_(None), r.filed_at_ms.is_not(None)
    )
    return [(session, day, at_ms) for session, day, at_ms in u.connection.execute(query.limit(limit))]


def seat(u: Unit, sessions_of: Mapping[date, Sequence[int]]) -> None:
    """Give responses that have none the local day in whose report they are counted."""
    for day, session_ids in sessions_of.items():
        these = (responses.c.session_id.in_(session_ids), responses.c.desk_day.is_(None))
        u.connection.execute(update(responses).where(*these).values(desk_day=day))


_AT_ONCE = 5000
"""Rows held in memory while a day is read."""

# All three: the answers' own key begins with ministry and local day, and a partition would be chosen by them.
_ANSWERS_OF = and_(
    answers.c.ministry == responses.c.ministry,
    answers.c.local_day == responses.c.local_day,
    answers.c.session_id == responses.c.session_id,
)

_COUNTED = (
    responses.c.session_id, responses.c.desk_day, responses.c.survey, responses.c.version_id, responses.c.channel,
    responses.c.language, responses.c.ended, responses.c.left_at, responses.c.visit_service, responses.c.visit_facility,
    responses.c.invited, responses.c.local_day, responses.c.speeding, responses.c.straight_lining,
    responses.c.dangerous,
)  # fmt: skip


def _response(joined: Sequence[Any]) -> Response:
    """One response from its joined rows, one for each answer, or one with nothing in it."""
    _, desk, survey, version, channel, language, ended, left_at, service, facility, invited, day, fast, same, danger = joined[
        0
    ][:-3]
    return Response(
        desk, survey, version, channel, language, ended, left_at,
        tuple(Said(row[-3], row[-2], row[-1]) for row in joined if row[-3] is not None),
        service=service, facility=facility, invited=invited, late=day < desk, speeding=bool(fast),
        straight_lining=bool(same), dangerous=bool(danger),
    )  # fmt: skip
