"""Weekly figures of places of service for DHIS2, where health ministries look: a ``dataValueSets`` payload.

Only closed weeks whose cell is told are in it. A repeat of the same week overwrites, so sending twice is safe.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from reports.night.shape import Cell, Facility, Level, Report, Share
from reports.stats.rounding import half_up

RESPONSES, POSITIVE, NEGATIVE, POSITIVE_SHARE = "responses", "positive", "negative", "positive_share"
SQS, REASONS_ASKED, REASON = "sqs", "reasons_asked", "reason."
"""The score from 0 to 100; how many were asked why; ``reason.queue``: how many of these named the queue.

Reasons are told of those who were asked, a group of its own: of a place and week they are there only where ten and more were.
"""


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids at the other end.

    ``data_elements``: channel and measure, ``sms.responses`` -> id of the data element; channels are never added into one.
    ``org_units``: code of a place -> id; a place without one is sent by its own code.
    """

    data_elements: Mapping[str, str]
    org_units: Mapping[str, str] = field(default_factory=dict)
    category_option_combo: str = ""
    attribute_option_combo: str = ""
    """The ids of combinations that go with every value; empty: the default ones at the other end."""


@dataclass(frozen=True, slots=True)
class DataValue:
    """One value of one place in one week. ``value`` is text, as DHIS2 wants it."""

    data_element: str
    period: str
    org_unit: str
    value: str


def as_data_value_sets(report: Report, ids: Ids) -> bytes:
    """The payload of ``POST /api/dataValueSets`` as JSON; the same report and ids give the same bytes."""
    extra = {
        name: said
        for name, said in (
            ("categoryOptionCombo", ids.category_option_combo),
            ("attributeOptionCombo", ids.attribute_option_combo),
        )
        if said
    }
    rows = [
        {"dataElement": v.data_element, "period": v.period, "orgUnit": v.org_unit, **extra, "value": v.value}
        for v in values_of(report, ids)
    ]
    return (json.dumps({"dataValues": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def values_of(report: Report, ids: Ids) -> tuple[DataValue, ...]:
    """Every value that may be sent: released cells of closed weeks, of places and measures that have an id."""
    return tuple(value for facility in report.facilities for value in _of(facility, report.meta.local_day, ids))


def _of(facility: Facility, last: date, ids: Ids) -> Iterator[DataValue]:
    scope = facility.standing.scope
    unit = ids.org_units.get(scope.facility, scope.facility)
    for cell in facility.weeks:
        if not _is_told(cell) or cell.monday + timedelta(days=6) > last:
            continue
        for measure, value in _measured(cell).items():
            element = ids.data_elements.get(f"{scope.channel}.{measure}")
            if element is not None:
                yield DataValue(element, period(cell.monday), unit, value)


def _is_told(cell: Cell) -> bool:
    return cell.state == "shown" and not cell.share.hidden and cell.share.n is not None and cell.share.value is not None


def _measured(cell: Cell) -> dict[str, str]:
    """The measures of a told week that are told themselves; counts follow from the released shares and their bases."""
    n, value = cell.share.n or 0, cell.share.value or Decimal(0)
    found = {
        RESPONSES: str(n),
        POSITIVE: str(half_up(value * n, 0)),
        NEGATIVE: _counted(cell.negative),
        POSITIVE_SHARE: format(half_up(value * 100, 2), "f"),
        SQS: _scored(cell.sqs),
        REASONS_ASKED: "" if cell.reasons_asked is None or cell.reasons_asked.n is None else str(cell.reasons_asked.n),
        **{REASON + reason.code: _counted(reason.share) for reason in cell.reasons},
    }
    return {measure: said for measure, said in found.items() if said}


def _counted(share: Share | None) -> str:
    """How many people a share is; empty where it may not be told."""
    if share is None or share.hidden or share.n is None or share.value is None:
        return ""
    return str(half_up(share.value * share.n, 0))


def _scored(level: Level | None) -> str:
    return "" if level is None or level.hidden or level.value is None else format(level.value, "f")


def period(monday: date) -> str:
    """The ISO week as DHIS2 writes it: ``2026W9``, the year that of the week, its number without a leading zero."""
    year, week, _ = monday.isocalendar()
    return f"{year}W{week}"


def dry_run(report: Report, ids: Ids) -> str:
    """What would be sent, and what would not for want of an id or because it may not be told, in a few lines."""
    values = values_of(report, ids)
    weeks = sorted({value.period for value in values}, key=_order)
    cells = [(f, cell) for f in report.facilities for cell in f.weeks]
    untold = sum(not _is_told(cell) for _, cell in cells)
    told = [(f.standing.scope.channel, _measured(cell)) for f, cell in cells if _is_told(cell)]
    wanting = sorted({f"{channel}.{m}" for channel, measured in told for m in measured} - set(ids.data_elements))
    asked = sum(REASONS_ASKED in measured for _, measured in told)
    span = f" of the weeks {weeks[0]} to {weeks[-1]}" if weeks else ""
    lines = [
        f"{len(values)} values of {len({v.org_unit for v in values})} places{span} would be sent.",
        f"{untold} weeks of places are not sent: nobody answered, or the figures may not be told.",
        f"Main reasons are told in {asked} of the {len(told)} weeks: where ten and more people were asked why.",
    ]
    return "\n".join([*lines, *(f"No data element is set for {key}: it is not sent." for key in wanting)]) + "\n"


def _order(week: str) -> tuple[int, int]:
    year, _, number = week.partition("W")
    return int(year), int(number)
