"""The web application, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from gateway import api, console, open_data
from gateway.hooks import webhooks
from gateway.hooks.front import Front
from gateway.watching import health, metrics

if TYPE_CHECKING:
    from gateway.wiring import Gateway

log = structlog.get_logger()


def build(gateway: Gateway) -> Flask:
    """All routes, behind the front that answers hops."""
    app = Flask("gateway", static_folder=None)
    app.url_map.merge_slashes = False
    webhooks.register(app, gateway)
    health.register(app, gateway)
    metrics.register(app, gateway)
    api.register(app, gateway)
    open_data.register(app, gateway)
    console.register(app, gateway)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _failed)
    app.wsgi_app = Front(app.wsgi_app, gateway)  # type: ignore[method-assign]
    return app


def _refused(error: HTTPException) -> Response:
    """Plain words instead of a page; a redirect or a list of methods keeps its headers."""
    answer = webhooks.plain(f"{(error.name or 'error').lower()}\n", error.code or 500)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            answer.headers[name] = value
    return answer


def _failed(error: Exception) -> Response:
    log.error("request failed", exc_info=error)
    return webhooks.plain("something went wrong\n", 500)
