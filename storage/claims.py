"""Whose turn it is to be sent: looked for among what is due, and taken by one process and no other.

A text is ready if it is due and no older text of its person, by the same channel, is due or on its way. Texts of one *lot*
have all in common that one call to the aggregator needs. Every caller that takes holds :func:`storage.outlets.lock_all`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    tuple_,
    update,
)

from storage import invitations
from storage.prepared import Prepared
from storage.tables import contacts, outbox, sessions, versions
from storage.tables import invitations as invited

if TYPE_CHECKING:
    from storage.unit import Unit

OPTED_OUT = "opted out"


@dataclass(frozen=True, slots=True)
class Ready:
    """A text that may be claimed now, and all that the claim and the call need to know of it."""

    id: int
    channel: str
    contact_id: int
    session_id: int | None
    kind: str
    ministry: str
    code: str
    text: str
    link_id: str | None
    parts: int
    lot: int | None
    """Equal for texts that may go in one call; ``None``: it goes alone."""
    attempts: int
    """Before this one."""
    created_at_ms: int


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that take their turn together."""

    kind: str
    ministry: str


def groups(u: Unit, channel: str) -> Iterator[Group]:
    """The kinds and ministries of which something waits by a channel, now or later. One look into an index for each."""
    kind, ministry = "", ""
    while (row := _NEXT_GROUP.one(u.connection, channel=channel, kind=kind, ministry=ministry)) is not None:
        kind, ministry = row
        yield Group(kind, ministry)


def heads(u: Unit, channel: str, group: Group, most: int, at_ms: int) -> list[Ready]:
    """The texts of a group that are ready and have been due for longest; never two of one person."""
    rows = _HEADS.all(u.connection, channel=channel, kind=group.kind, ministry=group.ministry, most=most, at_ms=at_ms)
    return [Ready(*row) for row in rows]


def one(u: Unit, outbox_id: int, at_ms: int) -> Ready | None:
    """A text, if it is ready."""
    row = _ONE.one(u.connection, outbox_id=outbox_id, at_ms=at_ms)
    return None if row is None else Ready(*row)


def lot_of(u: Unit, first: Ready, most: int, at_ms: int) -> list[Ready]:
    """A text and what is ready to go in the same call, ``most`` in all, longest due first; never two of one person."""
    if first.lot is None or most < 2:
        return [first]
    rows = _LOT.all(u.connection, lot=first.lot, text=first.text, at_ms=at_ms, most=most)
    others = [ready for ready in (Ready(*row) for row in rows) if ready.id != first.id]
    return [first, *others[: most - 1]]


def take(u: Unit, outbox_ids: Sequence[int], at_ms: int) -> set[int]:
    """Claim texts that are ready: they are ``sending`` from the commit on, and this attempt counts. Returns the ids taken.

    A text queued before its person opted out becomes ``failed`` here. One queued at that instant or later is what they asked
    for (the confirmation of STOP, an answer to HELP) and is taken.
    """
    rows = u.connection.execute(_TAKE, {"ids": list(outbox_ids), "at_ms": at_ms}).all()
    for outbox_id in sorted(outbox_id for outbox_id, state in rows if state == "failed"):
        invitations.never_sent(u, outbox_id, OPTED_OUT, at_ms)
    return {outbox_id for outbox_id, state in rows if state == "sending"}


def next_of(u: Unit, channel: str, contact_ids: Collection[int], at_ms: int) -> list[int]:
    """The texts of these people that are ready now, at most one each."""
    ready = and_(_READY, outbox.c.channel == channel, outbox.c.contact_id.in_(contact_ids))
    return list(u.connection.execute(select(outbox.c.id).where(ready).order_by(outbox.c.id), {"at_ms": at_ms}).scalars())


@dataclass(frozen=True, slots=True)
class Asking:
    """What a text belongs to that nobody asked for."""

    survey: str = ""
    version_id: int = 0
    first_due_at_ms: int | None = None
    """Of the invitation that began it; ``None`` if none did."""


def asking_of(u: Unit, session_ids: Collection[int]) -> dict[int, Asking]:
    """Session -> what it asks, and since when."""
    first_due = func.coalesce(invited.c.first_due_at_ms, invited.c.due_at_ms)
    found = select(sessions.c.id, versions.c.survey, versions.c.id, first_due).join(versions)
    of_visits = found.outerjoin(invited, invited.c.session_id == sessions.c.id).where(sessions.c.id.in_(session_ids))
    return {session_id: Asking(*asked) for session_id, *asked in u.connection.execute(of_visits)}


