"""What a closed week says that somebody must look at: findings, judged from released figures alone.

Ministry, services and districts are judged by the rules of their control charts (rule *trend*), facilities by the funnel (rule
*funnel*) or by a week of the last four outside their limits whose 28 days differ from the weeks before (rule *week*), all
facilities of one evening as one family of tests (Benjamini and Hochberg 1995). Only limits from 13 weeks on judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from reports.night.judging import Candidate, Judgement, before, counted_in, judge
from reports.night.numbers import rounded
from reports.night.shape import Direction, Facility, Report, Scope, Share, Standing, Trend, WeekPoint
from reports.stats.dispersion import Dispersion, adjusted_limits
from reports.stats.funnel import FunnelLimits, limits_at
from reports.stats.rules import variation

Rule = Literal["trend", "funnel", "week"]

OUTSIDE_WEEKS = 4
"""So many closed weeks, those of 28 days, are looked through for one outside a facility's own limits."""
QUIET_WEEKS = timedelta(weeks=8)
"""A signal that was not found again for so long is closed."""
ACTIONS = ("redressed", "warned", "coached", "repaired", "supplied", "staffed", "reorganised", "transferred", "penalised",
           "investigated", "explained", "no action needed")  # fmt: skip
"""What can have been done about a signal, by the words under which it is recorded."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something unusual in one scope on one channel: the released share, what was expected of it, and since when."""

    rule: Rule
    channel: str
    service: str
    district: str
    facility: str
    measure: str
    direction: Direction
    since: date
    family: int
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    n: int


def is_judged(day: date) -> bool:
    """Whether a week closes with this day: its report judges."""
    return day.isoweekday() == 7


def findings(report: Report) -> tuple[Finding, ...]:
    """Everything that the report of a Sunday finds unusual, whether it is a new signal or one that is carried.

    Judged once a week: the report of another day finds nothing.
    """
    if not is_judged(report.meta.local_day):
        return ()
    return findings_in((*report.headline, *report.services, *report.districts), report.facilities)


def findings_in(standings: Iterable[Standing], facilities: Sequence[Facility]) -> tuple[Finding, ...]:
    """The same of a closed week's standings (judged by their trends) and of all facilities of that evening, as one family."""
    trends = (found for standing in standings if (found := _by_trend(standing)) is not None)
    judgement = judge([candidate for facility in facilities if (candidate := _candidate(facility)) is not None])
    places = (found for facility in facilities for found in _by_place(facility, judgement))
    return (*trends, *places)


# --- control charts ----------------------------------------------------------------------------------------------------------


def _by_trend(standing: Standing) -> Finding | None:
    """The newest closed week, if a rule of the control chart flags it."""
    trend, point = standing.trend, _newest(standing.trend)
    direction = _direction(point)
    if trend is None or point is None or direction is None:
        return None
    expected = (trend.lower, trend.upper)
    return _finding("trend", standing.scope, direction, trend.since or point.monday, 1, point.share, expected)


def _newest(trend: Trend | None) -> WeekPoint | None:
    """The newest closed week of a trend whose limits judge; ``None`` if it has none, or that week is no point."""
    closed = [point for point in trend.points if point.closed] if trend is not None and trend.limits == "full" else []
    return closed[-1] if closed and closed[-1].share.value is not None else None


def _direction(point: WeekPoint | None) -> Direction | None:
    said = variation(point.label, "high") if point is not None else "common"
    return "concern" if said == "concern" else "improvement" if said == "improvement" else None


# --- facilities --------------------------------------------------------------------------------------------------------------


def _candidate(facility: Facility) -> Candidate | None:
    """The released counts of a facility whose window was refreshed; a window is judged in the week in which it is new."""
    standing = facility.standing
    now = counted_in(standing.positive) if standing.fresh else None
    return None if now is None else Candidate(standing.scope.channel, standing.scope.facility, now, before(standing))


def _by_place(facility: Facility, judgement: Judgement) -> Iterator[Finding]:
    """By the funnel, else by a week outside its own limits whose 28 days have moved too; never twice in one direction."""
    standing = facility.standing
    channel, code, now = standing.scope.channel, standing.scope.facility, standing.positive
    if now.value is None or now.n is None:
        return
    found: set[Direction] = set()
    if judgement.is_unusual(channel, code, "funnel"):
        spread = judgement.spreads[channel]
        direction: Direction = "concern" if float(now.value) < spread.centre else "improvement"
        at = adjusted_limits(now.n, spread) if spread.overdispersed else limits_at(spread.centre, now.n)
        found.add(direction)
        yield _finding("funnel", standing.scope, direction, standing.window.first, judgement.family, now, _expected(at))
    week = _week(standing, judgement.family) if judgement.is_unusual(channel, code, "change") else None
    if week is not None and week.direction not in found:
        yield week


def _expected(limits: FunnelLimits) -> tuple[Decimal, Decimal]:
    return rounded(limits.lower95), rounded(limits.upper95)


def _week(standing: Standing, family: int) -> Finding | None:
    """A facility's 28 days, if one of its last four closed weeks lies outside its limits on the side to which they have moved.

    It is so since the oldest such week; expected was what its weeks before let expect of 28 days, in 95 of 100.
    """
    trend, now, was = standing.trend, counted_in(standing.positive), before(standing)
    if trend is None or now is None or was is None or trend.limits != "full":
        return None
    direction: Direction = "concern" if now[0] * was[1] < was[0] * now[1] else "improvement"
    beyond = "Below LCL" if direction == "concern" else "Above UCL"
    closed = [point for point in trend.points if point.closed][-OUTSIDE_WEEKS:]
    outside = [point for point in closed if point.label == beyond and point.share.value is not None]
    if not outside:
        return None
    at = adjusted_limits(now[1], Dispersion(was[0] / was[1], 1.0, 1 / (4 * was[1]), 1))
    return _finding("week", standing.scope, direction, outside[0].monday, family, standing.positive, _expected(at))


def _finding(
    rule: Rule, scope: Scope, direction: Direction, since: date, family: int, share: Share,
    expected: tuple[Decimal | None, Decimal | None],
) -> Finding:  # fmt: skip
    assert share.value is not None
    assert share.n is not None
    return Finding(
        rule, scope.channel, scope.service, scope.district, scope.facility, "positive", direction, since, family, share.value,
        *expected, share.n,
    )  # fmt: skip
