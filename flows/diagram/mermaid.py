"""A survey as a Mermaid flowchart, for a wiki page or an engineer's notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.diagram.parts import Edge, Frame, Graph, Node

_SHAPES = {
    "start": ("([", "])"), "welcome": ("(", ")"), "gate": ("{{", "}}"), "question": ("[", "]"), "message": ("[", "]"),
    "thanks": ("([", "])"), "survey": ("[[", "]]"),
}  # fmt: skip
_ARROWS = {"no": "-.->", "unclear": "-.->"}
_ESCAPED = {
    "#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;", "\\": "#92;", "*": "#42;",
    "_": "#95;", "~": "#126;", "[": "#91;", "]": "#93;", "|": "#124;", "{": "#123;", "}": "#125;", "$": "#36;",
}  # fmt: skip
_LISTED = re.compile(r"(\d+)([.)])|([-+])")
"""What at the start of a line would be read as a list."""
_STYLES = (
    "classDef gate fill:#fff6e5,stroke:#b36b00,color:#1b2733",
    "classDef ends fill:#e6f4ee,stroke:#00795c,color:#1b2733",
    "classDef elsewhere fill:#e8f1f8,stroke:#0072b2,color:#1b2733",
)
_CLASSES = {"gate": "gate", "thanks": "ends", "survey": "elsewhere"}


def mermaid(graph: Graph) -> str:
    """The graph in Mermaid's own words; every text is quoted and nothing of it is read as syntax."""
    lines = [f"%% {' '.join(graph.survey.split())}", "flowchart TD", *_body(graph), *(_edge(edge) for edge in graph.edges)]
    lines += _STYLES
    for shape, name in _CLASSES.items():
        ids = [_id(node.id) for node in graph.nodes if node.shape == shape]
        lines += [f"class {','.join(ids)} {name}"] if ids else []
    return "\n".join(lines[:2] + [f"  {line}" for line in lines[2:]]) + "\n"


def _body(graph: Graph) -> Iterator[str]:
    """The nodes in their order, those of a frame inside it."""
    opens = {frame.first: (number, frame) for number, frame in enumerate(graph.frames, 1)}
    ends = {frame.last for frame in graph.frames}
    inside = False
    for node in graph.nodes:
        if node.id in opens:
            yield _subgraph(*opens[node.id])
            inside = True
        yield ("  " if inside else "") + _node(node)
        if node.id in ends:
            yield "end"
            inside = False


def _subgraph(number: int, frame: Frame) -> str:
    return f'subgraph frame_{number}["{quoted(frame.title or " ")}"]'


def _node(node: Node) -> str:
    opens, closes = _SHAPES[node.shape]
    return f'{_id(node.id)}{opens}"{"<br/>".join(quoted(text) for text in texts_of(node))}"{closes}'


def texts_of(node: Node) -> list[str]:
    """What stands in a box, a line each."""
    title = f"{node.number} · {node.title}" if node.number else node.title
    return [text for text in (title, *node.lines, ", ".join(node.notes)) if text]


def _edge(edge: Edge) -> str:
    label = edge.label or (edge.kind if edge.kind in ("yes", "no") else "")
    told = f'|"{quoted(label)}"|' if label else ""
    return f"{_id(edge.source)} {_ARROWS.get(edge.kind, '-->')}{told} {_id(edge.target)}"


def _id(name: str) -> str:
    """An id without signs that Mermaid reads; our names have but hyphens to replace, and never stand alone as a keyword."""
    return f"n_{name.replace('-', '_')}"


def quoted(text: str) -> str:
    """A text as Mermaid shows it inside quotes: signs that it would read, also as Markdown, are written as its own codes."""
    plain = " ".join(text.split())
    escaped = "".join(_ESCAPED.get(sign, sign) for sign in plain)
    listed = _LISTED.match(plain)
    if listed is None:
        return escaped
    sign = listed[2] or listed[3]
    return escaped.replace(sign, f"#{ord(sign)};", 1)
