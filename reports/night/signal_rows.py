"""Signals as a report shows them, and what became of those of the last year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from reports.figures import DONT_KNOW
from reports.night.evidence import SignalRecord
from reports.night.numbers import rounded, untold
from reports.night.setting import Night
from reports.night.shape import FollowThrough, Scope, Share, Signal, Standing
from reports.stats.numbers import quantile
from reports.stats.rounding import half_up
from reports.suppress import NOT_REFRESHED

YEAR = timedelta(days=365)
OVERDUE_DAYS = 30
QUIET = "quiet"
ORDER = {"new": 0, "open": 1, "closed": 2}


def signals_of(night: Night, standings: Iterable[Standing]) -> tuple[Signal, ...]:
    """New ones first, then the longest open, then those that were closed on this day."""
    by_scope = {standing.scope: standing for standing in standings}
    rows = [_row(night, record, by_scope) for record in night.evidence.signals if _is_shown(record, night.day)]
    return tuple(sorted(rows, key=lambda row: (ORDER[row.state], row.opened, row.id)))


def _is_shown(record: SignalRecord, day: date) -> bool:
    return record.opened <= day and (record.closed is None or record.closed >= day)


def _row(night: Night, record: SignalRecord, by_scope: dict[Scope, Standing]) -> Signal:
    scope = Scope(record.service, record.district, record.facility, record.channel)
    standing = by_scope.get(scope)
    is_closed = record.closed is not None and record.closed <= night.day
    days = _days_open(record, night.day)
    return Signal(
        record.id,
        scope,
        standing.name if standing is not None else _name(night, record),
        record.measure,
        record.direction,
        record.rule,
        _now(standing, record.measure),
        record.low,
        record.high,
        record.since,
        record.opened,
        record.family,
        top_reason(standing),
        _owner(night, record.service),
        "closed" if is_closed else "new" if record.opened == night.day else "open",
        days,
        not is_closed and days > OVERDUE_DAYS,
        record.closing if is_closed else "",
        record.closed if is_closed else None,
        record.note if is_closed else "",
    )


def _days_open(record: SignalRecord, day: date) -> int:
    until = min(day, record.closed) if record.closed is not None else day
    return (until - record.opened).days


def _now(standing: Standing | None, measure: str) -> Share:
    """The share that the signal is about as it is now."""
    if standing is None:
        return untold(NOT_REFRESHED)
    if measure.startswith("reason:"):
        code = measure.removeprefix("reason:")
        return next((reason.share for reason in standing.reasons if reason.code == code), Share(0))
    return standing.negative if measure == "negative" else standing.positive


def top_reason(standing: Standing | None) -> str:
    """What the people of a scope name most often; empty where nothing may be told."""
    shown = [r for r in standing.reasons if r.share.value and r.code != DONT_KNOW] if standing is not None else []
    return shown[0].label if shown else ""


def _owner(night: Night, service: str) -> str:
    flow = night.surveys.get(service.partition(".")[0])
    return flow.owner if flow is not None else night.desk.name


def _name(night: Night, record: SignalRecord) -> str:
    if record.facility != "all":
        return night.facility_name(record.facility)
    if record.district != "all":
        return night.district_name(record.district)
    survey, _, option = record.service.partition(".")
    return night.desk.name if survey == "all" else night.service_name(survey, option)


def follow_through_of(records: Sequence[SignalRecord], day: date) -> FollowThrough:
    """What became of the signals that were opened in the 365 days up to one."""
    mine = [record for record in records if day - YEAR < record.opened <= day]
    closed = [r for r in mine if r.closed is not None and r.closed <= day]
    acted = [r for r in closed if r.closing != QUIET]
    open_ones = [r for r in mine if r not in closed]
    days = quantile(Counter(Decimal(_days_open(r, day)) for r in acted), Fraction(1, 2))
    return FollowThrough(
        len(mine),
        len(acted),
        len(closed) - len(acted),
        len(open_ones),
        sum(_days_open(r, day) > OVERDUE_DAYS for r in open_ones),
        rounded(Fraction(len(acted), len(mine))) if mine else None,
        None if days is None else half_up(days, 1),
    )
