"""Names that people type, in full, in part, or nearly: the four rules of survey language 4.3, on an index of many names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import islice
from typing import Literal

from flows.folding import fold
from flows.reading.nearest import distance

Rule = Literal["equal", "beginning", "words", "close"]
RULES: tuple[Rule, ...] = ("equal", "beginning", "words", "close")

SHORTEST_BEGINNING = 3
SHORTEST_CLOSE = 4
"""Signs of a typed name, or of a word of a name, below which being close means nothing."""
TWO_SLIPS_FROM = 7
"""Signs of a typed name from which two slips are forgiven instead of one."""
LONGEST_NAME = 100
"""Signs of what is typed; longer texts are no name."""

Owner = int
"""Whose name it is: a number that also gives the order in which hits are offered."""


class NameIndex:
    """Names and whose they are. Made once, each part when it is first needed; then every question to it is cheap."""

    def __init__(self, names: Iterable[tuple[str, Owner]]) -> None:
        self._named: dict[str, list[Owner]] = {}
        for name, owner in names:
            if folded := fold(name):
                self._named.setdefault(folded, []).append(owner)

    def find(self, folded: str, rule: Rule) -> set[Owner]:
        """Who has a name that fits a folded input by one rule."""
        return _FINDERS[rule](self, folded)

    def equal(self, folded: str) -> set[Owner]:
        return set(self._named.get(folded, ()))

    def beginning(self, folded: str) -> set[Owner]:
        """Names that begin with three or more signs."""
        if len(folded) < SHORTEST_BEGINNING:
            return set()
        return _from(self._sorted_names, self._named, folded)

    def words(self, folded: str) -> set[Owner]:
        """Names in which every typed word begins a word; words of fewer than three signs that are no digits say nothing."""
        typed = sorted({w for w in folded.split() if len(w) >= SHORTEST_BEGINNING or w.isdecimal()}, key=len, reverse=True)
        found: set[Owner] | None = None
        for word in typed:
            having = _from(self._sorted_words, self._worded, word)
            found = having if found is None else found & having
            if not found:
                break
        return found or set()

    def close(self, folded: str) -> set[Owner]:
        """Names, or words of four or more signs in them, that differ by a slip or two of the finger."""
        if len(folded) < SHORTEST_CLOSE or not any(sign.isalpha() for sign in folded):
            return set()
        limit = 2 if len(folded) >= TWO_SLIPS_FROM else 1
        terms = (
            term
            for length in range(len(folded) - limit, len(folded) + limit + 1)
            for term in self._alike(folded, length, limit)
        )
        return {owner for term in terms if distance(folded, term, limit) <= limit for owner in self._owners_of(term)}

    def _alike(self, folded: str, length: int, limit: int) -> list[str]:
        """Terms of a length whose letters are nearly the same: one slip takes at most one letter and brings at most one."""
        mask = _letters(folded)
        return [term for term, letters in self._by_length.get(length, ()) if (letters ^ mask).bit_count() <= 2 * limit]

    def _owners_of(self, term: str) -> Iterable[Owner]:
        yield from self._named.get(term, ())
        if len(term) >= SHORTEST_CLOSE:
            yield from self._worded.get(term, ())

    @cached_property
    def _worded(self) -> dict[str, list[Owner]]:
        worded: dict[str, list[Owner]] = {}
        for name, owners in self._named.items():
            for word in set(name.split()):
                worded.setdefault(word, []).extend(owners)
        return worded

    @cached_property
    def _sorted_names(self) -> list[str]:
        return sorted(self._named)

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self._worded)

    @cached_property
    def _by_length(self) -> dict[int, list[tuple[str, int]]]:
        """Every name and every longer word with the mask of its letters, by its length."""
        terms = self._named.keys() | {word for word in self._worded if len(word) >= SHORTEST_CLOSE}
        by_length: dict[int, list[tuple[str, int]]] = {}
        for term in terms:
            by_length.setdefault(len(term), []).append((term, _letters(term)))
        return by_length


_FINDERS: dict[Rule, Callable[[NameIndex, str], set[Owner]]] = {
    "equal": NameIndex.equal,
    "beginning": NameIndex.beginning,
    "words": NameIndex.words,
    "close": NameIndex.close,
}


def _from(ordered: list[str], owners: dict[str, list[Owner]], beginning: str) -> set[Owner]:
    """The owners of all terms with a beginning."""
    found: set[Owner] = set()
    for term in islice(ordered, bisect_left(ordered, beginning), None):
        if not term.startswith(beginning):
            break
        found.update(owners[term])
    return found


def _letters(term: str) -> int:
    """A mask of the letters of a term: for each of 32 classes of letters three bits, as many of them set as it occurs."""
    mask = 0
    for sign in term:
        at = 3 * (ord(sign) % 32)
        filled = mask >> at & 7
        mask |= (filled << 1 | 1 if filled < 7 else 7) << at
    return mask
