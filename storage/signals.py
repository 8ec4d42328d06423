"""Signals: announced once, found again week after week, closed by what somebody did or by eight quiet weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import Label, Row, and_, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert

from reports.night.evidence import SignalRecord
from storage.tables import actions, signals

if TYPE_CHECKING:
    from reports.signals import Finding
    from storage.unit import Unit

QUIET = "quiet"
"""How a signal was closed that was not found again for eight weeks."""

_SAME = ("ministry", "channel", "service", "district", "facility", "measure", "direction")


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody did about a signal; ``closes`` if that settles it."""

    signal_id: int
    kind: str
    note: str
    recorded_by: str
    closes: bool
    local_day: date
    at_ms: int


def note(u: Unit, ministry: str, finding: Finding, day: date) -> int | None:
    """Open a signal, announced by the report of ``day``, or mark the open one of the same thing as found again.

    Gives the id of a signal that is new. A night that is made again finds its own signals and changes nothing. What began
    before a signal of the same thing was closed is that one's story: it opens nothing.
    """
    same = {"ministry": ministry} | {name: getattr(finding, name) for name in _SAME[1:]}
    told = select(signals.c.id).where(*(signals.c[name] == value for name, value in same.items()))
    if u.connection.execute(told.where(signals.c.closed_day >= finding.since).limit(1)).one_or_none() is not None:
        return None
    row = same | {
        "rule": finding.rule, "since_day": finding.since, "opened_day": day, "last_day": day, "family": finding.family,
        "value": str(finding.value), "low": _words(finding.low), "high": _words(finding.high), "n": finding.n,
    }  # fmt: skip
    # PostgreSQL's class of INSERT: SQLite took its ON CONFLICT clause over, and SQLAlchemy renders it for both.
    new = insert(signals).values(row)
    again = new.on_conflict_do_update(
        index_elements=_SAME, index_where=text("closed_day IS NULL"), set_={"last_day": day}, where=signals.c.last_day < day
    )
    found = u.connection.execute(again.returning(signals.c.id, signals.c.opened_day)).one_or_none()
    return found.id if found is not None and found.opened_day == day else None


def _words(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def close_quiet(u: Unit, ministry: str, last_found_before: date, day: date) -> int:
    """Close the open signals that were last found in a week before ``last_found_before``; gives how many."""
    quiet = (signals.c.ministry == ministry, signals.c.closed_day.is_(None), signals.c.last_day < last_found_before)
    return u.connection.execute(update(signals).where(*quiet).values(closed_day=day, closing=QUIET)).rowcount


def act(u: Unit, action: Action) -> bool:
    """Record what was done about a signal, closing it if that settles it; false if it does not exist or is closed."""
    is_open = select(signals.c.id).where(signals.c.id == action.signal_id, signals.c.closed_day.is_(None))
    if u.connection.execute(is_open.with_for_update()).one_or_none() is None:
        return False
    if action.closes:
        closed = {"closed_day": action.local_day, "closing": action.kind}
        u.connection.execute(update(signals).where(signals.c.id == action.signal_id).values(**closed))
    row = {name: getattr(action, name) for name in Action.__dataclass_fields__} | {"closes": int(action.closes)}
    u.connection.execute(insert(actions).values(row))
    return True


def of_ministry(u: Unit, ministry: str, day: date, closed_since: date) -> list[SignalRecord]:
    """The signals of a ministry as they stood at the end of ``day``: open ones, and those closed from ``closed_since`` on.

    The oldest first. One that was opened later is not among them, one that was closed later is open.
    """
    stood = and_(signals.c.ministry == ministry, signals.c.opened_day <= day)
    recent = or_(signals.c.closed_day.is_(None), signals.c.closed_day >= closed_since)
    query = select(signals, _last_note()).where(stood, recent).order_by(signals.c.opened_day, signals.c.id)
    return [_record(row, day) for row in u.connection.execute(query)]


def find(u: Unit, signal_id: int) -> tuple[str, SignalRecord] | None:
    """The ministry of a signal, and the signal as it stands now."""
    row = u.connection.execute(select(signals, _last_note()).where(signals.c.id == signal_id)).one_or_none()
    return None if row is None else (row.ministry, _record(row, date.max))


def actions_of(u: Unit, signal_id: int) -> list[Action]:
    """What was done about a signal, the oldest first."""
    columns = (actions.c[name] for name in Action.__dataclass_fields__)
    rows = u.connection.execute(select(*columns).where(actions.c.signal_id == signal_id).order_by(actions.c.id))
    return [
        Action(row.signal_id, row.kind, row.note, row.recorded_by, bool(row.closes), row.local_day, row.at_ms) for row in rows
    ]


def _last_note() -> Label[str]:
    """The note of a signal's last action, empty if nothing was done."""
    last = select(actions.c.note).where(actions.c.signal_id == signals.c.id).order_by(actions.c.id.desc()).limit(1)
    return func.coalesce(last.scalar_subquery(), "").label("note")


def _record(row: Row[Any], day: date) -> SignalRecord:
    is_closed = row.closed_day is not None and row.closed_day <= day
    return SignalRecord(
        row.id, row.rule, row.channel, row.service, row.district, row.facility, row.measure, row.direction, row.since_day,
        row.opened_day, row.last_day, row.family, Decimal(row.value), _decimal(row.low), _decimal(row.high), row.n,
        row.closed_day if is_closed else None, row.closing if is_closed else "", row.note if is_closed else "",
    )  # fmt: skip


def _decimal(words: str | None) -> Decimal | None:
    return None if words is None else Decimal(words)
