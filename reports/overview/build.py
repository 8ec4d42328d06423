"""From the ministries' reports of a Sunday to the overview of the week: a function of what was released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reports.night.shape import Report, Signal, Standing
from reports.overview.country import columns_of, districts_of, extent_of
from reports.overview.ministries import absent, leading_first, ministry_of, open_signals
from reports.overview.shape import Meta, Ministry, Overview, Shift, Waiting
from reports.words.numbers import shown


def build_overview(meta: Meta, reports: Sequence[Report], names: Mapping[str, str], before: Overview | None = None) -> Overview:
    """The overview of one Sunday.

    ``names`` are all ministries, key -> name: one without a report is told as such. ``before`` is the overview of the week
    before, by which a movement is new or not.
    """
    known = sorted(reports, key=lambda report: report.meta.ministry)
    there = {report.meta.ministry for report in known}
    found = [ministry_of(report, before) for report in known]
    found += [absent(key, name) for key, name in names.items() if key not in there]
    columns = columns_of(known)
    return Overview(
        meta,
        _farthest(known, "down"),
        _farthest(known, "up"),
        _oldest(known),
        tuple(sorted(found, key=_rank)),
        extent_of(known),
        columns,
        districts_of(known, columns),
    )


def _rank(ministry: Ministry) -> tuple[bool, int, int, str, str]:
    """By signals open, not by satisfaction; those without a report last."""
    follow = ministry.follow
    return (
        not ministry.reported,
        -(follow.open if follow else 0),
        -(follow.overdue if follow else 0),
        ministry.name,
        ministry.key,
    )


def _farthest(reports: Sequence[Report], movement: str) -> Shift | None:
    """Of the ministries that moved that way, the one whose level lies farthest that way from the mean of its own baseline."""
    side = -1 if movement == "down" else 1
    moved = [
        shift for report in reports for s in leading_first(report) if s.movement == movement and (shift := _shift(report, s))
    ]
    return max((s for s in moved if s.distance * side > 0), key=lambda s: s.distance * side, default=None)


def _shift(report: Report, standing: Standing) -> Shift | None:
    level, trend = shown(standing.positive), standing.trend
    if level is None or trend is None or trend.mean is None:
        return None
    meta = report.meta
    return Shift(
        meta.ministry, meta.name, standing.scope.channel, standing.positive, trend.mean, level - trend.mean, trend.since
    )


def _oldest(reports: Sequence[Report]) -> Waiting | None:
    found = [(signal, report) for report in reports for signal in open_signals(report)]
    if not found:
        return None
    signal, report = max(found, key=_age)
    return Waiting(
        report.meta.ministry,
        report.meta.name,
        signal.name,
        signal.scope.channel,
        signal.direction,
        signal.opened,
        signal.days_open,
        signal.overdue,
        signal.owner,
    )


def _age(found: tuple[Signal, Report]) -> tuple[int, bool, Decimal]:
    """The longest open; of two, the concern, then the one with the larger number of people behind it."""
    signal, _ = found
    return signal.days_open, signal.direction == "concern", Decimal(signal.now.n or 0)
