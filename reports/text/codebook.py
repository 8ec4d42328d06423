"""The coordinator's codebook: by which words the themes of free texts are found, and those that tell of danger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from reports.text.terms import Finder, Term, finder

OTHER = "other"
"""The theme of texts in which none of the others was found; it has no keywords."""

SHIPPED = Path(__file__).with_name("codebook.yaml")

Terms = Mapping[str, tuple[Term, ...]]
"""Language -> keywords."""


@dataclass(frozen=True, slots=True)
class Theme:
    code: str
    names: Mapping[str, str]
    """Language -> how a report calls it."""
    keywords: Terms

    def name_in(self, language: str) -> str:
        """Its name in a language, else in English, else the first it has, else its code."""
        return self.names.get(language) or self.names.get("en") or next(iter(self.names.values()), self.code)


@dataclass(frozen=True, slots=True)
class Danger:
    """Words of danger; those in which they are none; and what a child is called, before a name."""

    words: Terms = field(default_factory=dict)
    not_in: Terms = field(default_factory=dict)
    child: Terms = field(default_factory=dict)


@dataclass(frozen=True)
class Codebook:
    """A codebook that was read without a problem. ``everywhere``: the language whose keywords hold in every text."""

    themes: tuple[Theme, ...]
    everywhere: str = ""
    drafts: tuple[str, ...] = ()
    danger: Danger = Danger()

    def theme(self, code: str) -> Theme | None:
        return next((theme for theme in self.themes if theme.code == code), None)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(theme.code for theme in self.themes)

    @cached_property
    def finders(self) -> Mapping[str, Finder]:
        """Language -> what finds its themes, those of ``everywhere`` among them."""
        languages = {language for theme in self.themes for language in theme.keywords} | {self.everywhere}
        return {language: self._finder({language, self.everywhere}) for language in sorted(languages)}

    def _finder(self, languages: set[str]) -> Finder:
        keywords = (
            (term, theme.code)
            for theme in self.themes
            for language in sorted(languages)
            for term in theme.keywords.get(language, ())
        )
        return finder(keywords)

    @cached_property
    def alarms(self) -> Finder:
        """What finds words of danger and what makes harmless of them, in all languages at once."""
        labelled = (("danger", self.danger.words), ("harmless", self.danger.not_in), ("child", self.danger.child))
        return finder((term, label) for label, terms in labelled for of in terms.values() for term in of)


@lru_cache(maxsize=1)
def shipped() -> Codebook:
    """The codebook that comes with the gateway."""
    from reports.text.reading import read_codebook

    book, problems = read_codebook(SHIPPED.read_bytes())
    assert book is not None, problems
    return book
