"""A draft whose translations are not all there, made whole so that it can be tried: 8.1 of the language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flows.model import Choice, Flow, Kind, Number, Place, Question, Rating, Texts, Wording


def filled(flow: Flow) -> Flow:
    """The survey with every missing text taken from its main language, with that language's code as a mark: ``[en] Start?``.

    Where the main language has none, the first language that has one stands in.
    """
    return replace(
        flow,
        welcome=_wording(flow, flow.welcome),
        welcome_without_visit=_optional(flow, flow.welcome_without_visit),
        questions=tuple(_question(flow, question) for question in flow.questions),
        thank_you=_wording(flow, flow.thank_you),
        thank_you_without_visit=_optional(flow, flow.thank_you_without_visit),
    )


def _question(flow: Flow, question: Question) -> Question:
    return replace(
        question,
        ask=_wording(flow, question.ask),
        if_unclear=_optional(flow, question.if_unclear),
        if_unknown=_some(flow, question.if_unknown),
        kind=_kind(flow, question.kind),
    )


def _kind(flow: Flow, kind: Kind) -> Kind:
    match kind:
        case Choice():
            return replace(kind, options=tuple(replace(each, label=_texts(flow, each.label)) for each in kind.options))
        case Rating():
            return replace(kind, lowest=_some(flow, kind.lowest), highest=_some(flow, kind.highest))
        case Number():
            return replace(kind, unit=_some(flow, kind.unit))
        case Place():
            return replace(kind, steps=tuple(replace(each, ask=_texts(flow, each.ask)) for each in kind.steps))
        case _:
            return kind


def _optional(flow: Flow, wording: Wording | None) -> Wording | None:
    return None if wording is None else _wording(flow, wording)


def _wording(flow: Flow, wording: Wording) -> Wording:
    """A text for channels only is filled there; beside a common text it may lack languages."""
    if wording.texts:
        return replace(wording, texts=_texts(flow, wording.texts))
    return replace(wording, on={channel: _texts(flow, texts) for channel, texts in wording.on.items()})


def _some(flow: Flow, texts: Texts | None) -> Texts | None:
    return None if texts is None else _texts(flow, texts)


def _texts(flow: Flow, texts: Texts) -> Texts:
    marked = _marked(texts, flow.languages)
    return {code: texts.get(code, marked) for code in flow.languages}


def _marked(texts: Texts, languages: Iterable[str]) -> str:
    return next((f"[{code}] {texts[code]}" for code in languages if code in texts), "")
