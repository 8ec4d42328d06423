"""Signs of life: when something was last heard or done. ``hook main sms``, ``clock``, ``worker``."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from storage.tables import beats

if TYPE_CHECKING:
    from storage.unit import Unit


def beat(u: Unit, name: str, at_ms: int, detail: str = "") -> None:
    """Note that ``name`` lives; an instant before the one that stands changes nothing."""
    new = insert(beats).values(name=name, at_ms=at_ms, detail=detail)
    later = {"at_ms": new.excluded.at_ms, "detail": new.excluded.detail}
    u.connection.execute(
        new.on_conflict_do_update(index_elements=["name"], set_=later, where=new.excluded.at_ms >= beats.c.at_ms)
    )


def all_beats(u: Unit) -> dict[str, int]:
    """Name -> when it was last alive."""
    return {name: at_ms for name, at_ms in u.connection.execute(select(beats.c.name, beats.c.at_ms).order_by(beats.c.name))}


def forget(u: Unit, prefix: str, before_ms: int) -> int:
    """Take away old signs whose name begins with ``prefix``: processes have new names at every start. How many there were."""
    begins = func.substr(beats.c.name, 1, len(prefix)) == prefix
    return u.connection.execute(delete(beats).where(begins, beats.c.at_ms < before_ms)).rowcount


def newest(u: Unit, prefix: str) -> int | None:
    """The newest sign of all whose name begins with ``prefix``."""
    begins = func.substr(beats.c.name, 1, len(prefix)) == prefix
    return cast("int | None", u.connection.execute(select(func.max(beats.c.at_ms)).where(begins)).scalar_one())
