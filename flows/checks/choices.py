"""The choices of a question: can people tell them apart, and will what they type mean what they see?"""

from __future__ import annotations

from flows.checks.inspection import Inspection
from flows.folding import fold
from flows.model import Choice, Option, Question
from flows.words import word, word_list

ON_THE_SCREEN = ("more", "back", "skip")


def check(inspection: Inspection) -> None:
    """E403 to E406, W407 to W409."""
    words = _Words(inspection)
    for question in inspection.flow.questions:
        if isinstance(question.kind, Choice):
            inspection.findings.question = question.name
            for language in inspection.languages:
                _check_labels(inspection, words, question, question.kind, language)
            _check_names(inspection, words, question, question.kind)
            _check_press(inspection, question, question.kind)
    inspection.findings.question = ""


class _Words:
    """Words as they are compared, each folded once, and those that mean something else already."""

    def __init__(self, inspection: Inspection) -> None:
        flow, languages = inspection.flow, inspection.languages
        self._folded: dict[str, str] = {}
        shown = [word(flow, name, code) for code in languages for name in ON_THE_SCREEN]
        self.service = {self.fold(text): text for text in shown}
        by_text = "sms" in flow.channels
        ending = ("stop_words", "delete_words")
        lists = (word_list(flow, name, code) for name in ending for code in languages if by_text)
        self.stop: frozenset[str] = frozenset().union(*lists)

    def fold(self, text: str) -> str:
        found = self._folded.get(text)
        if found is None:
            found = self._folded[text] = fold(text)
        return found


def _check_labels(inspection: Inspection, words: _Words, question: Question, kind: Choice, language: str) -> None:
    """Labels and further words of one language that cannot be told apart, or that mean something else already."""
    seen: dict[str, tuple[Option, str]] = {}
    name = inspection.flow.languages[language]
    for at, option in enumerate(kind.options, 1):
        label = option.label.get(language, "")
        folded = words.fold(label)
        mark = inspection.mark("questions", question.name, "choices", option.name, language)
        for written in (label, *option.also):
            first, alike = seen.setdefault(words.fold(written), (option, written)) if written else (option, "")
            if first is not option:
                inspection.findings.add("E403", mark, language=language, a=alike, b=written, name=name)
        if label[:1].isdigit():
            inspection.findings.add("W407", mark, language=language, position=option.press or at, label=label)
        if folded and folded in words.service:
            inspection.findings.add("W408", mark, language=language, label=label, word=words.service[folded])
        if words.stop and not words.stop.isdisjoint({folded, *map(words.fold, option.also)} - {""}):
            inspection.findings.add("W409", mark, language=language, label=label)


def _check_names(inspection: Inspection, words: _Words, question: Question, kind: Choice) -> None:
    """E404: a label or a further word that is the stored name of another choice."""
    names = {words.fold(option.name): option for option in kind.options}
    for option in kind.options:
        for language, written in [*option.label.items(), *(("", further) for further in option.also)]:
            other = names.get(words.fold(written))
            if other is not None and other is not option:
                where = ("questions", question.name, "choices", option.name, language)
                mark = inspection.mark(*where) if language else option.mark
                inspection.findings.add("E404", mark, language=language, label=written, name=other.name)


def _check_press(inspection: Inspection, question: Question, kind: Choice) -> None:
    digits = [option.press for option in kind.options]
    if not any(digits):
        return
    if None in digits or len(set(digits)) < len(digits):
        option = next(o for at, o in enumerate(kind.options) if o.press is None or o.press in digits[:at])
        inspection.findings.add("E405", option.mark)
    elif "ussd" in inspection.flow.channels:
        for language in inspection.languages:
            _check_pages(inspection, question, kind, language)


def _check_pages(inspection: Inspection, question: Question, kind: Choice, language: str) -> None:
    """E406: with fixed digits all choices stand on one screen."""
    if any(language not in texts for texts in (question.ask.texts, *(option.label for option in kind.options))):
        return
    pages = len(inspection.plan.pages(question, language, "ussd"))
    if pages > 1:
        mark, name = inspection.question_mark(question, "choices"), inspection.flow.languages[language]
        inspection.findings.add("E406", mark, language=language, channel="ussd", pages=pages, name=name)
