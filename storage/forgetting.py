"""To forget a person: their number goes, and every row that pointed to them points to nobody.

Their contact's row stays, empty. What they answered stays too, and belongs to nobody; taking their words away is
:mod:`storage.words`'s part.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, Table, select, update

from storage import contacts as people
from storage import tombstones
from storage.tables import calls, consents, contacts, inbox, invitations, outbox, receipts, sessions, turns, visits
from storage.unit import Unit

FORGOTTEN = "forgotten"
"""Why a text was not sent, or somebody not invited, whose number is gone."""


AGAIN_MS = 60_000
"""How long after somebody was erased it is looked whether something came to them in that very moment."""


class InConversation(Exception):
    """Somebody has an open conversation: it must end before they are forgotten."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What was cut off from a person who was forgotten: how many rows of each."""

    conversations: int
    texts_in: int
    texts_out: int
    visits: int
    invitations_withheld: int
    texts_withheld: int


def cut(u: Unit, contact_id: int, at_ms: int, *, erased: bool = False) -> Cut | None:
    """Forget a person's number; ``erased`` if they asked for it. ``None`` if they are forgotten already.

    What outlives them goes to their tombstone. Raises ``InConversation`` while they are in one, and ``LookupError``.
    """
    index, sealed, opted_out_at_ms = _held(u, contact_id)
    if not sealed:
        return None
    _refuse_while_talking(u, contact_id)
    if erased or opted_out_at_ms is not None:
        out_at_ms = opted_out_at_ms if opted_out_at_ms is not None else at_ms
        tombstones.put(u, index, opted_out_at_ms=out_at_ms, erased_at_ms=at_ms if erased else None)
    gone = cut_links(u, contact_id, at_ms)
    emptied = {"number_index": os.urandom(people.KEY_BYTES), "number_sealed": b"", "key_id": "", "is_tester": False}
    again_at_ms = at_ms + AGAIN_MS if erased else None
    _changed(u, contacts, contacts.c.id == contact_id, **emptied, opted_out_at_ms=None, forget_at_ms=again_at_ms)
    return gone


def hold(u: Unit, contact_id: int) -> None:
    """Let nobody write anything for a person until this unit ends. Raises ``LookupError``."""
    _held(u, contact_id)


def look_again(u: Unit, contact_id: int, at_ms: int) -> None:
    """Cut off what came to somebody in the very moment in which they were forgotten. Raises ``InConversation``."""
    _refuse_while_talking(u, contact_id)
    cut_links(u, contact_id, at_ms)
    _changed(u, contacts, contacts.c.id == contact_id, forget_at_ms=None)


def to_be_looked_at(c: Connection, at_ms: int, limit: int) -> list[int]:
    """Forgotten people who are due to be looked at again."""
    due = (contacts.c.forget_at_ms <= at_ms) & (contacts.c.key_id == "")
    return list(c.execute(select(contacts.c.id).where(due).order_by(contacts.c.forget_at_ms).limit(limit)).scalars())


def cut_links(u: Unit, contact_id: int, at_ms: int) -> Cut:
    """Let every row that points to a person point to nobody. Texts and invitations that wait are not sent."""
    nobody = people.nobody(u)
    _changed(u, invitations, _queued_only(contact_id), state="withheld", reason=FORGOTTEN, decided_at_ms=at_ms)
    texts_withheld = _changed(u, outbox, _waiting_texts(contact_id), state="failed", reason=FORGOTTEN, settled_at_ms=at_ms)
    gone_visits = _changed(u, visits, visits.c.contact_id == contact_id, contact_id=None, cells="{}")
    # After the visits: a draw that holds one of them has written its invitation by now.
    withheld = (invitations.c.contact_id == contact_id) & (invitations.c.state == "waiting")
    invitations_withheld = _changed(u, invitations, withheld, state="withheld", reason=FORGOTTEN, decided_at_ms=at_ms)
    _changed(u, invitations, invitations.c.contact_id == contact_id, contact_id=None, session_id=None)
    # Reports on texts of theirs know the text alone; those that fit none of ours are few, and found by their own index.
    _changed(u, receipts, receipts.c.outbox_id.is_(None) & (receipts.c.contact_id == contact_id), contact_id=None)
    _changed(u, calls, calls.c.id.in_(_calls_of(contact_id)), contact_id=nobody, binding=b"")
    _changed(u, consents, consents.c.contact_id == contact_id, contact_id=None)
    return Cut(
        conversations=_changed(u, sessions, sessions.c.contact_id == contact_id, contact_id=nobody, person_gone_at_ms=at_ms),
        texts_in=_changed(u, inbox, inbox.c.contact_id == contact_id, contact_id=None, session_id=None),
        texts_out=_changed(u, outbox, outbox.c.contact_id == contact_id, contact_id=nobody, session_id=None),
        visits=gone_visits,
        invitations_withheld=invitations_withheld,
        texts_withheld=texts_withheld,
    )


def _held(u: Unit, contact_id: int) -> tuple[bytes, bytes, int | None]:
    """A contact's index, sealed number and opt-out, held until the unit ends: nobody may point to it meanwhile."""
    c = contacts.c
    wanted = select(c.number_index, c.number_sealed, c.opted_out_at_ms).where(c.id == contact_id)
    row = u.connection.execute(wanted.with_for_update()).one_or_none()
    if row is None:
        raise LookupError(f"no contact {contact_id}")
    return bytes(row.number_index), bytes(row.number_sealed), row.opted_out_at_ms


def _refuse_while_talking(u: Unit, contact_id: int) -> None:
    open_ = select(sessions.c.id).where(sessions.c.contact_id == contact_id, sessions.c.ended == "")
    if u.connection.execute(open_.limit(1)).first() is not None:
        raise InConversation


def _waiting_texts(contact_id: int) -> ColumnElement[bool]:
    return (outbox.c.contact_id == contact_id) & (outbox.c.state == "due")


def _queued_only(contact_id: int) -> ColumnElement[bool]:
    """Invitations that count as sent while their text still waits."""
    waiting = select(outbox.c.session_id).where(_waiting_texts(contact_id), outbox.c.kind == "invitation")
    return (invitations.c.contact_id == contact_id) & invitations.c.session_id.in_(waiting)


def _calls_of(contact_id: int) -> Select[tuple[int]]:
    """Calls of somebody's conversations, by way of the turns: the calls themselves have no index by person."""
    theirs = select(turns.c.call_id).join(sessions, sessions.c.id == turns.c.session_id)
    return theirs.where(sessions.c.contact_id == contact_id, turns.c.call_id.is_not(None))


def _changed(u: Unit, table: Table, where: ColumnElement[bool], **values: object) -> int:
    return u.connection.execute(update(table).where(where).values(**values)).rowcount
