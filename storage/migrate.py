"""The database brought to the shape this code expects, by the migrations beside it."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from storage.revision import NewerDatabase, is_current, known, revision
from storage.tables import metadata
from storage.unit import Unit, unit

__all__ = ["NewerDatabase", "is_current", "upgrade"]

_OURS = 0x43464721
"""The advisory lock that lets one process migrate at a time: any number that nothing else in the database uses."""


def upgrade(engine: Engine) -> None:
    """Brings the database to the newest shape, in one transaction; does nothing where it has it. Any number may run at once.

    Raises ``NewerDatabase``, or ``Unavailable``.
    """
    if is_current(engine):
        return
    with unit(engine) as u:
        _take_turns(u)
        if revision(u.connection) != known()[-1]:
            _run(u.connection)
            u.commit()


def _take_turns(u: Unit) -> None:
    """Waits for another process's migration, and lets this one take its time. On SQLite the write lock is held already."""
    if u.connection.dialect.name == "postgresql":
        u.connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        u.connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        u.connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_OURS})")


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(Path(__file__).with_name("migrations"))


def _run(connection: Connection) -> None:
    scripts = _scripts()
    with EnvironmentContext(Config(), scripts, fn=lambda revision, _: scripts._upgrade_revs("head", revision)) as environment:
        environment.configure(connection=connection, target_metadata=metadata, transactional_ddl=True, render_as_batch=True)
        environment.run_migrations()
