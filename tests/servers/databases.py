"""A database for every test as if it were new: copied from one that was migrated once, or emptied after another test."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from servers.emptied import emptied, shape
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
    spare: list[str] = field(default_factory=list)
    as_lent: list[str] = field(default_factory=list)

    @contextmanager
    def prepared(self) -> Iterator[None]:
        """Within, there is a migrated template to copy from."""
        with self._made(self.template, "template0") as url:
            self.as_lent.append(shape(migrated(url).replace("+psycopg", "", 1)))
            try:
                yield
            finally:
                while self.spare:
                    self._order(f"DROP DATABASE {self.spare.pop()} WITH (FORCE)")

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The address of a migrated database without rows, under a name that nobody had before; afterwards nobody is in it."""
        name = f"{self.template}_{next(self.numbers)}"
        if self.spare:
            self._order(f"ALTER DATABASE {self.spare.pop()} RENAME TO {name}")
        else:
            self._create(name, self.template)
        url = self.server.set(database=name)
        try:
            yield url.render_as_string(hide_password=False)
        finally:
            if emptied(url.set(drivername="postgresql").render_as_string(hide_password=False), self.as_lent[0]):
                self.spare.append(name)
            else:
                self._order(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def fresh(self, *, empty: bool = False) -> Iterator[str]:
        """The address of a new migrated database, or one without any table; dropped afterwards, whoever is still in it."""
        with self._made(f"{self.template}_{next(self.numbers)}", "template0" if empty else self.template) as url:
            yield url

    @contextmanager
    def _made(self, name: str, template: str) -> Iterator[str]:
        self._create(name, template)
        try:
            yield self.server.set(database=name).render_as_string(hide_password=False)
        finally:
            self._order(f"DROP DATABASE {name} WITH (FORCE)")

    def _create(self, name: str, template: str) -> None:
        # Files copied: half the time of the log, for a template that nobody writes to.
        self._order(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")

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
