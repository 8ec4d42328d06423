"""The migrations and the tables say the same, and an unknown database is left alone."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from servers.databases import PostgresDatabases
from sqlalchemy import Connection, Engine, text

from storage import migrate, revision
from storage.migrate import NewerDatabase
from storage.tables import metadata
from storage.unit import connect, reading, unit


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path}/empty.db")
    yield engine
    engine.dispose()


def test_the_migrations_leave_nothing_to_be_done(engine: Engine) -> None:
    with reading(engine) as c:
        assert compare_metadata(MigrationContext.configure(c), metadata) == []


def sqlite_shape(connection: Connection) -> dict[str, list[str]]:
    """Every table's and index's own words, as its parts in order of the alphabet: where a constraint stands means nothing."""
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"))
    return {name: sorted(re.sub(r'[()"\s]+', " ", part).strip() for part in re.split(r",|\n\)", sql)) for name, sql in rows}


def test_on_sqlite_migrations_and_tables_are_the_same_words(sqlite_url: str, empty_sqlite: Engine) -> None:
    with unit(empty_sqlite) as u:
        metadata.create_all(u.connection)
        made = sqlite_shape(u.connection)
    migrated = connect(sqlite_url)
    with reading(migrated) as c:
        assert sqlite_shape(c) == made
    migrated.dispose()


POSTGRESQL_SHAPE = """
SELECT 'column', table_name, column_name, data_type || is_nullable || coalesce(column_default, '')
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""


def postgresql_shape(connection: Connection) -> set[tuple[str, ...]]:
    return {tuple(row) for row in connection.execute(text(POSTGRESQL_SHAPE)) if row[1] != "alembic_version"}


def test_on_postgresql_migrations_and_tables_have_the_same_shape(postgres: PostgresDatabases, postgres_url: str) -> None:
    migrated = connect(postgres_url)
    with postgres.fresh(empty=True) as url:
        created = connect(url)
        with unit(created) as u:
            metadata.create_all(u.connection)
            expected = postgresql_shape(u.connection)
        created.dispose()
    with reading(migrated) as c:
        assert postgresql_shape(c) == expected
    migrated.dispose()


def test_an_empty_database_is_not_current_until_upgraded(empty_sqlite: Engine) -> None:
    assert not migrate.is_current(empty_sqlite)
    migrate.upgrade(empty_sqlite)
    assert migrate.is_current(empty_sqlite)
    migrate.upgrade(empty_sqlite)


def test_a_database_of_a_newer_release_is_left_alone(engine: Engine) -> None:
    with unit(engine) as u:
        u.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        u.commit()
    with pytest.raises(NewerDatabase, match="9999"):
        migrate.is_current(engine)
    with pytest.raises(NewerDatabase, match="9999"):
        migrate.upgrade(engine)


def test_the_revisions_are_known_without_loading_the_migrations() -> None:
    scripts = migrate._scripts()
    assert revision.known() == tuple(reversed([each.revision for each in scripts.walk_revisions()]))
    assert revision.known()[-1] == scripts.get_current_head()
    alone = "import sys, gateway.app, gateway.watching.health; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", alone], check=False).returncode == 0


def test_processes_that_start_together_migrate_once(postgres: PostgresDatabases) -> None:
    with postgres.fresh(empty=True) as url:
        engine = connect(url)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: migrate.upgrade(engine), range(4)))
        assert migrate.is_current(engine)
        engine.dispose()


def test_a_migration_that_breaks_half_way_leaves_nothing(empty_sqlite: Engine) -> None:
    with unit(empty_sqlite) as u:
        u.connection.execute(text("CREATE TABLE sessions (id INTEGER)"))
        u.commit()
    with pytest.raises(Exception, match="sessions"):
        migrate.upgrade(empty_sqlite)
    with reading(empty_sqlite) as c:
        assert c.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all() == ["sessions"]
