"""What a drawing of a survey is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["start", "welcome", "gate", "question", "message", "thanks", "survey"]
Way = Literal["begins", "next", "yes", "no", "answer", "unclear", "starts"]
"""Why an edge is taken: a way of starting, the next question, a condition that holds or does not, an answer that jumps, an
answer that stayed unclear, an answer that begins another survey.
"""


@dataclass(frozen=True, slots=True)
class Node:
    """One box. ``lines`` are its texts, ``notes`` short remarks; ``number`` is a question's, 0 for all others."""

    id: str
    shape: Shape
    title: str
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    source: str
    target: str
    label: str
    kind: Way


@dataclass(frozen=True, slots=True)
class Frame:
    """Nodes that belong together, from ``first`` to ``last`` in the order of the nodes."""

    title: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order in which they are met, the surveys that others begin last."""

    title: str
    owner: str
    survey: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    frames: tuple[Frame, ...]
