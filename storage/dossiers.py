"""Everything that is held of one person, for themselves and for an office that answers them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Table, func, select

from storage.tables import answers, contacts, inbox, invitations, outbox, sessions, turns, visits
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Held:
    """A person's own row."""

    created_at_ms: int
    opted_out_at_ms: int | None
    is_tester: bool
    forget_at_ms: int | None


@dataclass(frozen=True, slots=True)
class Passage:
    """One conversation of theirs and its newest turn."""

    session_id: int
    ministry: str
    survey: str
    version_id: int
    channel: str
    begun_at_ms: int
    ended: str
    ended_at_ms: int | None
    words_gone_at_ms: int | None
    state: str
    """``flows.state.State.dump`` of the newest turn; empty where the turns are deleted."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was filed."""

    session_id: int
    question: str
    state: str
    value: str | None
    raw: str
    answered_at_ms: int


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit of theirs as a ministry's list says, and what became of the invitation."""

    ministry: str
    survey: str
    service: str
    facility: str
    cells: str
    recorded_at_ms: int
    draw: str
    invitation: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """A text that still has its words."""

    at_ms: int
    way: str
    """``from them``, ``to them``."""
    code: str
    text: str


def held(u: Unit, contact_id: int) -> Held:
    """A person's own row. Raises ``LookupError``."""
    row = u.connection.execute(select(*(contacts.c[n] for n in Held.__dataclass_fields__)).where(contacts.c.id == contact_id))
    if (found := row.one_or_none()) is None:
        raise LookupError(f"no contact {contact_id}")
    return Held(*found)


def passages(u: Unit, contact_id: int) -> list[Passage]:
    """A person's conversations, oldest first."""
    s = sessions.c
    newest = select(func.max(turns.c.n)).where(turns.c.session_id == s.id).correlate(sessions).scalar_subquery()
    columns = (
        s.id, s.ministry, s.survey, s.version_id, s.channel, s.begun_at_ms, s.ended, s.ended_at_ms, s.words_gone_at_ms,
        func.coalesce(turns.c.state, ""),
    )  # fmt: skip
    joined = sessions.outerjoin(turns, (turns.c.session_id == s.id) & (turns.c.n == newest))
    rows = u.connection.execute(select(*columns).select_from(joined).where(s.contact_id == contact_id).order_by(s.id))
    return [Passage(*tuple(row)) for row in rows]


def given(u: Unit, contact_id: int) -> list[Given]:
    """A person's answers that are filed, in the order of the conversations and of asking."""
    columns = (answers.c[name] for name in Given.__dataclass_fields__)
    found = select(*columns).join(sessions, sessions.c.id == answers.c.session_id)
    ordered = found.where(sessions.c.contact_id == contact_id).order_by(answers.c.session_id, answers.c.asked_at_ms)
    return [Given(*row) for row in u.connection.execute(ordered)]


def visited(u: Unit, contact_id: int) -> list[Visited]:
    """A person's visits, oldest first."""
    v, i = visits.c, invitations.c
    columns = (v.ministry, v.survey, v.service, v.facility, v.cells, v.recorded_at_ms, v.draw, i.state, i.reason)
    joined = visits.outerjoin(invitations, i.visit_id == v.id)
    rows = u.connection.execute(
        select(*columns).select_from(joined).where(v.contact_id == contact_id).order_by(v.recorded_at_ms)
    )
    return [Visited(*row) for row in rows]


def written(u: Unit, contact_id: int) -> list[Written]:
    """Texts from and to a person that still have their words, oldest first."""
    found = []
    for table, at_ms, way in ((inbox, inbox.c.received_at_ms, "from them"), (outbox, outbox.c.created_at_ms, "to them")):
        theirs = (table.c.contact_id == contact_id) & (table.c.text != "")
        rows = u.connection.execute(select(at_ms, table.c.code, table.c.text).where(theirs).order_by(table.c.id))
        found += [Written(row[0], way, row[1], row[2]) for row in rows]
    return sorted(found, key=lambda each: each.at_ms)


def texts(u: Unit, contact_id: int) -> tuple[int, int]:
    """How many texts came from a person, and how many went to them."""
    return _count(u, inbox, contact_id), _count(u, outbox, contact_id)


def _count(u: Unit, table: Table, contact_id: int) -> int:
    counted = select(func.count()).select_from(table).where(table.c.contact_id == contact_id)
    return int(u.connection.execute(counted).scalar_one())
