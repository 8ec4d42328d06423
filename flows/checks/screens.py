"""Every screen of a survey that is to be measured, each with the longest values that can ever stand on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from flows.checks.inspection import THANKS, WELCOMES, Inspection
from flows.checks.worst import A_REFERENCE, WorstValues
from flows.engine.place_sheets import place_sheet
from flows.engine.placing import Spot
from flows.engine.sheets import platform, question_sheet, resume_sheet, thank_you, visit_variables, welcome_sheet
from flows.model import Mark, Place, Question, Wording
from flows.places.facilities import CODE, PlaceList
from flows.screen import Sheet

LONE_SCREENS = ("already", "gave_up", "closed", "sorry", "stopped", "started", "help")
"""Platform words that are a whole screen or text of their own; the program's own ones fit."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One step in one language on one channel. ``key`` is what its author would shorten, and ``mark`` where that stands;
    ``fillings`` are the longest values among its words, by variable; ``repeats`` if it can be shown after an unclear answer.
    """

    question: str
    language: str
    channel: str
    key: str
    mark: Mark
    sheet: Sheet
    fillings: Mapping[str, str] = field(default_factory=dict)
    repeats: bool = False


class Screens:
    """The screens of one survey on one channel in one language; those whose texts are missing, or name something
    that does not exist, are left out (E501 and E507 told it).
    """

    def __init__(self, inspection: Inspection, values: WorstValues, language: str, channel: str) -> None:
        self.inspection = inspection
        self.flow = inspection.flow
        self.values = values
        self.language = language
        self.channel = channel

    def all(self) -> Iterator[Shown]:
        """All but the lists of places, whose screens are too many to look at one by one."""
        yield from self.welcomes()
        yield from self._made(self._resume)
        for question in self.flow.questions:
            yield from self.question(question)
        yield from self.thanks()
        for name in LONE_SCREENS:
            yield from self._own_words(name)

    def _made(self, make: Callable[[], Shown]) -> Iterator[Shown]:
        try:
            shown = make()
        except KeyError:
            return
        yield shown

    def _text(self, wording: Wording) -> str:
        """The text that is shown. ``KeyError`` where there is none that could be measured."""
        text = wording.text(self.language, self.channel)
        if text in self.inspection.unfilled:
            raise KeyError(text)
        return text

    def _shown(self, question: str, key: str, mark: Mark, sheet: Sheet, text: str = "", *, repeats: bool = False) -> Shown:
        """``text`` is the wording with its variables."""
        values = {**self.values.places(self.language), **self.values.visit} if "{" in text else {}
        fillings = {name: value for name, value in values.items() if "{" + name in text.replace("_", " ")}
        return Shown(question, self.language, self.channel, key, mark, sheet, fillings, repeats)

    # --- the first screen, the last one, and what stands between two calls ---------------------------------------------------

    def welcomes(self) -> Iterator[Shown]:
        """The first screen as it is met in this language: at once, or after another one, with *Back* in place of the languages.

        With a visit, and without one where that has words of its own.
        """
        flow, language = self.flow, self.language
        first = language == flow.main_language
        chosen = (False, True) if first and len(flow.languages) > 1 else (not first,)
        with_visit = self.values.has_visit(self.channel)
        for was_chosen in chosen:
            if with_visit:
                yield from self._made(lambda was=was_chosen: self._welcome(was, self.values.visit))  # type: ignore[misc]
            if not with_visit or flow.welcome_without_visit is not None:
                yield from self._made(lambda was=was_chosen: self._welcome(was, {}))  # type: ignore[misc]

    def _welcome(self, chosen: bool, visit: Mapping[str, str]) -> Shown:
        flow, language, channel = self.flow, self.language, self.channel
        known, budgets = self.values.answers_known(channel), self.inspection.budgets
        text, key, wording = self._text(flow.welcome), WELCOMES[0], flow.welcome
        if flow.welcome_without_visit is not None and not visit and visit_variables(text):
            text, key, wording = self._text(flow.welcome_without_visit), WELCOMES[1], flow.welcome_without_visit
        sheet = welcome_sheet(flow, language, channel, chosen, budgets, values=visit, answers_known=known)
        mark = self.inspection.text_mark((key,), wording, language, channel)
        return self._shown("welcome", key, mark, sheet, text, repeats=True)

    def thanks(self) -> Iterator[Shown]:
        with_visit = self.values.has_visit(self.channel)
        if with_visit:
            yield from self._made(lambda: self._thanks(self.values.visit))
        if not with_visit or self.flow.thank_you_without_visit is not None:
            yield from self._made(lambda: self._thanks({}))

    def _thanks(self, visit: Mapping[str, str]) -> Shown:
        flow, language, channel = self.flow, self.language, self.channel
        values = {**self.values.places(language), **visit}
        text, key, wording = self._text(flow.thank_you), THANKS[0], flow.thank_you
        if flow.thank_you_without_visit is not None and not visit and visit_variables(text):
            text, key, wording = self._text(flow.thank_you_without_visit), THANKS[1], flow.thank_you_without_visit
        shown = thank_you(flow, language, channel, A_REFERENCE, values)
        mark = self.inspection.text_mark((key,), wording, language, channel)
        return self._shown("thank you", key, mark, self._lone(shown), text)

    def _resume(self) -> Shown:
        inspection = self.inspection
        mark = (
            inspection.mark("words", "resume") if "resume" in self.flow.words else inspection.mark("languages", self.language)
        )
        return self._shown("", "words", mark, resume_sheet(self.flow, self.language, self.channel, inspection.budgets))

    def _own_words(self, name: str) -> Iterator[Shown]:
        """A screen in the survey's own words."""
        if self.language in self.flow.words.get(name, {}):
            sheet = self._lone(platform(self.flow, name, self.language))
            yield self._shown("", name, self.inspection.mark("words", name, self.language), sheet)

    def _lone(self, text: str) -> Sheet:
        return Sheet(self.channel, text, budgets=self.inspection.budgets)

    # --- questions -----------------------------------------------------------------------------------------------------------

    def question(self, question: Question) -> Iterator[Shown]:
        """The screens of a question: one, or for a place those of every step but what its lists show."""
        if isinstance(question.kind, Place):
            yield from self._place(question, question.kind)
        else:
            yield from self._made(lambda: self._plain(question))

    def _plain(self, question: Question) -> Shown:
        text = self._text(question.ask)
        values = self._values(question, text)
        sheet = question_sheet(self.flow, question, self.language, self.channel, self.inspection.budgets, values)
        mark = self.inspection.text_mark(("questions", question.name, "ask"), question.ask, self.language, self.channel)
        return self._shown(question.name, "ask", mark, sheet, text, repeats=question.tries > 1)

    def _values(self, question: Question, text: str) -> Mapping[str, str]:
        unclear = question.if_unclear
        named = "{" in text or (unclear is not None and "{" in unclear.text(self.language, self.channel))
        return self.values.places(self.language) if named else {}

    def _place(self, question: Question, kind: Place) -> Iterator[Shown]:
        """A step with a list is shown here as the request to write a name (SMS), or not at all (USSD)."""
        for step, find_by in enumerate(kind.steps):
            if self.channel == "ussd" and find_by.column != CODE:
                continue
            yield from self._made(lambda at=step: self.step(question, at))  # type: ignore[misc]

    def step(self, question: Question, step: int, *, candidates: bool = False) -> Shown:
        """One step of a place question without the entries of its list; by text with the line that asks for a name."""
        kind, language, channel = question.kind, self.language, self.channel
        assert isinstance(kind, Place)
        bare = replace(question, kind=replace(kind, places=PlaceList()))
        text = self._text(question.ask) if step == 0 and not candidates else ""
        spot = Spot(step, hits=("place ",) if candidates else ())
        values = self._values(question, self._text(question.ask))
        sheet = place_sheet(self.flow, bare, language, channel, self.inspection.budgets, values, spot=spot)
        entries = tuple(entry for entry in sheet.entries if not candidates)
        if channel == "sms" and not candidates and kind.steps[step].column != CODE:
            sheet = replace(sheet, below=platform(self.flow, "write_name", language))
            entries = ()
        where = ("questions", question.name, *(("ask",) if step == 0 else ("find by", kind.steps[step].column)))
        mark = (
            self.inspection.text_mark(where, question.ask, language, channel)
            if step == 0
            else self.inspection.mark(*where, language)
        )
        key = "ask" if step == 0 else "find by"
        return self._shown(question.name, key, mark, replace(sheet, entries=entries), text, repeats=question.tries > 1)
