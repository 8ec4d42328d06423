"""A survey in DOT, the language of Graphviz and of many other drawing tools."""

from __future__ import annotations

from collections.abc import Iterator

from flows.diagram.mermaid import texts_of
from flows.diagram.parts import Edge, Graph, Node

_SHAPES = {
    "start": "oval", "welcome": "box", "gate": "hexagon", "question": "box", "message": "note", "thanks": "oval",
    "survey": "component",
}  # fmt: skip
_LOOKS = {"gate": ("#b36b00", "#fff6e5"), "thanks": ("#00795c", "#e6f4ee"), "survey": ("#0072b2", "#e8f1f8")}
_DASHED = ("no", "unclear")


def dot(graph: Graph) -> str:
    """The graph as one ``digraph``; every name and text is quoted."""
    head = [
        f"digraph {_quoted(graph.survey)} {{",
        f'  label={_quoted(f"{graph.title} ({graph.owner})")}; labelloc=t; rankdir=TB; charset="UTF-8";',
        '  node [fontname="sans-serif", style="filled,rounded", fillcolor="#ffffff", color="#51606f"];',
        '  edge [fontname="sans-serif", color="#1b2733"];',
    ]
    return "\n".join([*head, *_nodes(graph), *(_edge(edge) for edge in graph.edges), "}"]) + "\n"


def _nodes(graph: Graph) -> Iterator[str]:
    opens = {frame.first: (number, frame) for number, frame in enumerate(graph.frames, 1)}
    ends = {frame.last for frame in graph.frames}
    for node in graph.nodes:
        if node.id in opens:
            number, frame = opens[node.id]
            yield f"  subgraph cluster_{number} {{ label={_quoted(frame.title)}; style=dashed;"
        yield f"  {_node(node)}"
        if node.id in ends:
            yield "  }"


def _node(node: Node) -> str:
    line, fill = _LOOKS.get(node.shape, ("#51606f", "#ffffff"))
    style = "filled" if node.shape in ("gate", "message", "survey") else "filled,rounded" if node.shape != "start" else "filled"
    look = f'shape={_SHAPES[node.shape]}, style="{style}", color="{line}", fillcolor="{fill}"'
    return f"{_quoted(node.id)} [label={_quoted(*_broken(node))}, {look}];"


def _broken(node: Node) -> Iterator[str]:
    """The texts of a node in lines of some forty signs, as DOT breaks none by itself."""
    for text in texts_of(node):
        line = ""
        for word in text.split():
            if line and len(line) + len(word) > 40:
                yield line
                line = ""
            line = f"{line} {word}".strip()
        yield line


def _edge(edge: Edge) -> str:
    label = edge.label or (edge.kind if edge.kind in ("yes", "no") else "")
    looks = [f"label={_quoted(label)}"] if label else []
    looks += ["style=dashed"] if edge.kind in _DASHED else []
    told = f" [{', '.join(looks)}]" if looks else ""
    return f"  {_quoted(edge.source)} -> {_quoted(edge.target)}{told};"


def _quoted(*lines: str) -> str:
    """Lines as one quoted text of DOT."""
    written = [line.replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    return '"' + "\\n".join(written) + '"'
