"""Texts that must go out, once each: queued with the answer that caused them, claimed before they are sent.

A text is ``due`` until somebody claims it, ``sending`` while the aggregator is asked, then ``sent`` and at last ``delivered``
or ``failed``. ``in doubt`` means that nobody can say whether the aggregator took it; it is never sent again by itself.
``delivered`` and ``failed`` never move.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, literal_column, null, select, update

from flows.measure import sms_parts
from storage.prepared import Prepared
from storage.tables import contacts, outbox

if TYPE_CHECKING:
    from storage.unit import Unit

Settled = Literal["sent", "delivered", "failed"]

Kind = Literal["reply", "invitation", "reminder", "notice"]
"""``reply``: they have just written; ``invitation`` and ``reminder``: nobody asked for it; ``notice``: about their rights."""

OPTED_OUT = "opted out"
PAUSED = "paused: "
"""How the reason of a text begins that waits for its whole channel, such as ``paused: InsufficientBalance``."""

PAUSE_MS = 300_000
"""How long a channel rests that cannot send at all, before it is tried again."""

_MAY_BECOME: dict[str, tuple[str, ...]] = {
    "sent": ("sending", "in doubt"),
    "delivered": ("sending", "in doubt", "sent"),
    "failed": ("sending", "in doubt", "sent"),
}


@dataclass(frozen=True, slots=True)
class Claimed:
    """A text that this process, and no other, may now send once."""

    id: int
    channel: str
    contact_id: int
    code: str
    text: str
    link_id: str | None
    attempts: int
    """This one included."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a text is."""

    id: int
    channel: str
    contact_id: int
    state: str
    attempts: int
    due_at_ms: int
    provider_id: str | None
    reason: str


def put(
    u: Unit,
    *,
    channel: str,
    contact_id: int,
    session_id: int | None,
    code: str,
    text: str,
    at_ms: int,
    link_id: str | None = None,
    kind: Kind = "reply",
    ministry: str = "",
) -> int:
    """Queue a text for ``contact_id`` by short code ``code``; it is due from ``at_ms``. Returns its id.

    ``ministry`` is whose turn and whose money it is; empty for what belongs to none.
    """
    row = outbox.insert().values(
        channel=channel,
        contact_id=contact_id,
        session_id=session_id,
        code=code,
        text=text,
        link_id=link_id,
        kind=kind,
        ministry=ministry,
        parts=sms_parts(text),
        state="due",
        due_at_ms=at_ms,
        created_at_ms=at_ms,
    )
    return cast("int", u.connection.execute(row.returning(outbox.c.id)).scalar_one())


def claim(u: Unit, outbox_id: int, at_ms: int) -> Claimed | None:
    """Take a due text for sending; ``None`` if it is not due, not the first of its person, paused, or somebody else has it.

    A text queued before its person opted out becomes ``failed`` here. One queued at that instant or later is what they asked
    for (the confirmation of STOP, an answer to HELP) and goes out.
    """
    row = _CLAIM.one(u.connection, outbox_id=outbox_id, **_now(at_ms))
    if row is None or row[0] == "failed":
        return None
    return Claimed(*row[1:])


def sent(u: Unit, outbox_id: int, *, provider_id: str | None, status_code: int | None, cost: str | None, at_ms: int) -> None:
    """Record that the aggregator accepted a text; a state that a delivery report already made final stays."""
    accepted = {"provider_id": provider_id, "status_code": status_code, "cost": cost}
    u.connection.execute(update(outbox).where(outbox.c.id == outbox_id).values(accepted))
    settle(u, outbox_id, "sent", at_ms=at_ms)


def settle(u: Unit, outbox_id: int, state: Settled, *, at_ms: int, reason: str = "") -> bool:
    """Move a text forward, never back: queued < sent < delivered or failed. Says whether it moved."""
    forward = (outbox.c.id == outbox_id, outbox.c.state.in_(_MAY_BECOME[state]))
    moved = update(outbox).where(*forward).values(state=state, reason=reason, settled_at_ms=at_ms)
    return bool(u.connection.execute(moved).rowcount)


