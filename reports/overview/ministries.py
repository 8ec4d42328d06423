"""One ministry's part of the overview, out of its own report."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from statistics import median

from reports.night.shape import Report, Signal, Standing
from reports.overview.excess import excess_of
from reports.overview.heard import asks_sex, by_sex, heard_of
from reports.overview.shape import Asked, Ministry, Overview, Row, Verdict
from reports.stats.rounding import half_up
from reports.words.numbers import shown
from reports.words.sentences import main_reasons

WEEK = timedelta(days=6)


def absent(key: str, name: str) -> Ministry:
    """A ministry without a report of the Sunday."""
    return Ministry(key, name, reported=False, silent=False)


def ministry_of(report: Report, before: Overview | None) -> Ministry:
    """What the overview says of one ministry. Everything is of its report; ratios and the median are worked out here."""
    meta, operations = report.meta, report.operations
    days = [Decimal(signal.days_open) for signal in open_signals(report)]
    return Ministry(
        meta.ministry,
        meta.name,
        True,
        is_silent(report),
        tuple(_row(report, standing, before) for standing in leading_first(report)),
        report.follow_through,
        half_up(median(days), 1) if days else None,
        tuple(heard_of(report)),
        tuple(Asked(r.channel, r.invited, r.rr2, r.window) for r in report.response),
        operations.optouts_per_1000,
        operations.cost_per_answer,
        operations.currency,
        report.suppression,
        asks_sex(report),
        tuple(by_sex(report)),
        tuple(excess_of(report)),
    )


def leading_first(report: Report) -> list[Standing]:
    return sorted(report.headline, key=lambda standing: standing.scope.channel != report.leading)


def open_signals(report: Report) -> list[Signal]:
    return [signal for signal in report.signals if signal.state != "closed"]


def is_silent(report: Report) -> bool:
    """Whether nobody answered in the week that the report's Sunday closes, on any channel. A week not told is no silence."""
    return not any(_was_heard(standing, report) for standing in report.headline)


def _was_heard(standing: Standing, report: Report) -> bool:
    points = standing.trend.points if standing.trend else ()
    monday = report.meta.local_day - WEEK
    return any(p.monday == monday and (p.share.n != 0 or bool(p.share.hidden)) for p in points)


# --- the matrix ------------------------------------------------------------------------------------------------------------


def verdict_of(standing: Standing) -> Verdict:
    """What the trend says. Where a movement cannot be told, or it is too early, there is too little to judge."""
    if shown(standing.positive) is None:
        return "few"
    told: dict[str, Verdict] = {"down": "worsening", "up": "improving", "steady": "steady"}
    return told.get(standing.movement, "few")


def _row(report: Report, standing: Standing, before: Overview | None) -> Row:
    named = main_reasons(standing)[:1]
    trend, channel = standing.trend, standing.scope.channel
    verdict = verdict_of(standing)
    return Row(
        channel,
        standing.window,
        standing.fresh,
        standing.positive,
        standing.answers,
        standing.grade,
        standing.movement,
        verdict,
        verdict in ("worsening", "improving") and verdict != _verdict_before(before, report.meta.ministry, channel),
        trend.since if trend else None,
        trend.weeks if trend else 0,
        trend.target if trend else None,
        trend.assurance if trend else "",
        named[0].label if named else "",
        named[0].share if named else None,
    )


def _verdict_before(before: Overview | None, key: str, channel: str) -> Verdict | None:
    rows = (row for m in (before.ministries if before else ()) if m.key == key for row in m.rows)
    return next((row.verdict for row in rows if row.channel == channel), None)
