"""Uploads: each list of visits that was handed in, with the seed of its draw and what became of it.

An upload whose ``done_at_ms`` is null was cut off: the same list, handed in again, goes on with it and with its seed.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from storage.tables import uploads
from storage.unit import Unit

_DRAWING = 0x4346475
"""The first half of the advisory locks by which one draws at a time for a survey; SQLite's unit is alone already."""


@dataclass(frozen=True, slots=True)
class Upload:
    id: int
    ministry: str
    survey: str
    source: str
    seed: str
    rows: int
    added: int
    drawn: int
    received_at_ms: int
    done_at_ms: int | None
    received_from: str


def lock(u: Unit, ministry: str, survey: str) -> None:
    """Let nobody else draw for this survey, or begin an upload for it, until this unit ends; it may take its time."""
    if u.connection.dialect.name == "postgresql":
        u.connection.exec_driver_sql("SET LOCAL statement_timeout = '60s'")
        of_survey = zlib.crc32(f"{ministry}\0{survey}".encode()) - 2**31
        u.connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_DRAWING}, {of_survey})")


def begin(
    u: Unit, *, ministry: str, survey: str, source: str, sha256: str, seed: str, rows: int, at_ms: int, received_from: str
) -> Upload:
    """A new upload, or the one that the same list began and that was cut off; call :func:`lock` before."""
    if (begun := cut_off(u, ministry, survey, source, sha256)) is not None:
        return begun
    values = {
        "ministry": ministry, "survey": survey, "source": source, "sha256": sha256, "seed": seed, "rows": rows,
        "received_at_ms": at_ms, "received_from": received_from,
    }  # fmt: skip
    new = u.connection.execute(insert(uploads).values(values).returning(uploads.c.id)).scalar_one()
    return Upload(new, ministry, survey, source, seed, rows, 0, 0, at_ms, None, received_from)


def cut_off(u: Unit | Connection, ministry: str, survey: str, source: str, sha256: str) -> Upload | None:
    """The upload that the same list began and that was not brought to its end."""
    same = (uploads.c.ministry == ministry, uploads.c.survey == survey, uploads.c.sha256 == sha256, uploads.c.source == source)
    return _first(u, *same, uploads.c.done_at_ms.is_(None))


def finished(u: Unit | Connection, ministry: str, survey: str, sha256: str) -> Upload | None:
    """The upload of the same list that was brought to its end."""
    same = (uploads.c.ministry == ministry, uploads.c.survey == survey, uploads.c.sha256 == sha256, uploads.c.source == "file")
    return _first(u, *same, uploads.c.done_at_ms.is_not(None))


def stream(
    u: Unit, *, ministry: str, survey: str, sha256: str, seed: str, at_ms: int, received_from: str
) -> tuple[Upload, bool]:
    """The upload that collects what one caller posts in a day, and whether it is new; call :func:`lock` before."""
    same = (uploads.c.ministry == ministry, uploads.c.survey == survey, uploads.c.sha256 == sha256, uploads.c.source == "api")
    if (today := _first(u, *same)) is not None:
        return today, False
    new = begin(
        u, ministry=ministry, survey=survey, source="api", sha256=sha256, seed=seed, rows=0, at_ms=at_ms,
        received_from=received_from,
    )  # fmt: skip
    return new, True


def count(u: Unit, upload_id: int, *, rows: int = 0, added: int = 0, drawn: int = 0) -> None:
    """Count what this unit has stored; in the unit that stores it, so that neither stands without the other."""
    more = {"rows": uploads.c.rows + rows, "added": uploads.c.added + added, "drawn": uploads.c.drawn + drawn}
    u.connection.execute(update(uploads).where(uploads.c.id == upload_id).values(more))


def finish(u: Unit, upload_id: int, at_ms: int) -> bool:
    """All of it is stored and drawn; true for the first who says so."""
    open_one = update(uploads).where(uploads.c.id == upload_id, uploads.c.done_at_ms.is_(None))
    return u.connection.execute(open_one.values(done_at_ms=at_ms)).rowcount == 1


def last_at(u: Unit, upload_id: int, at_ms: int) -> None:
    """Something was taken in at ``at_ms``, and nothing of it is left to do."""
    u.connection.execute(update(uploads).where(uploads.c.id == upload_id).values(done_at_ms=at_ms))


def get(u: Unit | Connection, upload_id: int) -> Upload:
    """Raises ``LookupError``."""
    found = _first(u, uploads.c.id == upload_id)
    if found is None:
        raise LookupError(f"no upload {upload_id}")
    return found


def newest(connection: Connection, *, ministry: str = "", survey: str = "", limit: int = 20) -> list[Upload]:
    """The latest uploads, the newest first."""
    wanted = [column == value for column, value in ((uploads.c.ministry, ministry), (uploads.c.survey, survey)) if value]
    return [Upload(*row) for row in connection.execute(_UPLOAD.where(*wanted).order_by(uploads.c.id.desc()).limit(limit))]


_UPLOAD = select(
    uploads.c.id, uploads.c.ministry, uploads.c.survey, uploads.c.source, uploads.c.seed, uploads.c.rows, uploads.c.added,
    uploads.c.drawn, uploads.c.received_at_ms, uploads.c.done_at_ms, uploads.c.received_from,
)  # fmt: skip


def _first(u: Unit | Connection, *where: object) -> Upload | None:
    connection = u.connection if isinstance(u, Unit) else u
    row = connection.execute(_UPLOAD.where(*where).order_by(uploads.c.id).limit(1)).one_or_none()  # type: ignore[arg-type]
    return None if row is None else Upload(*row)