def learn(u: Unit, outbox_id: int, provider_id: str) -> None:
    """Note what the aggregator calls a text whose reply never reached us."""
    unlearned = (outbox.c.id == outbox_id, outbox.c.provider_id.is_(None))
    u.connection.execute(update(outbox).where(*unlearned).values(provider_id=provider_id))


def retry(u: Unit, outbox_id: int, due_at_ms: int, reason: str) -> None:
    """Give a claimed text back: the aggregator surely did not take it, and it is due again at ``due_at_ms``."""
    _give_back(u, outbox_id, due_at_ms=due_at_ms, reason=reason)


def pause(u: Unit, outbox_id: int, at_ms: int, reason: str) -> None:
    """Give a claimed text back and hold every text of its channel for :data:`PAUSE_MS`; the attempt does not count."""
    _give_back(u, outbox_id, due_at_ms=at_ms + PAUSE_MS, reason=PAUSED + reason, attempts=outbox.c.attempts - 1)


def failed(u: Unit, outbox_id: int, reason: str, at_ms: int) -> None:
    """Record that a claimed text will never be sent."""
    settle(u, outbox_id, "failed", at_ms=at_ms, reason=reason)


def in_doubt(u: Unit, outbox_id: int, reason: str) -> bool:
    """Record that nobody knows whether a claimed text was accepted. Says whether it was still being sent."""
    return _give_back(u, outbox_id, state="in doubt", reason=reason)


def postpone(u: Unit, outbox_id: int, due_at_ms: int, reason: str) -> None:
    """Set a due text that cannot be sent at present behind the others: it is due again at ``due_at_ms``."""
    waiting = (outbox.c.id == outbox_id, outbox.c.state == "due")
    u.connection.execute(update(outbox).where(*waiting).values(due_at_ms=due_at_ms, reason=reason))


def due_ids(u: Unit, at_ms: int, channels: Collection[str], limit: int = 500) -> list[int]:
    """Texts of these channels that may be claimed now, longest due first."""
    ours = outbox.c.channel.in_(channels)
    found = select(outbox.c.id).where(ours, _READY).order_by(outbox.c.due_at_ms, outbox.c.id).limit(limit)
    return list(u.connection.execute(found, _now(at_ms)).scalars())


def next_of(u: Unit, channel: str, contact_id: int, at_ms: int) -> int | None:
    """The text of this person that may be claimed now, if there is one."""
    row = _NEXT_OF.one(u.connection, channel=channel, contact_id=contact_id, **_now(at_ms))
    return None if row is None else cast("int | None", row[0])


def stale_sending(u: Unit, before_ms: int) -> list[int]:
    """Texts claimed before ``before_ms`` of which nothing was heard since: their sender died or hangs."""
    found = select(outbox.c.id).where(outbox.c.state == "sending", outbox.c.claimed_at_ms < before_ms)
    return list(u.connection.execute(found.order_by(outbox.c.id)).scalars())


def queued_since(u: Unit, contact_id: int, since_ms: int) -> int:
    """How many texts were queued for a person since an instant, whatever became of them."""
    mine = (outbox.c.contact_id == contact_id, outbox.c.created_at_ms > since_ms)
    return u.connection.execute(select(func.count()).where(*mine)).scalar_one()


def standing(u: Unit, outbox_id: int) -> Standing | None:
    """Where one text is; ``None`` if it never was."""
    return _standing(u, outbox.c.id == outbox_id)


def by_provider_id(u: Unit, channel: str, provider_id: str) -> Standing | None:
    """The text that the aggregator calls ``provider_id``."""
    return _standing(u, and_(outbox.c.channel == channel, outbox.c.provider_id == provider_id))


