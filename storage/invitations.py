"""Invitations: who is to be asked after which visit, when, and what became of it. One for each visit.

An invitation waits until the clock has decided about it, once: ``sent``, with the conversation that it began, or ``withheld``,
with the reason. Whoever decides holds the lock of the person's contact, so that two of one person come one after the other.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from sqlalchemy import Connection, bindparam, func, literal_column, select, update

from flows.state import Visit
from storage.prepared import Prepared
from storage.tables import invitations, outbox, sessions, visits
from storage.unit import Unit

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from reports.figures import Invited

Reason = Literal[
    "frequency limit",
    "opted out",
    "in it already",
    "answered lately",
    "too late",
    "country not served",
    "survey closed",
    "number cannot be opened",
    "forgotten",
    "stopped",
]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invitation about which nothing is decided yet."""

    visit_id: int
    contact_id: int | None
    """``None`` if the person was forgotten."""
    ministry: str
    survey: str
    zone: str
    """Where their number is at home; see ``gateway.asking.calendar``."""
    due_at_ms: int
    first_due_at_ms: int
    """Before it was put off; as ``due_at_ms`` if it never was."""


@dataclass(frozen=True, slots=True)
class Held:
    """What waits for somebody to lift a pause."""

    ministries: frozenset[str] = frozenset()
    surveys: frozenset[str] = frozenset()


NOTHING = Held()

_i = invitations.c
# The literal lets both databases see that the partial index serves.
_WAITS: ColumnElement[bool] = _i.state == literal_column("'waiting'")
_WAITING = select(
    _i.visit_id, _i.contact_id, _i.ministry, _i.survey, _i.zone, _i.due_at_ms, func.coalesce(_i.first_due_at_ms, _i.due_at_ms)
)
_THIS = _i.visit_id == bindparam("visit")
_ONE = Prepared(_WAITING.where(_THIS, _WAITS))
_SENT = Prepared(
    update(invitations)
    .where(_THIS, _WAITS)
    .values(state=literal_column("'sent'"), decided_at_ms=bindparam("at_ms"), session_id=bindparam("session"))
)
_WITHHOLD = Prepared(
    update(invitations)
    .where(_THIS, _WAITS)
    .values(state=literal_column("'withheld'"), reason=bindparam("why"), decided_at_ms=bindparam("at_ms"))
)
_PUT_OFF = Prepared(
    update(invitations)
    .where(_THIS, _WAITS)
    .values(due_at_ms=bindparam("until_ms"), first_due_at_ms=func.coalesce(_i.first_due_at_ms, _i.due_at_ms))
)
_LAST_SENT = Prepared(
    select(_i.ministry, func.max(_i.decided_at_ms))
    .where(
        _i.contact_id == bindparam("contact"), _i.state == literal_column("'sent'"), _i.decided_at_ms > bindparam("since_ms")
    )
    .group_by(_i.ministry)
)
# What surely never went out is no invitation: it is withheld after all, and its conversation is still to be ended.
_NEVER_SENT = Prepared(
    update(invitations)
    .where(
        _i.session_id.in_(
            select(outbox.c.session_id).where(
                outbox.c.id == bindparam("outbox"), outbox.c.kind == literal_column("'invitation'"),
                outbox.c.state == literal_column("'failed'"), outbox.c.provider_id.is_(None),
            )
        ),
        _i.state == literal_column("'sent'"),
    )
    .values(state=literal_column("'withheld'"), reason=bindparam("why"), decided_at_ms=bindparam("at_ms"))
)  # fmt: skip
_TO_END = (
    select(_i.session_id)
    .where(_i.state == literal_column("'withheld'"), _i.session_id.is_not(None))
    .order_by(_i.session_id)
)  # fmt: skip
_LET_GO = Prepared(
    update(invitations)
    .where(_i.session_id == bindparam("session"), _i.state == literal_column("'withheld'"))
    .values(session_id=literal_column("NULL"))
)
_VISIT = Prepared(select(visits.c.cells, visits.c.recorded_at_ms).where(visits.c.id == bindparam("visit")))
_NEWEST = Prepared(
    select(visits.c.survey, visits.c.cells, visits.c.recorded_at_ms)
    .where(visits.c.contact_id == bindparam("contact"), visits.c.recorded_at_ms > bindparam("since_ms"))
    .order_by(visits.c.recorded_at_ms, visits.c.id)
)
_STRATUM = Prepared(
    select(visits.c.service, visits.c.facility)
    .join(invitations, _i.visit_id == visits.c.id)
    .where(_i.session_id == bindparam("session"))
)
_TEXT_OF = Prepared(
    select(outbox.c.state)
    .join(sessions, (sessions.c.contact_id == outbox.c.contact_id) & (sessions.c.id == outbox.c.session_id))
    .where(sessions.c.id == bindparam("session"), outbox.c.kind == literal_column("'invitation'"))
)
_BEGAN = Prepared(select(_i.visit_id).where(_i.session_id == bindparam("session"), _i.state == literal_column("'sent'")))
_ZONE = Prepared(select(_i.zone).where(_i.session_id == bindparam("session")))


