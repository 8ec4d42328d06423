"""Making what people type comparable with what a survey says, and cutting words only between whole letters.

``fold`` is section 5.1 of the survey language. Both sides of every comparison go through it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

_CLUSTER = regex.compile(r"\X")

_APOSTROPHES = "'’‘ʼʻ`´′‛＇"
_SPACES = "-/_ \t\r\n\f\v"
_ASCII = {
    code: chr(code).lower() if chr(code).isalnum() else (" " if chr(code) in _SPACES else None) for code in range(128)
}  # fmt: skip

_JOINERS = "\u200c\u200d"
_HIDDEN_MARKS = frozenset("\u034f\u20e3\u17b4\u17b5\u180b\u180c\u180d") | {chr(code) for code in range(0xFE00, 0xFE10)}
"""Marks nobody sees: variation selectors, the keycap around a digit, the Khmer inherent vowels."""


def fold(text: str) -> str:
    """What is left of a text when writing habits are taken away: compatible forms, small letters, plain digits, no accents on
    Latin letters, no apostrophes, no punctuation, single spaces.
    """
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    return _fold_beyond_ascii(text)


@lru_cache(maxsize=4096)
def _fold_beyond_ascii(text: str) -> str:
    without_apostrophes = "".join(sign for sign in text if sign not in _APOSTROPHES)
    compatible = unicodedata.normalize("NFKC", without_apostrophes).casefold()
    folded: list[str] = []
    keeps_marks = True
    for sign in unicodedata.normalize("NFD", compatible):
        category = unicodedata.category(sign)
        if category[0] == "M":
            if keeps_marks and sign not in _HIDDEN_MARKS:
                folded.append(sign)
            continue
        plain = _folded_sign(sign, category)
        keeps_marks = not (plain.isascii() or _is_latin(sign))  # a mark goes with the sign that it stood on
        folded.append(plain)
    return " ".join(unicodedata.normalize("NFC", "".join(folded)).split())


def _folded_sign(sign: str, category: str) -> str:
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if sign in _SPACES or category in ("Pd", "Zs", "Zl", "Zp"):
        return " "
    if sign in _APOSTROPHES or category[0] in "PSC":
        return ""
    return sign


def _is_latin(sign: str) -> bool:
    return sign.isascii() or unicodedata.name(sign, "").startswith("LATIN ")


def letters(text: str) -> list[str]:
    """The whole letters of a text: extended grapheme clusters of Unicode (UAX 29), in order."""
    return _CLUSTER.findall(text)


def cut(text: str, longest: int) -> str:
    """The beginning of a text with at most ``longest`` characters, cut between whole letters.

    A single cluster longer than that (hundreds of marks piled on one letter) is cut within, so that something is kept.
    """
    if len(text) <= longest:
        return text
    kept, used = [], 0
    for letter in letters(text[: longest + 64]):
        if used + len(letter) > longest:
            break
        kept.append(letter)
        used += len(letter)
    return "".join(kept) or text[:longest]


def clean(text: str) -> str:
    """Words as typed without control and hidden signs; line breaks and tabs become a space, the ends are trimmed.

    Joiners stay where a script needs them, between letters outside Latin; what no database can hold (NUL, half a pair) goes.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    kept: list[str] = []
    for sign in text:
        category = unicodedata.category(sign)
        if sign.isspace():
            kept.append(" ")
        elif sign in _JOINERS:
            kept.append(sign if kept and not _is_latin(kept[-1]) and kept[-1] != " " else "")
        elif category not in ("Cc", "Cf", "Cs"):
            kept.append(sign)
    return "".join(kept).strip()
