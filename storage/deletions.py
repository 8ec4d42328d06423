"""What retention has deleted on a day, added up until the day is over: then it is one row of the audit for each ministry."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from storage import audit
from storage.tables import cursors

if TYPE_CHECKING:
    from storage.unit import Unit

_NAME = "deleted "
ACTOR = "clock"
ALL = "all ministries"
"""Whose rows those are that belong to no ministry."""


def add(u: Unit, ministry: str, day: date, counts: Mapping[str, int], at_ms: int) -> None:
    """Add to what was deleted of a ministry (empty: of none) on a day; what an earlier day left open is written down first."""
    if not any(counts.values()):
        return
    name = _NAME + ministry
    new = insert(cursors).values(name=name, value=_told(day, {}), at_ms=at_ms)
    u.connection.execute(new.on_conflict_do_nothing(index_elements=["name"]))
    stood = u.connection.execute(select(cursors.c.value).where(cursors.c.name == name).with_for_update()).scalar_one()
    before = json.loads(stood)
    if before["day"] != day.isoformat():
        _write_down(u, ministry, before, at_ms)
        before = {"counts": {}}
    value = _told(day, Counter(before["counts"]) + Counter(counts))
    u.connection.execute(update(cursors).where(cursors.c.name == name).values(value=value, at_ms=at_ms))


def close(u: Unit, ministry: str, today: date, at_ms: int) -> bool:
    """Write down what was deleted of a ministry on a day before ``today``; says whether there was anything."""
    stood = select(cursors.c.value).where(cursors.c.name == _NAME + ministry).with_for_update()
    value = u.connection.execute(stood).scalar_one_or_none()
    if value is None or json.loads(value)["day"] >= today.isoformat() or not json.loads(value)["counts"]:
        return False
    _write_down(u, ministry, json.loads(value), at_ms)
    emptied = update(cursors).where(cursors.c.name == _NAME + ministry).values(value=_told(today, {}), at_ms=at_ms)
    u.connection.execute(emptied)
    return True


def open_days(u: Unit) -> list[str]:
    """The ministries of which something was deleted that may not be written down yet."""
    names = select(cursors.c.name).where(func.substr(cursors.c.name, 1, len(_NAME)) == _NAME).order_by(cursors.c.name)
    return [name.removeprefix(_NAME) for name in u.connection.execute(names).scalars()]


def _told(day: date, counts: Mapping[str, int]) -> str:
    return json.dumps({"day": day.isoformat(), "counts": dict(sorted(counts.items()))})


def _write_down(u: Unit, ministry: str, told: Mapping[str, object], at_ms: int) -> None:
    if told["counts"]:
        audit.append(u, actor=ACTOR, action="retention", subject=ministry or ALL, at_ms=at_ms, detail=told)
