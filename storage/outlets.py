"""Each channel's way out: how fast it may be used, and whether it works. One row each, and one that is the lock of all claims.

Whoever claims texts holds the lock until the end of its unit, so that a cap, a pace and a pause hold however many claim at
once. Whoever records what came of a call locks the channel's row first, before any person and any text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import outlets

if TYPE_CHECKING:
    from storage.unit import Unit

_EVERYTHING = ""
"""The name of the row that every claim locks."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """How a channel's way out stands."""

    free_at_ms: int
    """By when everything handed over will have gone out at the channel's pace."""
    failures: int
    """Calls in a row that the aggregator did not answer as it should."""
    rests: int
    """How often in a row the channel was paused for it; 0 while it works."""

    @property
    def is_well(self) -> bool:
        """Whether nothing speaks against it."""
        return self.failures == self.rests == 0


def lock_all(u: Unit, channel: str) -> Outlet:
    """Let nobody else claim a text by any channel until this unit ends; how this channel stands."""
    _locked(u, _EVERYTHING)
    return _locked(u, channel)


def lock(u: Unit, channel: str) -> Outlet:
    """How a channel stands; nobody else changes it until this unit ends."""
    return _locked(u, channel)


def look(u: Unit, channel: str) -> Outlet:
    """How a channel stands, to be known and not to be relied on."""
    return _found(u, channel, lock=False) or Outlet(0, 0, 0)


def use(u: Unit, channel: str, free_at_ms: int) -> None:
    """What is handed over now will have gone out at ``free_at_ms``."""
    u.connection.execute(update(outlets).where(outlets.c.channel == channel).values(free_at_ms=free_at_ms))


def note(u: Unit, channel: str, failures: int, rests: int) -> None:
    """Write down how well a channel works."""
    u.connection.execute(update(outlets).where(outlets.c.channel == channel).values(failures=failures, rests=rests))


def _locked(u: Unit, channel: str) -> Outlet:
    if (outlet := _found(u, channel, lock=True)) is not None:
        return outlet
    new = insert(outlets).values(channel=channel, free_at_ms=0, failures=0, rests=0)
    u.connection.execute(new.on_conflict_do_nothing(index_elements=["channel"]))
    outlet = _found(u, channel, lock=True)
    assert outlet is not None
    return outlet


def _found(u: Unit, channel: str, *, lock: bool) -> Outlet | None:
    wanted = select(outlets.c.free_at_ms, outlets.c.failures, outlets.c.rests).where(outlets.c.channel == channel)
    row = u.connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    return None if row is None else Outlet(*row)
