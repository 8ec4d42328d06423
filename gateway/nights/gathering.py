"""Gathering: all that the report of one day is computed from, read in one view of the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from flows.changes import RANKS, compare
from flows.model import Flow
from gateway.nights import nightfall
from gateway.nights.register import register_of
from gateway.remarks import owned
from reports.figures import Shape, counting_as, position, shape_of
from reports.night.evidence import Baseline, Bulk, Evidence, SignalRecord, Version
from reports.sides import POSITIVE
from storage import daycounts, quotations, remarks, versions
from storage.daycounts import monday_of
from storage.evidence.bulks import Asked, bulks
from storage.evidence.calendar import Calendar
from storage.evidence.volumes import spent, volumes
from storage.evidence.work import erasure_days, events

if TYPE_CHECKING:
    from flows.comparing.change import Changes
    from gateway.config_sections import Ministry
    from gateway.wiring import Gateway
    from reports.figures import DayCount, WeekCount
    from reports.ledger.book import Book
    from storage.unit import Unit

Counted: TypeAlias = "tuple[list[DayCount], list[WeekCount]]"
DAYS = timedelta(days=91)
"""Of which every measure of the survey grain is read."""
LEVEL_WEEKS = 27
"""Weeks of headline counts, the running one included."""
REASON_WEEKS = 13
"""Weeks of all other counts of services and places, the running one included."""
LEVEL, BEFORE = timedelta(days=28), timedelta(days=56)
LATEST = timedelta(days=91)
"""No response is queued later than this after its version was replaced by a newer one and its person began."""
HEADLINE = ("headline",)
REST = ("trusted", "started", "completed", "late", "invited", "delivered", "outcome", "reached", "answer")


def counts_until(u: Unit, ministry: Ministry, day: date) -> Counted:
    """The days (survey grain, every measure, 91 days) and the weeks (all grains) of a report, up to its day."""
    days = daycounts.between(u, ministry.key, day - DAYS + timedelta(days=1), day)
    this = monday_of(day)
    headline = daycounts.weeks(u, ministry.key, this - timedelta(weeks=LEVEL_WEEKS - 1), day, HEADLINE)
    rest = daycounts.weeks(u, ministry.key, this - timedelta(weeks=REASON_WEEKS - 1), day, REST, by_place=True)
    return days, [*headline, *rest]


def gather(
    gateway: Gateway, u: Unit, ministry: Ministry, day: date, cut_off_ms: int, book: Book, *,
    counts: Counted | None = None, signals: Sequence[SignalRecord] = (), baselines: Sequence[Baseline] = (),
    with_bulks: bool = True,
) -> Evidence:  # fmt: skip
    """All that the report of a day is computed from, as it stood at its cut-off.

    ``counts`` are those that the book was closed over, where somebody has read them (:func:`counts_until`) already. Signals and
    baselines are those of whoever judges; ``with_bulks`` reads every answer of 28 days once more.
    """
    days, weeks = counts or counts_until(u, ministry, day)
    counted = {c.survey for c in days}
    newest, editions = surveys_of(gateway, u, ministry, day, cut_off_ms, counted)
    window, calendar = day - LEVEL + timedelta(days=1), calendar_of(ministry, day - DAYS + timedelta(days=1), day)
    flows = [version.flow for of_one in editions.values() for version in of_one]
    return Evidence(
        surveys=newest,
        editions=editions,
        days=days,
        weeks=weeks,
        book=book,
        register=register_of(flows),
        baselines=baselines,
        volumes=volumes(u, ministry.key, [*editions], monday_of(day) - timedelta(weeks=REASON_WEEKS - 1), monday_of(day)),
        events=events(u, ministry.key, calendar),
        erasure_days=erasure_days(u, calendar_of(ministry, window, day)),
        bulks=_bulks(gateway, u, ministry, window, day, editions) if with_bulks else (),
        remarks=remarks.newest(u, ministry.key, day - BEFORE + timedelta(days=1), day, _comments(flows)),
        dangerous=remarks.dangerous(u, ministry.key, window, day),
        codebook=owned.codebook(gateway.settings),
        quotations=quotations.of_window(u, ministry.key, window, day),
        signals=signals,
        spent=spent(u, ministry.key, calendar),
    )


def calendar_of(ministry: Ministry, first: date, last: date) -> Calendar:
    """The local days of a ministry from one to another, as instants."""
    zone = ZoneInfo(ministry.time_zone)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    midnights = (datetime.combine(each, time(), zone) for each in (*days, last + timedelta(days=1)))
    return Calendar(days, [round(each.astimezone(UTC).timestamp() * 1000) for each in midnights])


# --- surveys -----------------------------------------------------------------------------------------------------------------


def surveys_of(
    gateway: Gateway, u: Unit, ministry: Ministry, day: date, cut_off_ms: int, counted: set[str]
) -> tuple[list[Version], dict[str, list[Version]]]:
    """A ministry's surveys in the version that was newest at the cut-off, and of each the versions its counts may come from.

    One that has answers is there in any case, and so is the one version of a survey that all its answers come from.
    """
    newest, editions = [], {}
    for published in versions.newest(u):
        if published.ministry != ministry.key:
            continue
        known = versions.of_survey(u, published.survey)
        before = [v for v in known if v.published_at_ms < cut_off_ms] or (known[-1:] if published.survey in counted else [])
        if before:
            told = _editions(gateway, u, ministry, before, cut_off_ms)
            newest.append(told[-1])
            editions[published.survey] = told
    return sorted(newest, key=lambda v: v.flow.survey), editions


def _editions(gateway: Gateway, u: Unit, ministry: Ministry, known: Sequence[versions.Version], at_ms: int) -> list[Version]:
    """Of a survey's versions, newest first, those that the windows' answers may be answers to; oldest first."""
    reach_ms = round((timedelta(weeks=LEVEL_WEEKS) + LATEST).total_seconds() * 1000)
    used = [v for n, v in enumerate(known) if n == 0 or known[n - 1].published_at_ms >= at_ms - reach_ms]
    flows = [gateway.published.by_id(u, v.id) for v in (*used, *known[len(used) : len(used) + 1])]
    told = [
        Version(flow, v.number, nightfall.local_date(ministry, v.published_at_ms), changes_line(flows[n + 1 : n + 2], flow))
        for n, (v, flow) in enumerate(zip(used, flows, strict=False))
    ]
    return told[::-1]


def changes_line(before: Sequence[Flow], flow: Flow) -> str:
    """What is different from the version before, in one line; empty where there was none."""
    return "; ".join(_told(compare(before[0], flow))) if before else ""


MOST_TOLD = 3
"""Changes that are told one by one; of more the strongest, and how many others there are."""


def _told(changes: Changes) -> list[str]:
    ranked = sorted(changes, key=lambda change: -RANKS.index(change.rank))
    told = [change.sentence.replace("*", "").rstrip(".") for change in ranked[:MOST_TOLD]]
    rest = len(ranked) - len(told)
    return [*told, f"+ {rest}"] if rest else told


def _comments(flows: Iterable[Flow]) -> set[tuple[str, str]]:
    asked = ((flow.survey, counting_as(flow, "comment")) for flow in flows)
    return {(survey, question.name) for survey, question in asked if question is not None}


# --- how answers came in -----------------------------------------------------------------------------------------------------


def _bulks(
    gateway: Gateway, u: Unit, ministry: Ministry, first: date, last: date, editions: dict[str, list[Version]]
) -> list[Bulk]:
    """Of all facilities, by every version that asks for a headline."""
    of: dict[tuple[str, tuple[str, ...], str], list[int]] = {}
    for survey, told in editions.items():
        numbers = {version.number for version in told}
        for stored in versions.of_survey(u, survey):
            flow = gateway.published.by_id(u, stored.id) if stored.number in numbers else None
            shape = shape_of(flow) if flow is not None else None
            if shape is not None and shape.headline:
                of.setdefault((shape.headline, _positive(shape), shape.facility), []).append(stored.id)
    asked = [Asked(tuple(sorted(ids)), headline, positive, place) for (headline, positive, place), ids in sorted(of.items())]
    return bulks(u, ministry.key, asked, first, last)


def _positive(shape: Shape) -> tuple[str, ...]:
    """The values of the headline that are good: the upper quarter of its scale."""
    scale = range(shape.low, shape.high + 1)
    return tuple(str(v) for v in scale if Fraction(position(shape, str(v))) >= POSITIVE)
