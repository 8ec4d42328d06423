"""The part of the OpenAPI document about signals, actions and reports."""

from __future__ import annotations

from typing import Any, get_args

from gateway.api.signal_shapes import HIGHEST_ID, MOST_SIGNALS
from gateway.config_sections import ReportLanguage

_ID = {"type": "integer", "minimum": 0, "maximum": HIGHEST_ID}
_AFTER = {"name": "after", "in": "query", "description": "Only signals with a higher id.", "schema": _ID}
_LIMIT = {
    "name": "limit", "in": "query", "description": "How many at most.",
    "schema": {"type": "integer", "minimum": 1, "maximum": MOST_SIGNALS, "default": MOST_SIGNALS},
}  # fmt: skip
_LANGUAGE = {
    "name": "language", "in": "query", "description": "In which language the names are; the ministry's first, if not given.",
    "schema": {"type": "string", "enum": list(get_args(ReportLanguage))},
}  # fmt: skip
_DAY = {"name": "day", "in": "path", "required": True, "schema": {"type": "string", "format": "date"}}
_SIGNAL = {"name": "signal_id", "in": "path", "required": True, "schema": _ID | {"minimum": 1}}

_UNKNOWN = {404: "There is no such thing in your ministry."}
_BODY = {
    400: "The body is not sound JSON in UTF-8.",
    413: "The body is too large.",
    415: "The body is not of the media type application/json.",
}
_WRONG = {422: "Something is not as it should be; `detail` and `remedy` say what."}
_CLOSED = {409: "The signal is closed. Whoever sends an action again that was recorded, and has closed it, gets this too."}

OPERATIONS: dict[str, dict[str, dict[str, Any]]] = {
    "/api/v1/signals": {
        "get": {
            "operationId": "signals",
            "summary": "Open signals, and those closed in the last year",
            "description": "Signals of your ministry by their id, oldest first: what a closed week's report found unusual.",
            "parameters": [_AFTER, _LIMIT],
            "gives": ("The signals.", {"$ref": "#/components/schemas/Signals"}),
            "refusals": _WRONG,
        }
    },
    "/api/v1/signals/{signal_id}/actions": {
        "post": {
            "operationId": "act",
            "summary": "Record what was done about a signal",
            "description": "The next report says so. The record only grows; who said it is the token that was used.",
            "parameters": [_SIGNAL],
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {
                        "schema": {"$ref": "#/components/schemas/Action"},
                        "example": {"kind": "repaired", "note": "The second counter is open again.", "closes": True},
                    }
                },
            },
            "gives": ("The signal as it stands now.", {"$ref": "#/components/schemas/Signal"}),
            "refusals": _UNKNOWN | _BODY | _WRONG | _CLOSED,
        }
    },
    "/api/v1/reports": {
        "get": {
            "operationId": "reports",
            "summary": "Days of which a report was released",
            "gives": ("The days, the newest first.", {"$ref": "#/components/schemas/Reports"}),
            "refusals": {},
        }
    },
    "/api/v1/reports/{day}": {
        "get": {
            "operationId": "report",
            "summary": "The figures of a report",
            "description": "As they were released: shares in 0..1, small numbers hidden with the reason beside them.",
            "parameters": [_DAY, _LANGUAGE],
            "gives": ("The report.", {"type": "object", "required": ["meta", "headline", "services", "signals"]}),
            "refusals": _UNKNOWN,
        }
    },
}
"""Path -> method -> operation, where ``gives`` and ``refusals`` stand for what every operation says alike."""
