"""The facilities: how each stands, where it lies in the funnel, its last thirteen weeks, and whether it has fallen silent."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from reports.night import setting
from reports.night.answers import reasons_of_week
from reports.night.counts import FACILITY
from reports.night.judging import Candidate, Judgement, before, judge
from reports.night.levels import Headline, headline_in, negative_and_score
from reports.night.numbers import LEAST_TO_COMPARE, of_answers, rounded
from reports.night.setting import HEADLINE, WEEK, Night
from reports.night.shape import ALL, Cell, Coverage, Facility, FunnelClass, Level, Scope, Standing, Window
from reports.night.standings import headline_apart, standing_of, steps_of
from reports.night.trends import week_of
from reports.stats.dispersion import adjusted_limits
from reports.stats.funnel import LEAST_PLACES, classify, limits_at
from reports.stats.places import excess_negative
from reports.suppress import SECONDARY

WEEKS_SHOWN = 13
SILENT_WEEKS = 2
JUDGED_WEEKS = 3
"""A figure that ended before the last three closed weeks is repeated, and judged no more."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A facility on a channel: its standing and the headline answers behind it; ``None`` where nothing may be told of it."""

    code: str
    standing: Standing
    headline: Headline | None

    @property
    def channel(self) -> str:
        return self.standing.scope.channel


def facilities_of(night: Night) -> tuple[tuple[Facility, ...], Judgement]:
    """Every facility, per channel, by district and then by positive share, hidden ones last; and how they were judged."""
    seen = [one for channel in night.channels for one in _seen_on(night, channel)]
    judgement = judge([_candidate(one) for one in seen if _is_recent(night, one)])
    excess = {(one.channel, one.code): level for channel in night.channels for one, level in _excess(seen, channel)}
    silent = silent_days(night)
    rows = [_facility(night, one, judgement, excess[one.channel, one.code], silent.get(one.code)) for one in seen]
    order = {channel: at for at, channel in enumerate(night.channels)}
    return tuple(sorted(rows, key=lambda row: (order[row.standing.scope.channel], *_in_its_channel(row)))), judgement


def _in_its_channel(row: Facility) -> tuple[str, bool, Decimal, str]:
    value = row.standing.positive.value
    return row.district_name, value is None, Decimal(0) if value is None else value, row.standing.name


def _seen_on(night: Night, channel: str) -> Iterator[Seen]:
    """The facilities with answers on a channel; on the one that samples visits also those that have fallen silent."""
    codes = {code for (code,) in night.counts.codes(channel, FACILITY)}
    if channel in night.sampled:
        codes |= set(silent_days(night))
    for code in sorted(codes):
        cell = setting.facility(channel, code)
        standing = standing_of(night, cell, scope_of_facility(night, channel, code), night.facility_name(code))
        told = standing.answers.n is not None and night.told(HEADLINE, cell) is not None
        yield Seen(code, standing, headline_in(night, cell, standing.window) if told else None)


def scope_of_facility(night: Night, channel: str, code: str) -> Scope:
    """A facility with its district, as the register has it."""
    place = night.evidence.register.get(code)
    return Scope(district=place.district if place is not None and place.district else ALL, facility=code, channel=channel)


def _candidate(one: Seen) -> Candidate:
    assert one.headline is not None
    return Candidate(one.channel, one.code, one.headline.positive, before(one.standing))


def _facility(night: Night, one: Seen, judgement: Judgement, excess: Level, silent: int | None) -> Facility:
    place = night.evidence.register.get(one.code)
    district = place.district if place is not None else ""
    p = judgement.p.get((one.channel, one.code, "funnel"))
    return Facility(
        one.standing,
        district,
        night.district_name(district) if district else "",
        _class(night, one, judgement),
        judgement.is_unusual(one.channel, one.code),
        None if p is None else rounded(p),
        excess,
        _cells(night, one),
        silent,
    )


