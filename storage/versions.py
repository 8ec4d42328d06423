"""Published surveys: immutable, numbered from 1 within a survey, kept for ever."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from storage import lists as texts
from storage.prepared import Prepared
from storage.tables import version_lists, versions
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Version:
    """One published text of a survey. ``id`` is the house's own key, ``number`` the one people see."""

    id: int
    survey: str
    number: int
    ministry: str
    text: str
    published_at_ms: int
    published_by: str
    lists: Mapping[str, str] = field(default_factory=dict)
    """The lists it uses: name as the survey writes it -> digest of its text, for :func:`storage.lists.content_of`."""


NO_LISTS: Mapping[str, bytes] = MappingProxyType({})


def publish(
    u: Unit,
    *,
    survey: str,
    ministry: str,
    text: str,
    by: str,
    at_ms: int,
    reason: str = "",
    lists: Mapping[str, bytes] = NO_LISTS,
) -> Version | None:
    """The new version, or ``None`` if the newest one has the same text, lists and ministry.

    ``lists`` are the texts of the lists it uses, by name. An older text may come back: a rollback. Raises ``Overtaken`` if
    somebody else publishes this survey at the same moment.
    """
    last = last_of(u, survey)
    digests = {name: texts.digest(content) for name, content in lists.items()}
    if last is not None and (last.text, last.ministry, last.lists) == (text, ministry, digests):
        return None
    number = 1 if last is None else last.number + 1
    values = {
        "survey": survey, "number": number, "ministry": ministry, "text": text, "published_at_ms": at_ms, "published_by": by,
        "sha256": hashlib.sha256(text.encode()).hexdigest(), "reason": reason,
    }  # fmt: skip
    version_id = u.connection.execute(insert(versions).values(values).returning(versions.c.id)).scalar_one()
    rows = [{"version_id": version_id, "name": name, "sha256": texts.keep(u, content)} for name, content in lists.items()]
    if rows:
        u.connection.execute(insert(version_lists), rows)
    return Version(version_id, survey, number, ministry, text, at_ms, by, digests)


def one_at_a_time(u: Unit) -> None:
    """Nobody else publishes until this transaction ends; who reads goes on. Ids so become visible in their order.

    Raises ``Unavailable`` if another publication does not end in time.
    """
    if u.connection.dialect.name == "postgresql":  # on SQLite only one transaction writes
        u.connection.exec_driver_sql("LOCK TABLE versions IN SHARE ROW EXCLUSIVE MODE")


def last_of(u: Unit | Connection, survey: str) -> Version | None:
    """The newest version of one survey."""
    return _one(_of(u), _VERSION.where(versions.c.survey == survey).order_by(versions.c.number.desc()).limit(1))


def newest(u: Unit | Connection) -> list[Version]:
    """The newest version of every survey, by the survey's name."""
    last = select(func.max(versions.c.id)).group_by(versions.c.survey)
    return _all(_of(u), _VERSION.where(versions.c.id.in_(last)).order_by(versions.c.survey))


def of_survey(u: Unit | Connection, survey: str) -> list[Version]:
    """Every version of a survey, the newest first."""
    return _all(_of(u), _VERSION.where(versions.c.survey == survey).order_by(versions.c.number.desc()))


def reasons(u: Unit | Connection, survey: str) -> dict[int, str]:
    """Why each version of a survey was published, by the version's id; empty where nobody said."""
    rows = _of(u).execute(select(versions.c.id, versions.c.reason).where(versions.c.survey == survey))
    return {row.id: row.reason for row in rows}


def get(u: Unit | Connection, version_id: int) -> Version | None:
    """A version by its id."""
    return _one(_of(u), _VERSION.where(versions.c.id == version_id))


def newest_id(u: Unit | Connection) -> int:
    """The id of the latest publication of any survey, 0 before the first: one look-up tells whether a cache is stale."""
    [(found,)] = _NEWEST_ID.all(_of(u))
    return int(found or 0)


_NEWEST_ID = Prepared(select(func.max(versions.c.id)))
_VERSION = select(*(versions.c[name] for name in Version.__dataclass_fields__ if name != "lists"))


def _all(c: Connection, found: Select[Any]) -> list[Version]:
    rows = c.execute(found).all()
    of = _lists_of(c, [row.id for row in rows])
    return [replace(Version(*row), lists=of[row.id]) for row in rows]


def _lists_of(c: Connection, version_ids: list[int]) -> Mapping[int, dict[str, str]]:
    """Version -> name -> digest."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    if version_ids:
        for row in c.execute(select(version_lists).where(version_lists.c.version_id.in_(version_ids))):
            found[row.version_id][row.name] = row.sha256
    return found


def _one(c: Connection, found: Select[Any]) -> Version | None:
    return next(iter(_all(c, found)), None)


def _of(u: Unit | Connection) -> Connection:
    return u.connection if isinstance(u, Unit) else u
