"""A survey drawn as SVG by ourselves: no library, no script, readable on paper and without colours.

Blue and orange are those of Okabe and Ito, told apart by people who see no red or green; ways differ by their dashes too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from flows.diagram.boxes import BOLD, POINT, SIZES, Row
from flows.diagram.lettering import lines
from flows.diagram.parts import Edge, Graph, Node
from flows.diagram.placing import LABEL_LINE, LABEL_SIZE, MARGIN, Label, Layout, Placed, PlacedFrame, Route, place

INK, SOFT, PAPER = "#1b2733", "#51606f", "#ffffff"
_FILL = {
    "start": "#eef2f5", "welcome": "#eef2f5", "gate": "#fff6e5", "question": "#ffffff", "message": "#f7f9fa",
    "thanks": "#e6f4ee", "survey": "#e8f1f8",
}  # fmt: skip
_LINE = {
    "start": "#8795a1", "welcome": "#51606f", "gate": "#b36b00", "question": "#51606f", "message": "#8795a1",
    "thanks": "#00795c", "survey": "#0072b2",
}  # fmt: skip
_WAY = {
    "begins": ("#51606f", ""), "next": ("#1b2733", ""), "yes": ("#1b2733", ""), "no": ("#b36b00", "6 4"),
    "answer": ("#0072b2", ""), "unclear": ("#0072b2", "2 4"), "starts": ("#0072b2", ""),
}  # fmt: skip
_MEANING = (("next", "the next question"), ("no", "not asked: the condition does not hold"), ("answer", "this answer jumps"),
            ("unclear", "no clear answer after the last try"))  # fmt: skip
_FONTS = "'Noto Sans','DejaVu Sans','Noto Sans Khmer','Khmer OS','Segoe UI',Arial,sans-serif"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NO_LINKS: Mapping[str, str] = {}
TITLE_SIZE, ABOUT_SIZE, LEGEND_LINE, BRIDGE = 22.0, 13.5, 20.0, 11.0


def svg(graph: Graph, links: Mapping[str, str] = NO_LINKS) -> str:
    """The drawing as one SVG document; the same graph gives the same bytes. ``links``: node id -> where its box leads."""
    layout = place(graph)
    heading, top = _heading(layout)
    legend = list(_legend(layout, top + layout.height + 34))
    height = top + layout.height + 34 + LEGEND_LINE * len(legend) + MARGIN
    parts = [
        _open(layout, height),
        *heading,
        f'<g transform="translate(0 {_n(top)})">',
        *(_frame(frame) for frame in layout.frames),
        *(_line(route.edge.kind, _rounded(route.points), end=True) for route in layout.routes),
        *(bridge for route in layout.routes for bridge in _bridges(route)),
        *(_linked(_box(placed), links.get(placed.node.id, "")) for placed in layout.placed),
        *(_label(route.label, _WAY[route.edge.kind][0]) for route in layout.routes if route.label),
        "</g>",
        *legend,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _open(layout: Layout, height: float) -> str:
    graph, wide = layout.graph, _n(layout.width)
    markers = "".join(
        f'<marker id="end-{kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L10 5L0 10z" fill="{colour}"/></marker>'
        for kind, (colour, _) in _WAY.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {_n(height)}" width="{wide}" height="{_n(height)}" '
        f'role="img" aria-labelledby="drawing-title drawing-told" font-family="{_text(_FONTS)}" fill="{INK}">\n'
        f'<title id="drawing-title">{_text(graph.title)}</title>\n<desc id="drawing-told">{_text(_told(graph))}</desc>\n'
        f'<defs>{markers}</defs>\n<rect width="{wide}" height="{_n(height)}" fill="{PAPER}"/>'
    )


def _told(graph: Graph) -> str:
    """The drawing for those who cannot see it: every box, and where it leads."""
    return " ".join(f"{name}: {'; '.join(ways) or 'the end'}." for _, name, ways in told(graph))


def told(graph: Graph) -> Iterator[tuple[Node, str, list[str]]]:
    """Every box with its name and the ways that lead on from it, in words."""
    names = {node.id: f"{node.number}. {node.title}" if node.number else node.title or node.lines[0] for node in graph.nodes}
    for node in graph.nodes:
        yield node, names[node.id], [_way_in_words(edge, names[edge.target]) for edge in graph.edges if edge.source == node.id]


def _way_in_words(edge: Edge, target: str) -> str:
    why = {"yes": "if so", "no": "if not", "next": edge.label, "begins": "", "unclear": edge.label}.get(edge.kind, edge.label)
    return f"{why}: to {target}" if why else f"to {target}"


def _heading(layout: Layout) -> tuple[list[str], float]:
    graph, room = layout.graph, layout.width - MARGIN * 2
    y = MARGIN
    parts = []
    for line in lines(graph.title, TITLE_SIZE, room / BOLD):
        y += TITLE_SIZE
        parts.append(f'<text x="{_n(MARGIN)}" y="{_n(y)}" font-size="{_n(TITLE_SIZE)}" font-weight="700">{_text(line)}</text>')
        y += 6
    for line in lines(f"{graph.owner} · {graph.survey}", ABOUT_SIZE, room):
        y += ABOUT_SIZE
        parts.append(f'<text x="{_n(MARGIN)}" y="{_n(y)}" font-size="{_n(ABOUT_SIZE)}" fill="{SOFT}">{_text(line)}</text>')
        y += 5
    return parts, y + 24


def _legend(layout: Layout, y: float) -> Iterator[str]:
    kinds = {edge.kind for edge in layout.graph.edges}
    for kind, meaning in _MEANING:
        if kind in kinds:
            line = _line(kind, f"M{_n(MARGIN)} {_n(y - 4)}H{_n(MARGIN + 40)}")
            yield f'{line}<text x="{_n(MARGIN + 50)}" y="{_n(y)}" font-size="12" fill="{SOFT}">{_text(meaning)}</text>'
            y += LEGEND_LINE


# --- boxes -----------------------------------------------------------------------------------------------------------------


def _linked(box: str, address: str) -> str:
    return f'<a href="{_text(address)}">{box}</a>' if address else box


def _box(placed: Placed) -> str:
    node = placed.node
    rows = "".join(_row(row, placed) for row in placed.box.rows)
    number = _number(placed) if node.number else ""
    return f'<g id="{_text(node.id)}"><title>{_text(node.title or "Condition")}</title>{_outline(placed)}{number}{rows}</g>'


def _outline(placed: Placed) -> str:
    x, y, wide, tall = placed.x, placed.y, placed.box.width, placed.box.height
    style = f'fill="{_FILL[placed.node.shape]}" stroke="{_LINE[placed.node.shape]}" stroke-width="1.5"'
    if placed.node.shape == "gate":
        middle = y + tall / 2
        points = (
            (x, middle),
            (x + POINT, y),
            (x + wide - POINT, y),
            (x + wide, middle),
            (x + wide - POINT, y + tall),
            (x + POINT, y + tall),
        )
        return f'<polygon points="{" ".join(f"{_n(a)},{_n(b)}" for a, b in points)}" {style}/>'
    round_by = {"start": 20.0, "thanks": 20.0, "welcome": 12.0, "survey": 20.0}.get(placed.node.shape, 8.0)
    dashed = ' stroke-dasharray="4 3"' if placed.node.shape == "message" else ""
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(tall)}" rx="{_n(round_by)}" {style}{dashed}/>'


def _number(placed: Placed) -> str:
    x, y = placed.x + 27, placed.y + 25
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="13" fill="{INK}"/><text x="{_n(x)}" y="{_n(y + 4.5)}" font-size="12.5" '
        f'font-weight="700" fill="{PAPER}" text-anchor="middle">{placed.node.number}</text>'
    )


def _row(row: Row, placed: Placed) -> str:
    centred = placed.node.shape in ("gate", "start", "survey")
    x = placed.x + placed.box.width / 2 if centred else placed.x + row.x
    look = {"title": ' font-weight="700"', "answers": f' fill="{SOFT}"', "note": f' fill="{SOFT}" font-style="italic"'}
    anchor = ' text-anchor="middle"' if centred else ""
    more = f"{look.get(row.style, '')}{anchor}"
    return f'<text x="{_n(x)}" y="{_n(placed.y + row.y)}" font-size="{_n(SIZES[row.style])}"{more}>{_text(row.text)}</text>'


def _frame(placed: PlacedFrame) -> str:
    box = (
        f'<rect x="{_n(placed.x)}" y="{_n(placed.y)}" width="{_n(placed.width)}" height="{_n(placed.height)}" rx="10" '
        f'fill="#fbfaf7" stroke="#c9c2b4" stroke-dasharray="5 4"/>'
    )
    if not placed.frame.title:
        return box
    where = f'x="{_n(placed.x + 14)}" y="{_n(placed.y + 21)}"'
    return f'{box}<text {where} font-size="12" font-weight="700" fill="{SOFT}">{_text(placed.frame.title)}</text>'


# --- ways ------------------------------------------------------------------------------------------------------------------


def _bridges(route: Route) -> Iterator[str]:
    """The level pieces of a way once more, with a white seam, so that it is seen to pass over the ways it crosses."""
    if route.edge.kind in ("begins", "next", "yes"):
        return
    for (x, y), (to, also_y) in pairwise(route.points):
        if y == also_y and abs(to - x) > BRIDGE * 2:
            ahead = BRIDGE if to > x else -BRIDGE
            path = f"M{_n(x + ahead)} {_n(y)}H{_n(to - ahead)}"
            yield f'<path d="{path}" stroke="{PAPER}" stroke-width="6"/>{_line(route.edge.kind, path)}'


def _line(kind: str, path: str, *, end: bool = False) -> str:
    colour, dashes = _WAY[kind]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    arrow = f' marker-end="url(#end-{kind})"' if end else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.8"{dashed}{arrow}/>'


def _rounded(points: tuple[tuple[float, float], ...], radius: float = 9.0) -> str:
    """A path along the points with round corners."""
    steps = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _towards(at, before, radius), _towards(at, after, radius)
        steps.append(f"L{_n(into[0])} {_n(into[1])}Q{_n(at[0])} {_n(at[1])} {_n(out[0])} {_n(out[1])}")
    steps.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return "".join(steps)


def _towards(at: tuple[float, float], other: tuple[float, float], radius: float) -> tuple[float, float]:
    along = (other[0] - at[0], other[1] - at[1])
    length = abs(along[0]) + abs(along[1])  # every piece is level or upright
    part = min(radius, length / 2) / length if length else 0.0
    return at[0] + along[0] * part, at[1] + along[1] * part


def _label(label: Label, colour: str) -> str:
    rows = "".join(
        f'<text x="{_n(label.x)}" y="{_n(label.y + LABEL_LINE * at)}" font-size="{_n(LABEL_SIZE)}" fill="{colour}" '
        f'stroke="{PAPER}" stroke-width="4" paint-order="stroke" stroke-linejoin="round">{_text(line)}</text>'
        for at, line in enumerate(label.lines)
    )
    return rows


# --- signs -----------------------------------------------------------------------------------------------------------------


def _text(text: str) -> str:
    """A text as XML may hold it: nothing of it can become a tag, an attribute or a script."""
    clean = _NOT_XML.sub("\ufffd", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#39;")


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
