"""The tables of every survey's questions on each channel: options, places, and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from flows.model import Choice, Flow, Place, Question, Rating
from reports.figures import DONT_KNOW, UNCOUNTED, asked_of, can_be, counted_by_value, options_of
from reports.ledger.book import Cell
from reports.night import setting
from reports.night.apart import option_windows
from reports.night.levels import SUMMED
from reports.night.numbers import count, level, share, tenth
from reports.night.place_options import OTHERS, gathered, labels
from reports.night.setting import HEADLINE, Night, Told, answered, asked
from reports.night.shape import Count, OptionRow, QuestionTable, Window
from reports.night.standings import headline_apart
from reports.sides import side
from reports.suppress import hide_options, too_small
from reports.words import word
from reports.words.labels import LABELS

MAIN_REASON = "main reason"
"""What a question counts as whose shares are of all who were asked it, also those who gave no answer."""
MINUTES: Mapping[str | None, int] = {"waiting minutes": 1, "waiting hours": 60}


def questions_of(night: Night) -> tuple[QuestionTable, ...]:
    """Per survey and channel a table for every question that takes an answer, in the author's order, then for those that the
    survey asks no longer."""
    return tuple(
        table
        for name, flow in night.surveys.items()
        for channel in night.channels
        if name in night.counts.surveys(channel)
        for table in _tables(night, flow, channel)
    )


def _tables(night: Night, flow: Flow, channel: str) -> Iterator[QuestionTable]:
    for question in asked_of(flow):
        yield _table(night, flow, channel, question)
    for name in night.counts.questions(channel, flow.survey):
        if name not in flow.by_name:
            yield _table_of_gone(night, flow, channel, name)


def base_of(question: Question) -> str:
    """The ledger's base of a question's table."""
    if question.counts_as == HEADLINE:
        return HEADLINE
    return asked(question.name) if question.counts_as == MAIN_REASON else answered(question.name)


def _table(night: Night, flow: Flow, channel: str, question: Question) -> QuestionTable:
    cell, base = setting.survey(channel, flow.survey), base_of(question)
    told = night.told(base, cell)
    window = _apart(night, cell, question, told.window) if told is not None else night.due(cell)
    given, n = _given(night, cell, question, window)
    common = (flow.survey, question.name, question.report_as, question.counts_as or "", question.kind.kind, channel, window)
    if told is None or too_small(n):
        return QuestionTable(*common, _untold(night, cell, base, n))
    if counted_by_value(question):
        return QuestionTable(*common, count(n), options=_options(night, question, given, n))
    if isinstance(question.kind, UNCOUNTED):
        return QuestionTable(*common, count(n))
    numbers = {Decimal(value) * MINUTES.get(question.counts_as, 1): times for value, times in given.items()}
    unit = _unit(night, question)
    return QuestionTable(*common, count(n), median=level(numbers, Fraction(1, 2)), p90=tenth(numbers), unit=unit)


def _apart(night: Night, cell: Cell, question: Question, newest: Window) -> Window:
    """The newest window over which a question's options are told; of one without options the newest."""
    if not counted_by_value(question):
        return newest
    if question.counts_as == HEADLINE:
        told = headline_apart(night, cell)
    else:
        told = option_windows(night, [(base_of(question), cell)], lambda window: _hidden_in(night, cell, question, window))
    return told[-1] if told and _given(night, cell, question, newest)[1] else newest


def _hidden_in(night: Night, cell: Cell, question: Question, window: Window) -> tuple[int, Mapping[str, str]]:
    given, n = _given(night, cell, question, window)
    if isinstance(question.kind, Place):
        return n, hide_options(gathered(given))
    return n, hide_options({**dict.fromkeys(options_of(question), 0), **given})


def _untold(night: Night, cell: Cell, base: str, n: int) -> Count:
    return count(n, night.why_untold(base, cell)) if n else Count(0)


def _given(night: Night, cell: Cell, question: Question, window: Window) -> tuple[dict[str, int], int]:
    """How many gave each answer that can be one, and the base: who was asked a main reason, who answered others."""
    every = night.counts.of(cell, "answer", window, question.name)
    given = {value: n for value, n in sorted(every.items()) if can_be(question, value)}
    if question.counts_as == MAIN_REASON:
        return given, night.counts.n(cell, "reached", window, question.name)
    if isinstance(question.kind, UNCOUNTED):
        return {}, night.counts.n(cell, "answered", window, question.name)
    return given, sum(given.values())


def _table_of_gone(night: Night, flow: Flow, channel: str, name: str) -> QuestionTable:
    """A question of an earlier version: how many answered it. Its values are in that version's own reports."""
    cell, label = setting.survey(channel, flow.survey), name.replace("_", " ").capitalize()
    told: Told | None = night.told(answered(name), cell)
    window = told.window if told is not None else night.due(cell)
    n = night.counts.n(cell, "answered", window, name)
    base = count(n) if told is not None else _untold(night, cell, answered(name), n)
    return QuestionTable(flow.survey, name, label, "", "", channel, window, base)


def _options(night: Night, question: Question, given: Mapping[str, int], of: int) -> tuple[OptionRow, ...]:
    if isinstance(question.kind, Place):
        return _places(night, question.kind, gathered(given), of)
    known = options_of(question)
    counts = {value: given.get(value, 0) for value in (*known, *(v for v in given if v not in known))}
    sides = [[v for v in counts if side_in(question, v) in which] for which in SUMMED] if _is_headline(question) else []
    hidden = hide_options(counts, sides)
    rows = (OptionRow(v, label_of(night, question, v), share(n, of, hidden.get(v, ""))) for v, n in counts.items())
    return tuple(sorted(rows, key=_most_first) if isinstance(question.kind, Choice) else rows)


def _places(night: Night, kind: Place, counts: Mapping[str, int], of: int) -> tuple[OptionRow, ...]:
    """The largest places first; hidden ones after them, and all others together last."""
    names, hidden = labels(kind, counts, night.desk.language), hide_options(counts)
    rows = (OptionRow(value, names[value], share(n, of, hidden.get(value, ""))) for value, n in counts.items())
    return tuple(sorted(rows, key=lambda row: (row.value == OTHERS, _most_first(row))))


def _most_first(row: OptionRow) -> Decimal:
    """Choices by their share; hidden ones last, in the author's order, so that the order tells nothing about them."""
    return Decimal(1) if row.share.value is None else -row.share.value


def _is_headline(question: Question) -> bool:
    return question.counts_as == HEADLINE and isinstance(question.kind, Rating)


def side_in(question: Question, value: str) -> str:
    """On which side of the headline's scale an option lies; ``dont_know`` stays."""
    kind = question.kind
    assert isinstance(kind, Rating)
    return value if value == DONT_KNOW else side(Fraction(int(value) - kind.low, kind.high - kind.low))


def label_of(night: Night, question: Question, value: str) -> str:
    """The words of an option in the report's language, else in the survey's first; the bare key of an option that is gone."""
    kind = question.kind
    if value == DONT_KNOW:
        return word(LABELS, DONT_KNOW, night.desk.language)
    if isinstance(kind, Rating):
        ends = {str(kind.low): kind.lowest, str(kind.high): kind.highest}
        end = night.text(ends.get(value))
        return f"{value} · {end}" if end else value
    if isinstance(kind, Choice):
        return next((night.text(o.label) for o in kind.options if o.name == value), value)
    return word(LABELS, value, night.desk.language) if value in ("yes", "no") else value


def _unit(night: Night, question: Question) -> str:
    if question.counts_as in MINUTES:
        return word(LABELS, "minutes", night.desk.language)
    return night.text(getattr(question.kind, "unit", None))
