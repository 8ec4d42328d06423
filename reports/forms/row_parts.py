"""Every figure of a report with its scope, its days and its metric, in the order of the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from reports.night.operations import optout_window
from reports.night.shape import (
    ALL,
    Cell,
    Count,
    Coverage,
    Facility,
    FollowThrough,
    Heard,
    Level,
    Meta,
    Operations,
    Quality,
    QuestionTable,
    Report,
    Response,
    Scope,
    Share,
    Standing,
    Tallied,
    Texts,
    Tonight,
    Trend,
    Weighted,
    Window,
)
from reports.stats.rounding import half_up

Figure = Count | Share | Level | Decimal | int
YEAR = timedelta(days=364)
LINES = ("mean", "lower", "upper", "near_lower", "near_upper")
STAGES = ("invited", "delivered", "opened", "started", "headline", "completed")
ENDS = ("complete", "partial", "refusal", "non_contact", "other", "unknown")
RATES = ("rr1", "rr2", "coop1", "ref1", "con1")


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a report. ``n`` is the base of a bare number, ``ends`` the interval of one that is no share."""

    scope: Scope
    window: Window
    metric: str
    figure: Figure
    fresh: bool = True
    n: int | None = None
    ends: Mapping[str, Decimal] = field(default_factory=dict)


def parts_of(report: Report) -> Iterator[Part]:
    """Every released figure; a figure that stands in two places comes twice."""
    meta = report.meta
    for standing in (*report.headline, *report.services, *report.districts):
        yield from _standing(standing, meta)
    for facility in report.facilities:
        yield from _facility(facility, meta)
    for funnel in report.funnels:
        place = Scope(channel=funnel.channel)
        yield Part(place, meta.window, "funnel_centre", funnel.centre)
        if funnel.phi is not None:
            yield Part(place, meta.window, "phi", funnel.phi)
    yield from _coverage(report.coverage, meta.window)
    districts = {(s.scope.channel, s.scope.district): s.window for s in report.districts}
    for response in report.response:
        yield from _response(response, districts)
    for quality in report.quality:
        yield from _quality(quality)
    yield from _operations(report.operations)
    if report.texts is not None:
        yield from _texts(report.texts)
    yield from _follow_through(report.follow_through, meta.local_day)
    for table in report.questions:
        yield from _question(table)
    for tonight in report.tonight:
        yield from _tonight(tonight, meta.local_day)


# --- how it stands ---------------------------------------------------------------------------------------------------------


def _standing(s: Standing, meta: Meta) -> Iterator[Part]:
    for part in _level(s):
        yield replace(part, fresh=s.fresh)
    if s.trend is not None:
        yield from _trend(s.scope, s.trend, s.window, meta.local_day)


def _level(s: Standing) -> Iterator[Part]:
    figures: dict[str, Figure | None] = {
        "headline": s.answers, "positive": s.positive, "neutral": s.neutral, "negative": s.negative,
        "dont_know": s.dont_know, "sqs": s.sqs, "late": s.late, "est_negative_users": s.estimated_negative, "visits": s.visits,
        **{f"step:{at}": share for at, share in enumerate(s.spread, 1)},
    }  # fmt: skip
    for metric, figure in figures.items():
        if figure is not None:
            yield Part(s.scope, s.window, metric, figure)
    yield from _change(s)
    yield from _waits(s, s.wait_window or s.window)
    yield from _reasons(s, s.reasons_window or s.window)


def _waits(s: Standing, window: Window) -> Iterator[Part]:
    for metric, waited in (("wait_median", s.wait_median), ("wait_p90", s.wait_p90)):
        if waited is not None:
            yield Part(s.scope, window, metric, waited)


def _reasons(s: Standing, window: Window) -> Iterator[Part]:
    yield Part(s.scope, window, "reasons_asked", s.reasons_asked)
    for reason in s.reasons:
        yield Part(s.scope, window, f"reason:{reason.code}", reason.share)
        if reason.before is not None:
            yield Part(s.scope, window, f"reason_before:{reason.code}", reason.before)


def _change(s: Standing) -> Iterator[Part]:
    if s.change is not None:
        ends = {"lower95": s.change.lower, "upper95": s.change.upper}
        yield Part(s.scope, s.window, "change28", s.change.value, n=s.positive.n, ends=ends)
        yield Part(s.scope, s.change.before_window, "positive", s.change.before)


def _trend(scope: Scope, trend: Trend, window: Window, last: date) -> Iterator[Part]:
    for point in trend.points:
        if point.monday <= last:
            yield Part(scope, week(point.monday, last), "positive", point.share)
    for line in LINES:
        value = getattr(trend, line)
        if value is not None:
            yield Part(scope, window, f"trend_{line}", value)
    if trend.target is not None:
        yield Part(scope, window, "target", trend.target)


def week(monday: date, last: date) -> Window:
    """The days of a week that had come by ``last``."""
    return Window(monday, min(monday + timedelta(days=6), last))


def _facility(facility: Facility, meta: Meta) -> Iterator[Part]:
    s = facility.standing
    for cell in facility.weeks:
        yield from _week(s.scope, cell, week(cell.monday, meta.local_day))
    yield from _standing(s, meta)
    yield Part(s.scope, s.window, "excess_negative", facility.excess_negative, s.fresh)
    if facility.p_adjusted is not None:
        yield Part(s.scope, s.window, "p_adjusted", facility.p_adjusted)
    if facility.silent_days is not None:
        yield Part(s.scope, s.window, "silent_days", facility.silent_days)