def had(u: Unit, texts: Sequence[Ready], *, since_ms: int, same_since_ms: int) -> dict[int, tuple[int, int]]:
    """Text -> how many of any wording its person was sent since ``since_ms``, and of its own wording since ``same_since_ms``.

    What was not taken by the aggregator does not count.
    """
    o = outbox.c
    went = o.state.in_(("sending", "in doubt", "sent", "delivered"))
    same = case((o.claimed_at_ms > same_since_ms, 1), else_=0)
    recent = case((o.claimed_at_ms > since_ms, 1), else_=0)
    people = o.contact_id.in_({ready.contact_id for ready in texts})
    # A text goes out within days of being queued: what was queued before is not read.
    lately = and_(o.created_at_ms > same_since_ms - _QUEUED_MS, o.claimed_at_ms > min(since_ms, same_since_ms))
    found = select(o.contact_id, o.text, func.sum(recent), func.sum(same)).where(people, lately, went)
    any_: Counter[int] = Counter()
    equal: Counter[tuple[int, str]] = Counter()
    for contact_id, text, recent_ones, same_ones in u.connection.execute(found.group_by(o.contact_id, o.text)):
        any_[contact_id] += int(recent_ones)
        equal[contact_id, text] += int(same_ones)
    return {ready.id: (any_[ready.contact_id], equal[ready.contact_id, ready.text]) for ready in texts}


_QUEUED_MS = 4 * 86_400_000

# States are literals, so that both databases see that the partial indexes serve.
_DUE: ColumnElement[str] = literal_column("'due'")
_SENDING: ColumnElement[str] = literal_column("'sending'")
_FAILED: ColumnElement[str] = literal_column("'failed'")
_AT_MS: ColumnElement[int] = bindparam("at_ms")


def _older_waits() -> ColumnElement[bool]:
    older = outbox.alias("older")
    same_person = and_(older.c.contact_id == outbox.c.contact_id, older.c.channel == outbox.c.channel)
    return exists().where(same_person, older.c.id < outbox.c.id, older.c.state.in_((_DUE, _SENDING))).correlate(outbox)


def _ready(*where: ColumnElement[bool], most: ColumnElement[int]) -> Prepared:
    columns = [outbox.c[name] for name in Ready.__dataclass_fields__]
    found: Select[Any] = (
        select(*columns).where(*where, _READY).order_by(outbox.c.due_at_ms, outbox.c.id).limit(most).offset(_NONE)
    )
    # A row that somebody else is about to change is not waited for: it will be ready, or not, the next time.
    return Prepared(found.with_for_update(of=outbox, skip_locked=True))


_ONE_ROW: ColumnElement[int] = literal_column("1")
_NONE: ColumnElement[int] = literal_column("0")  # left out, SQLAlchemy would give SQLite an offset of its own
_READY = and_(outbox.c.state == _DUE, outbox.c.due_at_ms <= _AT_MS, ~_older_waits())
_BY_CHANNEL = outbox.c.channel == bindparam("channel")
_ONE = _ready(outbox.c.id == bindparam("outbox_id"), most=_ONE_ROW)
_OF_GROUP = (outbox.c.kind == bindparam("kind"), outbox.c.ministry == bindparam("ministry"))
_HEADS = _ready(_BY_CHANNEL, *_OF_GROUP, most=bindparam("most"))
_LOT = _ready(outbox.c.lot == bindparam("lot"), outbox.c.text == bindparam("text"), most=bindparam("most"))
_NEXT_GROUP = Prepared(
    select(outbox.c.kind, outbox.c.ministry)
    .where(
        _BY_CHANNEL,
        outbox.c.state == _DUE,
        tuple_(outbox.c.kind, outbox.c.ministry) > tuple_(bindparam("kind"), bindparam("ministry")),
    )
    .order_by(outbox.c.kind, outbox.c.ministry)
    .limit(_ONE_ROW)
    .offset(_NONE)
)
# A reply of the very millisecond is the one that says so; what nobody asked for never goes to who has opted out.
_SINCE = or_(contacts.c.opted_out_at_ms > outbox.c.created_at_ms, outbox.c.kind.in_(("invitation", "reminder")))
_OPTED_OUT_SINCE_QUEUED = (
    exists().where(contacts.c.id == outbox.c.contact_id, contacts.c.opted_out_at_ms.is_not(None), _SINCE).correlate(outbox)
)
_TAKE = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), _READY)
    .values(
        state=case((_OPTED_OUT_SINCE_QUEUED, _FAILED), else_=_SENDING),
        reason=case((_OPTED_OUT_SINCE_QUEUED, literal_column(f"'{OPTED_OUT}'")), else_=outbox.c.reason),
        settled_at_ms=case((_OPTED_OUT_SINCE_QUEUED, _AT_MS), else_=null()),
        attempts=outbox.c.attempts + case((_OPTED_OUT_SINCE_QUEUED, literal_column("0")), else_=literal_column("1")),
        claimed_at_ms=_AT_MS,
    )
    .returning(outbox.c.id, outbox.c.state)
)
