"""Words that people say more, or less, than in the window before: what is new, before anybody has a theme for it.

Words are what stands between spaces and punctuation, folded. Khmer mostly sets no spaces: there a word is what its writer set
off by a space or a zero-width space, so few are found; cutting texts into rows of letters instead would show pieces that nobody
said, and is not done. The program has no dictionary of names: a word that is mostly written with a capital inside a sentence
is left out as one, and places and brands that are written so go with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import regex

from flows.folding import fold
from reports.night.evidence import Remark
from reports.night.shape import Word
from reports.stats.rounding import half_up
from reports.stats.words import DISTINCTIVE, distinctive
from reports.text.stop_words import STOP_WORDS

LEAST_SPEAKERS = 10
"""Different people who must have said a word in the window where it is said more."""
MOST_WORDS = 20
PRIOR = 500.0
"""Words it takes before a window is believed over both together; about a hundred short texts."""
SHORTEST = 3
"""Letters of a word in Latin script."""

_MARK = regex.compile(r"\[[a-z]{1,8}\]")
_TOKEN = regex.compile(r"[\p{L}\p{M}]+(?:['’ʼ-][\p{L}\p{M}]+)*")
_SENTENCE_END = frozenset(".!?\n។៕")


@dataclass(frozen=True, slots=True)
class _Told:
    """One word as somebody wrote it. ``capital`` only where it does not begin a sentence, of a text with small letters."""

    word: str
    inside: bool
    capital: bool


@dataclass(slots=True)
class _Use:
    """How a language's words are used in a window."""

    times: Counter[str] = field(default_factory=Counter)
    speakers: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def distinctive_words(now: Iterable[Remark], before: Iterable[Remark]) -> tuple[Word, ...]:
    """At most 20 words, those that moved most first: |z| above 3, said by 10 different people or more.

    z compares how often a word is said among all words of its language, now and before (``reports.stats.words``). The order of
    the remarks means nothing. ``speakers`` are those of the window in which it is said more. Marks of what was taken out, stop
    words and likely names are never among them.
    """
    now, before = list(now), list(before)
    names = _likely_names((*now, *before))
    uses = _uses(now, names), _uses(before, names)
    found = [word for language in sorted({*uses[0], *uses[1]}) for word in _of_language(language, *uses)]
    return tuple(sorted(found, key=lambda word: (-abs(word.z), word.language, word.word))[:MOST_WORDS])


def _of_language(language: str, now: dict[str, _Use], before: dict[str, _Use]) -> Iterator[Word]:
    here, there = now.get(language, _Use()), before.get(language, _Use())
    if not here.times or not there.times:
        return
    for word, z in distinctive(here.times, there.times, PRIOR).items():
        speakers = len(here.speakers[word] if z > 0 else there.speakers[word])
        if abs(z) > DISTINCTIVE and speakers >= LEAST_SPEAKERS and _tellable(len(here.speakers[word])):
            yield Word(word, language, speakers, half_up(z, 1))


def _tellable(speakers_now: int) -> bool:
    """A word that hardly anybody says any more would tell of too few people; that nobody does may be told."""
    return not 0 < speakers_now < LEAST_SPEAKERS


def _uses(remarks: Sequence[Remark], names: set[tuple[str, str]]) -> dict[str, _Use]:
    found: dict[str, _Use] = {}
    for remark in remarks:
        use = found.setdefault(remark.language, _Use())
        for told in _told(remark.words):
            if _says_something(told.word, remark.language) and (remark.language, told.word) not in names:
                use.times[told.word] += 1
                use.speakers[told.word].add(remark.speaker)
    return found


def _says_something(word: str, language: str) -> bool:
    stop = word in STOP_WORDS.get(language, ()) or word in STOP_WORDS["en"]
    return not stop and (len(word) >= SHORTEST or not word.isascii())


def _likely_names(remarks: Iterable[Remark]) -> set[tuple[str, str]]:
    """Words of a language that stand inside sentences with a capital more often than without."""
    inside: Counter[tuple[str, str]] = Counter()
    capital: Counter[tuple[str, str]] = Counter()
    for remark in remarks:
        for told in _told(remark.words):
            inside[remark.language, told.word] += told.inside
            capital[remark.language, told.word] += told.capital
    return {key for key, n in capital.items() if 2 * n > inside[key]}


def _told(words: str) -> Iterator[_Told]:
    """The words of a remark in their order."""
    plain = _MARK.sub(" . ", words)
    mixed = any(sign.islower() for sign in plain)
    end = 0
    for found in _TOKEN.finditer(plain):
        gap, end = plain[end : found.start()], found.end()
        inside = mixed and bool(found.start()) and not _SENTENCE_END.intersection(gap)
        word = fold(found.group()).replace(" ", "")
        if word:
            yield _Told(word, inside, inside and found.group()[0].isupper())
