"""``/api/v1/reports``: the figures of a ministry's own reports, as they were released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.api.asked import a_day
from gateway.api.reading import Unreadable
from gateway.api.signal_shapes import Reports
from storage import reports
from storage.unhurried import unhurried

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway.api.tokens import Caller
    from gateway.wiring import Gateway


def days(gateway: Gateway, caller: Caller) -> Reports:
    """The days of the caller's ministry that were released, the newest first."""
    with unhurried(gateway.engine) as u:
        return Reports(days=list(reversed(reports.days(u, caller.ministry))))


def report(gateway: Gateway, caller: Caller, said: str, asked: Mapping[str, str]) -> bytes:
    """The report of a day byte for byte as it was kept, in ``language`` or the ministry's first. Raises :class:`Unreadable`."""
    day = a_day(said)
    with unhurried(gateway.engine) as u:
        kept = reports.find(u, caller.ministry, day) if day else None
    content = kept.content if kept else {}
    wanted = (asked["language"],) if "language" in asked else gateway.settings.ministries[caller.ministry].languages
    found = next((content[language] for language in wanted if language in content), None)
    if found is None and content and "language" not in asked:
        found = content[min(content)]  # released before the ministry's languages were changed
    if found is None:
        raise Unreadable(404, "There is no such report.", "GET /api/v1/reports lists the days that were released.")
    return found
