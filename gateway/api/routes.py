"""The doors of the API: a token, a pace, and every answer in JSON, refusals as problem details (RFC 9457)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog
from flask import Flask, Response, jsonify, request

from gateway.access import open_to
from gateway.api.document import PROBLEM, document
from gateway.api.pace import Pace
from gateway.api.reading import Unreadable, read
from gateway.api.shapes import Result, Trouble
from gateway.api.tokens import Caller, Tokens
from gateway.api.visits import hand_in
from storage.patience import Patience
from storage.unit import Unavailable

if TYPE_CHECKING:
    from gateway.wiring import Gateway

log = structlog.get_logger()

AGAIN_AFTER_S = 30
"""When to come again while the database is away."""

PATIENCE_S = 20.0
"""For one request: a thousand visits take a while on a busy database."""


def register(app: Flask, gateway: Gateway) -> None:
    """Add the API to an application."""
    doors = _Doors(gateway)

    @open_to("everybody")
    def openapi() -> Response:
        """The document; it holds no secret."""
        return jsonify(document())

    app.add_url_rule("/api/v1/visits", "api.visits", doors.behind_token(doors.visits), methods=["POST"])
    app.add_url_rule("/api/v1/openapi.json", "api.openapi", openapi, methods=["GET"])


class _Doors:
    """The views that nobody enters without a token."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._tokens = Tokens(gateway.secrets)
        self._pace = Pace()

    def behind_token(self, view: Callable[[Caller], Response]) -> Callable[[], Response]:
        """The same view for a known caller who does not ask too often."""

        @open_to("ministry token")
        @wraps(view)
        def answer() -> Response:
            caller = self._tokens.caller(request.headers.get("Authorization", ""))
            if caller is None:
                return self._shut(401, "unknown", "No token of a ministry came with this.", _TOKEN, _CHALLENGE)
            if wait_s := self._pace.wait_s(caller.name):
                after = {"Retry-After": str(math.ceil(wait_s))}
                return self._shut(429, caller.ministry, "Too many requests at once.", "Come again a little later.", after)
            return view(caller)

        return answer

    def visits(self, caller: Caller) -> Response:
        """See :mod:`gateway.api.visits`."""
        try:
            with Patience(PATIENCE_S):
                received = hand_in(self._gateway, caller, read(request.environ))
        except Unreadable as fault:
            return self._shut(fault.status, caller.ministry, fault.sentence, fault.remedy)
        except Unavailable as away:
            log.error("visits without database", ministry=caller.ministry, fault=type(away).__name__)
            after = {"Retry-After": str(AGAIN_AFTER_S)}
            return problem(503, "The database is away; nothing was kept.", "Send the same again later.", after)
        log.info("visits", ministry=caller.ministry, added=received.accepted, known=received.known, wrong=received.refused)
        if received.refused == len(received.results):
            return problem(422, "None of the visits could be taken in.", "See the notes of each.", results=received.results)
        return Response(received.model_dump_json(), content_type="application/json")

    def _shut(
        self, status: int, who: str, sentence: str, remedy: str, headers: dict[str, str] | None = None
    ) -> Response:  # fmt: skip
        self._gateway.tally.add("refused", "api", str(status))
        log.warning("turned away at the API", ministry=who, status=status)
        return problem(status, sentence, remedy, headers)


_TOKEN = "Send a token of your ministry in the header: Authorization: Bearer TOKEN"  # noqa: S105 - no token, how to send one
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="visits"'}


def problem(
    status: int, sentence: str, remedy: str, headers: dict[str, str] | None = None, results: Sequence[Result] = ()
) -> Response:
    """A refusal that a program and a person can read."""
    title = HTTPStatus(status).phrase
    trouble = Trouble(title=title, status=status, detail=sentence, remedy=remedy, results=list(results))
    return Response(trouble.model_dump_json(), status, headers, content_type=PROBLEM)
