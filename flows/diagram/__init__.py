"""A survey as a drawing: one graph, drawn as SVG by ourselves, or written as Mermaid or DOT for other tools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flows.diagram.dot import dot
from flows.diagram.graph import graph_of
from flows.diagram.mermaid import mermaid
from flows.diagram.parts import Graph
from flows.diagram.svg import svg, told

__all__ = ["FORMATS", "dot", "graph_of", "mermaid", "svg", "told"]

FORMATS: Final[dict[str, Callable[[Graph], str]]] = {"svg": svg, "mermaid": mermaid, "dot": dot}
"""Format -> the whole document of a graph."""
