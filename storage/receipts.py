"""Delivery reports as they came, once each: the aggregator's word on what became of a text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from sqlalchemy import select, update

from storage.tables import receipts

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Receipt:
    id: int
    provider_id: str
    status: str
    failure_reason: str
    received_at_ms: int


def add(
    u: Unit,
    *,
    channel: str,
    provider_id: str,
    contact_id: int | None,
    status: str,
    failure_reason: str,
    network_code: str | None,
    at_ms: int,
) -> int | None:
    """Keep a report, not yet matched to a text. Returns its id, or ``None`` if it only repeats one that is kept."""
    r = receipts.c
    same = (r.channel == channel, r.provider_id == provider_id, r.status == status, r.failure_reason == failure_reason)
    if u.connection.execute(select(r.id).where(*same).limit(1)).first() is not None:
        return None
    row = receipts.insert().values(
        channel=channel,
        provider_id=provider_id,
        contact_id=contact_id,
        status=status,
        failure_reason=failure_reason,
        network_code=network_code,
        received_at_ms=at_ms,
    )
    return cast("int", u.connection.execute(row.returning(r.id)).scalar_one())


def link(u: Unit, channel: str, provider_id: str, outbox_id: int) -> None:
    """Note that every orphaned report of this provider id belongs to a text, which knows whose it is."""
    r = receipts.c
    orphans = (r.channel == channel, r.provider_id == provider_id, r.outbox_id.is_(None))
    u.connection.execute(update(receipts).where(*orphans).values(outbox_id=outbox_id, contact_id=None))


def of_provider_id(u: Unit, channel: str, provider_id: str) -> list[Receipt]:
    """Every report on one text, in the order of arrival."""
    return _found(u, receipts.c.channel == channel, receipts.c.provider_id == provider_id)


def orphans_of(u: Unit, channel: str, contact_id: int, since_ms: int) -> list[Receipt]:
    """Reports on texts to a person that nobody knows the id of, since an instant, in the order of arrival."""
    r = receipts.c
    return _found(u, r.channel == channel, r.contact_id == contact_id, r.outbox_id.is_(None), r.received_at_ms >= since_ms)


def people_with_orphans(u: Unit, channel: str, contact_ids: Collection[int], since_ms: int) -> list[int]:
    """Which of these people have a report since an instant on a text that nobody knows the id of."""
    r = receipts.c
    orphans = (r.channel == channel, r.contact_id.in_(contact_ids), r.outbox_id.is_(None), r.received_at_ms >= since_ms)
    return list(u.connection.execute(select(r.contact_id).where(*orphans).distinct().order_by(r.contact_id)).scalars())


def reported(u: Unit, channel: str, provider_ids: Collection[str]) -> list[str]:
    """Of which of these texts of the aggregator a report has come."""
    r = receipts.c
    found = select(r.provider_id).where(r.channel == channel, r.provider_id.in_(provider_ids))
    return list(u.connection.execute(found.distinct().order_by(r.provider_id)).scalars())


def _found(u: Unit, *where: object) -> list[Receipt]:
    r = receipts.c
    wanted = select(r.id, r.provider_id, r.status, r.failure_reason, r.received_at_ms).where(*where)  # type: ignore[arg-type]
    return [Receipt(*row) for row in u.connection.execute(wanted.order_by(r.id))]
