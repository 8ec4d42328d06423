"""What outlives a forgotten number, found by its index alone: that nobody may text it, and that somebody asked to erase it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import tombstones
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Tombstone:
    """``erased_at_ms`` is ``None`` where the number was forgotten because its time was over."""

    opted_out_at_ms: int | None
    erased_at_ms: int | None


def put(u: Unit, number_index: bytes, *, opted_out_at_ms: int | None, erased_at_ms: int | None) -> None:
    """Add to what outlives a number (``Vault.index``); nothing that stands there already is taken away."""
    new = insert(tombstones).values(
        number_index=number_index, opted_out_at_ms=opted_out_at_ms, erased_at_ms=erased_at_ms
    )  # fmt: skip
    t = tombstones.c
    both = {
        "opted_out_at_ms": func.coalesce(t.opted_out_at_ms, new.excluded.opted_out_at_ms),
        "erased_at_ms": func.coalesce(new.excluded.erased_at_ms, t.erased_at_ms),
    }
    u.connection.execute(new.on_conflict_do_update(index_elements=["number_index"], set_=both))


def lift(u: Unit, number_index: bytes) -> bool:
    """Let the number with this index be texted again; says whether it could not."""
    t = tombstones.c
    theirs = update(tombstones).where(t.number_index == number_index, t.opted_out_at_ms.is_not(None))
    return bool(u.connection.execute(theirs.values(opted_out_at_ms=None)).rowcount)


def find(u: Unit, number_index: bytes) -> Tombstone | None:
    """What outlives the number with this index; ``None`` if nothing does."""
    t = tombstones.c
    row = u.connection.execute(select(t.opted_out_at_ms, t.erased_at_ms).where(t.number_index == number_index)).one_or_none()
    return None if row is None else Tombstone(*row)
