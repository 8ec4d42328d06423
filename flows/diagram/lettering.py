"""How wide a text is when nobody has a font at hand, and where its lines break. Nothing is ever cut.

The widths are those of a wide sans-serif (DejaVu Sans), so that every usual font stays within them.
"""

from __future__ import annotations

import unicodedata

from flows.folding import letters

_NARROW = dict.fromkeys("iIjlt.,:;'’‘|!", 0.36) | dict.fromkeys('frJ()[]{}-/\\ “”"·', 0.44)
_WIDE = dict.fromkeys("mwMWÆŒ@%…—", 1.0) | dict.fromkeys("QOCDGHNUV&–", 0.8)
_EM = _NARROW | _WIDE | dict.fromkeys("0123456789", 0.64)
_SMALL, _CAPITAL, _OTHER_SCRIPT, _PILED = 0.63, 0.72, 1.05, 0.35
BREAKS = "\u200b"
"""Where a script without spaces may break; not drawn."""


def width(text: str, size: float) -> float:
    """The width of one line in the unit of ``size``, rather too much than too little."""
    return sum(_em(letter) for letter in letters(text)) * size


def _em(letter: str) -> float:
    known = _EM.get(letter)
    if known is not None:
        return known
    first = letter[0]
    if first.isascii() or unicodedata.name(first, "").startswith(("LATIN", "GREEK", "CYRILLIC")):
        return _CAPITAL if first.isupper() else _SMALL
    spacing = sum(1 for sign in letter[1:] if unicodedata.category(sign) == "Mc" or sign.isalpha())
    return _OTHER_SCRIPT + _PILED * spacing


def lines(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines of at most ``room``; broken at spaces, within a word only where it is wider than a line."""
    found: list[str] = []
    for word in text.replace(BREAKS, f"{BREAKS} ").split():
        glue = "" if found and found[-1].endswith(BREAKS) else " "
        if found and width(f"{found[-1]}{glue}{word}", size) <= room:
            found[-1] += f"{glue}{word}"
        else:
            found += _pieces(word, size, room)
    return tuple(line.replace(BREAKS, "") for line in found)


def _pieces(word: str, size: float, room: float) -> list[str]:
    pieces = [""]
    for letter in letters(word):
        if pieces[-1] and width(pieces[-1] + letter, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
