"""Mails on their way to the ministries: one row for each report and address, sent once, never blindly again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import mails

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. ``kind`` is that of the report (nightly, overview) or danger; ``turn`` is above 0 where it was wished."""

    id: int
    ministry: str
    local_day: date
    kind: str
    address: str
    language: str
    turn: int
    state: str
    attempts: int
    reason: str


_KEY = ("ministry", "local_day", "kind", "address", "turn")
_COLUMNS = tuple(mails.c[name] for name in Mail.__dataclass_fields__)


def enter(u: Unit, ministry: str, day: date, kind: str, to: Iterable[tuple[str, str]], at_ms: int, turn: int = 0) -> int:
    """Put a report's mails in the outbox, one for each (address, language); what is there stays. Gives how many are new."""
    entered = 0
    for address, language in to:
        row = {
            "ministry": ministry, "local_day": day, "kind": kind, "address": address, "language": language, "turn": turn,
            "state": "due", "due_at_ms": at_ms,
        }  # fmt: skip
        # PostgreSQL's class of INSERT: SQLite took its ON CONFLICT clause over, and SQLAlchemy renders it for both.
        new = insert(mails).values(row).on_conflict_do_nothing(index_elements=_KEY).returning(mails.c.id)
        entered += len(u.connection.execute(new).all())
    return entered


def next_turn(u: Unit, ministry: str, day: date, kind: str) -> int:
    """The number of a further sending of a report that somebody wishes: one more than the highest there is."""
    query = select(func.coalesce(func.max(mails.c.turn), -1)).where(_of(ministry, day, kind))
    return int(u.connection.execute(query).scalar_one()) + 1


def claim(u: Unit, at_ms: int) -> Mail | None:
    """Take the mail that has been due for longest, so that nobody else sends it; ``None`` if none is due."""
    due = select(mails.c.id).where(mails.c.state == "due", mails.c.due_at_ms <= at_ms)
    first = due.order_by(mails.c.due_at_ms, mails.c.id).limit(1).with_for_update(skip_locked=True)
    found = u.connection.execute(first).scalar()
    if found is None:
        return None
    taken = (
        update(mails)
        .where(mails.c.id == found, mails.c.state == "due")
        .values(state="sending", claimed_at_ms=at_ms, begun_at_ms=None, attempts=mails.c.attempts + 1)
    )
    if u.connection.execute(taken).rowcount != 1:
        return None
    return Mail(*u.connection.execute(select(*_COLUMNS).where(mails.c.id == found)).one())


def begin(u: Unit, mail: Mail, at_ms: int) -> bool:
    """Note that the content of a claimed mail begins to go out now; false where the claim is not ours any more.

    Whoever may not note it must not begin: somebody else has the mail.
    """
    return _change(u, mail, begun_at_ms=at_ms)


def settle(u: Unit, mail: Mail, state: str, at_ms: int, reason: str = "") -> bool:
    """Note what became of a mail that is being sent: ``sent``, ``failed`` or ``in doubt``. Final states do not move."""
    return _change(u, mail, state=state, settled_at_ms=at_ms, reason=reason)


def put_off(u: Unit, mail: Mail, due_at_ms: int, reason: str) -> bool:
    """Make a mail that could not be handed over due again, at ``due_at_ms``."""
    return _change(u, mail, state="due", due_at_ms=due_at_ms, claimed_at_ms=None, reason=reason)


def _change(u: Unit, mail: Mail, **values: object) -> bool:
    """Change a mail as long as this very claim of it stands."""
    ours = (mails.c.id == mail.id, mails.c.state == "sending", mails.c.attempts == mail.attempts)
    return u.connection.execute(update(mails).where(*ours).values(**values)).rowcount == 1


@dataclass(frozen=True, slots=True)
class Stale:
    """How many mails of processes that died are due again, how many failed after too many such deaths, are in doubt."""

    again: int
    failed: int
    in_doubt: int


def take_back_stale(u: Unit, before_ms: int, at_ms: int, most: int) -> Stale:
    """Decide about mails that were claimed before an instant and never recorded: their process died.

    What had not begun surely did not arrive: it is due again, unless it was claimed ``most`` times. What had begun is in doubt.
    """
    stale = (mails.c.state == "sending", mails.c.claimed_at_ms < before_ms)
    begun, settled = mails.c.begun_at_ms.is_not(None), {"settled_at_ms": at_ms}
    reasons = {
        "in doubt": "nobody recorded its end", "failed": "each process that had it died", "due": "its process died",
    }  # fmt: skip

    def moved(state: str, *which: ColumnElement[bool], **more: object) -> int:
        values = {"state": state, "reason": reasons[state], **more}
        return u.connection.execute(update(mails).where(*stale, *which).values(**values)).rowcount

    in_doubt = moved("in doubt", begun, **settled)
    failed = moved("failed", ~begun, mails.c.attempts >= most, **settled)
    return Stale(moved("due", ~begun, due_at_ms=at_ms, claimed_at_ms=None), failed, in_doubt)


def of_report(u: Unit, ministry: str, day: date, kind: str) -> list[Mail]:
    """The mails of one report, in the order in which they were entered."""
    return [Mail(*row) for row in u.connection.execute(select(*_COLUMNS).where(_of(ministry, day, kind)).order_by(mails.c.id))]


def unsent(u: Unit) -> dict[str, int]:
    """How many mails are in each state that somebody may have to look at: due, sending, failed, in doubt."""
    query = select(mails.c.state, func.count()).where(mails.c.state != "sent").group_by(mails.c.state)
    return {state: n for state, n in u.connection.execute(query)}


def lost(u: Unit, since_ms: int) -> list[Mail]:
    """Mails that failed or are in doubt since an instant, and that nobody has sent again with success, the oldest first."""
    later = mails.alias("later")
    same = (later.c[name] == mails.c[name] for name in _KEY if name != "turn")
    again = exists().where(*same, later.c.turn > mails.c.turn, later.c.state == "sent")
    gone = (mails.c.state.in_(("failed", "in doubt")), mails.c.settled_at_ms >= since_ms, ~again)
    return [Mail(*row) for row in u.connection.execute(select(*_COLUMNS).where(*gone).order_by(mails.c.id))]


def _of(ministry: str, day: date, kind: str) -> ColumnElement[bool]:
    return and_(mails.c.ministry == ministry, mails.c.local_day == day, mails.c.kind == kind)
