"""What a conversation may not keep for ever: its link to a person, and then people's words. Figures stay as they are.

Each function takes the oldest few that are due and says how many rows of each kind it changed; two processes that do so at
once take different ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Table,
    and_,
    delete,
    exists,
    func,
    literal_column,
    select,
    update,
)

from storage import contacts as people
from storage import words
from storage.engine import WAIT_S, gate_of
from storage.tables import (
    answers,
    consents,
    contacts,
    inbox,
    invitations,
    outbox,
    responses,
    sessions,
    turns,
    versions,
    visits,
)
from storage.unit import Unit, reading

IN_DOUBT_MS = 3 * 86_400_000
"""A text in doubt is waited for so long: no network brings one, or a report on it, later."""
UNFILED_MS = 7 * 86_400_000
"""A response that waits to be filed keeps its turns for so long after it was queued; later it never will be."""

_NOBODY = func.coalesce(select(contacts.c.id).where(contacts.c.number_index == b"").scalar_subquery(), 0)
_ENDED = sessions.c.ended != literal_column("''")
_LINKED = and_(_ENDED, sessions.c.person_gone_at_ms.is_(None))
_WORDED = and_(_ENDED, sessions.c.words_gone_at_ms.is_(None))


@dataclass(frozen=True, slots=True)
class InForce:
    """A version without its text, and from when until when it was the newest of its survey; ``None``: it still is."""

    version_id: int
    survey: str
    ministry: str
    since_ms: int
    until_ms: int | None


@dataclass(frozen=True, slots=True)
class Ended:
    """A conversation that is over, and whose it still is."""

    session_id: int
    version_id: int
    contact_id: int


def in_force(c: Connection) -> list[InForce]:
    """Every version ever published, by survey, the oldest first; the first one is in force for all time before it too."""
    v = versions.c
    rows = c.execute(select(v.id, v.survey, v.ministry, v.number, v.published_at_ms).order_by(v.survey, v.number)).all()
    until = [b.published_at_ms if a.survey == b.survey else None for a, b in pairwise(rows)] + [None]
    return [
        InForce(row.id, row.survey, row.ministry, row.published_at_ms if row.number > 1 else _FOREVER_MS, until_ms)
        for row, until_ms in zip(rows, until, strict=False)
    ]


_FOREVER_MS = -(10**15)


def oldest_linked(c: Connection, version_id: int) -> int | None:
    """When the longest ended conversation of a version ended that still has its person."""
    return _oldest(c, _LINKED, version_id)


def oldest_worded(c: Connection, version_id: int) -> int | None:
    """When the longest ended conversation of a version ended that still has its words."""
    return _oldest(c, _WORDED, version_id)


def _oldest(c: Connection, which: ColumnElement[bool], version_id: int) -> int | None:
    ended = sessions.c.ended_at_ms
    first = select(ended).where(which, sessions.c.version_id == version_id).order_by(ended).limit(1)
    return c.execute(first).scalar_one_or_none()


def lose_persons(u: Unit, version_id: int, before_ms: int, at_ms: int, phones: Collection[str], limit: int) -> Counter[str]:
    """Cut conversations of a version that ended by ``before_ms`` off from their people; ``phones`` are its phone questions.

    What names a visit or a number goes with the link: cells, transcript, numbers given as answers, texts in and out.
    """
    rows = _taken(u, _due_for_person(version_id, before_ms, at_ms), limit)
    return cut_off(u, [Ended(row.id, version_id, row.contact_id) for row in rows], at_ms, phones)


def cut_off(u: Unit, gone: Sequence[Ended], at_ms: int, phones: Collection[str]) -> Counter[str]:
    """Cut these conversations, all of versions with the phone questions ``phones``, off from their people."""
    nobody = people.nobody(u)
    ids, persons = [each.session_id for each in gone], sorted({each.contact_id for each in gone} - {nobody})
    if not ids:
        return Counter()
    done = Counter({"conversations cut off": len(ids)})
    done += _texts(u, ids, persons, nobody)
    done += _visits(u, ids)
    _change(u, consents, consents.c.session_id.in_(ids), contact_id=None)
    about = words.about_a_visit(u, ids)
    words.take_wordings(u, about)
    telling = ids if phones else about
    done["transcripts"] += _delete_turns(u, telling)
    numbers = answers.c.session_id.in_(ids) & answers.c.question.in_(phones)
    done["numbers given as answers"] += _change(u, answers, numbers & answers.c.value.is_not(None), value=None, raw="")
    _change(u, sessions, sessions.c.id.in_(ids), contact_id=nobody, person_gone_at_ms=at_ms)
    return +done


def of_person(u: Unit, contact_id: int) -> list[Ended]:
    """Somebody's ended conversations that still are theirs, by version."""
    s = sessions.c
    theirs = select(s.id, s.version_id, s.contact_id).where(s.contact_id == contact_id, _LINKED)
    return [Ended(*row) for row in u.connection.execute(theirs.order_by(s.version_id, s.id))]


