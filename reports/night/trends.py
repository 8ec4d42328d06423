"""The weekly positive share of a group as a control chart, and what may be said of whether it moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from reports.ledger.book import Cell
from reports.night.evidence import Baseline, series
from reports.night.levels import Headline
from reports.night.numbers import rounded, share, untold
from reports.night.setting import HEADLINE, WEEK, Night
from reports.night.shape import ALL, Mark, Movement, Scope, Share, Trend, WeekPoint, Window
from reports.stats.baselines import Frozen, Phase, freeze, phases
from reports.stats.control import Limits
from reports.stats.rounding import half_up
from reports.stats.rules import Label, assurance, variation
from reports.suppress import LEAST_BASE, NOT_REFRESHED, too_small

WEEKS_SHOWN = 26
RECENT = 8
"""A special cause is told of for so many closed weeks."""
FROZEN_DECIMALS = 10
"""Of a baseline that is kept: limits made of it are those it was made with."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """The closed weeks of a group, oldest first and without a gap: their shares, and as values where they are points."""

    mondays: tuple[date, ...]
    shares: tuple[Share, ...]
    values: tuple[float | None, ...]


def trend_of(night: Night, cell: Cell, scope: Scope) -> Trend | None:
    """The trend of a group; ``None`` if nobody of it has answered in any of its weeks."""
    weekly = weekly_of(night, cell)
    open_week = _open_week(night, cell)
    if not weekly.mondays and open_week is None:
        return None
    frozen = _baselines(night, scope)
    stretches = _phases(weekly, frozen)
    labels = [label for phase in stretches for label in phase.labels]
    closed = (WeekPoint(m, s, lb) for m, s, lb in zip(weekly.mondays, weekly.shares, labels, strict=True))
    points = (*closed, *((open_week,) if open_week else ()))
    marks = tuple(_marks(night, scope, points[0].monday, frozen))
    if not stretches:
        return Trend(points, "none", 0, target=_target(night, scope), marks=marks)
    return _drawn(night, scope, weekly, stretches[-1], points, marks, frozen)


def _drawn(
    night: Night, scope: Scope, weekly: Weekly, last: Phase, points: tuple[WeekPoint, ...], marks: tuple[Mark, ...],
    frozen: Sequence[Baseline],
) -> Trend:  # fmt: skip
    target = _target(night, scope)
    trend = Trend(
        points,
        last.strength,
        sum(value is not None for value in weekly.values[last.start if last.strength != "full" else 0 :]),
        baseline=_baseline_of(last, weekly, frozen),
        since=_since(last, weekly.mondays),
        target=target,
        assurance=assurance(last.limits, None if target is None else float(target), "high"),
        marks=marks,
    )
    return trend if last.limits is None else replace(trend, **_lines(last.limits))


def _lines(limits: Limits) -> dict[str, Any]:
    """The lines of a chart as they are released: unclipped."""
    names = ("mean", "lower", "upper", "near_lower", "near_upper")
    return {name: rounded(getattr(limits, name)) for name in names}


def weekly_of(night: Night, cell: Cell) -> Weekly:
    """The closed weeks from the first with an answer on, 26 at most. A week that may not be told, or of fewer than ten
    answers, is no point."""
    last = night.last_sunday - timedelta(days=6)
    counted = [m for m in night.counts.mondays(cell, HEADLINE) if last - (WEEKS_SHOWN - 1) * WEEK <= m <= last]
    if not counted:
        return Weekly((), (), ())
    mondays = tuple(counted[0] + k * WEEK for k in range((last - counted[0]).days // 7 + 1))
    weeks = [week_of(night, cell, monday) for monday in mondays]
    return Weekly(mondays, tuple(shown for shown, _ in weeks), tuple(value for _, value in weeks))


def week_of(night: Night, cell: Cell, monday: date) -> tuple[Share, float | None]:
    """The positive share of one week, and the same in full where it is a point."""
    x, n = Headline(night.counts.by_week(cell, HEADLINE).get(monday, {})).positive
    last = min(night.day, monday + WEEK - timedelta(days=1))
    if n and not too_small(n) and not night.may_tell(HEADLINE, cell, Window(monday, last)):
        return untold(NOT_REFRESHED), None
    return share(x, n), x / n if n >= LEAST_BASE else None


def _open_week(night: Night, cell: Cell) -> WeekPoint | None:
    """The running week, if it runs and somebody has answered in it."""
    monday = night.last_sunday + timedelta(days=1)
    if monday > night.day or monday not in night.counts.mondays(cell, HEADLINE):
        return None
    return WeekPoint(monday, week_of(night, cell, monday)[0], "", closed=False)


def series_of(scope: Scope) -> str:
    """The name of a scope's series."""
    return series(scope.channel, scope.service, scope.district, scope.facility)


def _baselines(night: Night, scope: Scope) -> list[Baseline]:
    """What limits were frozen for a scope up to this night, the oldest first."""
    name = series_of(scope)
    mine = (b for b in night.evidence.baselines if b.series == name and b.from_day <= night.day)
    return sorted(mine, key=lambda b: b.from_day)


