"""Before a report's files go to others: its table of figures is read by the lint, and where that finds a fault nobody gets it.

The report itself is not touched: the ministry has its page, its mail and its files in the data folder. What is kept back is
what others compute with, the drop folder and the open data, until the report is written again without a fault.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import structlog

from reports.forms.open_data_lint import lint
from storage import alerts, reports
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway

log = structlog.get_logger()

ALERT = "figures"


def may_go_out(gateway: Gateway, ministry: str, day: date, figures: bytes) -> bool:
    """Whether a released report's table keeps all its rules. That it does not is kept, logged, and told to whoever watches."""
    why = " ".join(sorted({fault.code for fault in lint(figures)}))
    at_ms = gateway.now_ms()
    with unit(gateway.engine) as u:
        changed = reports.withhold(u, ministry, day, why)
        if why:
            alerts.sound(u, ALERT, ministry, _words(ministry, day, why), at_ms)
        elif changed and not reports.withheld(u, ministry):
            alerts.clear(u, ALERT, ministry, at_ms)
        u.commit()
    if why:
        log.error("figures withheld", ministry=ministry, day=day.isoformat(), reason=why)
    return not why


def _words(ministry: str, day: date, why: str) -> str:
    return (
        f"The figures of {day} break rules of their table ({why}) and are kept back from the drop folder and the open data. "
        f"Once the fault is repaired: gateway report {ministry} --day {day}"
    )
