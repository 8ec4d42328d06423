"""``gateway db``: the tables of the database, brought up to this version of the gateway or only looked at."""

from __future__ import annotations

import click
from sqlalchemy import Engine, make_url

from gateway.refusal import Refusal
from gateway.settings import Settings, load_settings
from storage import migrate
from storage.unit import StorageFault, connect


def place(settings: Settings) -> str:
    """Where the database is, without its password."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        return f"SQLite, {url.database}"
    return f"PostgreSQL, {url.host or 'local'}/{url.database}"


def upgraded(settings: Settings) -> Engine:
    """The database with all tables of this version. Raises :class:`Refusal` (code 1) where it cannot be reached."""
    engine = _engine(settings)
    try:
        migrate.upgrade(engine)
    except migrate.NewerDatabase:
        raise _newer(settings) from None
    except StorageFault as error:
        raise unreachable(settings, error) from None
    return engine


def unreachable(settings: Settings, error: Exception) -> Refusal:
    """One sentence about a database that does not answer."""
    source = (
        "GATEWAY_VAR" if settings.database_url.startswith("sqlite") else "the environment variable that database.url_from names"
    )
    remedy = f"Is it running, is there room on its disk, and is {source} right?"
    return Refusal(f"The database cannot be used ({place(settings)}): {error}.", remedy, code=1)


def _newer(settings: Settings) -> Refusal:
    sentence = f"A newer gateway has changed this database ({place(settings)}); this one does not know its tables."
    return Refusal(sentence, "Run that newer version again.", code=1)


def _engine(settings: Settings) -> Engine:
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        try:
            settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            sentence = f"The folder {settings.var} cannot be made: {error.strerror}."
            raise Refusal(sentence, "Name another in GATEWAY_VAR.", code=1) from None
    return connect(settings.database_url)


@click.group()
def db() -> None:
    """Bring the database up to this version, or see whether it is.

    \b
    Example:
      gateway db upgrade
      gateway db status
    """


@db.command()
def upgrade() -> None:
    """Make or change the tables for this version of the gateway; may be run again.

    On several machines run it once, before the new web, worker and clock processes start. `gateway run` does it by itself.

    \b
    Example:
      DATABASE_URL=postgresql://gateway@db.example.org/gateway gateway db upgrade
    """
    settings = load_settings()
    upgraded(settings)
    click.echo(f"The database is up to date ({place(settings)}).")


@db.command()
def status() -> None:
    """Say whether the tables are those of this version; exit code 1 if they are not.

    \b
    Example:
      gateway db status
    """
    settings = load_settings()
    engine = _engine(settings)
    try:
        current = migrate.is_current(engine)
    except migrate.NewerDatabase:
        raise _newer(settings) from None
    except StorageFault as error:
        raise unreachable(settings, error) from None
    if not current:
        raise Refusal(f"The database is not up to date ({place(settings)}).", "Run: gateway db upgrade", code=1)
    click.echo(f"The database is up to date ({place(settings)}).")
