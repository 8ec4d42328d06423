"""The OpenAPI 3.1 document of the API, made of the shapes that are also what reads and writes."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from gateway.api import figures_document, follow_up_document
from gateway.api.figure_shapes import Figures, Packages, Responses
from gateway.api.shapes import MOST_BYTES, MOST_VISITS, Received, Trouble, Visit, Visits
from gateway.api.signal_shapes import Action, Reports, Signal, Signals

PROBLEM = "application/problem+json"

_REFUSALS = {
    400: "The body is not sound JSON in UTF-8.",
    401: "No token, or none that is known here.",
    413: f"The body has more than {MOST_BYTES:,} bytes.",
    415: "The body is not of the media type application/json.",
    422: "None of the visits could be taken in; `results` tells why of each, if it was read.",
    429: "Too many requests at once. `Retry-After` says in how many seconds to come again.",
    503: "The database is away and nothing was kept. Send the same again after `Retry-After` seconds.",
}
_OPERATIONS = follow_up_document.OPERATIONS | figures_document.OPERATIONS
_SHAPES = (Visits, Visit, Received, Trouble, Signals, Signal, Action, Reports, Figures, Packages, Responses)
_RETRIES = {429, 503}
_EVERYWHERE = {status: _REFUSALS[status] for status in (401, 429)} | {503: "The database is away. Nothing was kept."}
_DESCRIPTION = f"""\
Hand in the visits of one survey, up to {MOST_VISITS:,} at a time. A visit is known by your own `visit_id`: whatever is sent
again is answered `known` and changes nothing, so a request without an answer is simply repeated. Whom of the visitors the
survey then asks is drawn by lot; that you are not told, so that people can answer freely. Numbers are never told back."""


@cache
def document() -> dict[str, Any]:
    """The document, ready for JSON."""
    _, shapes = models_json_schema(
        [
            (model, "validation")
            for model in (Visits, Visit, Received, Trouble, Signals, Signal, Action, Reports, Figures, Packages, Responses)
        ],
        ref_template="#/components/schemas/{model}",
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Citizen Feedback Gateway",
            "version": "1",
            "description": "For the systems of ministries: visits and actions in, figures out. Each has its own tokens.",
        },
        "paths": {
            "/api/v1/visits": {"post": _hand_in()},
            **{path: {method: _operation(of) for method, of in methods.items()} for path, methods in _OPERATIONS.items()},
            "/api/v1/openapi.json": {"get": _itself()},
        },
        "components": {
            "schemas": shapes["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "A token of your ministry."}},
        },
    }


def _operation(of: dict[str, Any]) -> dict[str, Any]:
    """An operation with its answers written out."""
    told, schema = of["gives"]
    answers = {"200": {"description": told, "content": {"application/json": {"schema": schema}}}}
    answers |= {str(status): _refusal(status, told) for status, told in (_EVERYWHERE | of["refusals"]).items()}
    kept = {name: part for name, part in of.items() if name not in ("gives", "refusals")}
    return kept | {"security": [{"token": []}], "responses": answers}


def _hand_in() -> dict[str, Any]:
    example = {"survey": "lesotho-clinic-visit", "visits": Visit.model_config["json_schema_extra"]["examples"]}  # type: ignore[index]
    answers = {"200": _answer("Of each visit what became of it.", "application/json", "Received")}
    answers |= {str(status): _refusal(status, told) for status, told in _REFUSALS.items()}
    return {
        "operationId": "handInVisits",
        "summary": "Hand in visits",
        "description": _DESCRIPTION,
        "security": [{"token": []}],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Visits"}, "example": example}},
        },
        "responses": answers,
    }


def _itself() -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "document",
        "summary": "This document",
        "security": [],
        "responses": {"200": {"description": "OpenAPI 3.1.", "content": content}},
    }


def _answer(told: str, media_type: str, shape: str) -> dict[str, Any]:
    return {"description": told, "content": {media_type: {"schema": {"$ref": f"#/components/schemas/{shape}"}}}}


def _refusal(status: int, told: str) -> dict[str, Any]:
    answer = _answer(told, PROBLEM, "Trouble")
    if status in _RETRIES:
        answer["headers"] = {"Retry-After": {"required": True, "schema": {"type": "string"}, "description": "Seconds."}}
    if status == 401:
        answer["headers"] = {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}}
    return answer
