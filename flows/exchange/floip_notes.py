"""What of a survey the Flow Specification has no words for, told to whoever brings it into another program."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flows.engine.knowing import variable_of
from flows.engine.variables import Variable, scan
from flows.exchange.floip_expressions import is_menu
from flows.exchange.language_codes import UNCODED, three_letters
from flows.model import Consent, Date, Flow, Number, Phone, Place, Question
from flows.reading.keys import MOST_CHOICES
from flows.screen import MOST_ON_ONE_PAGE


def notes(flow: Flow) -> tuple[str, ...]:
    """Each a sentence; only what this survey makes use of."""
    return (*_of_survey(flow), *(note for question in flow.questions for note in _of_question(question)), *_of_answers(flow))


def _of_survey(flow: Flow) -> Iterator[str]:
    yield "How people start, one answer per phone, hours, reminders and how long data is kept are not said there: set them up."
    if flow.visit_columns:
        columns = ", ".join(flow.visit_columns)
        yield f"The visit list ({columns}) is not known there: its columns are looked for as properties of the person."
    for name, wording in (("welcome", flow.welcome_without_visit), ("thank you", flow.thank_you_without_visit)):
        if wording is not None:
            yield f"Of the {name}, the words for people without a visit are given."
    if "stop" in flow.rules.offers:
        yield "Whoever chooses that no more texts come is only told so: what STOP does must be set up."
    for code, name in flow.languages.items():
        if three_letters(code) == UNCODED:
            yield f"{name} ({code}) has no three-letter code that is known here."
    if "call" in flow.channels:
        yield "For voices there are texts to be read aloud, and no recordings."
    yield from _of_names(flow)
    for survey in sorted({jump.starts for question in flow.questions for jump in question.then.values() if jump.starts}):
        yield f"The survey {survey} is started from here: bring it in too."


def _of_names(flow: Flow) -> Iterator[str]:
    named = {piece.name for text in _texts(flow) for piece in scan(text) if isinstance(piece, Variable)}
    for question in flow.questions:
        if variable_of(question.name) in named:
            yield f"Texts that name {question.name} show the code of the place there, not its name."
    if "reference" in named:
        yield "The reference of a conversation is looked for as session.reference."


def _texts(flow: Flow) -> Iterator[str]:
    """The texts in which something of a conversation can be named."""
    for wording in (flow.thank_you, *(question.ask for question in flow.questions)):
        for texts in (wording.texts, *wording.on.values()):
            yield from texts.values()


def _of_question(question: Question) -> Iterator[str]:
    name = question.name
    if question.known_from:
        yield f"{name} is asked of everybody, also where the visit list says it ({question.known_from})."
    if question.if_unclear is not None:
        yield f"{name} has words of its own for an answer that is not understood; they are not said there."
    match question.kind:
        case Place():
            yield from _of_place(question, question.kind)
        case Date():
            yield f"{name} takes any words: that it is a day, and from when to when, must be checked there."
        case Phone():
            yield f"{name} takes any words: 1 stands for the person's own number, and numbers are kept as they are typed."
        case Consent():
            yield f"{name} is a consent ({question.kind.purpose}): the text shown, language and time must be kept there."
        case Number(decimals=decimals):
            yield f"{name} takes {f'at most {decimals} decimals' if decimals else 'whole numbers'}; that is not said there."


def _of_place(question: Question, kind: Place) -> Iterator[str]:
    if is_menu(question):
        if len(kind.steps) > 1:
            yield f"{question.name} offers all its places at once; its other steps are left out."
    else:
        count = len(kind.places.open)
        listed = f"{count:,} places of {kind.list}" if count else f"places of {kind.list}"
        yield f"{question.name} takes any words: over {MOST_CHOICES} choices cannot be offered, so the {listed} stay outside."


def _of_answers(flow: Flow) -> Iterator[str]:
    """What several questions have in common, told once with their names."""
    told: tuple[tuple[str, Callable[[Question], bool]], ...] = (
        ("Answers that are private here have no such mark there: {}.", lambda q: q.private),
        ("How often a question is put before it is left is not said there: {}.", lambda q: q.tries != 3),
        ("Menus are in one piece there, and longer than a page of a phone: {}.", _is_long),
    )
    for sentence, fits in told:
        names = [question.name for question in flow.questions if fits(question)]
        if names:
            yield sentence.format(", ".join(names))


def _is_long(question: Question) -> bool:
    kind = question.kind
    options = getattr(kind, "options", ())
    places = kind.places.open if isinstance(kind, Place) and is_menu(question) else ()
    return max(len(options), len(places)) > MOST_ON_ONE_PAGE
