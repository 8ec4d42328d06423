"""A fresh database for every test, copied from one that was migrated once."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from sqlalchemy import URL, make_url

from storage import migrate
from storage.unit import connect


def migrated(url: str) -> str:
    """The same database, in the newest shape."""
    engine = connect(url)
    migrate.upgrade(engine)
    engine.dispose()
    return url


@dataclass(frozen=True)
class PostgresDatabases:
    """Databases on one server; the login must be allowed to create them."""

    server: URL
    template: str = field(default_factory=lambda: f"gateway_test_{os.getpid()}")
    numbers: Iterator[int] = field(default_factory=itertools.count)

    @contextmanager
    def prepared(self) -> Iterator[None]:
        """Within, there is a migrated template to copy from."""
        with self._made(self.template, "template0") as url:
            migrated(url)
            yield

    @contextmanager
    def fresh(self, *, empty: bool = False) -> Iterator[str]:
        """The address of a new migrated database, or one without any table; dropped afterwards, whoever is still in it."""
        with self._made(f"{self.template}_{next(self.numbers)}", "template0" if empty else self.template) as url:
            yield url

    @contextmanager
    def _made(self, name: str, template: str) -> Iterator[str]:
        # Files copied: half the time of the log, for a template that nobody writes to.
        self._order(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield self.server.set(database=name).render_as_string(hide_password=False)
        finally:
            self._order(f"DROP DATABASE {name} WITH (FORCE)")

    def _order(self, statement: str) -> None:
        address = self.server.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def postgres_databases(url: str) -> Iterator[PostgresDatabases]:
    """Databases on the server at this address."""
    databases = PostgresDatabases(make_url(url))
    with databases.prepared():
        yield databases
