"""Both databases for every test that asks for ``engine`` or ``database_url``."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from servers.databases import PostgresDatabases, migrated, postgres_databases
from servers.postgres import postgres_server
from sqlalchemy import Engine

from storage.unit import connect

# A property is no speed test: a busy machine breaks none. `HYPOTHESIS_PROFILE=thorough make test` looks ten times as long.
settings.register_profile("house", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresDatabases]:
    """The PostgreSQL of ``GATEWAY_TEST_POSTGRESQL``, or else one of our own."""
    given = os.environ.get("GATEWAY_TEST_POSTGRESQL")
    if given:
        with postgres_databases(given) as databases:
            yield databases
        return
    with postgres_server() as url, postgres_databases(url) as databases:
        yield databases


@pytest.fixture
def postgres_url(postgres: PostgresDatabases) -> Iterator[str]:
    """A migrated PostgreSQL database that is this test's alone."""
    with postgres.lent() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrated(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated SQLite file of this test's own."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'gateway.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each database in turn."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on each database in turn, as in production."""
    engine = connect(database_url)
    yield engine
    engine.dispose()


EVERY_ROW = ("tests/storage/", "_killed", "_raced", "broken_off", "_meanwhile")
"""Where a row is a statement, a race or a place to die, and so something else to ask of each database."""
OF_THE_NIGHT = (
    *("test_nightly", "test_counting", "test_gathering", "test_retention", "test_rights", "test_rotation", "test_erasure"),
    *("test_silence", "test_recover", "test_remind", "test_api_", "test_console_", "tests/gateway/console/", "/delivery/"),
)
"""What no citizen waits for, and whose statements tests/storage asks of both: PostgreSQL is asked in `make acceptance`."""
_asked_of_postgresql: set[str] = set()


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item: pytest.Item) -> None:
    """Of a table of rows that both databases are asked, `make test` asks PostgreSQL the first, `make acceptance` all: such rows
    differ in what comes in, not in what is asked of the database. So too with what runs by night and on the desks."""
    params = getattr(item, "callspec", None)
    if params is None or params.params.get("database_url") != "postgresql" or any(part in item.nodeid for part in EVERY_ROW):
        return
    table = item.nodeid.partition("[")[0]
    if table in _asked_of_postgresql or any(part in item.nodeid for part in OF_THE_NIGHT):
        item.add_marker(pytest.mark.long)
    _asked_of_postgresql.add(table)


LONGEST = ("whole/", "model/", "test_worker", "test_ten_thousand", "test_guards", "test_nothing_leads_back")
"""What takes longest begins first: at the end two processors would wait for one file."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After the order was shuffled."""
    items.sort(key=lambda item: next((n for n, name in enumerate(LONGEST) if name in item.nodeid), len(LONGEST)))