def unsettled_of(u: Unit, channel: str, contact_id: int, since_ms: int, until_ms: int) -> Standing | None:
    """The oldest text of a person, claimed between two instants, that may have gone out under an id we never learned.

    ``None`` also while one of their texts is being sent: a stray delivery report may be that one's.
    """
    mine = and_(outbox.c.channel == channel, outbox.c.contact_id == contact_id)
    if u.connection.execute(select(exists().where(mine, outbox.c.state == "sending"))).scalar_one():
        return None
    unlearned = and_(outbox.c.state.in_(("in doubt", "sent")), outbox.c.provider_id.is_(None))
    return _standing(u, and_(mine, unlearned, outbox.c.claimed_at_ms.between(since_ms, until_ms)))


def _standing(u: Unit, where: ColumnElement[bool]) -> Standing | None:
    o = outbox.c
    wanted = select(o.id, o.channel, o.contact_id, o.state, o.attempts, o.due_at_ms, o.provider_id, o.reason)
    row = u.connection.execute(wanted.where(where).order_by(o.id).limit(1)).one_or_none()
    return None if row is None else Standing(*row)


def _give_back(u: Unit, outbox_id: int, *, state: str = "due", **values: object) -> bool:
    given = update(outbox).where(outbox.c.id == outbox_id, outbox.c.state == "sending").values(state=state, **values)
    return bool(u.connection.execute(given).rowcount)


def _now(at_ms: int) -> dict[str, object]:
    """What the statements below are told of an instant."""
    return {"at_ms": at_ms, "paused_until_ms": at_ms + PAUSE_MS, "paused": f"{PAUSED}%"}


# A text is claimed, and the next one looked for, at every send: the statements are built once. States are literals, so that
# both databases see that the partial indexes serve.
_DUE: ColumnElement[str] = literal_column("'due'")
_SENDING: ColumnElement[str] = literal_column("'sending'")
_FAILED: ColumnElement[str] = literal_column("'failed'")
_AT_MS: ColumnElement[int] = bindparam("at_ms")


def _older_waits() -> ColumnElement[bool]:
    older = outbox.alias("older")
    same_person = and_(older.c.contact_id == outbox.c.contact_id, older.c.channel == outbox.c.channel)
    return exists().where(same_person, older.c.id < outbox.c.id, older.c.state.in_((_DUE, _SENDING))).correlate(outbox)


def _channel_paused() -> ColumnElement[bool]:
    held = outbox.alias("held")
    soon = and_(held.c.due_at_ms > _AT_MS, held.c.due_at_ms <= bindparam("paused_until_ms"))
    return outbox.c.channel.in_(
        select(held.c.channel).where(held.c.state == _DUE, soon, held.c.reason.like(bindparam("paused")))
    )


_READY = and_(outbox.c.state == _DUE, outbox.c.due_at_ms <= _AT_MS, ~_older_waits(), ~_channel_paused())
_OPTED_OUT_SINCE_QUEUED = (
    exists().where(contacts.c.id == outbox.c.contact_id, contacts.c.opted_out_at_ms > outbox.c.created_at_ms).correlate(outbox)
)
_CLAIM = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("outbox_id"), _READY)
    .values(
        state=case((_OPTED_OUT_SINCE_QUEUED, _FAILED), else_=_SENDING),
        reason=case((_OPTED_OUT_SINCE_QUEUED, literal_column(f"'{OPTED_OUT}'")), else_=outbox.c.reason),
        settled_at_ms=case((_OPTED_OUT_SINCE_QUEUED, _AT_MS), else_=null()),
        attempts=outbox.c.attempts + case((_OPTED_OUT_SINCE_QUEUED, literal_column("0")), else_=literal_column("1")),
        claimed_at_ms=_AT_MS,
    )
    .returning(outbox.c.state, *(outbox.c[name] for name in Claimed.__dataclass_fields__))
)
_NEXT_OF = Prepared(
    select(func.min(outbox.c.id)).where(
        outbox.c.channel == bindparam("channel"), outbox.c.contact_id == bindparam("contact_id"), _READY
    )
)
