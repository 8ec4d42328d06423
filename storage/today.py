"""What came in on a day, survey by survey, as far as it has been queued: for whoever looks in the middle of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from storage.tables import responses, signals

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class CameIn:
    """Conversations that ended on a day: answered to the end, and left before it."""

    finished: int
    left: int


def came_in(u: Unit, ministry: str, day: date) -> dict[str, CameIn]:
    """Survey -> what came in on a local day of its ministry; surveys of which nothing came in are left out."""
    r = responses.c
    finished = func.sum(case((r.left_at == "", 1), else_=0))
    counted = select(r.survey, finished, func.count()).where(r.ministry == ministry, r.local_day == day).group_by(r.survey)
    return {survey: CameIn(int(done), int(n) - int(done)) for survey, done, n in u.connection.execute(counted)}


def open_signals(u: Unit, ministries: Collection[str]) -> dict[str, int]:
    """Ministry -> how many signals are open; those without one are left out."""
    s = signals.c
    counted = select(s.ministry, func.count()).where(s.ministry.in_(ministries), s.closed_day.is_(None)).group_by(s.ministry)
    return {ministry: n for ministry, n in u.connection.execute(counted)}
