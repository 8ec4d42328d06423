"""The database: there, in shape, sound, and durable."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from gateway.cli.db import place, unreachable
from gateway.doctor.finding import Finding, bad, warning, well
from gateway.doctor.patient import Patient
from gateway.doctor.spans import size
from storage.patience import Patience
from storage.revision import NewerDatabase, is_current
from storage.unit import StorageFault, Unit
from storage.writable import is_writable

PART = "Database"
REACHED = "reached"
_NOTHING = "No answer can be stored"
LARGE_LOG = 256e6
LOOKS_FOR_S = 4.0
_STEPS = 20_000
"""Steps of SQLite's machine between two looks at the time."""


def reachable(patient: Patient) -> Iterator[Finding]:
    """Whether it answers and has the tables of this version."""
    assert patient.settings is not None
    where = place(patient.settings)
    if _is_missing_file(patient):
        sentence = f"There is no database yet ({where})."
        yield bad(PART, REACHED, sentence, "gateway run makes it; on its own: gateway db upgrade")
        return
    try:
        assert patient.engine is not None
        current = is_current(patient.engine)
    except NewerDatabase:
        sentence = f"A newer gateway has changed this database ({where})."
        yield bad(PART, REACHED, sentence, "Run that newer version again.")
    except StorageFault as fault:
        said = str(fault).removeprefix("PostgreSQL: ").partition(" Is the server")[0].rstrip(".")
        sentence = f"It cannot be used ({where}): {said}."
        yield bad(PART, REACHED, sentence, unreachable(patient.settings, fault).remedy)
    else:
        if current:
            yield well(PART, REACHED, f"It answers, and its tables are those of this version ({where}).")
        else:
            yield bad(PART, REACHED, f"Its tables are not those of this version ({where}).", "Run: gateway db upgrade")


def writable(patient: Patient) -> Iterator[Finding]:
    """Whether something could be stored now: a transaction is begun and left without a change."""
    assert patient.settings is not None
    assert patient.engine is not None
    try:
        with Patience(LOOKS_FOR_S):
            stores = is_writable(patient.engine)
    except StorageFault as fault:
        yield bad(PART, "stores", *_why_not(fault, _file(patient.settings.database_url)))
    else:
        if stores:
            yield well(PART, "stores", "Answers can be stored.")
        else:
            remedy = "Let DATABASE_URL name the primary server, or make this one the primary."
            yield bad(PART, "stores", f"{_NOTHING}: the server only lets itself be read.", remedy)


def _why_not(fault: StorageFault, file: Path | None) -> tuple[str, str]:
    """A sentence and a remedy."""
    if file is not None and "locked" in str(fault):
        return f"{_NOTHING}: another program keeps the file locked.", f"See which (fuser -v {file}), and end that program."
    said = str(fault).partition(": ")[2].rstrip(".") or type(fault).__name__
    return f"{_NOTHING}: {said}.", "See that the disk has room and that this user may write there."


def _is_missing_file(patient: Patient) -> bool:
    """SQLite would make an empty one by being asked."""
    assert patient.settings is not None
    file = _file(patient.settings.database_url)
    return file is not None and not file.exists()


def _file(url: str) -> Path | None:
    found = make_url(url)
    return Path(found.database) if found.get_backend_name() == "sqlite" and found.database else None


def sound(patient: Patient) -> Iterator[Finding]:
    """Whether SQLite's file is whole, as far as a few seconds show; a server looks after its own."""
    with patient.look() as u:
        if u.connection.dialect.name != "sqlite":
            return
        said = _quick_check(u)
    if said is None:
        yield well(
            PART, "sound", f"Within {LOOKS_FOR_S:.0f} seconds nothing was found wrong; the file is too large for a whole look."
        )
    elif said == "ok":
        yield well(PART, "sound", "The file is whole.")
    else:
        remedy = "Stop the gateway, keep a copy of the file, and restore the last backup."
        yield bad(PART, "sound", "The file is damaged: SQLite's own check finds faults.", remedy)


def _quick_check(u: Unit) -> str | None:
    """What SQLite says of its file; ``None`` if the time was over first."""
    driver: Any = u.connection.connection.driver_connection
    until_s = time.monotonic() + LOOKS_FOR_S
    driver.set_progress_handler(lambda: time.monotonic() > until_s, _STEPS)
    try:
        found = driver.execute("PRAGMA quick_check(1)").fetchone()
    except Exception as fault:
        if "interrupt" in str(fault):
            return None
        return type(fault).__name__
    finally:
        driver.set_progress_handler(None, 0)
    return str(found[0])


def log(patient: Patient) -> Iterator[Finding]:
    """Whether SQLite's log of what is not yet in its file stays small."""
    assert patient.settings is not None
    file = _file(patient.settings.database_url)
    if file is None:
        return
    beside = file.with_name(file.name + "-wal")
    grown = beside.stat().st_size if beside.exists() else 0
    if grown > LARGE_LOG:
        remedy = "Something reads without an end and keeps it from shrinking: restart the gateway when nobody calls."
        yield warning(PART, "log", f"The log beside the database has grown to {size(grown)}.", remedy)
    else:
        yield well(PART, "log", f"The log beside the database holds {size(grown)}.")


def durable(patient: Patient) -> Iterator[Finding]:
    """Whether a server keeps what it says it has kept."""
    with patient.look() as u:
        if u.connection.dialect.name != "postgresql":
            return
        off = [name for name in ("fsync", "synchronous_commit", "full_page_writes") if _setting(u, name) == "off"]
    if off:
        remedy = f"Set {' and '.join(off)} to on in postgresql.conf."
        yield warning(PART, "durable", f"A power cut may lose answers: {' and '.join(off)} is off.", remedy)
    else:
        yield well(PART, "durable", "What the server has taken survives a power cut.")


def _setting(u: Unit, name: str) -> str:
    return str(u.connection.exec_driver_sql(f"SHOW {name}").scalar_one())
