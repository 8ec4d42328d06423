"""The tables of the workbook, one of each sheet: a header and rows of cells without a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reports.forms import workbook_asked as asked
from reports.forms import workbook_cells as cells
from reports.forms.open_data import DICTIONARY_COLUMNS, dictionary_of, family
from reports.forms.rows import Row, rows_of
from reports.forms.workbook_cells import BREAK, Shown
from reports.night.shape import Facility, Report, Scope, Signal, Standing, Trend
from reports.words import word
from reports.words.dictionary import MEASURES, UNITS
from reports.words.dictionary_names import NAMES
from reports.words.labels import LABELS
from reports.words.page_columns import COLUMNS as CODES
from reports.words.signals import action_word, reason_label
from reports.words.workbook import SHEETS, TITLES, WORKBOOK
from reports.words.workbook_notes import NOTES, RULES, STATES

Cells = tuple[Shown, ...]
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Table:
    """The table of one sheet. Headers are all different; every row has as many cells, and there is at least one row."""

    sheet: str
    """A key of :data:`reports.words.workbook.SHEETS`."""
    header: tuple[str, ...]
    rows: tuple[Cells, ...]


def tables_of(report: Report) -> tuple[Table, ...]:
    """Every table, in the order of the sheets after the contents."""
    language = report.meta.language
    return tuple(
        table_of(sheet, columns, tuple(rows), language)
        for sheet, columns, rows in (
            ("notes", ("mark", "meaning"), _notes(language)),
            ("headline", ("name", *STANDING), (_ministry(s, language) for s in report.headline)),
            ("services", ("service", "code", *STANDING), (_service(s, language) for s in report.services)),
            ("facilities", FACILITY, (_facility(f, language) for f in report.facilities)),
            ("districts", ("district", "code", *STANDING), (_district(s, language) for s in report.districts)),
            ("reasons", REASON, (row for s in standings_of(report) for row in _reasons(s))),
            ("themes", asked.THEMES, asked.themes(report.texts)),
            ("words", asked.WORDS, asked.words(report.texts)),
            ("questions", asked.QUESTIONS, asked.questions(report.questions)),
            ("weeks", WEEKLY, _weeks(report)),
            ("response", RESPONSE, _response(report)),
            ("breakoff", BREAKOFF, _breakoff(report)),
            ("signals", SIGNAL, (_signal(s, report) for s in report.signals)),
            ("actions", ACTION, (_action(s, report) for s in report.signals if s.action)),
            ("dictionary", DICTIONARY_COLUMNS, (tuple(map(cells.text, row)) for row in dictionary_of(report))),
        )
    )


def contents_of(tables: Sequence[Table], language: str) -> Table:
    """The table of contents: the sheets and what they hold."""
    rows = tuple((cells.text(word(SHEETS, t.sheet, language)), cells.text(word(TITLES, t.sheet, language))) for t in tables)
    return table_of("contents", ("sheet", "title"), rows, language)


def table_of(sheet: str, columns: Sequence[str], rows: tuple[Cells, ...], language: str) -> Table:
    """A table with its header in words; one without rows says so in its one row."""
    nothing = (cells.text(word(WORKBOOK, "empty", language)), *(Shown(cells.NOT_APPLICABLE) for _ in columns[1:]))
    return Table(sheet, tuple(_header(column, language) for column in columns), rows or (nothing,))


def _header(column: str, language: str) -> str:
    return word(WORKBOOK if column in WORKBOOK else NAMES, column, language)


def _notes(language: str) -> Iterator[Cells]:
    for mark in NOTES:
        yield cells.text(mark), cells.text(word(NOTES, mark, language))
    for rule in RULES:
        yield Shown(cells.NOT_APPLICABLE), cells.text(word(RULES, rule, language))


# --- how it stands ---------------------------------------------------------------------------------------------------------

STANDING = (
    "channel", "period_start", "period_end", "fresh", "headline", "positive", "lower95", "upper95", "neutral", "negative",
    "dont_know", "sqs", "change28", "change_lower", "change_upper", "movement", "grade", "wait_median", "wait_p90", "late",
    "est_negative_users", "visits", "trend_mean", "trend_lower", "trend_upper", "target",
)  # fmt: skip
FACILITY = ("facility", "code", "district", *STANDING, "funnel", "unusual", "p_adjusted", "excess_negative", "silent_days")


def standings_of(report: Report) -> tuple[Standing, ...]:
    """Every scope's standing."""
    return (*report.headline, *report.services, *report.districts, *(f.standing for f in report.facilities))


