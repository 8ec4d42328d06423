"""What every topic of checking is given: the survey, where its texts stand, its screens, and the list of findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from flows.measure import Budgets
from flows.model import NOWHERE, Choice, Flow, Mark, Number, Question, Rating, Texts, Wording
from flows.plan import Plan
from flows.reading.findings import Findings
from flows.reading.survey import Draft
from flows.reading.wording import Path
from flows.words import LIST_NAMES


@dataclass(frozen=True, slots=True)
class Written:
    """One text of the survey in one language. ``channel`` is empty for the common text of a wording."""

    text: str
    language: str
    channel: str
    key: str
    question: str
    """The question it belongs to, or ``welcome`` or ``thank you``; empty for the survey's own words."""
    mark: Mark

    @property
    def is_wording(self) -> bool:
        """True for a whole text, false for a label, a unit or another word within a screen."""
        return self.key in {"welcome", "thank you", "ask", "if unclear"}


class Inspection:
    """One survey under examination."""

    def __init__(self, draft: Draft, findings: Findings, budgets: Budgets) -> None:
        self.flow: Flow = draft.flow
        self.unread = draft.unread
        self.marks = draft.marks
        self.findings = findings
        self.budgets = budgets
        self.plan = Plan(draft.flow, budgets)

    def mark(self, *path: str) -> Mark:
        """Where a part stands, or the nearest part around it that has a place."""
        for length in range(len(path), 0, -1):
            found = self.marks.get(path[:length])
            if found is not None:
                return found
        return Mark(1, 1)

    def question_mark(self, question: Question, key: str) -> Mark:
        """Where the value of a question's key stands, or the question's name if the key is not written."""
        return self.marks.get(("questions", question.name, key), question.mark)

    def text_mark(self, where: Path, wording: Wording, language: str, channel: str) -> Mark:
        """Where the text stands that one person would read."""
        if language in wording.on.get(channel, {}):
            return self.mark(*where, channel, language)
        found = self.marks.get((*where, language))
        return found or (wording.mark if wording.mark != NOWHERE else self.mark(*where))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.flow.languages)

    @cached_property
    def texts(self) -> tuple[Written, ...]:
        """Every text of the survey that somebody is shown, in the order of the model."""
        return tuple(self._texts())

    def _texts(self) -> Iterator[Written]:
        flow = self.flow
        yield from self._of_wording(flow.welcome, ("welcome",), "welcome")
        for question in flow.questions:
            yield from self._of_question(question)
        yield from self._of_wording(flow.thank_you, ("thank you",), "thank you")
        for name, texts in flow.words.items():
            if name in LIST_NAMES:
                continue  # understood, never shown
            yield from self._of_texts(texts, ("words", name), name, "")

    def _of_question(self, question: Question) -> Iterator[Written]:
        where = ("questions", question.name)
        yield from self._of_wording(question.ask, (*where, "ask"), question.name)
        if question.if_unclear is not None:
            yield from self._of_wording(question.if_unclear, (*where, "if unclear"), question.name)
        kind = question.kind
        if isinstance(kind, Choice):
            for option in kind.options:
                yield from self._of_texts(option.label, (*where, "choices", option.name), "label", question.name)
        elif isinstance(kind, Rating):
            for key, texts in (("lowest", kind.lowest), ("highest", kind.highest)):
                yield from self._of_texts(texts or {}, (*where, key), key, question.name)
        elif isinstance(kind, Number):
            yield from self._of_texts(kind.unit or {}, (*where, "unit"), "unit", question.name)

    def _of_wording(self, wording: Wording, where: Path, question: str) -> Iterator[Written]:
        yield from self._of_texts(wording.texts, where, where[-1], question)
        for channel, texts in wording.on.items():
            for language, text in texts.items():
                yield Written(text, language, channel, where[-1], question, self.mark(*where, channel, language))

    def _of_texts(self, texts: Texts, where: Path, key: str, question: str) -> Iterator[Written]:
        for language, text in texts.items():
            yield Written(text, language, "", key, question, self.mark(*where, language))
