"""A card as somebody filled it in -> the actions that make the text say it: one for everything that was changed, none else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping

from flows.editing.proof import as_read
from flows.reading.quantities import RESERVED
from gateway.editing.acting import Deed
from gateway.editing.cards import VALUES, Asked, Block, Card, Words
from gateway.editing.choosing import A_NUMBER

Fields = Mapping[str, str]
"""``words/ask/en``, ``value/tries``, ``test/0`` with ``number/0``, ``join``, ``then/yes``, ``source``; absent: untouched."""
MOST_TESTS = 9
_RESERVED = RESERVED | {"yes", "no"}


def deeds(card: Card, filled: Fields) -> Iterator[Deed]:
    """What was changed in a card: its text as a whole first, then its wordings, values, condition and jumps."""
    source = filled.get("source")
    if source is not None and _plain(source) != _plain(card.source):
        yield "set lines", {"first": str(card.first), "last": str(card.last), "lines": source, "question": card.name}
    yield from of_words(card.every, filled, about=("questions", card.name))
    for key in VALUES:
        given = filled.get(f"value/{key}")
        if given is not None and as_read(given) != card.values.get(key, ""):
            yield "set value", {"path": f"questions/{card.name}/{key}", "value": given}
    yield from _condition(card, filled)
    for key, to in filled.items():
        answer = key.removeprefix("then/")
        if key.startswith("then/") and to != card.then.get(answer, ""):
            yield "set jump", {"question": card.name, "answer": answer, "to": to}


def of_blocks(every: Iterable[Block], filled: Fields) -> Iterator[Deed]:
    """The blocks of the survey itself that were written anew, the last first, so that no line moves under another."""
    for block in sorted(every, key=lambda each: -each.first):
        given = filled.get(f"block/{block.key}")
        if given is not None and _plain(given) != _plain(block.source):
            yield "set lines", {"first": str(block.first), "last": str(block.last), "lines": given, "path": block.key}


def of_words(every: Collection[Words], filled: Fields, about: tuple[str, ...] = ()) -> Iterator[Deed]:
    """The wordings that were changed, and those that were not there before; of the others none is touched."""
    there = {words.path: words.texts for words in every}
    for key, text in filled.items():
        head, *path = key.split("/")
        if head != "words" or len(path) < 2:
            continue
        *place, language = path
        whole = (*about, *place)
        if as_read(text) != as_read(there.get(whole, {}).get(language, "")):
            yield "set wording", {"path": "/".join(whole), "language": language, "words": text}


def _condition(card: Card, filled: Fields) -> Iterator[Deed]:
    if "test/0" not in filled or card.asked.by_hand:
        return
    lines = tuple(_tests(filled))
    all_of = filled.get("join", "and") != "or"
    if lines == card.asked.lines and (all_of == card.asked.all_of or len(lines) < 2):
        return
    how, written = _written(card.asked, lines, all_of)
    yield "set condition", {"question": card.name, "how": how, "lines": "\n".join(written)}


def _tests(filled: Fields) -> Iterator[str]:
    for at in range(MOST_TESTS):
        test = filled.get(f"test/{at}", "").strip()
        if A_NUMBER in test:
            test = test.replace(A_NUMBER, filled.get(f"number/{at}", "").strip() or "0")
        if test:
            yield test


def _written(before: Asked, lines: tuple[str, ...], all_of: bool) -> tuple[str, tuple[str, ...]]:
    """As a list where it was one, else in one line."""
    if before.how != "only if" and len(lines) > 1:
        return ("only if all of" if all_of else "only if any of"), lines
    return "only if", ((" and " if all_of else " or ").join(lines),) if lines else ()


def condition(filled: Fields) -> str:
    """The condition of a new question in one line; empty: everybody is asked."""
    return (" or " if filled.get("join") == "or" else " and ").join(_tests(filled))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip("\n")


def name_for(wording: str, taken: Collection[str], otherwise: str = "question") -> str:
    """A name out of a wording that nothing else has.

    >>> name_for("Were you given a receipt?", ["given_a_receipt"])
    'you_given_a_receipt'
    """
    plain = unicodedata.normalize("NFKD", wording).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if not word.isdigit()]
    for count in (3, 4, 5):
        name = "_".join(words[-count:])[-30:].strip("_").lstrip("0123456789_")
        if name and name not in taken and name not in _RESERVED:
            return name
    base = ("_".join(words[-3:])[-26:].strip("_").lstrip("0123456789_")) or otherwise
    return next(name for n in range(2, 999) if (name := f"{base}_{n}") not in taken)
