"""Names of people in free words, found by what stands before them or by a list that the coordinator keeps.

A word with a capital alone is no name: medicines, months and places are written so too. Khmer has no capitals and mostly no
spaces between words: there a name is found where it was set off by a space or is on the list. What no rule finds, the person
finds who reads a remark before it is released.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import regex

from flows.folding import fold
from reports.text.stop_words import EVERYWHERE, word_set

NAME = "[name]"
MOST_PARTS = 3
"""Words after a title that are taken together for one name."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names on a list: ``words`` are folded names of one or more words by their first word, ``signs`` those in Khmer."""

    words: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    signs: tuple[str, ...] = ()


NO_NAMES = Names()

ADDRESSED = word_set("mr mrs ms mme mlle ntate bwana bi mzee abuti ausi")
"""What is said only before a name, so that the next word is one, small letters or not."""

TITLED = word_set(
    "dr doctor nurse sister brother matron midwife sr miss madam madame monsieur sir prof professor hon officer constable "
    "inspector sergeant clerk teacher chief pastor father docteur infirmier infirmiere soeur agent professeur daktari dkt "
    "son daughter child baby husband wife uncle aunt aunty fils fille enfant bebe mari femme mtoto binti mume mke mora "
    "morali ngoana lesea muuguzi nesi mwalimu afisa karani mama baba dada kaka ngaka mooki nese mosuoe titjhere morena "
    "mofumahali moruti"
)
"""What is said before a name or alone: the next word is a name if it has a capital."""

NOT_NAMES = word_set(
    "health clinic care welfare ward unit hospital centre center grant support protection services service desk office card "
    "friendly department ministry counter in charge union sante hopital afya kliniki hospitali sepetlele tleliniki"
)
"""What stands behind a title with a capital and names a place or an office: *Child Health*, *Sister In Charge*."""

INTRODUCED = (
    "my name is", "his name is", "her name is", "their name is", "names are", "je mappelle", "mon nom est", "son nom est",
    "il sappelle", "elle sappelle", "jina langu ni", "jina lake ni", "naitwa", "anaitwa", "lebitso la ka ke",
    "lebitso la hae ke", "ke bitsoa", "o bitsoa",
)  # fmt: skip

_TOKEN = regex.compile(r"['’]?(?!\p{Khmer})\p{L}(?:(?!\p{Khmer})[\p{L}\p{M}'’\-])*+")
_MARK = re.compile(r"\[[a-z]{1,8}\]")
_BLANK = re.compile(r"\s{1,3}\Z")
_BEHIND_TITLE = re.compile(r"(?:\.\s{0,3}|\s{1,3})\Z")
_KHMER_LETTER = "\u1780-\u17d3\u17dd"
_KHMER = re.compile(rf"[{_KHMER_LETTER}]")
_KHMER_NAMED = re.compile(
    rf"(ឈ្មោះ[ \u200b]{{0,2}})(?:[{_KHMER_LETTER}]{{1,24}}+)(?:[ \u200b][{_KHMER_LETTER}]{{1,8}}+(?![{_KHMER_LETTER}]))?"
)
_KHMER_TITLED = re.compile(rf"((?:លោកស្រី|អ្នកស្រី|លោក)[ \u200b]{{1,2}})(?:[{_KHMER_LETTER}]{{1,14}}+)(?![{_KHMER_LETTER}])")


def by_first_word(names: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Folded names or phrases by their first word, each as its words, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        parts = tuple(fold(name).split())
        if parts:
            found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(set(all_), key=lambda parts: (-len(parts), parts))) for first, all_ in found.items()}


_INTRODUCED = by_first_word(INTRODUCED)


@dataclass(frozen=True, slots=True)
class _Said:
    """A text as its words, folded, and the places where they stand."""

    text: str
    tokens: tuple[regex.Match[str], ...]
    folded: tuple[str, ...]
    shouted: bool
    """Without small letters: capitals say nothing here."""

    def gap(self, i: int) -> str:
        """What stands between word ``i`` and the one before it."""
        return self.text[self.tokens[i - 1].end() : self.tokens[i].start()]

    def has(self, i: int, parts: tuple[str, ...]) -> bool:
        """Whether these words stand from ``i`` on, with blanks between them."""
        if self.folded[i : i + len(parts)] != parts:
            return False
        return all(_BLANK.match(self.gap(j)) for j in range(i + 1, i + len(parts)))


