"""Signs that nobody sees: those that are refused, and those that are left out of what is sent."""

from __future__ import annotations

import re
import unicodedata

REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]")
"""Control signs and signs that turn the direction of text: what is read would differ from what is there."""

ODD_SPACES = re.compile(r"[^\S\x00-\x7f]+")
"""Spaces of word processors, such as one that does not break: where a line is laid out they are no spaces to the parser."""

HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
JOINED = re.compile("[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff]")
"""Scripts in which a joiner changes the letters, or a zero-width space parts words (Khmer, Myanmar)."""


_CONTROLS = {"\x00": "null", "\t": "tab", "\r": "carriage return", "\x1b": "escape"}


def name_of(sign: str) -> str:
    """The sign's name in Unicode, in small letters, or its number."""
    if sign in _CONTROLS:
        return _CONTROLS[sign]
    return unicodedata.name(sign, f"sign {ord(sign):04x} hex").lower()


def _kept(text: str, at: int) -> bool:
    """A joiner beside a letter of a script that needs it."""
    return text[at] in "\u200c\u200d" and bool(JOINED.search(text[max(0, at - 1) : at + 2]))


def _expected(text: str, at: int) -> bool:
    """A zero-width space that parts words in a script without spaces: left out, but no surprise."""
    return text[at] == "\u200b" and bool(JOINED.search(text[max(0, at - 1) : at + 2]))


def without_hidden(text: str) -> tuple[str, list[str]]:
    """The text as it will be sent, in NFC, and the hidden signs that were left out and that an author may not expect."""
    if text.isascii():
        return text, []
    if not HIDDEN.search(text):
        return unicodedata.normalize("NFC", text), []
    spots = [m.start() for m in HIDDEN.finditer(text) if not _kept(text, m.start())]
    surprising = [text[at] for at in spots if not _expected(text, at)]
    gone = set(spots)
    return unicodedata.normalize("NFC", "".join(c for at, c in enumerate(text) if at not in gone)), surprising
