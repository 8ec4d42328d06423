"""What a text is about, and whether it tells of danger."""

from __future__ import annotations

from reports.text.codebook import OTHER, Codebook
from reports.text.names import NAME, Names
from reports.text.redaction import redact
from reports.text.terms import Finder, Spoken, spoken

_NAMED = "xxnamedxx"
"""Stands for the mark of a name while words are compared."""


def themes_of(codebook: Codebook, language: str, words: str) -> tuple[str, ...]:
    """The codes of all themes whose keywords stand in the words, in the codebook's order; ``other`` where none does.

    Keywords of ``language`` and of the codebook's *everywhere* are looked for. Words without a letter have no theme.
    """
    said = spoken(words)
    if not any(not word.isdigit() for word in said.words):
        return ()
    finder = codebook.finders.get(language) or codebook.finders.get(codebook.everywhere, Finder())
    found = finder.labels(said)
    if not found:
        return (OTHER,) if codebook.theme(OTHER) is not None else ()
    return tuple(code for code in codebook.codes if code in found)


def is_dangerous(codebook: Codebook, language: str, words: str, names: Names | None = None) -> bool:
    """Whether the words tell of danger, or name a child: then a person must read them, and nothing may count them.

    Words of danger are looked for in all languages, whatever ``language`` the conversation was in: whoever is afraid writes in
    their own. One that stands wholly within a harmless phrase, such as *death certificate*, is none. Raw and redacted words
    give the same.
    """
    named = redact(words, names or Names()).replace(NAME, f" {_NAMED} ")
    said = spoken(named)
    found = list(codebook.alarms.all(_without_harmless(codebook, said)))
    harmless = [(f.first, f.after) for f in found if f.label == "harmless" and f.first >= 0]
    for each in found:
        if each.label == "danger" and not any(a <= each.first and each.after <= b for a, b in harmless):
            return True
        if each.label == "child" and _is_named(said, each.first, each.after):
            return True
    return False


def _is_named(said: Spoken, first: int, after: int) -> bool:
    """A child's name follows at once; in Khmer it is anywhere, because words are not told apart there."""
    return _NAMED in said.words if first < 0 else said.words[after : after + 1] == (_NAMED,)


def _without_harmless(codebook: Codebook, said: Spoken) -> Spoken:
    """The words, the stretch of Khmer without harmless phrases."""
    stretch = said.stretch
    for terms in codebook.danger.not_in.values():
        for term in terms:
            if term.stretch:
                stretch = stretch.replace(term.stretch, "\u17d4")  # a full stop, so that nothing new is put together
    return Spoken(said.words, stretch)