def _ministry(s: Standing, language: str) -> Cells:
    return cells.text(s.name), *_standing(s, language)


def _service(s: Standing, language: str) -> Cells:
    return cells.text(s.name), cells.code(s.scope.service), *_standing(s, language)


def _district(s: Standing, language: str) -> Cells:
    return cells.text(s.name), cells.code(s.scope.district), *_standing(s, language)


def _standing(s: Standing, language: str) -> Cells:
    value, lower, upper, _ = cells.share(s.positive)
    lines = (s.trend.mean, s.trend.lower, s.trend.upper, s.trend.target) if s.trend else (None,) * 4
    return (
        cells.code(s.scope.channel), *_days(s), yes_no(s.fresh, language), cells.count(s.answers), value, lower, upper,
        cells.only_share(s.neutral), cells.only_share(s.negative), cells.only_share(s.dont_know), cells.level(s.sqs),
        *cells.change(s.change), cells.text(word(CODES, s.movement, language)), cells.text(s.grade),
        cells.level(s.wait_median), cells.level(s.wait_p90), cells.count(s.late), cells.level(s.estimated_negative),
        cells.count(s.visits), *map(cells.portion, lines),
    )  # fmt: skip


def _days(s: Standing) -> tuple[Shown, Shown]:
    return cells.day(s.window.first), cells.day(s.window.last)


def yes_no(said: bool, language: str) -> Shown:
    return cells.text(word(WORKBOOK, "yes" if said else "no", language))


def _facility(f: Facility, language: str) -> Cells:
    place = (cells.text(f.standing.name), cells.code(f.standing.scope.facility), cells.text(f.district_name))
    funnel = cells.text(word(CODES, f.funnel, language) if f.funnel else "")
    silent = Shown(cells.NOT_APPLICABLE) if f.silent_days is None else Shown(f.silent_days, "count")
    judged = (funnel, yes_no(f.unusual, language), cells.decimal(f.p_adjusted), cells.level(f.excess_negative), silent)
    return *place, *_standing(f.standing, language), *judged


# --- reasons and weeks -----------------------------------------------------------------------------------------------------

PLACE = ("name", "service", "district", "facility", "channel")
REASON = (*PLACE, "period_start", "period_end", "reason", "code", "share", "lower95", "upper95", "n", "before")
WEEKLY = (*PLACE, "week", "closed", "positive", "lower95", "upper95", "n", "label", "note")


def _place(name: str, scope: Scope) -> Cells:
    codes = (scope.service, scope.district, scope.facility, scope.channel)
    return cells.text(name), *map(cells.code, codes)


def _reasons(s: Standing) -> Iterator[Cells]:
    for r in s.reasons:
        code = (cells.text(r.label), cells.text(r.code))
        yield *_place(s.name, s.scope), *_days(s), *code, *cells.share(r.share), cells.only_share(r.before)


def _weeks(report: Report) -> Iterator[Cells]:
    language = report.meta.language
    for s in standings_of(report):
        if s.trend is not None:
            for point in s.trend.points:
                facts = (cells.day(point.monday), yes_no(point.closed, language), *cells.share(point.share))
                yield *_place(s.name, s.scope), *facts, cells.text(point.label), _breaks(s.trend, point.monday)
    for f in report.facilities:
        known = {point.monday for point in f.standing.trend.points} if f.standing.trend else set()
        for cell in f.weeks:
            if cell.monday not in known:
                facts = (cells.day(cell.monday), yes_no(True, language), *cells.share(cell.share))
                yield *_place(f.standing.name, f.standing.scope), *facts, cells.text(""), cells.text("")


def _breaks(trend: Trend, monday: date) -> Shown:
    found = [mark.words for mark in trend.marks if monday <= mark.day < monday + WEEK]
    return cells.text(f"{BREAK} {'; '.join(found)}" if found else "")


# --- trust -----------------------------------------------------------------------------------------------------------------

