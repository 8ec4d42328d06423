"""What every topic of checking is given: the survey, where its texts stand, its screens, and the list of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from flows.costs import Costs
from flows.engine.plan import Plan
from flows.engine.variables import Piece, Variable, scan
from flows.measure import USUAL, Budgets
from flows.model import NOWHERE, Choice, Flow, Mark, Number, Place, Question, Rating, Texts, Wording
from flows.reading.findings import Findings
from flows.reading.nearest import nearest
from flows.reading.survey import Draft
from flows.reading.wording import Path
from flows.walk import Ways, ways
from flows.walking.steps import USUAL_PACE, Pace
from flows.words import LIST_NAMES

MOST_GUESSES = 50
"""How often the nearest allowed word is looked for in one survey."""

WELCOMES = ("welcome", "welcome without a visit")
THANKS = ("thank you", "thank you without a visit")
WORDINGS = frozenset((*WELCOMES, *THANKS, "ask", "if unclear", "find by"))
"""Keys of whole texts; all others are labels, units and other words within a screen."""

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class World:
    """What a survey is checked against beside itself: the smallest screens, what texts cost, how long people take."""

    budgets: Budgets = USUAL
    costs: Costs | None = None
    pace: Pace = USUAL_PACE


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
    part: str = ""
    """The step of *find by* or the choice, where a question has several texts under one key."""

    @property
    def is_wording(self) -> bool:
        """True for a whole text, false for a label, a unit or another word within a screen."""
        return self.key in WORDINGS


class Inspection:
    """One survey under examination."""

    def __init__(self, draft: Draft, findings: Findings, world: World) -> None:
        self.flow: Flow = draft.flow
        self.unread = draft.unread
        self.marks = draft.marks
        self.findings = findings
        self.world = world
        self.budgets = world.budgets
        self.plan = Plan(draft.flow, world.budgets)
        self._guesses = 0
        self._pieces: dict[str, list[Piece]] = {}
        self.unfilled: set[str] = set()
        """Texts with a variable that does not exist: nobody can say how long they are."""

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

    def ways(self, channel: str, *, known: bool = False) -> Ways:
        """The ways through the survey at the pace of its people."""
        return ways(self.flow, channel, known, self.world.pace)

    def language_name(self, code: str) -> str:
        """A language by its own name."""
        return self.flow.languages.get(code, code)

    def pieces(self, text: str) -> list[Piece]:
        """A text taken apart, once however often it is asked for."""
        found = self._pieces.get(text)
        if found is None:
            found = self._pieces[text] = scan(text)
        return found

    def variables(self, text: str) -> frozenset[str]:
        """The names in braces, in plain form."""
        return frozenset(piece.name for piece in self.pieces(text) if isinstance(piece, Variable)) if "{" in text else NONE

    def guess(self, word: str, *places: Iterable[str]) -> str:
        """What was probably meant, of the first place that has something near; empty if nothing is.

        Looked for ``MOST_GUESSES`` times in one survey and then no more: a hostile text stays cheap.
        """
        self._guesses += 1
        return nearest(word, *places) if self._guesses <= MOST_GUESSES else ""

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.flow.languages)

    @cached_property
    def texts(self) -> tuple[Written, ...]:
        """Every text of the survey that somebody is shown, in the order of the model."""
        return tuple(self._texts())

    @cached_property
    def names(self) -> tuple[Written, ...]:
        """What its owner and its languages are called: parts of screens that are the program's own. The title is on none."""
        owner = Written(self.flow.owner, "", "", "owner", "", self.mark("owner"))
        languages = list(self.flow.languages.items())[1:]  # the first one's name is on no screen: people begin in it
        return (owner, *(Written(name, code, "", "language", "", self.mark("languages", code)) for code, name in languages))

    def _texts(self) -> Iterator[Written]:
        flow = self.flow
        for key, wording in zip(WELCOMES, (flow.welcome, flow.welcome_without_visit), strict=True):
            yield from self._of_wording(wording, (key,), "welcome")
        for question in flow.questions:
            yield from self._of_question(question)
        for key, wording in zip(THANKS, (flow.thank_you, flow.thank_you_without_visit), strict=True):
            yield from self._of_wording(wording, (key,), "thank you")
        for name, texts in flow.words.items():
            if name in LIST_NAMES:
                continue  # understood, never shown
            yield from self._of_texts(texts, ("words", name), name, "")

    def _of_question(self, question: Question) -> Iterator[Written]:
        where, kind = ("questions", question.name), question.kind
        yield from self._of_wording(question.ask, (*where, "ask"), question.name)
        yield from self._of_wording(question.if_unclear, (*where, "if unclear"), question.name)
        yield from self._of_texts(question.if_unknown, (*where, "if unknown say"), "if unknown say", question.name)
        if isinstance(kind, Choice):
            for option in kind.options:
                path = (*where, "choices", option.name)
                yield from self._of_texts(option.label, path, "label", question.name, option.name)
        elif isinstance(kind, Rating):
            for key, texts in (("lowest", kind.lowest), ("highest", kind.highest)):
                yield from self._of_texts(texts, (*where, key), key, question.name)
        elif isinstance(kind, Number):
            yield from self._of_texts(kind.unit, (*where, "unit"), "unit", question.name)
        elif isinstance(kind, Place):
            for step in kind.steps:
                path = (*where, "find by", step.column)
                yield from self._of_texts(step.ask, path, "find by", question.name, step.column)

    def _of_wording(self, wording: Wording | None, where: Path, question: str) -> Iterator[Written]:
        if wording is None:
            return
        yield from self._of_texts(wording.texts, where, where[-1], question)
        for channel, texts in wording.on.items():
            for language, text in texts.items():
                yield Written(text, language, channel, where[-1], question, self.mark(*where, channel, language))

    def _of_texts(self, texts: Texts | None, where: Path, key: str, question: str, part: str = "") -> Iterator[Written]:
        for language, text in (texts or {}).items():
            mark = self.marks.get((*where, language)) or self.mark(*where)
            yield Written(text, language, "", key, question, mark, part)
