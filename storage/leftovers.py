"""What belongs to no conversation and may not stay for ever: ids of calls, reports on texts, visits nobody answered, texts that
led nowhere, and people of whom nothing is left but their number.

As in :mod:`storage.retention`, each function takes the oldest few, and two processes at once take different ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, delete, exists, func, select, update

from storage import contacts as people
from storage import forgetting
from storage.tables import (
    call_ends,
    calls,
    consents,
    contacts,
    inbox,
    invitations,
    outbox,
    receipts,
    sessions,
    visits,
)
from storage.unit import Unit

SETTLING_MS = 86_400_000
"""A number is not looked at on the day it came: whatever it came for may still be on its way."""


def lose_calls(u: Unit, before_ms: int, limit: int) -> Counter[str]:
    """Delete the oldest calls and notices of their ends, as far as they came before ``before_ms``."""
    return +Counter({
        "calls": _oldest_by_id(u, calls, calls.c.opened_at_ms, before_ms, limit),
        "ends of calls": _oldest_by_id(u, call_ends, call_ends.c.received_at_ms, before_ms, limit),
    })  # fmt: skip


def _oldest_by_id(u: Unit, table: Table, at_ms: ColumnElement[Any], before_ms: int, limit: int) -> int:
    """Rows come in the order of their ids: those that are old enough are the first ones, and no index is needed."""
    first = u.connection.execute(select(table.c.id, at_ms.label("at_ms")).order_by(table.c.id).limit(limit)).all()
    old = [row.id for row in first if row.at_ms < before_ms]
    return u.connection.execute(delete(table).where(table.c.id.in_(old))).rowcount if old else 0


def lose_orphans(u: Unit, before_ms: int, limit: int) -> Counter[str]:
    """Delete reports on texts that were never ours."""
    r = receipts.c
    old = select(r.id).where(r.outbox_id.is_(None), r.received_at_ms < before_ms).limit(limit)
    ids = list(u.connection.execute(old.with_for_update(skip_locked=True)).scalars())
    return +Counter({"reports on unknown texts": len(ids) and _gone(u, receipts, ids)})


def _gone(u: Unit, table: Table, ids: Sequence[int]) -> int:
    return u.connection.execute(delete(table).where(table.c.id.in_(ids))).rowcount


def lose_texts(u: Unit, table: Table, after: int, before_ms: int, limit: int) -> tuple[Counter[str], int | None]:
    """Empty the texts of ``inbox`` or ``outbox`` that came before ``before_ms``, from one id on; and where to go on.

    ``None`` instead of an id: nothing older is left for now. A text that is still to be sent keeps its words.
    """
    at_ms = table.c.received_at_ms if table is inbox else table.c.created_at_ms
    first = select(table.c.id, table.c.state, at_ms.label("at_ms")).where(table.c.id > after).order_by(table.c.id)
    old = list(takewhile(lambda row: row.at_ms < before_ms, u.connection.execute(first.limit(limit)).all()))
    if not old:
        return Counter(), None
    ids = [row.id for row in old if row.state not in ("due", "sending")]
    emptied = update(table).where(table.c.id.in_(ids), table.c.text != "").values(text="")
    return +Counter({"texts": u.connection.execute(emptied).rowcount}), old[-1].id


def oldest_visit(c: Connection, survey: str, since_ms: int) -> int | None:
    """When the oldest visit of a survey was recorded, from ``since_ms`` on, that still has its person."""
    v = visits.c
    linked = select(v.recorded_at_ms).where(v.survey == survey, v.contact_id.is_not(None), v.recorded_at_ms >= since_ms)
    return c.execute(linked.order_by(v.recorded_at_ms).limit(1)).scalar_one_or_none()


def lose_visits(u: Unit, survey: str, since_ms: int, before_ms: int, limit: int) -> Counter[str]:
    """Cut visits of a survey off from their people that were recorded from ``since_ms`` on and before ``before_ms``.

    One whose invitation waits, or led to a conversation that still has its person, goes with that.
    """
    chosen = select(visits.c.id).where(_visits_due(survey, since_ms, before_ms)).limit(limit)
    ids = list(u.connection.execute(chosen.with_for_update(of=visits, key_share=True, skip_locked=True)).scalars())
    if not ids:
        return Counter()
    u.connection.execute(update(invitations).where(invitations.c.visit_id.in_(ids)).values(contact_id=None))
    u.connection.execute(update(visits).where(visits.c.id.in_(ids)).values(contact_id=None, cells="{}"))
    return Counter({"visits": len(ids)})


def visits_due(c: Connection, survey: str, since_ms: int, before_ms: int) -> int:
    """How many visits :func:`lose_visits` would take, were there no limit."""
    return int(c.execute(_how_many(visits, _visits_due(survey, since_ms, before_ms))).scalar_one())


def _visits_due(survey: str, since_ms: int, before_ms: int) -> ColumnElement[bool]:
    v, i, s = visits.c, invitations.c, sessions.c
    talks = exists().where(s.id == i.session_id, s.person_gone_at_ms.is_(None))
    held = exists().where(i.visit_id == v.id, (i.state == "waiting") | talks)
    return and_(
        v.survey == survey, v.contact_id.is_not(None), v.recorded_at_ms >= since_ms, v.recorded_at_ms < before_ms, ~held
    )


def asked_to_be_forgotten(c: Connection, at_ms: int, limit: int) -> list[int]:
    """People whose day to be forgotten has come, and who are in no conversation."""
    due = select(contacts.c.id).where(_asked(at_ms)).order_by(contacts.c.forget_at_ms).limit(limit)
    return list(c.execute(due).scalars())


def _asked(at_ms: int) -> ColumnElement[bool]:
    f = contacts.c.forget_at_ms
    return and_(contacts.c.key_id != "", f.is_not(None), f <= at_ms, ~_has(sessions, sessions.c.ended == ""))


def next_people(c: Connection, after: int, limit: int) -> list[int]:
    """The next few people, by id, whose number is kept; a phone of the house is none of them."""
    kept = and_(contacts.c.id > after, contacts.c.key_id != "", contacts.c.is_tester.is_(False))
    return list(c.execute(select(contacts.c.id).where(kept).order_by(contacts.c.id).limit(limit)).scalars())


def lose_people(u: Unit, ids: Sequence[int], before_ms: int, at_ms: int) -> Counter[str]:
    """Of these people: cut off what led nowhere before ``before_ms``, and forget whoever has nothing left."""
    locked = select(contacts.c.id).where(contacts.c.id.in_(ids), contacts.c.created_at_ms < at_ms - SETTLING_MS)
    mine = list(u.connection.execute(locked.order_by(contacts.c.id).with_for_update(skip_locked=True)).scalars())
    if not mine:
        return Counter()
    done = _cut_off(u, mine, before_ms)
    for contact_id in u.connection.execute(_linkless(mine)).scalars().all():
        if forgetting.cut(u, contact_id, at_ms) is not None:
            done["people forgotten"] += 1
    return +done


def people_due(c: Connection, at_ms: int) -> int:
    """How many people are to be forgotten: they asked for it, or nothing is left of them but their number."""
    settled = and_(contacts.c.is_tester.is_(False), contacts.c.created_at_ms < at_ms - SETTLING_MS, *_NOTHING_LEFT)
    return int(c.execute(_how_many(contacts, (contacts.c.key_id != "") & (_asked(at_ms) | settled))).scalar_one())


def ids_due(c: Connection, calls_before_ms: int, orphans_before_ms: int) -> dict[str, int]:
    """How many rows of each kind :func:`lose_calls` and :func:`lose_orphans` would take, were there no limit."""
    r = receipts.c
    which = {
        "calls": (calls, calls.c.opened_at_ms < calls_before_ms),
        "ends of calls": (call_ends, call_ends.c.received_at_ms < calls_before_ms),
        "reports on unknown texts": (receipts, r.outbox_id.is_(None) & (r.received_at_ms < orphans_before_ms)),
    }
    return {kind: int(c.execute(_how_many(*of)).scalar_one()) for kind, of in which.items()}


def _cut_off(u: Unit, ids: list[int], before_ms: int) -> Counter[str]:
    nobody = people.nobody(u)
    i, o, n = inbox.c, outbox.c, consents.c
    came = and_(i.contact_id.in_(ids), i.session_id.is_(None), i.received_at_ms < before_ms)
    went = and_(o.contact_id.in_(ids), o.session_id.is_(None), o.created_at_ms < before_ms, o.state.not_in(("due", "sending")))
    agreed = and_(n.contact_id.in_(ids), n.session_id.is_(None), n.at_ms < before_ms)
    u.connection.execute(update(consents).where(agreed).values(contact_id=None))
    return Counter({
        "texts in": u.connection.execute(update(inbox).where(came).values(contact_id=None, text="")).rowcount,
        "texts out": u.connection.execute(update(outbox).where(went).values(contact_id=nobody, text="")).rowcount,
    })  # fmt: skip


def _has(table: Table, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(table.c.contact_id == contacts.c.id, *more)


_NOTHING_LEFT = tuple(~_has(table) for table in (sessions, outbox, inbox, visits, invitations, consents))


def _linkless(ids: Sequence[int]) -> Select[Any]:
    return select(contacts.c.id).where(contacts.c.id.in_(ids), *_NOTHING_LEFT).order_by(contacts.c.id)


def _how_many(table: Table, which: ColumnElement[bool]) -> Select[Any]:
    return select(func.count()).select_from(table).where(which)
