"""The ledger of nights: one row per ministry and local day, claimed by one process at a time, done once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select, update

from storage.once import insert_once
from storage.tables import nights, versions

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Night:
    """One row of the ledger. ``sha256`` is that of the report's files, empty until it is ``done``."""

    id: int
    ministry: str
    local_day: date
    state: str
    claimed_at_ms: int | None
    done_at_ms: int | None
    sha256: str


def enter(u: Unit, ministry: str, day: date) -> int:
    """The ledger's row of a night, entered as due unless it is there, and its id. Safe for any number of clocks at once."""
    row = {"ministry": ministry, "local_day": day, "state": "due"}
    entered = insert_once(u, nights, ("ministry", "local_day"), row)
    return entered if entered is not None else _id_of(u, ministry, day)


def _id_of(u: Unit, ministry: str, day: date) -> int:
    night = find(u, ministry, day)
    assert night is not None
    return night.id


def claim(u: Unit, night_id: int, at_ms: int, stale_ms: int) -> bool:
    """Whether this process may work on a night from now on: it was due, or its claim is older than ``stale_ms``."""
    abandoned = and_(nights.c.state == "claimed", nights.c.claimed_at_ms <= at_ms - stale_ms)
    claimed = u.connection.execute(
        update(nights)
        .where(nights.c.id == night_id, or_(nights.c.state == "due", abandoned))
        .values(state="claimed", claimed_at_ms=at_ms)
    )
    return claimed.rowcount == 1


def done(u: Unit, night_id: int, claimed_at_ms: int, at_ms: int, sha256: str) -> bool:
    """Close a night that is claimed since ``claimed_at_ms``; false if another process took it up meanwhile."""
    closed = u.connection.execute(
        update(nights)
        .where(nights.c.id == night_id, nights.c.state == "claimed", nights.c.claimed_at_ms == claimed_at_ms)
        .values(state="done", done_at_ms=at_ms, sha256=sha256)
    )
    return closed.rowcount == 1


def release(u: Unit, night_id: int, claimed_at_ms: int) -> None:
    """Give back a night that could not be finished, so that the next look takes it up at once."""
    u.connection.execute(
        update(nights)
        .where(nights.c.id == night_id, nights.c.state == "claimed", nights.c.claimed_at_ms == claimed_at_ms)
        .values(state="due", claimed_at_ms=None)
    )


def get(u: Unit, night_id: int) -> Night | None:
    """One row of the ledger."""
    row = u.connection.execute(select(nights).where(nights.c.id == night_id)).one_or_none()
    return None if row is None else Night(*row)


def find(u: Unit, ministry: str, day: date) -> Night | None:
    """The row of one ministry and local day."""
    query = select(nights).where(nights.c.ministry == ministry, nights.c.local_day == day)
    row = u.connection.execute(query).one_or_none()
    return None if row is None else Night(*row)


def done_days(u: Unit, ministry: str) -> set[date]:
    """The local days of a ministry whose report is made."""
    query = select(nights.c.local_day).where(nights.c.ministry == ministry, nights.c.state == "done")
    return set(u.connection.execute(query).scalars())


def last_done(u: Unit, ministry: str) -> date | None:
    """The latest local day of a ministry whose report is made."""
    query = select(func.max(nights.c.local_day)).where(nights.c.ministry == ministry, nights.c.state == "done")
    return u.connection.execute(query).scalar()


def latest_at_ms(u: Unit) -> int:
    """The latest instant in the ledger, 0 if it is empty: a clock that shows less has gone back."""
    latest: int = u.connection.execute(select(func.coalesce(func.max(nights.c.done_at_ms), 0))).scalar_one()
    return latest


def first_published_at_ms(u: Unit, ministry: str) -> int | None:
    """When the first survey of a ministry was published."""
    query = select(func.min(versions.c.published_at_ms)).where(versions.c.ministry == ministry)
    return u.connection.execute(query).scalar()
