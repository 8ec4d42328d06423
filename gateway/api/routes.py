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
from gateway.api import figures, reports, responses, signals
from gateway.api.document import PROBLEM, document
from gateway.api.pace import Pace
from gateway.api.reading import JSON, Unreadable, read
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
    for method, rule, view in doors.rules():
        app.add_url_rule(rule, f"api.{view.__name__}", doors.behind_token(view), methods=[method])
    app.add_url_rule("/api/v1/openapi.json", "api.openapi", openapi, methods=["GET"])


class _Doors:
    """The views that nobody enters without a token."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._tokens = Tokens(gateway.secrets)
        self._pace = Pace()

    def behind_token(self, view: Callable[..., Response]) -> Callable[..., Response]:
        """The same view for a known caller who does not ask too often."""

        @open_to("ministry token")
        @wraps(view)
        def answer(**named: str) -> Response:
            caller = self._tokens.caller(request.headers.get("Authorization", ""))
            if caller is None:
                return self._shut(401, "unknown", "No token of a ministry came with this.", _TOKEN, _CHALLENGE)
            if wait_s := self._pace.wait_s(caller.name):
                after = {"Retry-After": str(math.ceil(wait_s))}
                return self._shut(429, caller.ministry, "Too many requests at once.", "Come again a little later.", after)
            return self._kept_short(view, caller, named)

        return answer

    def _kept_short(self, view: Callable[..., Response], caller: Caller, named: dict[str, str]) -> Response:
        """The answer of a view, or what stood in its way, within the patience of one request."""
        try:
            with Patience(PATIENCE_S):
                return view(caller, **named)
        except Unreadable as fault:
            return self._shut(fault.status, caller.ministry, fault.sentence, fault.remedy)
        except Unavailable as away:
            log.error("API without database", ministry=caller.ministry, fault=type(away).__name__)
            after = {"Retry-After": str(AGAIN_AFTER_S)}
            return problem(503, "The database is away; nothing was kept.", "Send the same again later.", after)

    def visits(self, caller: Caller) -> Response:
        """See :mod:`gateway.api.visits`."""
        received = hand_in(self._gateway, caller, read(request.environ))
        log.info("visits", ministry=caller.ministry, added=received.accepted, known=received.known, wrong=received.refused)
        if received.refused == len(received.results):
            return problem(422, "None of the visits could be taken in.", "See the notes of each.", results=received.results)
        return _json(received.model_dump_json())

    def rules(self) -> list[tuple[str, str, Callable[..., Response]]]:
        """Method, address and view of all the others."""
        return [
            ("GET", "/api/v1/signals", self.signals),
            ("POST", "/api/v1/signals/<signal_id>/actions", self.act),
            ("GET", "/api/v1/reports", self.reports),
            ("GET", "/api/v1/reports/<day>", self.report),
            ("GET", "/api/v1/figures", self.figures),
            ("GET", "/api/v1/packages", self.packages),
            ("GET", "/api/v1/responses", self.responses),
        ]

    def signals(self, caller: Caller) -> Response:
        """See :func:`gateway.api.signals.listing`."""
        return _json(signals.listing(self._gateway, caller, request.args).model_dump_json())

    def act(self, caller: Caller, signal_id: str) -> Response:
        """See :func:`gateway.api.signals.act`."""
        return _json(signals.act(self._gateway, caller, signal_id, request.environ).model_dump_json())

    def reports(self, caller: Caller) -> Response:
        """See :func:`gateway.api.reports.days`."""
        return _json(reports.days(self._gateway, caller).model_dump_json())

    def report(self, caller: Caller, day: str) -> Response:
        """See :func:`gateway.api.reports.report`."""
        return _json(reports.report(self._gateway, caller, day, request.args))

    def figures(self, caller: Caller) -> Response:
        """See :func:`gateway.api.figures.figures`."""
        return _json(figures.figures(self._gateway, caller, request.args).model_dump_json())

    def packages(self, caller: Caller) -> Response:
        """See :func:`gateway.api.figures.packages`."""
        return _json(figures.packages(self._gateway, caller, request.args).model_dump_json())

    def responses(self, caller: Caller) -> Response:
        """See :func:`gateway.api.responses.responses`."""
        return _json(responses.responses(self._gateway, caller, request.args).model_dump_json())

    def _shut(
        self, status: int, who: str, sentence: str, remedy: str, headers: dict[str, str] | None = None
    ) -> Response:  # fmt: skip
        self._gateway.tally.add("refused", "api", str(status))
        log.warning("turned away at the API", ministry=who, status=status)
        return problem(status, sentence, remedy, headers)


_TOKEN = "Send a token of your ministry in the header: Authorization: Bearer TOKEN"  # noqa: S105 - no token, how to send one
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="visits"'}


def _json(body: str | bytes) -> Response:
    """Of one ministry alone: no cache on the way may keep it."""
    return Response(body, headers={"Cache-Control": "no-store"}, content_type=JSON)


def problem(
    status: int, sentence: str, remedy: str, headers: dict[str, str] | None = None, results: Sequence[Result] = ()
) -> Response:
    """A refusal that a program and a person can read."""
    title = HTTPStatus(status).phrase
    trouble = Trouble(title=title, status=status, detail=sentence, remedy=remedy, results=list(results))
    return Response(trouble.model_dump_json(), status, headers, content_type=PROBLEM)
