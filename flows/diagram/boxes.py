"""Each node as a box of lines: what it says, in which size, and how much room that takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from flows.diagram.lettering import lines, width
from flows.diagram.parts import Node

Style = Literal["title", "text", "answers", "note", "gate"]

SIZES: Final[dict[Style, float]] = {"title": 15.0, "text": 13.5, "answers": 13.0, "note": 11.5, "gate": 13.0}
LINE_HEIGHTS: Final[dict[Style, float]] = {"title": 21.0, "text": 19.0, "answers": 18.0, "note": 17.0, "gate": 18.0}
BOLD = 1.1
"""How much wider bold letters are."""
CARD_WIDTH, GATE_WIDTH, START_WIDTH, SURVEY_WIDTH = 400.0, 380.0, 204.0, 204.0
INSET, BADGE, POINT = 16.0, 34.0, 26.0
"""Room inside a box, for a question's number, and for the points of a gate."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a box; ``y`` is its baseline below the top of the box."""

    text: str
    style: Style
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    node: Node
    width: float
    height: float
    rows: tuple[Row, ...]

    def at_least(self, height: float) -> Box:
        return self if height <= self.height else replace(self, height=height)


def boxed(node: Node) -> Box:
    """The box of a node, as tall as its texts need."""
    if node.shape == "gate":
        return _stacked(node, GATE_WIDTH, POINT + 6, 12.0)
    if node.shape == "start":
        return _stacked(node, START_WIDTH, INSET, 10.0)
    if node.shape == "survey":
        return _stacked(node, SURVEY_WIDTH, INSET, 10.0)
    return _stacked(node, CARD_WIDTH, INSET, 12.0, BADGE if node.number else 0.0)


def _stacked(node: Node, wide: float, inset: float, above: float, badge: float = 0.0) -> Box:
    rows: list[Row] = []
    y = above
    for text, style, after in _texts(node):
        x = inset + badge
        room = (wide - x - inset) / (BOLD if style == "title" else 1.0)
        for line in lines(text, SIZES[style], room):
            y += LINE_HEIGHTS[style]
            rows.append(Row(line, style, x, y - 5))
        y += after
    return Box(node, wide, y + above, tuple(rows))


def _texts(node: Node) -> list[tuple[str, Style, float]]:
    """What a box says: text, style, and room below it."""
    if node.shape == "gate":
        return [(line, "gate", 0.0) for line in node.lines]
    first, *more = node.lines or ("",)
    title: list[tuple[str, Style, float]] = [(node.title, "title", 2.0)] if node.title else []
    body: list[tuple[str, Style, float]] = [(first, "text", 2.0), *((line, _below(node), 2.0) for line in more)]
    notes: list[tuple[str, Style, float]] = [(" · ".join(node.notes), "note", 0.0)] if node.notes else []
    return [*title, *body, *notes]


def _below(node: Node) -> Style:
    return "text" if node.shape == "start" else "answers"


def widest(box: Box) -> float:
    """How far its texts reach to the right, from the left edge of the box."""
    return max((r.x + width(r.text, SIZES[r.style]) * (BOLD if r.style == "title" else 1.0) for r in box.rows), default=0.0)
