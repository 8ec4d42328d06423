"""``…/path``: the way through a survey as one drawing, every box a link, and the same as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, url_for
from markupsafe import Markup

from gateway.access import open_to
from gateway.console.surveys.frame import ADDRESS, READERS, Seen, part, seen
from gateway.console.words.editing import WORDS

if TYPE_CHECKING:
    from flask import Response

    from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the drawing."""

    @open_to("person", roles=READERS)
    def survey_path(ministry: str, survey: str) -> Response:
        """The drawing of the draft, or of why there is none."""
        found = seen(gateway, ministry, survey)
        drawing, boxes = _drawn(found)
        return part(found, "path", WORDS, drawing=drawing, boxes=boxes)

    pages.add_url_rule(f"{ADDRESS}/path", "survey_path", survey_path)


def _drawn(found: Seen) -> tuple[Markup, list[tuple[str, str, list[str]]]]:
    """The drawing, and of every box its name, the question it leads to, and the ways on from it."""
    from flows.diagram import graph_of, svg, told

    flow = found.looked.examined.loaded.flow
    if flow is None or not flow.questions:
        return Markup(), []
    graph = graph_of(flow)
    of = {f"{kind}_{question.name}": question.name for question in flow.questions for kind in ("q", "gate")}
    where: dict[str, Any] = {"ministry": found.ministry, "survey": found.name}
    links = {
        box: url_for("console.survey_questions", at=name, _anchor=f"questions-{name}", **where) for box, name in of.items()
    }
    boxes = [(name, of.get(node.id, "") if node.number else "", ways) for node, name, ways in told(graph)]
    return Markup(svg(graph, links)), boxes  # noqa: S704 - every text in it is escaped by the one who drew it
