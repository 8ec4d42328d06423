"""When a ministry's day ends and its report is due, right on days that begin twice, at one o'clock, or not at midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cronsim import CronSim

if TYPE_CHECKING:
    from gateway.config_sections import Ministry

DAYS_THAT_MAY_BE_OPEN = timedelta(days=2)
"""The report of a day closes on the next one; one day is to spare."""

GRACE_MS = 5 * 60 * 1000
"""From the cut-off to the report: time for every transaction that was begun before the cut-off to be committed."""


def due_ms(ministry: Ministry, day: date) -> int:
    """When the report of a local day is due: the first moment of the next day at or after ``report_at``."""
    return _due_ms(ministry.time_zone, ministry.report_at, day)


@lru_cache(maxsize=4_096)  # every response that is filed asks for the same few days
def _due_ms(zone_name: str, at: time, day: date) -> int:
    zone = ZoneInfo(zone_name)
    midnight = datetime.combine(day + timedelta(days=1), time(), zone)
    before = (midnight.astimezone(UTC) - timedelta(seconds=1)).astimezone(zone)
    due: datetime = next(CronSim(f"{at.minute} {at.hour} * * *", before))
    return round(due.timestamp() * 1000)


def cut_off_ms(ministry: Ministry, day: date) -> int:
    """The instant at which the report of a day closes: what is queued from then on belongs to the next one."""
    return due_ms(ministry, day) - GRACE_MS


def desk_day(ministry: Ministry, local_day: date, queued_at_ms: int) -> date:
    """In whose report an answer is counted: that of its own day, or of the first day that was still open when it was queued."""
    day = max(local_day, local_date(ministry, queued_at_ms) - DAYS_THAT_MAY_BE_OPEN)
    while cut_off_ms(ministry, day) <= queued_at_ms:
        day += timedelta(days=1)
    return day


def last_due_day(ministry: Ministry, at_ms: int) -> date:
    """The latest local day whose report is due at an instant."""
    day = local_date(ministry, at_ms)
    while due_ms(ministry, day) > at_ms:
        day -= timedelta(days=1)
    return day


def local_date(ministry: Ministry, at_ms: int) -> date:
    """The date in the ministry's zone at an instant."""
    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(ministry.time_zone)).date()
