"""What each kind of answer can get wrong once it has been read."""

from __future__ import annotations

from flows.asking import zero_is_an_answer
from flows.checks.inspection import Inspection
from flows.folding import fold
from flows.model import Choice, Consent, Number, Option, Question, Rating, Text
from flows.words import word, word_list

A_LARGE_NUMBER = 1_000_000
EASY_STEPS = 5
TYPED_ON_USSD = 80
ON_THE_SCREEN = ("more", "back", "skip")


def check(inspection: Inspection) -> None:
    """E403 to E406, W407 to W409, E411, N412, W414, W425, W426, W428, N429."""
    purposes: dict[str, Question] = {}
    for question in inspection.flow.questions:
        inspection.findings.question = question.name
        match question.kind:
            case Choice():
                _check_choice(inspection, question, question.kind)
            case Rating():
                _check_rating(inspection, question, question.kind)
            case Number(high=high):
                if high > A_LARGE_NUMBER:
                    inspection.findings.add("N412", inspection.question_mark(question, "to"), high=high)
            case Text():
                _check_text(inspection, question, question.kind)
            case Consent(purpose=purpose):
                first = purposes.setdefault(purpose, question)
                if first is not question:
                    mark = inspection.question_mark(question, "consent to")
                    inspection.findings.add("W425", mark, first=first.name, second=question.name)
        _check_tries(inspection, question)
    inspection.findings.question = ""


def _check_tries(inspection: Inspection, question: Question) -> None:
    if question.may_be_skipped and zero_is_an_answer(question.kind) and isinstance(question.kind, Number | Rating):
        inspection.findings.add("E411", inspection.question_mark(question, "may be skipped"))
    if question.tries == 1 and question.if_unclear is not None:
        inspection.findings.add("W426", question.if_unclear.mark)


def _check_rating(inspection: Inspection, question: Question, kind: Rating) -> None:
    steps = kind.high - kind.low + 1
    if kind.lowest is None or kind.highest is None:
        inspection.findings.add("W414", inspection.question_mark(question, "answer"), how="Without words for both ends")
    elif steps > EASY_STEPS:
        inspection.findings.add("W414", inspection.question_mark(question, "to"), how=f"With {steps} steps")


def _check_text(inspection: Inspection, question: Question, kind: Text) -> None:
    if not question.private:
        inspection.findings.add("W428", inspection.question_mark(question, "private"))
    if kind.longest > TYPED_ON_USSD and "ussd" in inspection.flow.channels:
        inspection.findings.add("N429", inspection.question_mark(question, "longest"), longest=kind.longest)


def _check_choice(inspection: Inspection, question: Question, kind: Choice) -> None:
    for language in inspection.languages:
        _check_labels(inspection, question, kind, language)
    _check_names(inspection, question, kind)
    _check_press(inspection, question, kind)


def _check_labels(inspection: Inspection, question: Question, kind: Choice, language: str) -> None:
    """Labels and further words of one language that cannot be told apart, or that mean something else already."""
    seen: dict[str, tuple[Option, str]] = {}
    name, stop, service = inspection.flow.languages[language], _stop_words(inspection), _service_words(inspection)
    for at, option in enumerate(kind.options, 1):
        label = option.label.get(language, "")
        mark = inspection.mark("questions", question.name, "choices", option.name, language)
        for written in (label, *option.also):
            first, alike = seen.setdefault(fold(written), (option, written)) if written else (option, "")
            if first is not option:
                inspection.findings.add("E403", mark, language=language, a=alike, b=written, name=name)
        if label[:1].isdigit():
            inspection.findings.add("W407", mark, language=language, position=option.press or at, label=label)
        if fold(label) in service and label:
            inspection.findings.add("W408", mark, language=language, label=label, word=service[fold(label)])
        if "sms" in inspection.flow.channels and stop & {fold(label), *map(fold, option.also)} - {""}:
            inspection.findings.add("W409", mark, language=language, label=label)


def _service_words(inspection: Inspection) -> dict[str, str]:
    """What is printed behind 9 and 0 in any language of the survey, by its folded form."""
    shown = (word(inspection.flow, name, code) for code in inspection.languages for name in ON_THE_SCREEN)
    return {fold(text): text for text in shown}


def _stop_words(inspection: Inspection) -> frozenset[str]:
    return frozenset().union(*(word_list(inspection.flow, "stop_words", code) for code in inspection.languages))


def _check_names(inspection: Inspection, question: Question, kind: Choice) -> None:
    names = {fold(option.name): option for option in kind.options}
    for option in kind.options:
        where = ("questions", question.name, "choices", option.name)
        further = [("", written) for written in option.also]
        for language, written in [*option.label.items(), *further]:
            other = names.get(fold(written))
            if other is not None and other is not option:
                mark = inspection.mark(*where, language) if language else option.mark
                inspection.findings.add("E404", mark, language=language, label=written, name=other.name)


def _check_press(inspection: Inspection, question: Question, kind: Choice) -> None:
    digits = [option.press for option in kind.options]
    if not any(digits):
        return
    if None in digits or len(set(digits)) < len(digits):
        option = next(o for at, o in enumerate(kind.options) if o.press is None or o.press in digits[:at])
        inspection.findings.add("E405", option.mark)
        return
    if "ussd" in inspection.flow.channels:
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
