"""The sheets of the workbook on what people said: themes and distinctive words, and every question with its answers."""

from __future__ import annotations

from collections.abc import Iterator

from reports.forms import workbook_cells as cells
from reports.forms.workbook_cells import Shown
from reports.night.shape import QuestionTable, Texts, Window

Cells = tuple[Shown, ...]

THEMES = ("theme", "code", "period_start", "period_end", "share", "lower95", "upper95", "n", "before")
WORDS = ("word", "group", "period_start", "period_end", "speakers", "z")
QUESTIONS = (
    "question", "survey", "code", "channel", "period_start", "period_end", "answer_given", "answer_code", "share", "lower95",
    "upper95", "n", "median", "p90", "unit",
)  # fmt: skip

_NONE = Shown(cells.NOT_APPLICABLE)


def themes(texts: Texts | None) -> Iterator[Cells]:
    """The share of each theme in all free texts of the window, and in those of the 28 days before."""
    for theme in texts.themes if texts else ():
        days = _days(texts.window) if texts else ()
        yield cells.text(theme.label), cells.text(theme.code), *days, *cells.share(theme.share), cells.only_share(theme.before)


def words(texts: Texts | None) -> Iterator[Cells]:
    """The words that are said more, or less, than in the 28 days before, with how many people said them."""
    for said in texts.words if texts else ():
        days = _days(texts.window) if texts else ()
        yield cells.text(said.word), cells.text(said.language), *days, Shown(said.speakers, "count"), cells.decimal(said.z)


def questions(tables: tuple[QuestionTable, ...]) -> Iterator[Cells]:
    """Each question on each channel: a row for each answer; of a question for a number one row with its levels."""
    for q in tables:
        where = (cells.text(q.label), cells.text(q.survey), cells.text(q.question), cells.code(q.channel), *_days(q.window))
        for option in q.options:
            given = (cells.text(option.label), cells.text(option.value))
            yield *where, *given, *cells.share(option.share), _NONE, _NONE, _NONE
        if not q.options:
            levels = (cells.level(q.median), cells.level(q.p90), cells.text(q.unit) if q.unit else _NONE)
            yield *where, _NONE, _NONE, _NONE, _NONE, _NONE, cells.count(q.base), *levels


def _days(window: Window) -> Cells:
    return cells.day(window.first), cells.day(window.last)
