"""The part of the OpenAPI document about figures, packages and responses."""

from __future__ import annotations

from typing import Any

from gateway.api.figure_shapes import FURTHEST, MOST_FIGURES, MOST_PACKAGES, MOST_RESPONSES
from gateway.api.figures import CHOSEN

_DAY = {
    "name": "day", "in": "query", "description": "Whose report; the newest, if not given.",
    "schema": {"type": "string", "format": "date"},
}  # fmt: skip
_AFTER = {
    "name": "after", "in": "query", "description": "How many to pass over: `next` of the answer before.",
    "schema": {"type": "integer", "minimum": 0, "maximum": FURTHEST, "default": 0},
}  # fmt: skip
_SURVEY = {
    "name": "survey", "in": "query", "required": True, "description": "Its name, as in its “survey:” line.",
    "schema": {"type": "string"},
}  # fmt: skip
_UNKNOWN = {404: "There is no such thing in your ministry."}
_WRONG = {422: "Something is not as it should be; `detail` and `remedy` say what."}


def _limit(most: int) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": most}
    return {"name": "limit", "in": "query", "description": "How many at most.", "schema": schema}


def _column(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": f"Only figures of this {name}.", "schema": {"type": "string"}}


OPERATIONS: dict[str, dict[str, dict[str, Any]]] = {
    "/api/v1/figures": {
        "get": {
            "operationId": "figures",
            "summary": "The released figures of a report, row by row",
            "description": "The rows of the day's open package: small numbers hidden with the reason beside them.",
            "parameters": [_DAY, *map(_column, CHOSEN), _AFTER, _limit(MOST_FIGURES)],
            "gives": ("The figures.", {"$ref": "#/components/schemas/Figures"}),
            "refusals": _UNKNOWN | _WRONG,
        }
    },
    "/api/v1/packages": {
        "get": {
            "operationId": "packages",
            "summary": "Open data packages, and where their files are",
            "parameters": [_AFTER, _limit(MOST_PACKAGES)],
            "gives": ("The packages, the newest first.", {"$ref": "#/components/schemas/Packages"}),
            "refusals": _WRONG,
        }
    },
    "/api/v1/responses": {
        "get": {
            "operationId": "responses",
            "summary": "Responses one by one, of one survey and one report's day",
            "description": "Of conversations with an answer. Without numbers, private questions, testers, children and what "
            "tells of danger; people and conversations have pseudonyms. Each request is written into the audit. Of a day whose "
            "report is not made yet more may come.",
            "parameters": [_SURVEY, _DAY | {"required": True, "description": "Whose report."}, _AFTER, _limit(MOST_RESPONSES)],
            "gives": ("The responses.", {"$ref": "#/components/schemas/Responses"}),
            "refusals": _UNKNOWN | _WRONG,
        }
    },
}
"""As :data:`gateway.api.follow_up_document.OPERATIONS`."""
