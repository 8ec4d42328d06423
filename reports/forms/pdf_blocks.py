"""What a printed page is made of, as plain data: a renderer of pages sets blocks, and knows nothing of reports.

Every text is printed as it is. Shapes are JSON objects with the key ``kind``; the typst templates set one of each kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]
Cell = str | dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a report. One that has little to say goes on where the section before it ended.

    ``or_half``: begins a page, unless half of one is left.
    """

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = True
    or_half: bool = False

    def data(self) -> Block:
        return {"title": self.title, "blocks": list(self.blocks), "new_page": self.new_page, "or_half": self.or_half}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the width (0: as wide as what stands in it), numbers at the right."""

    text: str
    width: float = 0
    right: bool = False


def heading(text: str, level: int = 2) -> Block:
    return {"kind": "heading", "level": level, "text": text}


def lead(text: str) -> Block:
    return {"kind": "lead", "text": text}


def text(words: str) -> Block:
    return {"kind": "text", "text": words}


def small(words: str) -> Block:
    return {"kind": "small", "text": words}


def notice(words: str) -> Block:
    return {"kind": "notice", "text": words}


def items(texts: Sequence[str]) -> Block:
    return {"kind": "list", "items": list(texts)}


def terms(pairs: Sequence[tuple[str, str]]) -> Block:
    """Terms, each with what it means."""
    return {"kind": "terms", "items": [list(pair) for pair in pairs]}


def quote(words: str, source: str) -> Block:
    return {"kind": "quote", "text": words, "source": source}


def numbers(shown: Sequence[tuple[str, str, str]]) -> Block:
    """Large numbers side by side: label, number, note."""
    return {"kind": "numbers", "items": [{"label": a, "value": b, "note": c} for a, b, c in shown]}


def figure(svg: bytes, alt: str, width: int = 100) -> Block:
    """A drawing, ``width`` percent of the text wide; ``alt`` states what it shows."""
    return {"kind": "figure", "svg": svg.decode(), "alt": alt, "width": width}


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Block:
    heads = [{"text": c.text, "width": c.width, "right": c.right} for c in columns]
    return {"kind": "table", "columns": heads, "rows": [list(row) for row in rows]}


def cell(words: str, under: str = "", *, strong: bool = False) -> Cell:
    """A cell with a second, smaller line."""
    return {"text": words, "under": under, "strong": strong}


def shaded(words: str, under: str, shade: str, *, dark: bool) -> Cell:
    """A cell on a colour; ``dark`` where its words must be white."""
    return {"text": words, "under": under, "shade": shade, "dark": dark}


def pictured(words: str, svg: bytes, alt: str, *, beside: bool = False) -> Cell:
    """A cell with a small drawing above its words, or beside them."""
    return {"text": words, "picture": svg.decode(), "alt": alt, "beside": beside}
