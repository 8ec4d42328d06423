"""Signals that a closed week's report found, for tests of what people do about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Engine

from reports.signals import Finding
from storage import signals
from storage.unit import unit

SUNDAY = date(2026, 11, 15)
"""The last closed week of the clock of tests."""
HOSPITAL = Finding(
    "funnel", "sms", "all", "mafeteng", "F003", "positive", "concern", SUNDAY - timedelta(days=27), 14, Decimal("0.5862"),
    Decimal("0.6800"), Decimal("0.9100"), 58,
)  # fmt: skip


def found(engine: Engine, ministry: str = "health", facility: str = "F003", day: date = SUNDAY) -> int:
    """A signal about a place, announced by the report of a Sunday; its id."""
    finding = replace(HOSPITAL, facility=facility, since=day - timedelta(days=27))
    with unit(engine) as u:
        id = signals.note(u, ministry, finding, day)
        u.commit()
    assert id is not None
    return id