def redact_names(text: str, names: Names = NO_NAMES) -> str:
    """The text with ``[name]`` for every name in Latin letters that a title, an introduction or the list tells."""
    tokens = tuple(found for found in _TOKEN.finditer(text) if not _in_mark(text, found))
    folded = tuple(fold(found.group()) for found in tokens)
    said = _Said(text, tokens, folded, not any(sign.islower() for sign in _MARK.sub("", text)))
    kept, end = [], 0
    for first, after in _spans(said, names):
        kept += [text[end : tokens[first].start()], NAME]
        end = tokens[after - 1].end()
    return "".join((*kept, text[end:]))


def _in_mark(text: str, found: regex.Match[str]) -> bool:
    start, end = found.span()
    return text[start - 1 : start] == "[" and text[end : end + 1] == "]"


def _spans(said: _Said, names: Names) -> Iterator[tuple[int, int]]:
    """From which word to before which one a name stands, in order, apart from one another."""
    i = 0
    while i < len(said.tokens):
        first, after = _named_at(said, names, i)
        if after > first:
            yield first, after
        i = max(after, i + 1)


def _named_at(said: _Said, names: Names, i: int) -> tuple[int, int]:
    """The name that begins at word ``i``, or behind a title or an introduction that does; empty if there is none."""
    for parts in _INTRODUCED.get(said.folded[i], ()):
        if said.has(i, parts):
            behind = i + len(parts)
            follows = behind < len(said.tokens) and _BLANK.match(said.gap(behind))
            return behind, _end(said, behind, any_case=2) if follows else behind
    for parts in names.words.get(said.folded[i], ()):
        if said.has(i, parts):
            return i, i + len(parts)
    if i + 1 < len(said.tokens) and _BEHIND_TITLE.match(said.gap(i + 1)):
        if _is_addressed(said, i):
            return i + 1, _end(said, i + 1, any_case=1)
        if said.folded[i] in TITLED:
            return i + 1, _end(said, i + 1, any_case=0)
    return i, i


def _is_addressed(said: _Said, i: int) -> bool:
    """*'m'e* is a title only with its apostrophe, and *M.* only with its dot."""
    word = said.tokens[i].group()
    if said.folded[i] == "me":
        return "'" in word[1:] or "’" in word[1:]
    return said.folded[i] in ADDRESSED or (word == "M" and said.gap(i + 1).startswith("."))


def _end(said: _Said, first: int, any_case: int) -> int:
    """Before which word a name ends that may begin at ``first``: ``any_case`` of its words need no capital."""
    most = max(1, any_case) if said.shouted else MOST_PARTS
    i = first
    while i < len(said.tokens) and i - first < most and _is_part(said, i, i - first < any_case):
        if i > first and not _joined(said, i):
            break
        i += 1
    return i


def _is_part(said: _Said, i: int, any_case: bool) -> bool:
    word = said.folded[i]
    if word in TITLED or word in ADDRESSED or word in NOT_NAMES or (word in EVERYWHERE and not _is_initial(said, i)):
        return False
    return any_case or said.tokens[i].group().lstrip("'’")[:1].isupper()


def _is_initial(said: _Said, i: int) -> bool:
    return len(said.folded[i]) == 1 and said.text[said.tokens[i].end() : said.tokens[i].end() + 1] == "."


def _joined(said: _Said, i: int) -> bool:
    """Whether a word goes on with the name before it: a blank between them, a dot behind an initial alone."""
    initial = len(said.tokens[i - 1].group()) == 1
    return bool((_BEHIND_TITLE if initial else _BLANK).match(said.gap(i)))


def redact_khmer_names(text: str, names: Names = NO_NAMES) -> str:
    """The text with ``[name]`` for every name in Khmer letters that a title, *named* or the list tells."""
    if not _KHMER.search(text):
        return text
    for name in names.signs:
        text = text.replace(name, NAME)
    return _KHMER_TITLED.sub(rf"\1{NAME}", _KHMER_NAMED.sub(rf"\1{NAME}", text))
