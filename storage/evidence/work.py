"""What the house did: invitations sent and held back, texts that failed, consents, erasures, deletions; counted by day."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from reports.night.evidence import Event
from storage.consents import TEXTS
from storage.deletions import ALL
from storage.evidence.calendar import Calendar, quarter_of
from storage.tables import audit, consents, invitations, outbox, receipts, sessions

if TYPE_CHECKING:
    from storage.unit import Unit

ERASED = "person erased"
WAITED = "waited_days"
"""In the audit of an erasure: the days from the wish to the deletion."""
RETENTION = "retention"
DELETED = {"people forgotten": "numbers deleted", "written answers": "words deleted"}
"""What retention writes down -> the kind of event."""

_i, _c = invitations.c, consents.c


def events(u: Unit, ministry: str, calendar: Calendar) -> list[Event]:
    """Everything the house did for a ministry on some days; people erased and numbers deleted are those of all ministries.

    A number belongs to no ministry, and whose answers it gave nobody may know once it is gone.
    """
    return [
        *_counted(u, calendar, "sent", _decided(ministry, calendar, "sent", literal(""))),
        *_counted(u, calendar, "held", _decided(ministry, calendar, "withheld", _i.reason)),
        *_counted(u, calendar, "failed", _failed(ministry, calendar)),
        *_counted(u, calendar, "opted out", _opted_out(ministry, calendar)),
        *_counted(u, calendar, "consent given", _agreed(ministry, calendar, given=True)),
        *_counted(u, calendar, "consent refused", _agreed(ministry, calendar, given=False)),
        *_counted(u, calendar, "erased", _erased(calendar)),
        *_deleted(u, ministry, calendar),
    ]


def _counted(u: Unit, calendar: Calendar, kind: str, query: Select[int, str, int]) -> list[Event]:
    return calendar.events(kind, u.connection.execute(query))


def _by_quarter(instant: ColumnElement[int], code: ColumnElement[str]) -> Select[int, str, int]:
    quarter = quarter_of(instant).label("quarter")
    named = code.label("code")
    return select(quarter, named, func.count()).group_by(quarter, named)


def _decided(ministry: str, calendar: Calendar, state: str, code: ColumnElement[str]) -> Select[int, str, int]:
    found = _by_quarter(_i.decided_at_ms, code)
    return found.where(_i.ministry == ministry, calendar.within(_i.decided_at_ms), _i.state == state)


def _failed(ministry: str, calendar: Calendar) -> Select[int, str, int]:
    """Texts that were not delivered, by the code of the network that said so; empty where none did."""
    o, r = outbox.c, receipts.c
    network = (
        select(func.max(r.network_code))
        .where(r.channel == o.channel, r.provider_id == o.provider_id)
        .correlate(outbox)
        .scalar_subquery()
    )
    found = _by_quarter(o.settled_at_ms, func.coalesce(network, ""))
    return found.where(
        o.ministry == ministry, calendar.within(o.settled_at_ms), o.state == "failed", o.provider_id.is_not(None)
    )


def _opted_out(ministry: str, calendar: Calendar) -> Select[int, str, int]:
    """STOP holds for every ministry; it is counted for the one whose conversation it ended, or that had invited them."""
    talking = exists().where(sessions.c.id == _c.session_id, sessions.c.ministry == ministry)
    asked = aliased(invitations)
    invited = exists().where(
        asked.c.contact_id == _c.contact_id, asked.c.ministry == ministry, asked.c.state == "sent",
        asked.c.decided_at_ms <= _c.at_ms,
    )  # fmt: skip
    found = _by_quarter(_c.at_ms, literal(""))
    return found.where(
        calendar.within(_c.at_ms), _c.purpose == TEXTS, _c.given.is_(False),
        or_(talking, _c.session_id.is_(None) & invited),
    )  # fmt: skip


def _agreed(ministry: str, calendar: Calendar, *, given: bool) -> Select[int, str, int]:
    found = _by_quarter(_c.at_ms, _c.purpose)
    return found.where(calendar.within(_c.at_ms), _c.ministry == ministry, _c.purpose != TEXTS, _c.given.is_(given))


def _erased(calendar: Calendar) -> Select[int, str, int]:
    return _by_quarter(audit.c.at_ms, literal("")).where(audit.c.action == ERASED, calendar.within(audit.c.at_ms))


def erasure_days(u: Unit, calendar: Calendar) -> list[Decimal]:
    """How many days everybody waited who was erased on some days, in the whole gateway; of whom the audit says it."""
    query = select(audit.c.detail).where(audit.c.action == ERASED, calendar.within(audit.c.at_ms))
    found = (json.loads(detail, parse_float=Decimal).get(WAITED) for detail in u.connection.execute(query).scalars())
    return [Decimal(days) for days in found if days is not None]


def _deleted(u: Unit, ministry: str, calendar: Calendar) -> list[Event]:
    """What retention deleted, by the day that it was deleted on: it is written down a day later."""
    query = select(audit.c.detail).where(
        audit.c.action == RETENTION, audit.c.subject.in_([ministry, ALL]), audit.c.at_ms >= calendar.begins_at_ms[0]
    )
    sums: Counter[tuple[date, str]] = Counter()
    for detail in u.connection.execute(query).scalars():
        _add(sums, json.loads(detail), calendar.days)
    return [Event(day, kind, "", n) for (day, kind), n in sorted(sums.items())]


def _add(sums: Counter[tuple[date, str]], told: dict[str, object], days: Iterable[date]) -> None:
    day, counts = date.fromisoformat(str(told["day"])), told["counts"]
    if day in days and isinstance(counts, dict):
        for name, kind in DELETED.items():
            if counts.get(name):
                sums[day, kind] += int(counts[name])
