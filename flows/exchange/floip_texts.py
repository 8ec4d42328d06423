"""The texts of a survey as resources of the Flow Specification: every language, and where channels differ, every mode.

A menu's text holds its numbered lines too, as a phone shows them: that is what the specification sends by SMS and USSD.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from flows.engine.knowing import variable_of
from flows.engine.lexicon import DONT_KNOW, answer_lexicon
from flows.engine.placing import ELSEWHERE, columns_of
from flows.engine.sheets import platform, question_sheet, thank_you, welcome_sheet
from flows.engine.variables import fill
from flows.exchange.floip_expressions import MODES, block_name, is_menu, quoted
from flows.exchange.language_codes import UNCODED, three_letters
from flows.folding import fold
from flows.model import Flow, Place, Question, Rating
from flows.places.facilities import group_columns
from flows.places.labels import labels_apart
from flows.screen import Entry, Sheet, whole_text

TEXT_MODE = "TEXT"
REFERENCE = "session.reference"
"""Where the reference of a conversation is looked for: the specification has none."""

_AT = "\ue000"
"""Stands for the sign that begins an expression until all other such signs are doubled."""

TextOf = Callable[[str, str], str]
"""Language and channel -> text."""


def language_id(code: str) -> str:
    """A language as other programs call it: three letters, or ``mis-xx`` where there are none."""
    three = three_letters(code)
    return f"{UNCODED}-{code}" if three == UNCODED else three


@dataclass(slots=True)
class Resources:
    """The texts given so far; ``uuid_of`` gives a path its identity."""

    flow: Flow
    uuid_of: Callable[[str], str]
    made: list[dict[str, Any]] = field(default_factory=list)

    @property
    def modes(self) -> dict[str, str]:
        """Channel -> mode. A survey that nobody can start yet has texts for any."""
        return {channel: MODES[channel] for channel in self.flow.channels} or {"sms": TEXT_MODE}

    def add(self, path: str, text_of: TextOf) -> str:
        """The identity of a new resource with this text."""
        uuid = self.uuid_of(f"resource/{path}")
        self.made.append({"uuid": uuid, "values": [value for code in self.flow.languages for value in self._of(code, text_of)]})
        return uuid

    def _of(self, code: str, text_of: TextOf) -> Iterator[dict[str, Any]]:
        modes_of: dict[str, list[str]] = {}
        for channel, mode in self.modes.items():
            modes_of.setdefault(text_of(code, channel), []).append(mode)
        for text, modes in modes_of.items():
            yield {
                "language_id": language_id(code),
                "content_type": "TEXT",
                "mime_type": "text/plain",
                "modes": modes,
                "value": text.replace("@", "@@").replace(_AT, "@"),
            }


# --- what stands for variables -----------------------------------------------------------------------------------------------


def _values(flow: Flow, language: str) -> dict[str, str]:
    """Every variable as an expression: the code of a place, a column of the visit list as a property of the person."""
    places = {variable_of(q.name): _place(q, language) for q in flow.questions if isinstance(q.kind, Place)}
    return {**places, **{f"visit.{name}": f"{_AT}(contact.{property_name(name)})" for name in flow.visit_columns}}


def property_name(column: str) -> str:
    return column.replace(" ", "_")


def _place(question: Question, language: str) -> str:
    value = f"results.{block_name(question.name)}.value"
    if question.if_unknown is None:
        return f"{_AT}({value})"
    return f"{_AT}(IF({value} = NULL, {quoted(fill(question.if_unknown[language], {}))}, {value}))"


# --- screens -----------------------------------------------------------------------------------------------------------------


def welcome(flow: Flow, chosen: bool) -> TextOf:
    """The first screen; ``chosen``: in a language that was asked for, so that it only waits for *Start*."""

    def text(language: str, channel: str) -> str:
        sheet = welcome_sheet(flow, language, channel, chosen, values=_visit(flow, language))
        return whole_text(replace(sheet, zero_line=""))

    return text


def thanks(flow: Flow) -> TextOf:
    def text(language: str, channel: str) -> str:
        values = _values(flow, language)
        without = {name: value for name, value in values.items() if not name.startswith("visit.")}
        known = values if flow.thank_you_without_visit is None else without
        return thank_you(flow, language, channel, f"{_AT}({REFERENCE})", known)

    return text


def _visit(flow: Flow, language: str) -> dict[str, str]:
    """What fills the welcome: nothing where the survey has words for people without a visit."""
    return {} if flow.welcome_without_visit is not None else _values(flow, language)


def asked(flow: Flow, question: Question) -> TextOf:
    """A question with the lines below it; of a place, with the words of the step at which it is asked there."""
    return lambda language, channel: whole_text(_sheet(flow, question, language, channel))


def _sheet(flow: Flow, question: Question, language: str, channel: str) -> Sheet:
    sheet = question_sheet(flow, question, language, channel, values=_values(flow, language))
    kind = question.kind
    if not isinstance(kind, Place):
        return sheet
    step = kind.steps[-1 if is_menu(question) else 0]
    wording = f"{sheet.wording}\n{fill(step.ask[language], {})}"
    return replace(sheet, wording=wording, entries=tuple(choices(flow, question, language, channel)))


# --- choices -----------------------------------------------------------------------------------------------------------------


def choices(flow: Flow, question: Question, language: str, channel: str) -> Iterator[Entry]:
    """What can be chosen, by the value that is stored."""
    kind = question.kind
    if isinstance(kind, Place) and is_menu(question):
        yield from _places(kind, language, channel)
        yield from [Entry(ELSEWHERE, platform(flow, "elsewhere", language))] * kind.elsewhere
    elif isinstance(kind, Rating):
        ends = {kind.low: kind.lowest, kind.high: kind.highest}
        for value in range(kind.low, kind.high + 1):
            named = ends.get(value)
            yield Entry(str(value), f"{value} {fill(named[language], {})}" if named else str(value), value)
        yield from [Entry(DONT_KNOW, platform(flow, "dont_know", language), kind.high + 1)] * kind.do_not_know
    elif is_menu(question):
        yield from question_sheet(flow, question, language, channel).entries


def _places(kind: Place, language: str, channel: str) -> Iterator[Entry]:
    found, columns = kind.places.open, group_columns(columns_of(kind))
    labels = labels_apart(kind.places, found, columns, language, short=channel == "ussd")
    yield from (Entry(place.code, label) for place, label in zip(found, labels, strict=True))


def words_for(flow: Flow, question: Question, entry: Entry, at: int, language: str) -> list[str]:
    """What people may write to make a choice, each once: its digit, its label, its name and other words for it."""
    exact = answer_lexicon(flow, question, language).exact
    place = question.kind.places.facility(entry.value) if isinstance(question.kind, Place) else None
    called = place.called if place is not None else ()
    words = (str(entry.press or at), entry.label, entry.value, *called)
    known = {fold(word) for word in words}
    return list(dict.fromkeys((*words, *(word for word, value in exact.items() if value == entry.value and word not in known))))