def _phases(weekly: Weekly, frozen: Sequence[Baseline]) -> tuple[Phase, ...]:
    """The stretches of a series; a baseline of no points yet is a person's wish for new limits from its day on."""
    if not weekly.mondays:
        return ()
    start = [(b, -((weekly.mondays[0] - b.from_day).days // 7)) for b in frozen]
    kept = [Frozen(at, float(b.mean), float(b.moving_range), b.points) for b, at in start if b.points]
    return phases(weekly.values, kept, [at for b, at in start if not b.points])


def _baseline_of(phase: Phase, weekly: Weekly, frozen: Sequence[Baseline]) -> Window | None:
    """The weeks from which a stretch has its limits."""
    if phase.limits is None:
        return None
    if phase.baseline is not None:
        first, last = (weekly.mondays[at] for at in phase.baseline)
        return Window(first, last + timedelta(days=6))
    newest = frozen[-1]
    return Window(newest.first, newest.last + timedelta(days=6))


def _newest(phase: Phase) -> int | None:
    """The position in a stretch of its newest flagged point."""
    flagged = [at for at, label in enumerate(phase.labels) if label not in ("", "Common Cause")]
    return flagged[-1] if flagged else None


def _since(phase: Phase, mondays: Sequence[date]) -> date | None:
    """The Monday of the first flagged point of the newest special cause: flagged points without a break, in one direction."""
    at = _newest(phase)
    if at is None:
        return None
    way, first = variation(phase.labels[at], "high"), at
    while at >= 0 and (phase.labels[at] == "" or variation(phase.labels[at], "high") == way):
        first = at if phase.labels[at] else first
        at -= 1
    return mondays[phase.start + first]


def movement(answers: int | None, trend: Trend | None) -> Movement:
    """The code of the sentence about a scope; the first that fits. ``answers`` is ``None`` where they are too few to tell."""
    if answers == 0:
        return "none"
    if answers is None:
        return "few"
    if trend is None or trend.limits == "none":
        return "short"
    if trend.limits == "trial":
        return "trial"
    return _direction([point.label for point in trend.points if point.closed])


def _direction(labels: Sequence[Label]) -> Movement:
    """Where the newest special cause of the last eight closed weeks points."""
    for label in reversed(labels[-RECENT:]):
        said = variation(label, "high")
        if said != "common":
            return "up" if said == "improvement" else "down"
    return "steady"


def _target(night: Night, scope: Scope) -> Decimal | None:
    """The ministry's own target for itself or for a service; places have none."""
    if scope.district != ALL or scope.facility != ALL:
        return None
    target = night.desk.targets.get(scope.service)
    return None if target is None else rounded(target)


def _marks(night: Night, scope: Scope, first: date, frozen: Sequence[Baseline]) -> Iterator[Mark]:
    """New versions of the surveys behind a trend, and limits that a person drew anew, in order of their days."""
    survey = scope.service.partition(".")[0]
    marks = [Mark(b.from_day, "rebase", _signed(b)) for b in frozen if b.note and first <= b.from_day]
    for name, flow in night.surveys.items():
        if survey in (ALL, name):
            marks += [m for m in changes(night, name, flow.title if survey == ALL else "") if first <= m.day]
    yield from sorted(marks, key=lambda mark: (mark.day, mark.kind, mark.words))


def _signed(baseline: Baseline) -> str:
    return f"{baseline.note} ({baseline.signed_by})" if baseline.signed_by else baseline.note


def changes(night: Night, survey: str, title: str = "") -> tuple[Mark, ...]:
    """When a survey changed up to this night, and how; with its title before the words where one is given."""
    versions = {v.number: v for v in (*night.evidence.editions.get(survey, ()), *night.evidence.surveys)
                if v.flow.survey == survey and v.changes and v.published <= night.day}  # fmt: skip
    before = f"{title}: " if title else ""
    return tuple(Mark(v.published, "version", before + v.changes) for _, v in sorted(versions.items()))


def ripe(night: Night, cell: Cell, scope: Scope) -> Baseline | None:
    """The limits of a group that are to be frozen now: its newest stretch has its weeks, and no frozen limits yet."""
    weekly, frozen = weekly_of(night, cell), _baselines(night, scope)
    if not weekly.mondays or (frozen and frozen[-1].points):
        return None
    stretch = _phases(weekly, frozen)[-1]
    found = freeze(weekly.values[stretch.start :])
    if found is None or stretch.baseline is None:
        return None
    first, last = (weekly.mondays[at] for at in stretch.baseline)
    mean, moving_range = (half_up(value, FROZEN_DECIMALS) for value in (found.mean, found.moving_range))
    from_day = frozen[-1].from_day if frozen else first
    note, signed_by = (frozen[-1].note, frozen[-1].signed_by) if frozen else ("", "")
    return Baseline(series_of(scope), from_day, first, last, mean, moving_range, found.points, note, signed_by)
