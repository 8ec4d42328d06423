"""The questions in their order: of whom each is asked, in which words, how it can be answered, and what follows."""

from __future__ import annotations

from collections.abc import Iterator

from flows.explaining.answers import how
from flows.explaining.page import CHANNELS, Chapter, Paragraph, View, capital, counted, sentences
from flows.explaining.people import jumps, last_try, people
from flows.model import Consent, Message, Phone, Question, Section, Text
from flows.walk import ways

_COUNTS = {
    "headline": "This is the main figure of the report.",
    "main reason": "This is the main reason in the report.",
    "waiting minutes": "This is the waiting time in the report.",
    "waiting hours": "This is the waiting time in the report.",
    "comment": "This is the comment in the report.",
}


def chapter(view: View) -> Chapter:
    """Every question with its number, and how many there are for one person."""
    return Chapter("The questions", (*_length(view), *_manners(view), *_questions(view)))


def _length(view: View) -> Iterator[Paragraph]:
    has_known = any(question.known_from for question in view.flow.questions)
    for channel in view.channels:
        found = ways(view.flow, channel)
        told = f"{_range(found.fewest, found.most)} {CHANNELS[channel]}"
        if channel == "ussd":
            told += f", at most about {_minutes(found.slowest_s)}"
        if has_known and view.flow.can_have_visit:
            known = ways(view.flow, channel, True)
            told += f"; {_range(known.fewest, known.most)} if the visit list answers what it can"
        yield Paragraph(f"{capital(told)}.", "-")


def _range(fewest: int, most: int) -> str:
    return counted(most, "question") if fewest == most else f"{fewest} to {most} questions"


def _minutes(seconds: int) -> str:
    return f"{seconds} seconds" if seconds < 90 else f"{round(seconds / 30) / 2:g} minutes"


def _manners(view: View) -> Iterator[Paragraph]:
    """What holds for every question that says nothing else."""
    yield Paragraph(
        "Unless something else is said, a question is put up to 3 times; if no answer is understood, it is left out and the "
        "next question follows."
        + (" On the phone menu, 0 leads back to the question before." if "ussd" in view.channels else "")
    )


def _questions(view: View) -> Iterator[Paragraph]:
    section: Section | None = None
    for at, question in enumerate(view.flow.questions):
        if question.section != section:
            yield from _section(view, section, question.section)
            section = question.section
        yield Paragraph("", f"{at + 1}.", question.report_as)
        for text in _points(view, question):
            yield Paragraph(text, level=1)


def _section(view: View, above: Section | None, section: Section | None) -> Iterator[Paragraph]:
    if section is not None and section.only_if is not None:
        yield Paragraph(f"The following part is only for {people(view, section.only_if)}:")
    elif above is not None and above.only_if is not None:
        yield Paragraph("From here on everybody is asked again, unless something else is said:")


def _points(view: View, question: Question) -> Iterator[str]:
    only = f"Asked only of {people(view, question.only_if)}." if question.only_if is not None else ""
    if only:
        yield only
    if question.known_from:
        yield f"Not asked if the visit list says it, in the column “{question.known_from}”."
    yield view.wording(question.ask)
    yield sentences(how(view, question.kind), _skipping(question), *_lasting(view, question))
    after = sentences(*jumps(view, question))
    if after:
        yield after
    if notes := sentences(_counting(question), _privacy(question)):
        yield notes


def _skipping(question: Question) -> str:
    return "They may skip it" if question.may_be_skipped else ""


def _lasting(view: View, question: Question) -> Iterator[str]:
    """What differs from the usual about unclear answers."""
    if isinstance(question.kind, Message):
        return
    if isinstance(question.kind, Consent):
        yield "Whoever gives no clear answer has not consented"
    if question.if_unclear is not None and question.tries > 1:
        yield f"After an unclear answer they first read {view.wording(question.if_unclear)}"
    if question.tries != 3 or question.after_last_try is not None:
        times = {1: "once", 2: "up to twice"}.get(question.tries, f"up to {question.tries} times")
        yield f"It is put {times}; if no answer is understood, {last_try(view, question)}"


def _counting(question: Question) -> str:
    return _COUNTS.get(question.counts_as or "", "")


def _privacy(question: Question) -> str:
    if isinstance(question.kind, Phone):
        return "The number is kept locked away and never goes to the ministry."
    if question.private:
        return "The answers are kept from the ministry until a person has read and released them."
    return "The words go to the ministry as they were written." if isinstance(question.kind, Text) else ""
