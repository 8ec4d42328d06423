"""A report as tidy rows: one row per figure, for spreadsheets, other programs, and whoever compares two forms.

The row of a figure is found by its eight key columns, ministry to metric, which no two rows share. Where the same figure
stands in a report twice, such as a facility's week in its trend and in the map of weeks, it is one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from reports.forms.row_parts import Figure, Part, parts_of
from reports.night.shape import Count, Report, Share
from reports.suppress import NOT_REFRESHED

COLUMNS = (
    "ministry", "service", "district", "facility", "channel", "period_start", "period_end", "metric", "value", "n",
    "lower95", "upper95", "suppressed", "suppression_reason", "method_version",
)  # fmt: skip
KEY = COLUMNS[:8]
"""The primary key."""
NO_PEOPLE = frozenset(
    {"coverage", "facilities_heard", "facilities_register", "silent", "silent_days", "signals_opened", "signals_acted",
     "signals_quiet", "signals_open", "signals_overdue", "closure_share", "closure_days", "p_adjusted", "trend_mean",
     "trend_lower", "trend_upper", "trend_near_lower", "trend_near_upper", "target", "phi"}
)  # fmt: skip
"""Metrics that are no figure about people who answered: of facilities, signals, chart lines. They have no ``n``."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; the fields are :data:`COLUMNS`. ``value`` keeps the decimals it was released with.

    A suppressed row has no number. A row that is not suppressed and has the reason ``not_refreshed`` repeats what was last
    released, with the days it was made of.
    """

    ministry: str
    service: str
    district: str
    facility: str
    channel: str
    period_start: date
    period_end: date
    metric: str
    value: Decimal | int | None
    n: int | None
    lower95: Decimal | None
    upper95: Decimal | None
    suppressed: bool
    suppression_reason: str
    method_version: str

    @property
    def key(self) -> tuple[str, ...]:
        """The eight columns that no other row has, as text."""
        return tuple(str(getattr(self, name)) for name in KEY)


def rows_of(report: Report) -> tuple[Row, ...]:
    """Every released figure of the report, in the order of the report."""
    return tuple(_once(_row(report, part) for part in parts_of(report)))


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        if row.key not in seen:
            seen.add(row.key)
            yield row


def _row(report: Report, part: Part) -> Row:
    scope, window = part.scope, part.window
    row = Row(
        report.meta.ministry, scope.service, scope.district, scope.facility, scope.channel,
        window.first, window.last, part.metric, None, None, None, None, False, "", report.meta.method_version,
    )  # fmt: skip
    figure = part.figure
    if not isinstance(figure, Decimal | int) and figure.hidden:
        return replace(row, suppressed=True, suppression_reason=figure.hidden)
    told = replace(row, **_numbers(part, figure))
    return told if part.fresh else replace(told, suppression_reason=NOT_REFRESHED)


def _numbers(part: Part, figure: Figure) -> dict[str, Any]:
    if isinstance(figure, Decimal | int):
        return {"value": figure, "n": part.n}
    if isinstance(figure, Count):
        return {"value": figure.n, "n": figure.n}
    ends = {"lower95": figure.lower, "upper95": figure.upper} if isinstance(figure, Share) else {}
    n = None if part.metric.partition(":")[0] in NO_PEOPLE else figure.n
    return {"value": figure.value, "n": n, **ends, **part.ends}
