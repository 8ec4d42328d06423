"""Words of citizens that a named person released for print. They stand here without whoever said them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, insert, select, update

from reports.night.shape import Quotation
from storage.tables import quotations

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Released:
    id: int
    survey: str
    quotation: Quotation
    withdrawn: bool


def release(u: Unit, ministry: str, survey: str, quotation: Quotation, at_ms: int) -> int | None:
    """Keep a quotation for print and give its id; ``None`` where the same words of that survey and day are released already."""
    q = quotations.c
    same = (q.ministry == ministry, q.survey == survey, q.words == quotation.text, q.local_day == quotation.day)
    if u.connection.execute(select(q.id).where(*same, q.withdrawn_at_ms.is_(None)).limit(1)).first() is not None:
        return None
    row = {
        "ministry": ministry, "survey": survey, "language": quotation.language, "words": quotation.text,
        "local_day": quotation.day, "released_by": quotation.released_by, "released_at_ms": at_ms,
    }  # fmt: skip
    id: int = u.connection.execute(insert(quotations).values(row).returning(q.id)).scalar_one()
    return id


def withdraw(u: Unit, ministry: str, id: int, at_ms: int) -> bool:
    """Print a quotation no more; false where it is not released. Files that were made keep it."""
    q = quotations.c
    standing = (q.id == id, q.ministry == ministry, q.withdrawn_at_ms.is_(None))
    return bool(u.connection.execute(update(quotations).where(*standing).values(withdrawn_at_ms=at_ms)).rowcount)


def of_window(u: Unit, ministry: str, first: date, last: date) -> tuple[Quotation, ...]:
    """What may be printed of the local days from ``first`` to ``last``, the newest day first."""
    found = (each.quotation for each in every(u, ministry) if not each.withdrawn)
    return tuple(each for each in found if first <= each.day <= last)


def every(u: Unit, ministry: str) -> list[Released]:
    """All that was ever released for a ministry, withdrawn ones too, the newest day first."""
    q = quotations.c
    query = select(quotations).where(q.ministry == ministry).order_by(q.local_day.desc(), q.id)
    return [
        Released(
            row.id,
            row.survey,
            Quotation(row.words, row.language, row.released_by, row.local_day),
            row.withdrawn_at_ms is not None,
        )
        for row in u.connection.execute(query)
    ]


def _quotation(row: Row[Any]) -> Quotation:
    return Quotation(row.words, row.language, row.released_by, row.local_day)