def _week(scope: Scope, cell: Cell, window: Window) -> Iterator[Part]:
    yield Part(scope, window, "positive", cell.share)
    for metric, figure in (("negative", cell.negative), ("sqs", cell.sqs), ("reasons_asked", cell.reasons_asked)):
        if figure is not None:
            yield Part(scope, window, metric, figure)
    for reason in cell.reasons:
        yield Part(scope, window, f"reason:{reason.code}", reason.share)


def _coverage(coverage: Coverage, window: Window) -> Iterator[Part]:
    figures = {"facilities_register": coverage.register, "facilities_heard": coverage.heard, "silent": coverage.silent}
    if coverage.register:
        yield Part(Scope(), window, "coverage", half_up(Decimal(coverage.heard) / coverage.register, 4))
    for metric, n in figures.items():
        yield Part(Scope(), window, metric, n)


# --- trust -----------------------------------------------------------------------------------------------------------------


def _response(r: Response, districts: Mapping[tuple[str, str], Window]) -> Iterator[Part]:
    place = Scope(channel=r.channel)
    for metric in (*STAGES, *ENDS, *RATES, "completion"):
        figure = getattr(r, metric)
        if figure is not None:
            yield Part(place, r.window, metric, figure)
    for step in r.breakoff:
        metric = f"breakoff:{step.question}" + _split(step.language)
        yield Part(replace(place, service=step.survey), step.window or r.window, metric, step.share)
    for heard in r.by_language:
        yield from _heard(place, heard.window or r.window, heard, _split(heard.code))
    for heard in r.by_district:
        window = heard.window or districts.get((r.channel, heard.code), r.window)
        yield from _heard(replace(place, district=heard.code), window, heard, "")


def _split(language: str) -> str:
    return "" if language == ALL else f":language:{language}"


def _heard(scope: Scope, window: Window, heard: Heard, suffix: str) -> Iterator[Part]:
    yield Part(scope, window, f"headline{suffix}", heard.headline)
    yield Part(scope, window, f"positive{suffix}", heard.positive)
    if heard.rr2 is not None:
        yield Part(scope, window, f"rr2{suffix}", heard.rr2)


def _quality(q: Quality) -> Iterator[Part]:
    place = Scope(channel=q.channel)
    for metric in ("flagged", "speeding", "straight_lining", "positive", "positive_trusted"):
        yield Part(place, q.window, metric, getattr(q, metric))
    if q.weighted is not None:
        yield from _weighted(place, q.window, q.weighted)
    for odd in q.integrity:
        yield Part(replace(place, facility=odd.facility), q.window, f"integrity:{odd.check}", odd.share)
        yield Part(place, q.window, f"integrity:{odd.check}", odd.usual)


def _weighted(place: Scope, window: Window, weighted: Weighted) -> Iterator[Part]:
    yield Part(place, window, "positive_unweighted", weighted.raw)
    if weighted.value is not None:
        yield Part(place, window, "positive_weighted", weighted.value)
    for metric, value in (("n_eff", weighted.n_eff), ("deff", weighted.deff)):
        if value is not None:
            yield Part(place, window, metric, value, n=weighted.raw.n)


def _operations(o: Operations) -> Iterator[Part]:
    for metric, stops in (("optouts", o.optouts), ("optouts_per_1000", o.optouts_per_1000)):
        yield Part(Scope(), optout_window(o.window), metric, stops)
    figures: dict[str, Figure] = {"erasure_days": o.erasure_days}
    if o.erasure_oldest is not None:
        figures["erasure_oldest"] = o.erasure_oldest
    for metric, figure in figures.items():
        yield Part(Scope(), o.window, metric, figure)
    if o.cost_per_answer is not None:
        yield Part(Scope(), o.window, "cost_per_answer", o.cost_per_answer)
    for kind, tallies in (("hold", o.holds), ("failure", o.failures), ("privacy", o.privacy)):
        yield from _tallied(kind, tallies, o.window)


def _tallied(kind: str, tallies: tuple[Tallied, ...], window: Window) -> Iterator[Part]:
    for tally in tallies:
        yield Part(Scope(), window, f"{kind}:{tally.code}", tally.count)


# --- words, signals, questions ---------------------------------------------------------------------------------------------


def _texts(t: Texts) -> Iterator[Part]:
    yield Part(Scope(), t.window, "texts", t.texts)
    yield Part(Scope(), t.window, "danger", t.danger)
    for theme in t.themes:
        yield Part(Scope(), t.window, f"theme:{theme.code}", theme.share)
        if theme.before is not None:
            yield Part(Scope(), t.window, f"theme_before:{theme.code}", theme.before)


def _follow_through(f: FollowThrough, last: date) -> Iterator[Part]:
    year = Window(last - YEAR, last)
    for kind in ("opened", "acted", "quiet", "open", "overdue"):
        yield Part(Scope(), year, f"signals_{kind}", getattr(f, kind))
    for metric in ("closure_share", "closure_days"):
        value = getattr(f, metric)
        if value is not None:
            yield Part(Scope(), year, metric, value)


def _question(table: QuestionTable) -> Iterator[Part]:
    scope = Scope(service=table.survey, channel=table.channel)
    yield Part(scope, table.window, f"answered:{table.question}", table.base)
    for option in table.options:
        yield Part(scope, table.window, f"answer:{table.question}:{option.value}", option.share)
    for kind, level in (("median", table.median), ("p90", table.p90)):
        if level is not None:
            yield Part(scope, table.window, f"{kind}:{table.question}", level)


def _tonight(tonight: Tonight, day: date) -> Iterator[Part]:
    scope = Scope(service=tonight.service, channel=tonight.channel)
    for metric in ("opened", "started", "headline", "completed"):
        yield Part(scope, Window(day, day), metric, getattr(tonight, metric))
