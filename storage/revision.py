"""Whether the database has the shape this code expects. Reads one row; the migrations themselves are not loaded for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table

from storage.unit import StorageFault, reading

_STAMP = table("alembic_version", column("version_num"))


class NewerDatabase(StorageFault):
    """A newer release of the gateway has migrated this database: this one must not touch it."""


def is_current(engine: Engine) -> bool:
    """Whether the database has the shape this code expects. Raises ``NewerDatabase`` and ``Unavailable``."""
    with reading(engine) as connection:
        return revision(connection) == known()[-1]


def revision(connection: Connection) -> str | None:
    """The revision the database is at, ``None`` where it is empty. Raises ``NewerDatabase`` for one this code does not know."""
    if not inspect(connection).has_table(_STAMP.name):
        return None
    found: str | None = connection.execute(select(_STAMP.c.version_num)).scalar_one_or_none()
    if found is not None and found not in known():
        raise NewerDatabase(f"the database is at revision {found}, which this release of the gateway does not know")
    return found


@cache
def known() -> tuple[str, ...]:
    """Every revision, oldest first: what the names of the migrations' files begin with."""
    files = Path(__file__).with_name("migrations").joinpath("versions").glob("[0-9]*_*.py")
    return tuple(sorted(file.name.partition("_")[0] for file in files))
