"""What waits, what is stuck and what was spent, as of now: for whoever watches. Every question is answered by an index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Table, func, select, text

from storage.tables import beats, inbox, invitations, mails, nights, outbox, responses, sessions, spending

if TYPE_CHECKING:
    from storage.unit import Unit

HOUR_MS = 3_600_000
DAY_HOURS = 24


@dataclass(frozen=True, slots=True)
class Queue:
    """Rows that wait for something. ``oldest_at_ms`` is when the first of them was due, ``None`` where none waits."""

    n: int
    oldest_at_ms: int | None

    def late_s(self, now_ms: int) -> float:
        """Seconds for which the first of them has been due; 0 while none is."""
        return max(0, now_ms - self.oldest_at_ms) / 1000 if self.oldest_at_ms is not None else 0.0


@dataclass(frozen=True, slots=True)
class Spending:
    """Texts, parts and thousandths of the currency, handed over in the hours since an instant."""

    texts: int
    parts: int
    millis: int


def queues(u: Unit) -> dict[str, Queue]:
    """What waits, by name: texts to send, texts being sent, texts in doubt, responses to file, invitations,
    conversations, mails to send."""
    return {
        "texts": _queue(u, outbox, outbox.c.due_at_ms, "state = 'due'"),
        "sending": _queue(u, outbox, outbox.c.claimed_at_ms, "state = 'sending'"),
        "in doubt": _queue(u, outbox, outbox.c.created_at_ms, "state = 'in doubt'"),
        "responses": _queue(u, responses, responses.c.queued_at_ms, "filed_at_ms IS NULL"),
        "invitations": _queue(u, invitations, invitations.c.due_at_ms, "state = 'waiting'"),
        "conversations": _queue(u, sessions, sessions.c.due_at_ms, "ended = ''"),
        "mails": _queue(u, mails, mails.c.due_at_ms, "state IN ('due', 'sending')"),
    }


def _queue(u: Unit, table: Table, instant: Column[Any], waits: str) -> Queue:
    """As the partial index says it, word for word: the planners compare the words."""
    n, oldest_at_ms = u.connection.execute(select(func.count(), func.min(instant)).select_from(table).where(text(waits))).one()
    return Queue(n, oldest_at_ms)


def spent_since(u: Unit, at_ms: int) -> dict[tuple[str, str], Spending]:
    """(channel, ministry) -> what was handed over since the beginning of the hour in which ``at_ms`` lies."""
    c = spending.c
    sums = select(c.channel, c.ministry, func.sum(c.texts), func.sum(c.parts), func.sum(c.millis))
    found = sums.where(c.hour_at_ms >= at_ms // HOUR_MS * HOUR_MS).group_by(c.channel, c.ministry)
    rows = u.connection.execute(found)
    return {(channel, ministry): Spending(int(n), int(parts), int(millis)) for channel, ministry, n, parts, millis in rows}


def newest_at_ms(u: Unit) -> int:
    """The newest instant that anything stored here tells; 0 in an empty database."""
    instants: Mapping[Table, Column[Any]] = {
        sessions: sessions.c.begun_at_ms,
        inbox: inbox.c.received_at_ms,
        outbox: outbox.c.created_at_ms,
    }
    last = [select(at).order_by(table.c.id.desc()).limit(1) for table, at in instants.items()]
    found = [u.connection.execute(one).scalar_one_or_none() for one in last]
    found += [u.connection.execute(select(func.max(at))).scalar_one() for at in (beats.c.at_ms, nights.c.claimed_at_ms)]
    return max((at_ms or 0 for at_ms in found), default=0)


def server_ms(u: Unit) -> int | None:
    """What the clock of the database server shows; ``None`` where the database has none of its own."""
    if u.connection.dialect.name != "postgresql":
        return None
    now = u.connection.exec_driver_sql("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
    return int(now.scalar_one())
