"""Looking for keywords in free words: whole words, stems (``wait*``), phrases; in Khmer, which sets no spaces, any stretch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import regex

from flows.folding import fold

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’‘ʼ]+")
_ELISION = regex.compile(r"(?<![\p{L}\p{M}'’])(?:[cdjlmnst]|qu)['’ʼ](?=\p{L})", regex.IGNORECASE)
"""What French puts before a vowel: *l'attente* is found by *attente*."""
_KHMER = regex.compile(r"\p{Khmer}")
_NOT_KHMER = regex.compile(r"[^\p{Khmer}]+")

Part = tuple[str, bool]
"""A folded word, and whether further letters may follow it."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words as they are compared: folded one by one, and those in Khmer once more in one stretch without spaces."""

    words: tuple[str, ...]
    stretch: str


@dataclass(frozen=True, slots=True)
class Term:
    """A keyword: a phrase of ``parts``, or in Khmer the ``stretch`` that is looked for."""

    parts: tuple[Part, ...]
    stretch: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A label, and from which word to before which one its keyword stands; both -1 for a stretch of Khmer."""

    label: str
    first: int
    after: int


def spoken(text: str) -> Spoken:
    """The words of a text in their order. Punctuation separates words; zero-width spaces do too."""
    words = fold(" ".join(_WORD.findall(_ELISION.sub(" ", text))))
    return Spoken(tuple(words.split()), "" if words.isascii() else _NOT_KHMER.sub("", words))


def term(keyword: str) -> Term | None:
    """A keyword as its author wrote it; ``None`` where nothing is left of it, or its star does not end a word."""
    if _KHMER.search(keyword):
        stretch = spoken(keyword).stretch
        return Term((), stretch) if stretch and "*" not in keyword else None
    parts: list[Part] = []
    for word in keyword.split():
        is_stem = word.endswith("*")
        said = spoken(word.removesuffix("*")).words
        if not said or "*" in word.removesuffix("*"):
            return None
        parts += [*((each, False) for each in said[:-1]), (said[-1], is_stem)]
    return Term(tuple(parts)) if parts else None


@dataclass(frozen=True, slots=True)
class Finder:
    """Terms with their labels, looked up by the first word: the work does not grow with the number of terms."""

    whole: Mapping[str, tuple[tuple[tuple[Part, ...], str], ...]] = field(default_factory=dict)
    stems: Mapping[str, tuple[tuple[tuple[Part, ...], str], ...]] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()
    stretches: tuple[tuple[str, str], ...] = ()

    def labels(self, said: Spoken) -> set[str]:
        """The labels of all terms that stand in the words."""
        return {found.label for found in self.all(said)}

    def all(self, said: Spoken) -> Iterator[Found]:
        """Every place of every term."""
        for i, word in enumerate(said.words):
            for rest, label in self._beginning(word):
                if self._goes_on(said.words, i + 1, rest):
                    yield Found(label, i, i + 1 + len(rest))
        if said.stretch:
            yield from (Found(label, -1, -1) for stretch, label in self.stretches if stretch in said.stretch)

    def _beginning(self, word: str) -> Iterator[tuple[tuple[Part, ...], str]]:
        yield from self.whole.get(word, ())
        for length in self.lengths:
            if length > len(word):
                return
            yield from self.stems.get(word[:length], ())

    @staticmethod
    def _goes_on(words: tuple[str, ...], i: int, rest: tuple[Part, ...]) -> bool:
        if len(words) - i < len(rest):
            return False
        return all(words[i + j].startswith(part) if is_stem else words[i + j] == part for j, (part, is_stem) in enumerate(rest))


def finder(terms: Iterable[tuple[Term, str]]) -> Finder:
    """A finder of these terms, each with its label."""
    whole: dict[str, list[tuple[tuple[Part, ...], str]]] = {}
    stems: dict[str, list[tuple[tuple[Part, ...], str]]] = {}
    stretches = []
    for each, label in terms:
        if each.stretch:
            stretches.append((each.stretch, label))
            continue
        (first, is_stem), *rest = each.parts
        (stems if is_stem else whole).setdefault(first, []).append((tuple(rest), label))
    lengths = tuple(sorted({len(stem) for stem in stems}))
    return Finder(
        {word: tuple(found) for word, found in whole.items()}, {stem: tuple(found) for stem, found in stems.items()}, lengths,
        tuple(stretches),
    )  # fmt: skip
