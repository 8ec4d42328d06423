"""Files that were saved before UTF-8: which letters their bytes stand for, where that is certain."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from flows.reading.signs import REFUSED

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = frozenset("‘’“”–—…•€°§«»©®\u00a0·¿¡½¼¾")
"""Signs beside letters that people type in Windows; any other sign tells of other bytes."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how people call the way in which it was saved."""

    text: str
    name: str


def legacy(raw: bytes) -> Decoded | None:
    """The text of bytes that are no UTF-8; ``None`` if they could mean more than one thing."""
    for mark, coding in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw, coding, "UTF-16")
    found = _decoded(raw, "cp1252", "the Windows letters")
    return found if found is not None and _is_certain(found.text) else None


def text_of(source: str | bytes) -> str:
    """The text of a survey's file as repairs see it: old letters already converted, what is unreadable replaced."""
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError:
        found = legacy(source)
        return found.text if found is not None else source.decode("utf-8", "replace")


def _decoded(raw: bytes, coding: str, name: str) -> Decoded | None:
    try:
        return Decoded(raw.decode(coding), name)
    except UnicodeDecodeError:
        return None


def _is_certain(text: str) -> bool:
    """True if every foreign letter stands in a word like European ones do; Cyrillic or DOS bytes give words that do not."""
    if REFUSED.search(text.replace("\r\n", "\n")):
        return False
    foreign = [sign for sign in text if not sign.isascii()]
    if not all(sign.isalpha() or sign in _SIGNS for sign in foreign):
        return False
    return all(_is_likely(word) for word in _WORD.findall(text))


def _is_likely(word: str) -> bool:
    if word.isascii():
        return True
    if re.search(r"[^\x00-\x7f]{3}", word) or (len(word) > 1 and not re.search("[A-Za-z]", word)):
        return False
    return word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())
