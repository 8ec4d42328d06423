"""A survey made ready for the engine: every screen laid out and every answer's words looked up once, not at every turn.

A plan is worked out from the survey alone, so keeping it changes no result, only the time a turn takes. Of a long list only
what is asked for is laid out, and only so much is kept; what shows something of a visit is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from flows.engine.knowing import variable_of
from flows.engine.lexicon import Lexicon, answer_lexicon, resume_lexicon, welcome_lexicon
from flows.engine.place_sheets import place_sheet
from flows.engine.placing import FIRST, Spot
from flows.engine.sheets import NO_VALUES, Values, platform, question_sheet, resume_sheet, welcome_sheet
from flows.engine.variables import Variable, scan
from flows.folding import fold
from flows.measure import USUAL, Budgets
from flows.model import Flow, Place, Question, Wording
from flows.screen import Layout, Page, Sheet
from flows.words import word_list

MOST_PLANS = 64
"""Surveys kept ready in one process."""

MOST_SCREENS = 4_096
"""Screens of one survey kept laid out, each with its pages; beyond that all are laid out anew when they are asked for."""

_plans: dict[tuple[int, int, int], Plan] = {}


def plan_of(flow: Flow, budgets: Budgets = USUAL) -> Plan:
    """The plan of a survey, the same one for the same survey object."""
    key = (id(flow), budgets.ussd_gsm, budgets.ussd_ucs2)
    found = _plans.get(key)
    if found is not None and found.flow is flow:
        return found
    if len(_plans) >= MOST_PLANS:
        _plans.clear()
    made = _plans[key] = Plan(flow, budgets)
    return made


class Plan:
    """The screens and words of one survey, worked out when first needed."""

    def __init__(self, flow: Flow, budgets: Budgets) -> None:
        self.flow = flow
        self.budgets = budgets
        self._layouts: dict[tuple[object, ...], Layout] = {}
        self._lexicons: dict[tuple[str, ...], Lexicon] = {}
        self._named: dict[str, tuple[str, ...]] = {}

    def pages(
        self, question: Question, language: str, channel: str, values: Values = NO_VALUES, spot: Spot = FIRST
    ) -> tuple[Page, ...]:
        """All pages of a question, at least one; of a place those of one step."""
        return self.layout(question, language, channel, values, spot).pages()

    def layout(self, question: Question, language: str, channel: str, values: Values = NO_VALUES, spot: Spot = FIRST) -> Layout:
        """The screens of a question, of a place those of the step it has come to. ``values`` fill its wordings."""
        key: tuple[object, ...] = (question.name, language, channel)
        if values:
            key = (*key, *values.items())
        if spot is not FIRST:
            key = (*key, spot)
        found = self._layouts.get(key)
        return found if found is not None else self._keep(key, self._sheet(question, language, channel, values, spot))

    def _sheet(self, question: Question, language: str, channel: str, values: Values, spot: Spot) -> Sheet:
        if isinstance(question.kind, Place):
            return place_sheet(self.flow, question, language, channel, self.budgets, values, spot=spot)
        return question_sheet(self.flow, question, language, channel, self.budgets, values)

    def welcome(
        self, language: str, channel: str, chosen: bool, *, values: Values = NO_VALUES, language_known: bool = False,
        answers_known: bool = False,
    ) -> Page:  # fmt: skip
        """The first screen; ``chosen`` if this language was asked for, the rest as the visit has it."""

        def sheet() -> Sheet:
            return welcome_sheet(
                self.flow, language, channel, chosen, self.budgets,
                values=values, language_known=language_known, answers_known=answers_known,
            )  # fmt: skip

        if values:
            return Layout(sheet()).page(0)
        return self._laid_out(("", "welcome", language, channel, chosen, language_known, answers_known), sheet).page(0)

    def resume(self, language: str, channel: str) -> Page:
        """*Continue where you stopped?*"""
        return self._laid_out(
            ("", "resume", language, channel), lambda: resume_sheet(self.flow, language, channel, self.budgets)
        ).page(0)

    def answers(self, question: Question, language: str) -> Lexicon:
        """The words that answer a question, for somebody reading this language."""
        found = self._lexicons.get((question.name, language))
        if found is None:
            found = self._lexicons[(question.name, language)] = answer_lexicon(self.flow, question, language)
        return found

    def welcome_words(self, language: str) -> Lexicon:
        key = ("", "welcome", language)
        if key not in self._lexicons:
            self._lexicons[key] = welcome_lexicon(self.flow, language)
        return self._lexicons[key]

    def resume_words(self, language: str) -> Lexicon:
        key = ("", "resume", language)
        if key not in self._lexicons:
            self._lexicons[key] = resume_lexicon(self.flow, language)
        return self._lexicons[key]

    def named_in(self, question: Question) -> tuple[str, ...]:
        """The place questions whose answers a question shows back."""
        found = self._named.get(question.name)
        if found is None:
            found = self._named[question.name] = self._places_in(question.ask, question.if_unclear)
        return found

    @cached_property
    def named_in_thanks(self) -> tuple[str, ...]:
        """The place questions whose answers the thank-you shows back."""
        return self._places_in(self.flow.thank_you, self.flow.thank_you_without_visit)

    def _places_in(self, *wordings: Wording | None) -> tuple[str, ...]:
        used = {name for wording in wordings if wording is not None for name in _variables(wording)}
        return tuple(q.name for q in self.flow.questions if isinstance(q.kind, Place) and variable_of(q.name) in used)

    @cached_property
    def service_words(self) -> dict[str, frozenset[str]]:
        """``more``, ``back``, ``skip`` and ``list`` as people type them behind their key, folded, in all languages."""
        return {
            name: frozenset(fold(platform(self.flow, name, code)) for code in self.flow.languages)
            for name in ("more", "back", "skip", "list")
        }

    @cached_property
    def day_words(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words for today and yesterday in all languages of the survey, folded."""
        today, yesterday = (
            frozenset(form for code in self.flow.languages for form in word_list(self.flow, name, code))
            for name in ("today", "yesterday")
        )
        return today, yesterday

    def local_day(self, at_ms: int) -> date:
        """The day that an instant falls on where the survey is asked."""
        return datetime.fromtimestamp(at_ms / 1_000, self._time_zone).date()

    @cached_property
    def _time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.flow.time_zone)

    def _laid_out(self, key: tuple[object, ...], sheet: Callable[[], Sheet]) -> Layout:
        found = self._layouts.get(key)
        return found if found is not None else self._keep(key, sheet())

    def _keep(self, key: tuple[object, ...], sheet: Sheet) -> Layout:
        if len(self._layouts) >= MOST_SCREENS:
            self._layouts = {}
        layout = self._layouts[key] = Layout(sheet)
        return layout


def _variables(wording: Wording) -> Iterator[str]:
    """The names between braces in every text of a wording."""
    for texts in (wording.texts, *wording.on.values()):
        for text in texts.values():
            yield from (piece.name for piece in scan(text) if isinstance(piece, Variable))
