"""What somebody must look at: raised once, counted while it goes on, cleared when it is over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import alerts

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert that is not cleared. ``words`` are a sentence and its remedy; they name nobody."""

    kind: str
    about: str
    words: str
    times: int
    raised_at_ms: int
    last_at_ms: int


def sound(u: Unit, kind: str, about: str, words: str, at_ms: int, times: int = 1) -> None:
    """Raise an alert, or count it ``times`` more where it is raised; ``about`` is a channel, ministry or survey, or empty."""
    new = insert(alerts).values(kind=kind, about=about, words=words, times=times, raised_at_ms=at_ms, last_at_ms=at_ms)
    again = {"times": alerts.c.times + times, "words": words, "last_at_ms": at_ms}
    where = text("cleared_at_ms IS NULL")
    u.connection.execute(new.on_conflict_do_update(index_elements=["kind", "about"], index_where=where, set_=again))


def clear(u: Unit, kind: str, about: str, at_ms: int) -> bool:
    """Clear an alert; says whether it was raised."""
    raised = (alerts.c.kind == kind, alerts.c.about == about, alerts.c.cleared_at_ms.is_(None))
    return bool(u.connection.execute(update(alerts).where(*raised).values(cleared_at_ms=at_ms)).rowcount)


def clear_quiet(u: Unit, kinds: Collection[str], before_ms: int, at_ms: int) -> int:
    """Clear the alerts of these kinds that were last sounded before an instant; returns how many."""
    quiet = (alerts.c.kind.in_(kinds), alerts.c.last_at_ms < before_ms, alerts.c.cleared_at_ms.is_(None))
    return u.connection.execute(update(alerts).where(*quiet).values(cleared_at_ms=at_ms)).rowcount


def raised(u: Unit) -> list[Alert]:
    """Every alert that is not cleared, the oldest first."""
    columns = [alerts.c[name] for name in Alert.__dataclass_fields__]
    found = select(*columns).where(alerts.c.cleared_at_ms.is_(None)).order_by(alerts.c.raised_at_ms, alerts.c.id)
    return [Alert(*row) for row in u.connection.execute(found)]
