"""``/api/v1/figures`` and ``/api/v1/packages``: what a ministry's reports released, row by row and as files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gateway.api.asked import day_of, whole
from gateway.api.figure_shapes import FURTHEST, MOST_FIGURES, MOST_PACKAGES, Figure, Figures, File, Package, Packages
from gateway.api.reading import Unreadable
from gateway.open_data.package import NAMES
from reports.forms.as_json import read_json
from reports.forms.rows import Row, rows_of
from reports.night.shape import Report
from storage import reports
from storage.unhurried import unhurried

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from gateway.api.tokens import Caller
    from gateway.wiring import Gateway

CHOSEN = ("service", "district", "facility", "channel", "metric")
"""Columns by which figures can be chosen: of each one value."""


def figures(gateway: Gateway, caller: Caller, asked: Mapping[str, str]) -> Figures:
    """The figures of one report, or those of them that were asked for. Raises :class:`Unreadable`."""
    after, limit = whole(asked, "after", 0, 0, FURTHEST), whole(asked, "limit", MOST_FIGURES, 1, MOST_FIGURES)
    day, report = _released(gateway, caller, day_of(asked))
    chosen = {name: asked[name] for name in CHOSEN if name in asked}
    found = [row for row in rows_of(report) if all(getattr(row, name) == said for name, said in chosen.items())]
    left = after + limit < len(found)
    return Figures(
        day=day,
        method_version=report.meta.method_version,
        figures=[_told(row) for row in found[after : after + limit]],
        next=after + limit if left else None,
    )


def packages(gateway: Gateway, caller: Caller, asked: Mapping[str, str]) -> Packages:
    """The days that have open data, and where its files are. Raises :class:`Unreadable`."""
    after, limit = whole(asked, "after", 0, 0, FURTHEST), whole(asked, "limit", MOST_PACKAGES, 1, MOST_PACKAGES)
    with unhurried(gateway.engine) as u:
        kept_back = reports.withheld(u, caller.ministry)
        days = [day for day in reversed(reports.days(u, caller.ministry)) if day not in kept_back]
    at = f"/open-data/{caller.ministry}"
    made = [
        Package(day=day, files=[File(name=name, href=f"{at}/{day}/{name}", holds=told) for name, told in NAMES.items()])
        for day in days[after : after + limit]
    ]
    return Packages(packages=made, next=after + limit if after + limit < len(days) else None)


def _released(gateway: Gateway, caller: Caller, day: date | None) -> tuple[date, Report]:
    """A report as it was released: of the newest day, if none was asked for. One whose figures are withheld is not there."""
    with unhurried(gateway.engine) as u:
        shown = set(reports.days(u, caller.ministry)) - set(reports.withheld(u, caller.ministry))
        wanted = day or max(shown, default=None)
        kept = reports.find(u, caller.ministry, wanted) if wanted in shown and wanted else None
    if wanted is None or kept is None:
        raise Unreadable(404, "There is no such report.", "GET /api/v1/reports lists the days that were released.")
    return wanted, read_json(kept.content[min(kept.content)], Report)


def _told(row: Row) -> Figure:
    return Figure(
        service=row.service,
        district=row.district,
        facility=row.facility,
        channel=row.channel,
        period_start=row.period_start,
        period_end=row.period_end,
        metric=row.metric,
        value=_number(row.value),
        n=row.n,
        lower95=_number(row.lower95),
        upper95=_number(row.upper95),
        suppressed=row.suppressed,
        suppression_reason=row.suppression_reason,
    )


def _number(value: Decimal | int | None) -> float | None:
    return None if value is None else float(value)
