"""Texts that must go out, once each: queued with the answer that caused them, claimed before they are sent.

A text is ``due`` until somebody claims it, ``sending`` while the aggregator is asked, then ``sent`` and at last ``delivered``
or ``failed``. ``in doubt`` means that nobody can say whether the aggregator took it; it is never sent again by itself.
``delivered`` and ``failed`` never move.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, cast

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, or_, select, update

from flows.measure import sms_parts
from storage import invitations
from storage.tables import outbox

if TYPE_CHECKING:
    from storage.unit import Unit

Settled = Literal["sent", "delivered", "failed"]

Kind = Literal["reply", "invitation", "reminder", "notice"]
"""``reply``: they have just written; ``invitation`` and ``reminder``: nobody asked for it; ``notice``: about their rights."""

_MAY_BECOME: dict[str, tuple[str, ...]] = {
    "sent": ("sending", "in doubt"),
    "delivered": ("sending", "in doubt", "sent"),
    "failed": ("sending", "in doubt", "sent"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What the aggregator said of a text that it accepted."""

    outbox_id: int
    provider_id: str | None
    status_code: int
    cost: str | None


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
        lot=None if link_id else lot_of(channel, code, kind, ministry, text),
    )
    return cast("int", u.connection.execute(row.returning(outbox.c.id)).scalar_one())


def sent(u: Unit, taken: Sequence[Taken], at_ms: int) -> None:
    """Record that the aggregator accepted texts; a state that a delivery report already made final stays."""
    rows = [
        {"outbox_id": t.outbox_id, "provider": t.provider_id, "said_code": t.status_code, "price": t.cost, "at_ms": at_ms}
        for t in taken
    ]
    u.connection.execute(_SENT, rows)


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
    _give_back(u, [outbox_id], due_at_ms=due_at_ms, reason=reason)


def unclaim(u: Unit, outbox_id: int, due_at_ms: int, reason: str) -> None:
    """Give a claimed text back as if it had not been claimed: its whole channel rests, and the attempt does not count."""
    _give_back(u, [outbox_id], due_at_ms=due_at_ms, reason=reason, attempts=outbox.c.attempts - 1)


def failed(u: Unit, outbox_id: int, reason: str, at_ms: int) -> None:
    """Record that a claimed text will never be sent."""
    if settle(u, outbox_id, "failed", at_ms=at_ms, reason=reason):
        invitations.never_sent(u, outbox_id, reason, at_ms)


def in_doubt(u: Unit, outbox_ids: Collection[int], reason: str) -> list[int]:
    """Record that nobody knows whether claimed texts were accepted. Returns those that were still being sent."""
    return _give_back(u, outbox_ids, state="in doubt", reason=reason)


def postpone(u: Unit, outbox_id: int, due_at_ms: int, reason: str) -> None:
    """Set a due text that cannot be sent at present behind the others: it is due again at ``due_at_ms``."""
    waiting = (outbox.c.id == outbox_id, outbox.c.state == "due")
    u.connection.execute(update(outbox).where(*waiting).values(due_at_ms=due_at_ms, reason=reason))


def withhold(u: Unit, outbox_id: int, reason: str, at_ms: int) -> None:
    """Decide of a due text that it will never be sent."""
    waiting = (outbox.c.id == outbox_id, outbox.c.state == "due")
    u.connection.execute(update(outbox).where(*waiting).values(state="failed", reason=reason, settled_at_ms=at_ms))
    invitations.never_sent(u, outbox_id, reason, at_ms)


def people_of(u: Unit, outbox_ids: Collection[int]) -> dict[int, tuple[str, int]]:
    """Text -> its channel and its person."""
    found = select(outbox.c.id, outbox.c.channel, outbox.c.contact_id).where(outbox.c.id.in_(outbox_ids))
    return {outbox_id: (channel, contact_id) for outbox_id, channel, contact_id in u.connection.execute(found)}


def stale_sending(u: Unit, before_ms: int, most: int = 500) -> list[int]:
    """Texts claimed before ``before_ms`` of which nothing was heard since: their sender died or hangs."""
    found = select(outbox.c.id).where(outbox.c.state == "sending", outbox.c.claimed_at_ms < before_ms)
    return list(u.connection.execute(found.order_by(outbox.c.claimed_at_ms, outbox.c.id).limit(most)).scalars())


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


def _give_back(u: Unit, outbox_ids: Collection[int], *, state: str = "due", **values: object) -> list[int]:
    given = update(outbox).where(outbox.c.id.in_(outbox_ids), outbox.c.state == "sending").values(state=state, **values)
    return sorted(u.connection.execute(given.returning(outbox.c.id)).scalars())


def lot_of(*common: str) -> int:
    """Equal for texts that have all of this in common, and for hardly any others; it fits a signed column."""
    digest = blake2b("\0".join(common).encode(), digest_size=8)
    return int.from_bytes(digest.digest(), signed=True)


_OPEN = or_(outbox.c.state == "sending", outbox.c.state == "in doubt")  # no list of values: many rows are written at once
_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("outbox_id"))
    .values(
        provider_id=bindparam("provider"),
        status_code=bindparam("said_code"),
        cost=bindparam("price"),
        state=case((_OPEN, "sent"), else_=outbox.c.state),
        reason=case((_OPEN, ""), else_=outbox.c.reason),
        settled_at_ms=case((_OPEN, bindparam("at_ms")), else_=outbox.c.settled_at_ms),
    )
)
