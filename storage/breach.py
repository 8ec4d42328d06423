"""Whose data a span of time has touched: every trace of a person that was stored or changed in it, by ministry and kind.

Read once in a rare hour and without a limit of time: no index is kept for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select

from storage.tables import calls, consents, contacts, inbox, invitations, outbox, sessions, turns, uploads, visits

if TYPE_CHECKING:
    from storage.unit import Unit

KINDS = {
    "conversations": "what people said, with the screens they were shown",
    "calls": "that somebody called, and when",
    "texts in": "what people wrote, word for word",
    "texts out": "what people were sent",
    "visits": "which service people received, where and when, with the columns of the ministry's list",
    "invitations": "that people were asked, or why not",
    "agreements": "what people agreed to, refused or withdrew",
}


@dataclass(frozen=True, slots=True)
class Touched:
    """Rows of one kind, ministry and survey that touch one person; ``index`` is their ``contacts.number_index``.

    ``None`` where they belong to nobody: the person was forgotten, or the sender is no number. Ministry and survey are empty
    where no conversation says whose they are.
    """

    kind: str
    ministry: str
    survey: str
    index: bytes | None
    rows: int


def touched(u: Unit, since_ms: int, before_ms: int) -> Iterator[Touched]:
    """Everything from ``since_ms`` on and before ``before_ms``, in the order of :data:`KINDS`."""
    for kind, (person, ministry, survey, joined, at_ms) in _WHERE.items():
        rows = (
            select(ministry, survey, contacts.c.number_index, contacts.c.key_id, func.count())
            .select_from(joined.outerjoin(contacts, contacts.c.id == person))
            .where(at_ms >= since_ms, at_ms < before_ms)
            .group_by(ministry, survey, contacts.c.number_index, contacts.c.key_id)
            .order_by(ministry, survey, contacts.c.number_index)
        )
        yield from (_touched(kind, row) for row in _all(u, rows))


def _touched(kind: str, row: Any) -> Touched:
    return Touched(kind, row[0] or "", row[1] or "", bytes(row[2]) if row[3] else None, int(row[4]))


def _all(u: Unit, rows: Select[Any]) -> list[Any]:
    return list(u.connection.execute(rows).all())


_S, _V = sessions.c, visits.c
# Kind -> whose it is, ministry, survey, where it stands, and when.
_WHERE: dict[str, tuple[Any, Any, Any, Any, Any]] = {
    "conversations": (
        _S.contact_id, _S.ministry, _S.survey, turns.join(sessions, _S.id == turns.c.session_id), turns.c.at_ms,
    ),
    "calls": (
        calls.c.contact_id, _S.ministry, _S.survey, calls.join(sessions, _S.id == calls.c.session_id), calls.c.opened_at_ms,
    ),
    "texts in": (
        inbox.c.contact_id, _S.ministry, _S.survey, inbox.outerjoin(sessions, _S.id == inbox.c.session_id),
        inbox.c.received_at_ms,
    ),
    "texts out": (
        outbox.c.contact_id, func.coalesce(_S.ministry, outbox.c.ministry), _S.survey,
        outbox.outerjoin(sessions, _S.id == outbox.c.session_id), outbox.c.created_at_ms,
    ),
    "visits": (
        _V.contact_id, _V.ministry, _V.survey, visits.join(uploads, uploads.c.id == _V.upload_id), uploads.c.received_at_ms,
    ),
    "invitations": (
        invitations.c.contact_id, invitations.c.ministry, invitations.c.survey, invitations, invitations.c.decided_at_ms,
    ),
    "agreements": (consents.c.contact_id, consents.c.ministry, consents.c.survey, consents, consents.c.at_ms),
}  # fmt: skip
