"""Where everything of a drawing lies: boxes one below the other in one column, ways around them in lanes beside it.

Skips of questions that do not apply run on the left, jumps of answers on the right; ways to the same place share a lane and
join the middle line above it. All lengths are in pixels at the natural size of the drawing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from flows.diagram.boxes import Box, boxed
from flows.diagram.lanes import Span, assign
from flows.diagram.lettering import lines, width
from flows.diagram.parts import Edge, Frame, Graph, Node

MARGIN, GAP, LANE, PAD = 28.0, 40.0, 20.0, 16.0
LABEL_SIZE, LABEL_LINE, LABEL_ROOM, DOWN_ROOM = 12.5, 16.0, 150.0, 180.0
FRAME_HEAD, SLOT, START_GAP, BEND = 24.0, 12.0, 24.0, 12.0

_DRAWN_FIRST = ("no", "unclear", "starts", "answer", "begins", "next", "yes")
"""Where ways share a lane, the later ones lie over the earlier."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A box at its place; ``x`` and ``y`` are its upper left corner."""

    box: Box
    x: float
    y: float

    @property
    def node(self) -> Node:
        return self.box.node

    @property
    def right(self) -> float:
        return self.x + self.box.width

    @property
    def bottom(self) -> float:
        return self.y + self.box.height


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text; ``x`` and ``y`` are the start of the baseline of the first."""

    lines: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Route:
    """An edge as a row of points, an arrow at its last."""

    edge: Edge
    points: tuple[Point, ...]
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class PlacedFrame:
    frame: Frame
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    graph: Graph
    width: float
    height: float
    placed: tuple[Placed, ...]
    routes: tuple[Route, ...]
    frames: tuple[PlacedFrame, ...]


def place(graph: Graph) -> Layout:
    """The layout of a graph; the same graph gives the same numbers."""
    return _Page(graph).layout()


class _Page:
    """One drawing being laid out. ``head`` is where the boxes begin; x = 0 is the middle of the column until the end."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.boxes = {node.id: boxed(node) for node in graph.nodes}
        self.column = [node for node in graph.nodes if node.shape not in ("start", "survey")]
        self.order = {node.id: at for at, node in enumerate(self.column)}
        self.placed: dict[str, Placed] = {}
        self.frame_tops: dict[str, float] = {}
        self.half = max(self.boxes[node.id].width for node in self.column) / 2 + PAD * any(graph.frames)
        self.slots: dict[Edge, Point] = {}
        self.aside = self._label_room()

    def layout(self) -> Layout:
        self._place_starts()
        self._place_column()
        left = assign([self._span(edge) for edge in self._of("no")])
        right = assign([self._span(edge) for edge in self._of("answer", "unclear")])
        self._place_surveys(max(right.values(), default=-1) + 1)
        routes = [*self._begins(), *self._down(), *self._around_left(left), *self._around_right(right), *self._to_surveys()]
        routes.sort(key=lambda route: _DRAWN_FIRST.index(route.edge.kind))
        return self._moved(routes, tuple(self._frames()))

    def _label_room(self) -> float:
        """The room between the boxes and the first lane on the right: as wide as the widest label of a jump."""
        told = [lines(edge.label, LABEL_SIZE, LABEL_ROOM) for edge in self._of("answer", "unclear", "starts")]
        return max((width(line, LABEL_SIZE) for rows in told for line in rows), default=0.0) + SLOT * 2

    def _of(self, *kinds: str) -> list[Edge]:
        return [edge for edge in self.graph.edges if edge.kind in kinds]

    # --- boxes ---------------------------------------------------------------------------------------------------------

    def _place_starts(self) -> None:
        starts = [self.boxes[node.id] for node in self.graph.nodes if node.shape == "start"]
        total = sum(box.width for box in starts) + START_GAP * (len(starts) - 1)
        x, tallest = -total / 2, max((box.height for box in starts), default=0.0)
        for box in starts:
            self.placed[box.node.id] = Placed(box, x, tallest - box.height)
            x += box.width + START_GAP
        self.top = tallest + GAP * bool(starts)

    def _place_column(self) -> None:
        y = self.top
        framed = {frame.first: frame for frame in self.graph.frames}
        ends = {frame.last for frame in self.graph.frames}
        for node in self.column:
            box = self._with_slots(self.boxes[node.id])
            if node.id in framed:
                self.frame_tops[node.id] = y
                y += PAD + FRAME_HEAD * bool(framed[node.id].title)
            self.placed[node.id] = Placed(box, -box.width / 2, y)
            y += box.height + (PAD if node.id in ends else 0) + self._gap_below(node)

    def _gap_below(self, node: Node) -> float:
        """The room for an arrow to the next box; more where its label would meet a way that comes in from the right."""
        for edge in self._of("next"):
            if edge.source == node.id and edge.label:
                rows = len(lines(edge.label, LABEL_SIZE, DOWN_ROOM))
                meets = any(other.target == edge.target for other in self._of("answer", "unclear"))
                return GAP + LABEL_LINE * (rows - 1 + meets)
        return GAP

    def _with_slots(self, box: Box) -> Box:
        """The box, tall enough for the labels of the jumps that leave it on the right."""
        needed = SLOT
        for edge in (edge for edge in self._of("answer", "unclear", "starts") if edge.source == box.node.id):
            needed += max(1, len(lines(edge.label, LABEL_SIZE, LABEL_ROOM))) * LABEL_LINE + 4
            self.slots[edge] = (box.width / 2, needed)
            needed += SLOT
        return box.at_least(needed)

    def _place_surveys(self, lanes: int) -> None:
        """Other surveys stand right of all lanes, each beside the first answer that begins it, none over another."""
        ways = len(self._of("starts"))
        x, free = self.half + self.aside + LANE * (lanes + 1) + BEND * ways, -math.inf
        for edge in self._of("starts"):
            if edge.target not in self.placed:
                box = self.boxes[edge.target]
                y = max(free, self._leaving(edge)[1] - box.height / 2)
                self.placed[edge.target] = Placed(box, x, y)
                free = y + box.height + SLOT

    # --- ways ----------------------------------------------------------------------------------------------------------

    def _span(self, edge: Edge) -> Span:
        leaves = self._leaving(edge)[1] if edge.kind != "no" else self._middle(edge.source)
        return Span(edge.target, leaves, self._join(edge.target))

    def _middle(self, name: str) -> float:
        return self.placed[name].y + self.placed[name].box.height / 2

    def _top(self, name: str) -> float:
        """The top of a node, or of the frame that begins with it."""
        return self.frame_tops.get(name, self.placed[name].y)

    def _join(self, name: str) -> float:
        """Where ways from the side come into the middle line above a node."""
        return self._top(name) - GAP / 2 + 2

    def _leaving(self, edge: Edge) -> Point:
        x, down = self.slots[edge]
        return x, self.placed[edge.source].y + down

    def _begins(self) -> list[Route]:
        routes, bus = [], self.top - GAP / 2
        for edge in self._of("begins"):
            box = self.placed[edge.source]
            x = (box.x + box.right) / 2
            points = ((x, box.bottom), (x, bus), (0.0, bus), (0.0, self.top)) if x else ((0.0, box.bottom), (0.0, self.top))
            routes.append(Route(edge, points))
        return routes

    def _down(self) -> list[Route]:
        routes = []
        for edge in self._of("next", "yes"):
            above, below = self.placed[edge.source].bottom, self.placed[edge.target].y
            text = "yes" if edge.kind == "yes" else edge.label
            label = Label(lines(text, LABEL_SIZE, DOWN_ROOM), 8.0, above + 15) if text else None
            routes.append(Route(edge, ((0.0, above), (0.0, below)), label))
        return routes

    def _around_left(self, lanes: dict[str, int]) -> list[Route]:
        routes = []
        for edge in self._of("no"):
            gate, join = self.placed[edge.source], self._join(edge.target)
            x, middle = -self.half - LANE * (lanes[edge.target] + 1), self._middle(edge.source)
            label = Label(("no",), gate.x - 6 - width("no", LABEL_SIZE), middle - 5)
            routes.append(Route(edge, ((gate.x, middle), (x, middle), (x, join), (-3.0, join)), label))
        return routes

    def _around_right(self, lanes: dict[str, int]) -> list[Route]:
        routes = []
        for edge in self._of("answer", "unclear"):
            (start, y), join = self._leaving(edge), self._join(edge.target)
            x = self.half + self.aside + LANE * lanes[edge.target]
            points = ((start, y), (x, y), (x, join), (3.0, join))
            routes.append(Route(edge, points, self._beside(edge, start, y)))
        return routes

    def _to_surveys(self) -> list[Route]:
        """Later ways bend nearer to the boxes, so that none crosses an earlier one."""
        routes = []
        for at, edge in enumerate(self._of("starts")):
            (start, y), box = self._leaving(edge), self.placed[edge.target]
            middle = box.y + box.box.height / 2
            bend = box.x - LANE - BEND * at
            points = ((start, y), (box.x, y)) if y == middle else ((start, y), (bend, y), (bend, middle), (box.x, middle))
            routes.append(Route(edge, points, self._beside(edge, start, y)))
        return routes

    def _beside(self, edge: Edge, x: float, y: float) -> Label | None:
        """The label of a jump, above its line."""
        told = lines(edge.label, LABEL_SIZE, LABEL_ROOM)
        return Label(told, x + 8, y - 5 - LABEL_LINE * (len(told) - 1)) if told else None

    # --- all of it -----------------------------------------------------------------------------------------------------

    def _frames(self) -> list[PlacedFrame]:
        found = []
        for frame in self.graph.frames:
            top, bottom = self.frame_tops[frame.first], self.placed[frame.last].bottom + PAD
            found.append(PlacedFrame(frame, -self.half, top, self.half * 2, bottom - top))
        return found

    def _moved(self, routes: list[Route], frames: tuple[PlacedFrame, ...]) -> Layout:
        """Everything moved so that the drawing begins at its margin."""
        xs = [x for route in routes for x, _ in route.points]
        xs += [x for box in self.placed.values() for x in (box.x, box.right)]
        xs += [x for route in routes if route.label for x in _sides(route.label)]
        xs += [-self.half, self.half]
        by = MARGIN - min(xs)
        return Layout(
            self.graph,
            max(xs) + by + MARGIN,
            max(placed.bottom for placed in self.placed.values()),
            tuple(Placed(p.box, p.x + by, p.y) for p in self.placed.values()),
            tuple(_moved(route, by) for route in routes),
            tuple(PlacedFrame(f.frame, f.x + by, f.y, f.width, f.height) for f in frames),
        )


def _sides(label: Label) -> tuple[float, float]:
    return label.x, label.x + max(width(line, LABEL_SIZE) for line in label.lines)


def _moved(route: Route, by: float) -> Route:
    label = Label(route.label.lines, route.label.x + by, route.label.y) if route.label else None
    return Route(route.edge, tuple((x + by, y) for x, y in route.points), label)
