"""One ministry's part of the overview, out of its own report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from statistics import median

from reports.night.shape import Count, Report, Response, Signal, Standing, Window
from reports.night.shape import Heard as Answered
from reports.overview.shape import Against, Asked, Group, Heard, Ministry, Overview, Row, Verdict
from reports.stats.rounding import half_up
from reports.words.numbers import shown
from reports.words.sentences import main_reasons

HALF = Decimal("0.5")
"""A group that answers less than half as much as expected is named."""
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
        tuple(_heard(report)),
        tuple(Asked(r.channel, r.invited, r.rr2, r.window) for r in report.response),
        operations.optouts_per_1000,
        operations.cost_per_answer,
        operations.currency,
        report.suppression,
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


# --- who is heard ----------------------------------------------------------------------------------------------------------


def _heard(report: Report) -> Iterator[Heard]:
    for response in report.response:
        channel = response.channel
        yield _group("channel", channel, channel, channel.upper(), response.headline, response.window)
        own = [s for s in report.districts if s.scope.channel == channel]
        by_visits = dict(_by_visits(own))
        if by_visits:
            for s in own:
                ratio = by_visits.get(s.scope.district)
                yield _group("district", channel, s.scope.district, s.name, s.answers, s.window, "visits", ratio)
        else:
            yield from _by_rate("district", response, response.by_district)
        yield from _by_rate("language", response, response.by_language)


def _by_visits(districts: Sequence[Standing]) -> Iterator[tuple[str, Decimal]]:
    """Each district's share of the answers by its share of the visits, among those of which both are told for the same days.

    Those days are the ones for which most districts are told, of two the later; a district alone is compared with nobody.
    """
    both = [s for s in districts if _told(s.answers) and s.visits and _told(s.visits)]
    for_days = Counter(s.window for s in both)
    days = max(for_days, key=lambda window: (for_days[window], window.last, window.first), default=None)
    told = [(s.scope.district, s.answers.n or 0, s.visits.n or 0) for s in both if s.visits and s.window == days]
    answers, visits = sum(a for _, a, _ in told), sum(v for _, _, v in told)
    for code, a, v in told if len(told) > 1 else ():
        if answers and v:
            yield code, half_up(Decimal(a) * visits / (Decimal(v) * answers), 2)


def _told(count: Count) -> bool:
    return count.n is not None and not count.hidden


def _by_rate(group: Group, response: Response, groups: Sequence[Answered]) -> Iterator[Heard]:
    """Each group's rate of answers by that of all who were invited in the same days."""
    all_ = shown(response.rr2) if response.rr2 else None
    for each in groups:
        own = shown(each.rr2) if each.rr2 and each.window == response.window else None
        ratio = half_up(own / all_, 2) if own is not None and all_ else None
        against: Against = "invited" if each.rr2 else ""
        yield _group(group, response.channel, each.code, each.name, each.headline, each.window, against, ratio)


def _group(
    group: Group, channel: str, code: str, name: str, answers: Count, window: Window | None,
    against: Against = "", ratio: Decimal | None = None,
) -> Heard:  # fmt: skip
    low = ratio is not None and ratio < HALF
    return Heard(group, channel, code, name, answers, against, ratio, low, window)
