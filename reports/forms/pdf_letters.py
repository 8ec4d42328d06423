"""Which letters can be printed: what the packaged fonts have. What they lack is named by its code, never left out.

A page for people must not show empty boxes, and PDF/UA forbids them. Invisible signs that turn the direction of a line, or
would break one, become spaces: a name cannot reorder the words around it.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from struct import unpack_from

import fontpkg  # type: ignore[import-untyped]

LONGEST = 22
"""Letters of a word that fit the narrowest column of names; a longer one may be broken anywhere after so many."""
JOINERS = frozenset("\u200b\u200c\u200d")
"""Signs of width zero that Khmer and other scripts are written with."""


def printable(text: str) -> str:
    """The text in letters that can be printed: ``[U+1F600]`` for one that the fonts lack, a space for a control sign."""
    return _soft("".join(_letter(c) for c in unicodedata.normalize("NFC", text)))


def drawable(words: str) -> str:
    """Words of a drawing in letters that can be printed, without places to break them."""
    return "".join(_letter(c) for c in words)


def _letter(letter: str) -> str:
    if letter in JOINERS:
        return letter
    if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
        return " "
    return letter if ord(letter) in letters() else f"[U+{ord(letter):04X}]"


def _soft(text: str) -> str:
    """Words that are too long for a column with invisible places to break them."""
    return " ".join(_broken(part) if len(part) > LONGEST and part.isascii() else part for part in text.split(" "))


def _broken(part: str) -> str:
    return "\u200b".join(part[at : at + LONGEST] for at in range(0, len(part), LONGEST))


# --- what a font has -------------------------------------------------------------------------------------------------------


@cache
def letters() -> frozenset[int]:
    """Code points that Noto Sans or Noto Sans Khmer have."""
    return frozenset(code for name in ("Noto Sans", "Noto Sans Khmer") for code in _of_font(fontpkg.path(name)))


def _of_font(path: Path) -> set[int]:
    """Code points of a TrueType font, by the tables of its ``cmap`` in format 4 or 12 (OpenType specification, ``cmap``)."""
    data = path.read_bytes()
    at = next(_u32(data, 12 + 16 * i + 8) for i in range(_u16(data, 4)) if data[12 + 16 * i :][:4] == b"cmap")
    found: set[int] = set()
    for i in range(_u16(data, at + 2)):
        table = at + _u32(data, at + 4 + 8 * i + 4)
        found |= _format_4(data, table) if _u16(data, table) == 4 else set()
        found |= _format_12(data, table) if _u16(data, table) == 12 else set()
    return found


def _format_4(data: bytes, at: int) -> set[int]:
    """Segments of code points of the basic plane; 65535 ends the list and is no letter."""
    pairs = _u16(data, at + 6)
    ends = unpack_from(f">{pairs // 2}H", data, at + 14)
    starts = unpack_from(f">{pairs // 2}H", data, at + 16 + pairs)
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)} - {0xFFFF}


def _format_12(data: bytes, at: int) -> set[int]:
    groups = (unpack_from(">2I", data, at + 16 + 12 * i) for i in range(_u32(data, at + 12)))
    return {code for first, last in groups for code in range(first, last + 1)}


def _u16(data: bytes, at: int) -> int:
    return int(unpack_from(">H", data, at)[0])


def _u32(data: bytes, at: int) -> int:
    return int(unpack_from(">I", data, at)[0])
