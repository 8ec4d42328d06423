"""What rests: texts of a survey, a ministry, a channel, or all; by a person's word or a guard's, always with a reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import and_, case, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import pauses

if TYPE_CHECKING:
    from storage.unit import Unit

Scope = Literal["survey", "ministry", "channel", "all"]


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause that holds. ``until_ms`` is ``None`` where somebody must lift it."""

    scope: str
    name: str
    reason: str
    paused_by: str
    since_ms: int
    until_ms: int | None


def pause(u: Unit, scope: Scope, name: str, reason: str, by: str, at_ms: int, until_ms: int | None = None) -> None:
    """Let something rest; where the same hand holds it already, the reason and the end are the new ones."""
    new = insert(pauses).values(
        scope=scope, name=name, reason=reason, paused_by=by, since_ms=at_ms, until_ms=until_ms, lifted_at_ms=None
    )
    ended = and_(pauses.c.until_ms.is_not(None), pauses.c.until_ms <= at_ms)
    again = {"reason": reason, "until_ms": until_ms, "since_ms": case((ended, at_ms), else_=pauses.c.since_ms)}
    where = text("lifted_at_ms IS NULL")
    open_ = ["scope", "name", "paused_by"]
    u.connection.execute(new.on_conflict_do_update(index_elements=open_, index_where=where, set_=again))


def lift(u: Unit, scope: Scope, name: str, by: str, at_ms: int, *, of: str | None = None, but: Collection[str] = ()) -> int:
    """End the pauses of something, or only those that ``of`` has made, and none that one of ``but`` has; returns how many
    there were."""
    held = [pauses.c.scope == scope, pauses.c.name == name, pauses.c.lifted_at_ms.is_(None)]
    if but:
        held.append(pauses.c.paused_by.not_in(but))
    if of is not None:
        held.append(pauses.c.paused_by == of)
    return u.connection.execute(update(pauses).where(*held).values(lifted_at_ms=at_ms, lifted_by=by)).rowcount


def holding(u: Unit, at_ms: int) -> list[Pause]:
    """Every pause that holds now, the oldest first."""
    columns = [pauses.c[name] for name in Pause.__dataclass_fields__]
    holds = (pauses.c.lifted_at_ms.is_(None), or_(pauses.c.until_ms.is_(None), pauses.c.until_ms > at_ms))
    return [
        Pause(*row) for row in u.connection.execute(select(*columns).where(*holds).order_by(pauses.c.since_ms, pauses.c.id))
    ]


def over(u: Unit, by: str, at_ms: int) -> list[tuple[str, str]]:
    """(scope, name) of what ``by`` paused until an instant that has passed and has not lifted since."""
    ended = (pauses.c.paused_by == by, pauses.c.lifted_at_ms.is_(None), pauses.c.until_ms <= at_ms)
    return [(scope, name) for scope, name in u.connection.execute(select(pauses.c.scope, pauses.c.name).where(*ended))]
