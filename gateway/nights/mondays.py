"""When the overview of a week is due: on Monday at its hour in its zone, also where the clocks change that night."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cronsim import CronSim

if TYPE_CHECKING:
    from gateway.config_sections import Reports

WEEK = timedelta(days=7)


def due_ms(reports: Reports, sunday: date) -> int:
    """The first moment of the Monday after a Sunday at or after ``overview_at``."""
    return round(due(reports, sunday).timestamp() * 1000)


def due(reports: Reports, sunday: date) -> datetime:
    """The same with the offset of its zone."""
    zone, at = ZoneInfo(reports.overview_zone), reports.overview_at
    midnight = datetime.combine(sunday + timedelta(days=1), time(), zone)
    before = (midnight.astimezone(UTC) - timedelta(seconds=1)).astimezone(zone)
    found: datetime = next(CronSim(f"{at.minute} {at.hour} * * *", before))
    return found


def last_due_sunday(reports: Reports, at_ms: int) -> date:
    """The latest Sunday whose overview is due at an instant."""
    today = datetime.fromtimestamp(at_ms / 1000, ZoneInfo(reports.overview_zone)).date()
    sunday = today - timedelta(days=today.isoweekday() % 7)
    return sunday if due_ms(reports, sunday) <= at_ms else sunday - WEEK
