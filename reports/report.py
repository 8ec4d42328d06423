"""Day counts -> a ministry's report: every number computed here, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from flows.model import Flow
from reports.bases import Bases
from reports.figures import DayCount, headline_of
from reports.questions import leaving, question_tables
from reports.release import released_base, score, share
from reports.released import LanguageRow, Level, Meta, Panel, QuestionTable, Report, Service, Share
from reports.suppress import SECONDARY, too_small, too_small_a_cell
from reports.tally import Tally, closed_weeks

WINDOW = timedelta(days=28)
CHANNELS = ("ussd", "sms")


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose report it is.

    ``cut_off`` is when it closes, as an aware local time, ``so_far`` says that this is still to come; ``language`` is that of
    labels and headings.
    """

    ministry: str
    name: str
    zone: str
    cut_off: datetime
    so_far: bool = False
    language: str = "en"


def first_day(day: date) -> date:
    """The first of the 28 local days that end with ``day``."""
    return day - WINDOW + timedelta(days=1)


Editions = Mapping[str, Sequence[Flow]]
"""The versions of a survey that the counts of a window may come from, by its name, the oldest first."""

NO_EDITIONS: Editions = MappingProxyType({})


def build_report(
    desk: Desk, surveys: Sequence[Flow], counts: Iterable[DayCount], day: date, editions: Editions = NO_EDITIONS
) -> Report:
    """The report of one ministry for one local day.

    ``surveys`` are the ministry's surveys in their newest version, ``counts`` its day counts. A question that was renamed in
    one of the ``editions`` goes on under its present name. Of the counts, the 28 days up
    to ``day`` make the level, ``day`` alone the operations counts, and headline counts of earlier days only say how many
    weeks are on record; later days are left out.
    """
    names = {flow.survey: present_names((*editions.get(flow.survey, ()), flow)) for flow in surveys}
    past = [_continued(c, names.get(c.survey, {})) for c in counts if c.local_day <= day and not (c.service or c.facility)]
    window = [c for c in past if c.local_day >= first_day(day)]
    bases = Bases(window, day)
    return Report(
        Meta(
            desk.ministry, desk.name, desk.zone, desk.language, day, first_day(day), _hours(day, desk.zone),
            desk.cut_off.isoformat(timespec="seconds"), desk.so_far,
        ),
        bases.stages(),
        bases.tonight(),
        tuple(_service(flow, window, past, bases, desk.language, day) for flow in sorted(surveys, key=lambda f: f.survey)),
    )  # fmt: skip


def _hours(day: date, zone: str) -> int:
    """How many hours the local day had: 23 or 25 where the clocks changed."""
    start, end = (datetime.combine(d, time(), ZoneInfo(zone)) for d in (day, day + timedelta(days=1)))
    return round((end.timestamp() - start.timestamp()) / 3600)


def _service(flow: Flow, window: list[DayCount], past: list[DayCount], bases: Bases, language: str, day: date) -> Service:
    mine = [c for c in window if c.survey == flow.survey]
    seen = {c.channel for c in mine}
    channels = [c for c in CHANNELS if c in seen or c in flow.channels] + sorted(seen - set(CHANNELS))
    weeks = {
        channel: closed_weeks((c for c in past if (c.survey, c.channel) == (flow.survey, channel)), day) for channel in channels
    }
    return Service(
        flow.survey,
        flow.title,
        headline_of(flow) is not None,
        bases.stages(flow.survey),
        bases.tonight(flow.survey),
        tuple(_panel(flow, c, [x for x in mine if x.channel == c], bases, weeks[c], language) for c in channels),
    )


def _panel(flow: Flow, channel: str, counts: list[DayCount], bases: Bases, weeks: int, language: str) -> Panel:
    tally = Tally(counts)
    n = tally.n("headline")
    tables = question_tables(flow, tally, language)
    return Panel(
        channel,
        movement(n, weeks),
        weeks,
        bases.stages(flow.survey, channel),
        positive=share(tally.positive(), n),
        negative=share(tally.negative(), n, SECONDARY if too_small_a_cell(n - tally.positive() - tally.negative()) else ""),
        sqs=_score(tally, tables),
        completion=share(tally.n("completed"), tally.n("started")),
        flagged=share(tally.n("flagged"), tally.n("started")),
        trusted=_trusted(tally),
        languages=_languages(flow, channel, counts, bases),
        leaving=leaving(flow, tally, language),
        questions=tables,
    )


def movement(n: int, weeks: int) -> str:
    """The code of the summary's movement: how much ``n`` headline answers and the closed weeks on record can say."""
    if n == 0:
        return "none"
    if too_small(n):
        return "few"
    return "short" if weeks < 5 else "trial" if weeks < 13 else "long"


def _score(tally: Tally, tables: Iterable[QuestionTable]) -> Level:
    """The Service Quality Score; hidden where an option of the main question is, for a mean and its base give it back."""
    figure = score(tally.positions("headline"))
    options = (option for table in tables if table.counts_as == "headline" for option in table.options)
    few_do_not_know = too_small(tally.n("headline") - sum(tally.positions("headline").values()))
    if not figure.hidden and (few_do_not_know or any(option.share.hidden for option in options)):
        return Level(None, hidden=SECONDARY)
    return figure


def _trusted(tally: Tally) -> Share:
    """The positive share without flagged answers; hidden where the flagged themselves would be too few to show."""
    n, flagged = tally.n("trusted"), tally.n("headline") - tally.n("trusted")
    return Share(None, hidden=SECONDARY) if too_small(flagged) else share(tally.positive("trusted"), n)


def _languages(flow: Flow, channel: str, counts: list[DayCount], bases: Bases) -> tuple[LanguageRow, ...]:
    """A row for each language of the survey, most answers first; where they are hidden, so is that order."""
    others = sorted({c.language for c in counts} - set(flow.languages))
    rows = []
    for code in (*flow.languages, *others):
        tally = Tally(c for c in counts if c.language == code)
        n, hidden = tally.n("headline"), bases.why_hidden(flow.survey, channel, code)
        positive = Share(None, hidden=hidden) if hidden else share(tally.positive(), n)
        rows.append(LanguageRow(code, flow.languages.get(code, code), released_base(n, hidden), positive))
    return tuple(sorted(rows, key=lambda row: -(row.headline.n or 0)))


def present_names(versions: Sequence[Flow]) -> dict[str, str]:
    """Earlier name of a question -> its name in the last of the versions, which come oldest first.

    A name that the last version asks by stays what it is, whatever it was before.
    """
    names: dict[str, str] = {}
    for version in versions:
        renamed = {q.formerly: q.name for q in version.questions if q.formerly}
        names = {old: renamed.get(name, name) for old, name in names.items()} | renamed
    present = versions[-1].by_name
    return {old: name for old, name in names.items() if old not in present and name in present}


def _continued(count: DayCount, names: Mapping[str, str]) -> DayCount:
    """The count under its question's present name."""
    name = names.get(count.question)
    return count if name is None else replace(count, question=name)
