"""What can go wrong with a database, told apart by what the caller should do next.

Every error of the two drivers becomes one of the three exceptions here, wherever it is met, and none of their sentences holds a
stored value: PostgreSQL quotes whole rows in its details, and a row may hold what a citizen said.
"""

from __future__ import annotations

import sqlite3

import psycopg
from psycopg.errors import Diagnostic


class StorageFault(Exception):
    """The statement was not carried out, and the transaction it stood in is lost."""


class Overtaken(StorageFault):
    """Another process stored the same thing first, or the two of them crossed: run the whole transaction again."""


class Unavailable(StorageFault):
    """The database cannot be reached or is locked, full or too slow: tell the citizen, try later."""


class Rejected(StorageFault):
    """The database refuses what it was asked, and will refuse it again: a mistake of ours."""


DRIVER_ERRORS = (sqlite3.Error, psycopg.Error)

_SQLITE_UNIQUE = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID}

# Primary result codes: the lowest byte of https://www.sqlite.org/rescode.html
_SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}

# SQLSTATE, https://www.postgresql.org/docs/18/errcodes-appendix.html
_POSTGRESQL_OVERTAKEN = {"23505", "40001", "40P01"}
_POSTGRESQL_AWAY = {"25006", "55P03", "57014"}  # a standby that takes no writes, a lock not had in time, too slow
_POSTGRESQL_AWAY_CLASSES = {"08", "28", "3D", "53", "57", "58", "XX"}


def fault(error: BaseException) -> StorageFault:
    """The exception of this module that says what a driver's error means; its sentence holds no stored value."""
    if isinstance(error, sqlite3.Error):
        return _sqlite_fault(error)
    if isinstance(error, psycopg.Error):
        return _postgresql_fault(error)
    return Rejected(type(error).__name__)


def _sqlite_fault(error: sqlite3.Error) -> StorageFault:
    code = getattr(error, "sqlite_errorcode", 0)  # missing where the error is the driver's own
    if code in _SQLITE_UNIQUE:
        return Overtaken(str(error))
    if code & 0xFF in _SQLITE_AWAY:
        return Unavailable(f"SQLite: {error}")
    return Rejected(f"SQLite: {error}")


def _postgresql_fault(error: psycopg.Error) -> StorageFault:
    state = error.sqlstate
    if state is None:
        return _lost(error)
    if state in _POSTGRESQL_OVERTAKEN:
        return Overtaken(_place(state, error.diag))
    if state in _POSTGRESQL_AWAY or state[:2] in _POSTGRESQL_AWAY_CLASSES:
        return Unavailable(f"PostgreSQL: {error.diag.message_primary}")
    return Rejected(_place(state, error.diag))


def _lost(error: psycopg.Error) -> StorageFault:
    """An error without SQLSTATE: the connection, whose text names only the server, or a value psycopg could not send."""
    if isinstance(error, psycopg.OperationalError):
        return Unavailable(f"PostgreSQL: {' '.join(str(error).split())}")
    return Rejected(f"psycopg: {type(error).__name__}")


def _place(state: str, told: Diagnostic) -> str:
    where = " ".join(filter(None, (told.table_name, told.column_name, told.constraint_name)))
    return f"PostgreSQL: {state} {where}".rstrip()
