"""A survey made ready for the engine: every screen laid out and every answer's words looked up once, not at every turn.

A plan is worked out from the survey alone, so keeping it changes no result, only the time a turn takes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from flows.folding import fold
from flows.lexicon import Lexicon, answer_lexicon, resume_lexicon, welcome_lexicon
from flows.measure import USUAL, Budgets
from flows.model import Flow, Question
from flows.screen import Page, Sheet, lay_out
from flows.sheets import platform, question_sheet, resume_sheet, welcome_sheet

MOST_PLANS = 64
"""Surveys kept ready in one process."""

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
        self._pages: dict[tuple[str, ...], tuple[Page, ...]] = {}
        self._lexicons: dict[tuple[str, ...], Lexicon] = {}

    def pages(self, question: Question, language: str, channel: str) -> tuple[Page, ...]:
        """The pages of a question, at least one."""
        found = self._pages.get((question.name, language, channel))
        if found is not None:
            return found
        sheet = question_sheet(self.flow, question, language, channel, self.budgets)
        return self._laid_out((question.name, language, channel), lambda: sheet)

    def welcome(self, language: str, channel: str, chosen: bool) -> Page:
        """The first screen; ``chosen`` if this language was asked for."""
        return self._laid_out(
            ("", "chosen" if chosen else "", language, channel),
            lambda: welcome_sheet(self.flow, language, channel, chosen, self.budgets),
        )[0]

    def resume(self, language: str, channel: str) -> Page:
        """*Continue where you stopped?*"""
        return self._laid_out(
            ("", "resume", language, channel), lambda: resume_sheet(self.flow, language, channel, self.budgets)
        )[0]

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

    @cached_property
    def service_words(self) -> dict[str, frozenset[str]]:
        """``more``, ``back`` and ``skip`` as people type them behind their key, folded, in all languages of the survey."""
        return {
            name: frozenset(fold(platform(self.flow, name, code)) for code in self.flow.languages)
            for name in ("more", "back", "skip")
        }

    def _laid_out(self, key: tuple[str, ...], sheet: Callable[[], Sheet]) -> tuple[Page, ...]:
        if key not in self._pages:
            self._pages[key] = lay_out(sheet())
        return self._pages[key]
