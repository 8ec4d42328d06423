"""Putting values into a wording: one pass over the text, no formatting rules, no nesting (survey language, section 8.2)."""

from __future__ import annotations

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


def scan(text: str) -> list[Piece]:
    """The pieces of a wording in order: words (``{{`` and ``}}`` as one brace), variables, lone braces. Never raises."""
    if "{" not in text and "}" not in text:
        return [text]
    pieces: list[Piece] = []
    words, at = "", 0
    while at < len(text):
        sign = text[at]
        if sign not in "{}":
            words, at = words + sign, at + 1
        elif text[at : at + 2] == sign * 2:
            words, at = words + sign, at + 2
        else:
            pieces.append(words)
            words, piece = "", _piece(text, at)
            pieces.append(piece)
            at = text.index("}", at) + 1 if isinstance(piece, Variable) else at + 1
    return [piece for piece in (*pieces, words) if piece != ""]


def _piece(text: str, at: int) -> Variable | LoneBrace:
    end = text.find("}", at)
    inside = text[at + 1 : end]
    if text[at] == "}" or end < 0 or "{" in inside or "\n" in inside:
        return LoneBrace(text[at], at)
    return Variable(" ".join(inside.lower().replace("_", " ").replace("-", " ").split()), at)


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