RESPONSE = (
    "metric", "code", "district", "channel", "period_start", "period_end", "value", "lower95", "upper95", "n", "unit",
)  # fmt: skip
TRUST = frozenset(
    {"invited", "delivered", "opened", "started", "headline", "completed", "complete", "partial", "refusal", "non_contact",
     "other", "unknown", "rr1", "rr2", "coop1", "ref1", "con1", "completion", "flagged", "speeding", "straight_lining",
     "positive_trusted", "positive_unweighted", "positive_weighted", "n_eff", "deff", "optouts", "optouts_per_1000",
     "erasure_days", "erasure_oldest", "cost_per_answer", "hold", "failure",
     "privacy", "coverage", "facilities_register", "facilities_heard", "silent"}
)  # fmt: skip
"""Metrics of the sheet on whether the figures can be trusted."""


def _response(report: Report) -> Iterator[Cells]:
    """Whatever is told of a channel, a district or all about invitations, quality and the house's own work."""
    for row in rows_of(report):
        if family(row.metric) in TRUST and row.service == row.facility == "all":
            yield _figure(row, report.meta.language)


def _figure(row: Row, language: str) -> Cells:
    unit = MEASURES[family(row.metric)][0]
    named = word(LABELS, row.metric, language) if row.metric in LABELS else word(NAMES, family(row.metric), language)
    name = cells.text(named)
    key = (name, cells.text(row.metric), cells.code(row.district), cells.code(row.channel))
    days = (cells.day(row.period_start), cells.day(row.period_end))
    return *key, *days, *_numbers(row, unit == "share"), cells.text(word(UNITS, unit, language))


def _numbers(row: Row, is_share: bool) -> Cells:
    if row.suppressed:
        return (Shown(cells.SUPPRESSED),) * 4
    form = cells.portion if is_share else cells.decimal
    value = Shown(row.value, "count") if isinstance(row.value, int) else form(row.value)
    ends = [Shown(cells.NOT_APPLICABLE) if end is None else cells.portion(end) for end in (row.lower95, row.upper95)]
    return value, *ends, Shown(cells.NOT_APPLICABLE) if row.n is None else Shown(row.n, "count")


BREAKOFF = ("channel", "survey", "step", "code", "group", "share", "lower95", "upper95", "n")


def _breakoff(report: Report) -> Iterator[Cells]:
    for r in report.response:
        for step in r.breakoff:
            where = (cells.text(step.survey), cells.text(step.label), cells.text(step.question), cells.code(step.language))
            yield cells.code(r.channel), *where, *cells.share(step.share)


# --- signals ---------------------------------------------------------------------------------------------------------------

SIGNAL = (
    "number", "state", *PLACE, "metric", "direction", "rule", "value", "lower95", "upper95", "n", "expected_low",
    "expected_high", "since", "opened_on", "days_open", "overdue", "reason", "owner", "family",
)  # fmt: skip
ACTION = ("number", *PLACE, "metric", "opened_on", "action", "action_day", "note", "owner")


def _signal(s: Signal, report: Report) -> Cells:
    language = report.meta.language
    return (
        Shown(s.id, "count"), cells.text(word(STATES, s.state, language)), *_place(s.name, s.scope),
        _measure(s, language), cells.text(word(CODES, s.direction, language)), _rule(s, language), *cells.share(s.now),
        cells.portion(s.expected_low), cells.portion(s.expected_high), cells.day(s.since), cells.day(s.opened),
        Shown(s.days_open, "count"), yes_no(s.overdue, language), cells.text(reason_label(s, report)), cells.text(s.owner),
        Shown(s.family, "count"),
    )  # fmt: skip


def _measure(s: Signal, language: str) -> Shown:
    known = family(s.measure) in NAMES
    return cells.text(word(NAMES, family(s.measure), language) if known else s.measure)


def _rule(s: Signal, language: str) -> Shown:
    return cells.text(word(STATES, s.rule, language) if s.rule in STATES else s.rule)


def _action(s: Signal, report: Report) -> Cells:
    language = report.meta.language
    done = (cells.text(action_word(s.action, language)), cells.day(s.action_day), cells.text(s.action_note))
    where = (*_place(s.name, s.scope), _measure(s, language), cells.day(s.opened))
    return Shown(s.id, "count"), *where, *done, cells.text(s.owner)