def lose_words(u: Unit, version_id: int, before_ms: int, at_ms: int, texts: Collection[str], limit: int) -> Counter[str]:
    """Delete what was typed in conversations of a version that ended by ``before_ms``; ``texts`` are its text questions."""
    rows = _taken(u, _due_for_words(version_id, before_ms, at_ms), limit)
    ids, persons = [row.id for row in rows], sorted({row.contact_id for row in rows} - {people.nobody(u)})
    if not ids:
        return Counter()
    done = Counter({"conversations without words": len(ids)})
    of_turns = select(turns.c.inbox_id).where(turns.c.session_id.in_(ids), turns.c.inbox_id.is_not(None))
    _change(u, inbox, inbox.c.id.in_(list(u.connection.execute(of_turns).scalars())), text="")
    words.take_wordings(u, words.about_a_visit(u, ids))
    for table in (inbox, outbox):
        _change(u, table, table.c.contact_id.in_(persons) & table.c.session_id.in_(ids), text="")
    done["transcripts"] += _delete_turns(u, ids)
    theirs = answers.c.session_id.in_(ids)
    done["written answers"] += _change(u, answers, theirs & answers.c.question.in_(texts), value=None, raw="")
    _change(u, answers, theirs & (answers.c.raw != ""), raw="")
    _change(u, sessions, sessions.c.id.in_(ids), words_gone_at_ms=at_ms)
    return +done


def due_for_person(c: Connection, version_id: int, before_ms: int, at_ms: int) -> int:
    """How many conversations :func:`lose_persons` would take, were there no limit."""
    return _counted(c, _due_for_person(version_id, before_ms, at_ms))


def due_for_words(c: Connection, version_id: int, before_ms: int, at_ms: int) -> int:
    """How many conversations :func:`lose_words` would take, were there no limit."""
    return _counted(c, _due_for_words(version_id, before_ms, at_ms))


def _due_for_person(version_id: int, before_ms: int, at_ms: int) -> ColumnElement[bool]:
    o = outbox.c
    doubted = (o.state == "in doubt") & (o.created_at_ms > at_ms - IN_DOUBT_MS)
    unsettled = exists().where(
        sessions.c.contact_id != _NOBODY,  # to whom most old texts belong: they are not to be searched
        o.contact_id == sessions.c.contact_id,
        o.session_id == sessions.c.id,
        o.state.in_(("due", "sending")) | doubted,
    )
    return and_(_LINKED, _of(version_id, before_ms), ~unsettled, ~_waits_to_be_filed(at_ms))


def _due_for_words(version_id: int, before_ms: int, at_ms: int) -> ColumnElement[bool]:
    return and_(_WORDED, _of(version_id, before_ms), ~_waits_to_be_filed(at_ms))


def _of(version_id: int, before_ms: int) -> ColumnElement[bool]:
    return (sessions.c.version_id == version_id) & (sessions.c.ended_at_ms <= before_ms)


def _waits_to_be_filed(at_ms: int) -> ColumnElement[bool]:
    r = responses.c
    return exists().where(r.session_id == sessions.c.id, r.filed_at_ms.is_(None), r.queued_at_ms > at_ms - UNFILED_MS)


def _taken(u: Unit, which: ColumnElement[bool], limit: int) -> Sequence[Row[Any, Any]]:
    """The longest ended conversations, taken for this unit; those that another process has taken are left to it."""
    s = sessions.c
    chosen = select(s.id, s.contact_id).where(which).order_by(s.ended_at_ms).limit(limit)
    return u.connection.execute(chosen.with_for_update(of=sessions, key_share=True, skip_locked=True)).all()


def _counted(c: Connection, which: ColumnElement[bool]) -> int:
    return int(c.execute(select(func.count()).select_from(sessions).where(which)).scalar_one())


def _texts(u: Unit, ids: list[int], persons: list[int], nobody: int) -> Counter[str]:
    """Texts of conversations, found by their people: no index leads from a conversation to them."""
    o, i = outbox.c, inbox.c
    out = o.contact_id.in_(persons) & o.session_id.in_(ids)
    return Counter({
        "texts out": _change(u, outbox, out, contact_id=nobody, text=""),
        "texts in": _change(u, inbox, i.contact_id.in_(persons) & i.session_id.in_(ids), contact_id=None, text=""),
    })  # fmt: skip


def _visits(u: Unit, ids: list[int]) -> Counter[str]:
    """The visits that led to conversations: a ministry knows them by its own reference, so that link is cut too."""
    theirs = invitations.c.session_id.in_(ids)
    asked = list(u.connection.execute(select(invitations.c.visit_id).where(theirs)).scalars())
    _change(u, invitations, theirs, contact_id=None, session_id=None)
    return Counter({"visits": _change(u, visits, visits.c.id.in_(asked), contact_id=None, cells="{}")})


def _delete_turns(u: Unit, ids: list[int]) -> int:
    """Delete the turns of conversations, and what calls knew of their people; says how many conversations had any."""
    of = turns.c.session_id.in_(ids)
    had = u.connection.execute(select(func.count(func.distinct(turns.c.session_id))).where(of)).scalar_one()
    if had:
        u.connection.execute(delete(turns).where(of))
    return int(had)


def _change(u: Unit, table: Table, where: ColumnElement[bool], **values: object) -> int:
    return u.connection.execute(update(table).where(where).values(**values)).rowcount


def empty_log(engine: Engine) -> bool:
    """Let SQLite's write-ahead log, which holds pages as they were, be written over; false while somebody reads from it.

    Writers queue at the gate meanwhile, and readers are not waited for: a hop is never held up by them.
    """
    with reading(engine) as c, gate_of(c):
        if c.dialect.name != "sqlite":
            return True
        c.exec_driver_sql("PRAGMA busy_timeout = 0").close()
        try:
            return words.settle_log(c)
        finally:
            c.exec_driver_sql(f"PRAGMA busy_timeout = {round(WAIT_S * 1000)}").close()
