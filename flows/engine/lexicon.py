"""The words that mean something on a screen: names, labels in every language, further words, yes and no (section 5.2, 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flows.engine.placing import ELSEWHERE
from flows.engine.sheets import AGAIN, LANGUAGE, NOT_NOW, OWN, START, STOP, YES, always_known, platform
from flows.engine.variables import fill
from flows.folding import fold
from flows.model import Choice, Consent, Flow, Phone, Place, Question, Rating, YesNo
from flows.words import word_list

SHORTEST_BEGINNING = 3
"""Signs of a label that are enough if only one label begins so."""

DONT_KNOW = "dont_know"

Pair = tuple[str, str]
"""A word as an author wrote it, and what it means."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    exact: dict[str, str]
    """Folded word -> what it means."""
    labels: tuple[Pair, ...]
    """Folded labels whose beginning is enough, and what they mean."""

    def meaning(self, folded: str) -> str | None:
        """What a folded word means: equal to a known one, else the beginning of labels that all mean the same."""
        found = self.exact.get(folded)
        if found is not None or len(folded) < SHORTEST_BEGINNING:
            return found or None
        begun = {meaning for label, meaning in self.labels if label.startswith(folded)}
        return begun.pop() if len(begun) == 1 else None


EMPTY = Lexicon({}, ())


def answer_lexicon(flow: Flow, question: Question, language: str) -> Lexicon:
    """The words that answer a menu question, for somebody reading ``language``: on a clash that language wins."""
    kind = question.kind
    if isinstance(kind, (YesNo, Consent)):
        return _lexicon(*_yes_and_no(flow, language))
    if isinstance(kind, Rating) and kind.do_not_know:
        return _one_line(flow, "dont_know", DONT_KNOW, language, DONT_KNOW)
    if isinstance(kind, Choice):
        return _choice_lexicon(flow, kind, language)
    if isinstance(kind, Place) and kind.elsewhere:
        return _one_line(flow, "elsewhere", ELSEWHERE, language, ELSEWHERE)
    if isinstance(kind, Phone):
        return _one_line(flow, "this_phone", OWN, language)
    return EMPTY


def welcome_lexicon(flow: Flow, language: str) -> Lexicon:
    """The words that answer the first screen: start and yes, languages and their codes, not now and no, no more texts."""
    codes = _first(language, flow)
    labels = [(platform(flow, "start", code), START) for code in codes]
    languages = [(name, LANGUAGE + code) for code, name in flow.languages.items()] if len(codes) > 1 else []
    refusing = [
        (platform(flow, name, code), offer) for name, offer in (("not_now", NOT_NOW), ("no_more", STOP)) for code in codes
    ]
    by_code = [(code, meaning) for code, (_, meaning) in zip(flow.languages, languages, strict=False)]
    yes_no = [(word, START if means == YES else NOT_NOW) for tier in _yes_and_no(flow, language) for word, means in tier]
    labels += languages + refusing
    return _lexicon(labels, by_code, yes_no, labels=labels)


def resume_lexicon(flow: Flow, language: str) -> Lexicon:
    """The words that answer *Continue where you stopped?*"""
    yes = [[pair for pair in tier if pair[1] == YES] for tier in _yes_and_no(flow, language)]
    labels = [(platform(flow, "again", code), AGAIN) for code in _first(language, flow)]
    return _lexicon(labels, *yes, labels=labels)


def _one_line(flow: Flow, name: str, meaning: str, language: str, *stored: str) -> Lexicon:
    """One platform word in all languages, and what it means; ``stored`` is the value as it is kept."""
    labels = [(platform(flow, name, code), meaning) for code in _first(language, flow)]
    return _lexicon([(value, meaning) for value in stored], labels, labels=labels)


def _choice_lexicon(flow: Flow, kind: Choice, language: str) -> Lexicon:
    names = [(option.name, option.name) for option in kind.options]
    values = always_known(flow)
    labels = [(code, fill(text, values), option.name) for option in kind.options for code, text in option.label.items()]
    shown = [(label, name) for code, label, name in labels if code == language]
    others = [(label, name) for _, label, name in labels]
    also = [(text, option.name) for option in kind.options for text in option.also]
    own_names = {option.name for option in kind.options}
    yes_no = [[pair for pair in tier if pair[1] in own_names] for tier in _yes_and_no(flow, language)]
    return _lexicon(names, shown, also, others, *yes_no, labels=others)


def _yes_and_no(flow: Flow, language: str) -> list[list[Pair]]:
    """The yes and no words of the current language, then those of the survey's other languages."""
    return [
        [
            (form, answer)
            for code in codes
            for answer in ("yes", "no")
            for form in (platform(flow, answer, code), *word_list(flow, f"{answer}_words", code))
        ]
        for codes in ([language], [code for code in flow.languages if code != language])
    ]


def _first(language: str, flow: Flow) -> list[str]:
    return [language, *(code for code in flow.languages if code != language)]


def _lexicon(*tiers: Iterable[Pair], labels: Iterable[Pair] = ()) -> Lexicon:
    """A lexicon in which an earlier tier wins over a later one; a word that means two things in one tier means nothing."""
    exact: dict[str, str] = {}
    for tier in tiers:
        own: dict[str, str] = {}
        for text, meaning in tier:
            folded = fold(text)
            own[folded] = meaning if own.get(folded, meaning) == meaning else ""
        exact = {**own, **exact}
    exact.pop("", None)
    return Lexicon(exact, tuple((fold(text), meaning) for text, meaning in labels))
