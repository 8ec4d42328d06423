"""Putting values into a wording: one pass over the text, no formatting rules, no nesting (survey language, section 8.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 1_600
"""Characters a filled text may have."""


@dataclass(frozen=True, slots=True)
class Variable:
    """``{name}`` at ``offset`` of its text; ``name`` is in plain form (small letters, single spaces)."""

    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class LoneBrace:
    """A brace that opens or closes nothing, at ``offset`` of its text."""

    sign: str
    offset: int


Piece = str | Variable | LoneBrace


_BRACES = re.compile(r"\{\{|\}\}|\{[^{}\n]*\}|[{}]")
"""A doubled brace, a variable, or a brace alone."""


def scan(text: str) -> list[Piece]:
    """The pieces of a wording in order: words (``{{`` and ``}}`` as one brace), variables, lone braces. Never raises."""
    pieces: list[Piece] = []
    words, at = "", 0
    for found in _BRACES.finditer(text):
        words, at, braces = words + text[at : found.start()], found.end(), found.group()
        if braces in ("{{", "}}"):
            words += braces[0]
        else:
            pieces += (words, _piece(braces, found.start()))
            words = ""
    return [piece for piece in (*pieces, words + text[at:]) if piece != ""]


def _piece(braces: str, offset: int) -> Variable | LoneBrace:
    if len(braces) == 1:
        return LoneBrace(braces, offset)
    return Variable(" ".join(braces[1:-1].lower().replace("_", " ").replace("-", " ").split()), offset)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The wording with its variables replaced, at most ``LONGEST`` characters. Values are never scanned again.

    What has no value stays as it was written: the checker keeps such a survey from being published.
    """
    if "{" not in text and "}" not in text:
        return text[:LONGEST]
    return "".join(_filled(text, piece, values) for piece in scan(text))[:LONGEST]


def _filled(text: str, piece: Piece, values: Mapping[str, str]) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, LoneBrace):
        return piece.sign
    return values.get(piece.name) or text[piece.offset : text.index("}", piece.offset) + 1]
