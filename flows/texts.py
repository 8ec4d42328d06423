"""Every text of a survey that people see, by where it stands, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator

from flows.model import Choice, Flow, Number, Place, Question, Rating, Texts, Wording

Path = tuple[str, ...]
"""Keys from the left edge, as the reader's marks have them without the language: ``("questions", "wait", "ask", "sms")``."""


def texts_of(flow: Flow) -> dict[Path, Texts]:
    """The texts by language at each place."""
    found = dict(_opening(flow))
    for question in flow.questions:
        found.update((("questions", question.name, *path), texts) for path, texts in texts_of_question(question))
    return found | dict(_closing(flow))


def texts_of_survey(flow: Flow) -> dict[Path, Texts]:
    """Those that belong to no question."""
    return dict(_opening(flow)) | dict(_closing(flow))


def _opening(flow: Flow) -> Iterator[tuple[Path, Texts]]:
    yield from _wording("welcome", flow.welcome)
    yield from _wording("welcome without a visit", flow.welcome_without_visit)


def _closing(flow: Flow) -> Iterator[tuple[Path, Texts]]:
    yield from _wording("thank you", flow.thank_you)
    yield from _wording("thank you without a visit", flow.thank_you_without_visit)
    for name, texts in flow.words.items():
        yield ("words", name), texts


def texts_of_question(question: Question) -> Iterator[tuple[Path, Texts]]:
    """Those of one question, by their path below it."""
    yield from _wording("ask", question.ask)
    yield from _of_kind(question)
    yield from _wording("if unclear", question.if_unclear)
    if question.if_unknown is not None:
        yield ("if unknown say",), question.if_unknown


def _wording(key: str, wording: Wording | None) -> Iterator[tuple[Path, Texts]]:
    if wording is None:
        return
    if wording.texts:
        yield (key,), wording.texts
    for channel, texts in wording.on.items():
        yield (key, channel), texts


def _of_kind(question: Question) -> Iterator[tuple[Path, Texts]]:
    kind = question.kind
    if isinstance(kind, Choice):
        for option in kind.options:
            yield ("choices", option.name), option.label
    elif isinstance(kind, Rating):
        yield from ((("lowest",), kind.lowest),) if kind.lowest is not None else ()
        yield from ((("highest",), kind.highest),) if kind.highest is not None else ()
    elif isinstance(kind, Number) and kind.unit is not None:
        yield ("unit",), kind.unit
    elif isinstance(kind, Place):
        for step in kind.steps:
            yield ("find by", step.column), step.ask