def due(c: Connection, at_ms: int, limit: int, *, held: Held = NOTHING, of: str | None = None) -> list[Waiting]:
    """Invitations that wait for a decision by ``at_ms``, the longest due first, without what is held; ``of`` one ministry."""
    query = _WAITING.where(_i.due_at_ms <= at_ms, _WAITS)
    if held.ministries:
        query = query.where(_i.ministry.not_in(sorted(held.ministries)))
    if held.surveys:
        query = query.where(_i.survey.not_in(sorted(held.surveys)))
    if of is not None:
        query = query.where(_i.ministry == of)
    rows = c.execute(query.order_by(_i.due_at_ms, _i.visit_id).limit(limit))
    return [Waiting(*row) for row in rows]


def waiting(u: Unit, visit_id: int) -> Waiting | None:
    """The invitation of a visit; ``None`` if it has none, or one that was decided."""
    row = _ONE.one(u.connection, visit=visit_id)
    return None if row is None else Waiting(*row)


def sent(u: Unit, visit_id: int, session_id: int, at_ms: int) -> bool:
    """Record that it began a conversation. False if it was decided already: then nothing may be sent for it."""
    return _SENT.do(u.connection, visit=visit_id, session=session_id, at_ms=at_ms) == 1


def withhold(u: Unit, visit_id: int, reason: Reason, at_ms: int) -> bool:
    """Record that nothing is sent, and why. False if it was decided already."""
    return _WITHHOLD.do(u.connection, visit=visit_id, why=reason, at_ms=at_ms) == 1


def never_sent(u: Unit, outbox_id: int, reason: str, at_ms: int) -> bool:
    """Record that the text of an invitation surely never went out, and why; any other text changes nothing."""
    return _NEVER_SENT.do(u.connection, outbox=outbox_id, why=reason, at_ms=at_ms) == 1


def to_end(c: Connection, limit: int) -> list[int]:
    """The conversations that began with a text that never went out, and that nobody has ended yet."""
    return list(c.execute(_TO_END.limit(limit)).scalars())


def let_go(u: Unit, session_id: int) -> None:
    """The conversation of an invitation that was never sent is ended."""
    _LET_GO.do(u.connection, session=session_id)


def put_off(u: Unit, visit_id: int, until_ms: int) -> None:
    """Nothing is decided before ``until_ms``."""
    _PUT_OFF.do(u.connection, visit=visit_id, until_ms=until_ms)


def last_sent(u: Unit, contact_id: int, since_ms: int) -> Mapping[str, int]:
    """Ministry -> when it last invited a person after ``since_ms``."""
    return dict(_LAST_SENT.all(u.connection, contact=contact_id, since_ms=since_ms))


def visit(u: Unit, visit_id: int) -> Visit:
    """A visit as a conversation knows it. Raises ``LookupError``."""
    row = _VISIT.one(u.connection, visit=visit_id)
    if row is None:
        raise LookupError(f"no visit {visit_id}")
    return Visit(json.loads(row[0]), row[1])


def newest_visits(u: Unit, contact_id: int, surveys: Collection[str], since_ms: int) -> dict[str, Visit]:
    """A person's newest visit for each of some surveys, of those recorded after ``since_ms``."""
    rows: Iterable[tuple[str, str, int]] = _NEWEST.all(u.connection, contact=contact_id, since_ms=since_ms)
    newest = {survey: (cells, at_ms) for survey, cells, at_ms in rows if survey in surveys}
    return {survey: Visit(json.loads(cells), at_ms) for survey, (cells, at_ms) in newest.items()}


def stratum_of_session(u: Unit, session_id: int) -> tuple[str, str]:
    """The service and the facility of the visit that a session asks after; empty if it asks after none."""
    row = _STRATUM.one(u.connection, session=session_id)
    return ("", "") if row is None else (row[0], row[1])


def fate_of_session(u: Unit, session_id: int) -> Invited:
    """What became of the text that began a session; empty if none did. ``sent`` until the networks say more."""
    if _BEGAN.one(u.connection, session=session_id) is None:
        return ""
    states = {row[0] for row in _TEXT_OF.all(u.connection, session=session_id)}
    return "delivered" if "delivered" in states else "failed" if states == {"failed"} else "sent"


def zone_of_session(u: Unit, session_id: int) -> str | None:
    """The zone of the invitation that began a session, if one did."""
    row = _ZONE.one(u.connection, session=session_id)
    return None if row is None else cast("str", row[0])