def _is_recent(night: Night, one: Seen) -> bool:
    """Whether a facility's figures are told, and new enough to be judged beside others'."""
    return one.headline is not None and one.standing.window.last > night.last_sunday - JUDGED_WEEKS * WEEK


def _class(night: Night, one: Seen, judgement: Judgement) -> FunnelClass:
    """Where a facility with enough answers lies in its channel's funnel; nowhere, if that has too few facilities."""
    spread = judgement.spreads.get(one.channel)
    if one.headline is None or not _is_recent(night, one) or one.headline.n < LEAST_TO_COMPARE:
        return ""
    if spread is None or spread.places < LEAST_PLACES:
        return ""
    x, n = one.headline.positive
    return classify(x / n, adjusted_limits(n, spread) if spread.overdispersed else limits_at(spread.centre, n))


def _excess(seen: list[Seen], channel: str) -> Iterator[tuple[Seen, Level]]:
    """The excess dissatisfied of every facility of a channel, over those whose share of negatives is told."""
    here = [one for one in seen if one.channel == channel]
    known = [one for one in here if one.headline is not None and one.headline.n and one.standing.negative.value is not None]
    found = excess_negative([(one.headline.on("negative"), one.headline.n) for one in known if one.headline is not None])
    values = dict(zip((one.code for one in known), found.places if found is not None else (), strict=True))
    for one in here:
        if one.code in values and one.headline is not None:
            yield one, of_answers(values[one.code], one.headline.n)
        elif one.standing.answers.n == 0:
            yield one, Level(0)
        else:
            yield one, Level(None, hidden=one.standing.negative.hidden or SECONDARY)


def _cells(night: Night, one: Seen) -> tuple[Cell, ...]:
    """The last thirteen closed weeks, the oldest first."""
    last = night.last_sunday - timedelta(days=6)
    mondays = (last - back * WEEK for back in range(WEEKS_SHOWN - 1, -1, -1))
    apart = headline_apart(night, setting.facility(one.channel, one.code))
    return tuple(_cell(night, one, monday, apart) for monday in mondays)


def _cell(night: Night, one: Seen, monday: date, apart: Collection[Window]) -> Cell:
    cell, window = setting.facility(one.channel, one.code), Window(monday, monday + timedelta(days=6))
    shown, value = week_of(night, cell, monday)
    if value is None:
        return Cell(monday, shown, "none" if shown.n == 0 else "few")
    is_apart = window in apart
    negative, sqs = negative_and_score(headline_in(night, cell, window), steps_of(night, cell), apart=is_apart)
    asked, reasons = reasons_of_week(night, cell, window)
    return Cell(monday, shown, "shown", negative, sqs, asked, reasons)


def silent_days(night: Night) -> dict[str, int]:
    """The facilities without an answer on any channel in the two last closed weeks and since, though visits were loaded of
    these weeks, with the days since the week of their last answer ended, or since their first visits."""
    window = Window(night.last_sunday - SILENT_WEEKS * WEEK + timedelta(days=1), night.last_sunday)
    found = {}
    for code in night.visits.facilities(window):
        place, heard = night.evidence.register.get(code), _last_heard(night, code)
        if place is not None and not place.closed and (heard is None or heard < window.first):
            since = heard + timedelta(days=6) if heard is not None else night.visits.first_week(code)
            assert since is not None
            found[code] = (night.day - since).days
    return found


def _last_heard(night: Night, code: str) -> date | None:
    """The Monday of the last week in which a facility had an answer, on any channel."""
    weeks = [m for channel in night.channels for m in night.counts.mondays(setting.facility(channel, code), HEADLINE)]
    return max(weeks, default=None)


def coverage_of(night: Night) -> Coverage:
    """The open facilities of the register, those with an answer in the last four closed weeks, and the silent ones."""
    open_ones = [code for code, place in night.evidence.register.items() if not place.closed]
    heard = sum(
        any(night.counts.n(setting.facility(channel, code), HEADLINE, night.weeks) for channel in night.channels)
        for code in open_ones
    )
    return Coverage(len(open_ones), heard, len(silent_days(night)))
