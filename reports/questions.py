"""The tables of one panel: each question by option, and where people leave. Raw counts in, released numbers out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from flows.model import Choice, Flow, Place, Question, Rating, Texts
from flows.state import WELCOME
from reports import places
from reports.figures import DONT_KNOW, UNCOUNTED, asked_of, can_be, counted_by_value, options_of
from reports.release import level, released_base, share
from reports.released import Leaving, OptionRow, QuestionTable
from reports.suppress import hide_options, too_small
from reports.tally import Tally, side
from reports.words.old import word

LEAST_FOR_P90 = 30
MAIN_REASON = "main reason"
"""What a question counts as whose shares are of all who were asked it, also those who gave no answer."""


def question_tables(flow: Flow, tally: Tally, language: str) -> tuple[QuestionTable, ...]:
    """A table for every question that takes an answer, in the author's order, then for those the survey no longer asks."""
    asked = tuple(_table(q, tally, language) for q in asked_of(flow))
    gone = [name for name in tally.questions() if name not in flow.by_name]
    return asked + tuple(_table_of_gone(name, tally) for name in gone)


def leaving(flow: Flow, tally: Tally, language: str) -> tuple[Leaving, ...]:
    """The first screen and every question: of those who were shown it, the share that left there."""
    first = Leaving(WELCOME, word("first screen", language), share(tally.n("left", WELCOME), tally.n("opened")))
    steps = (Leaving(q.name, q.report_as, share(tally.n("left", q.name), tally.n("reached", q.name))) for q in asked_of(flow))
    return (first, *steps)


def _table(question: Question, tally: Tally, language: str) -> QuestionTable:
    name, every = question.name, tally.values("answer", question.name)
    given = {value: count for value, count in every.items() if can_be(question, value)}
    n = tally.n("answered", name) if isinstance(question.kind, UNCOUNTED) else sum(given.values())
    common = (name, question.report_as, question.counts_as or "", released_base(n))
    kind = question.kind.kind
    if question.counts_as == MAIN_REASON:
        # Too few answers are not shown, however many were asked: the options would add up to them.
        asked = n if too_small(n) else tally.n("reached", name)
        return QuestionTable(*common, asked=released_base(asked), options=_options(question, given, asked, language), kind=kind)
    if counted_by_value(question):
        return QuestionTable(*common, options=_options(question, given, n, language), kind=kind)
    if isinstance(question.kind, UNCOUNTED):
        return QuestionTable(*common, kind=kind)
    numbers = _in_minutes(question, given)
    unit = word("minutes", language) if question.counts_as in _MINUTES else _unit(question, language)
    return QuestionTable(
        *common,
        median=level(numbers, Fraction(1, 2)),
        p90=level(numbers, Fraction(9, 10)) if n >= LEAST_FOR_P90 else None,
        unit=unit,
        kind=kind,
    )


def _table_of_gone(name: str, tally: Tally) -> QuestionTable:
    """A question of an earlier version: how many answered it. Its values are in that version's own reports."""
    return QuestionTable(name, name.replace("_", " ").capitalize(), "", released_base(tally.n("answered", name)))


def _options(question: Question, given: Mapping[str, int], of: int, language: str) -> tuple[OptionRow, ...]:
    if isinstance(question.kind, Place):
        return _places(question.kind, places.gathered(given), of, language)
    known = options_of(question)
    order = (*known, *(value for value in given if value not in known))
    counts = {value: given.get(value, 0) for value in order}
    sides = {value: _side(question, value) for value in order}
    hidden = hide_options(counts, [[v for v in order if sides[v] in side] for side in _SUMMED])
    rows = (
        OptionRow(value, label_of(question, value, language), sides[value], share(counts[value], of, hidden.get(value, "")))
        for value in order
    )
    return tuple(sorted(rows, key=_most_first) if isinstance(question.kind, Choice) else rows)


def _places(kind: Place, counts: Mapping[str, int], of: int, language: str) -> tuple[OptionRow, ...]:
    """The largest places first; hidden ones after them, and all others together last."""
    names, hidden = places.labels(kind, counts, language), hide_options(counts)
    rows = (OptionRow(value, names[value], "", share(n, of, hidden.get(value, ""))) for value, n in counts.items())
    return tuple(sorted(rows, key=lambda row: (row.value == places.OTHERS, _most_first(row))))


_SUMMED = (("positive",), ("negative",), ("neutral",), ("negative", "neutral"))
"""Sides of the headline's scale whose sums are printed, or are what is left of its base beside them."""


def _most_first(row: OptionRow) -> Decimal:
    """Choices by their share; hidden ones last, in the author's order, so that the order tells nothing about them."""
    return Decimal(1) if row.share.value is None else -row.share.value


def _side(question: Question, value: str) -> str:
    """Where an option of the headline lies; other questions have no better and no worse."""
    kind = question.kind
    if question.counts_as != "headline" or not isinstance(kind, Rating):
        return ""
    if value == DONT_KNOW:
        return "neutral"
    return side(Fraction(int(value) - kind.low, kind.high - kind.low))


def label_of(question: Question, value: str, language: str) -> str:
    """The words of an option in one language, else in the survey's first; the bare key of an option that is gone."""
    kind = question.kind
    if value == DONT_KNOW:
        return word("does not know", language)
    if isinstance(kind, Rating):
        ends = {str(kind.low): kind.lowest, str(kind.high): kind.highest}
        end = _text(ends.get(value), language)
        return f"{value} · {end}" if end else value
    if isinstance(kind, Choice):
        return next((_text(o.label, language) for o in kind.options if o.name == value), value)
    return word(value, language) if value in ("yes", "no") else value


def _text(texts: Texts | None, language: str) -> str:
    if not texts:
        return ""
    return texts.get(language) or next(iter(texts.values()))


_MINUTES: Mapping[str | None, int] = {"waiting minutes": 1, "waiting hours": 60}


def _in_minutes(question: Question, given: Mapping[str, int]) -> dict[Decimal, int]:
    """The numbers with how often each was given; waiting times in minutes, whatever the survey asks for."""
    factor = _MINUTES.get(question.counts_as, 1)
    return {Decimal(value) * factor: n for value, n in given.items()}


def _unit(question: Question, language: str) -> str:
    return _text(getattr(question.kind, "unit", None), language)
