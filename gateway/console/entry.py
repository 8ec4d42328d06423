"""The door of the console: who comes in, by which cookie, for how long, and what every answer says to the browser.

A page of another ministry, of a role that somebody does not hold, or that does not exist: all three are not found.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from flask import Blueprint, Flask, Response, current_app, g, redirect, request, session, url_for
from werkzeug.exceptions import HTTPException, NotFound

from gateway.access import door_of
from gateway.console import page
from gateway.console.body import MOST_BYTES, Body
from gateway.console.credentials import token_digest
from gateway.console.visitor import Visitor
from storage import people, signins
from storage.patience import Patience
from storage.unit import StorageFault, Unit, reading, unit

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

    from gateway.settings import Settings
    from gateway.wiring import Gateway

log = structlog.get_logger()

IDLE_MS, IN_ALL_MS = 30 * 60_000, 12 * 3_600_000
"""A sign-in ends after so long without a request, and after so long in any case."""
_SEEN_EVERY_MS = 60_000
PATIENCE_S = 10.0
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def guard(app: Flask, pages: Blueprint, gateway: Gateway) -> None:
    """Let every page of a blueprint be entered by whom it is open to, and nobody else."""
    secure = needs_https(gateway.settings)
    app.secret_key = hmac.digest(gateway.secrets.binding_key, b"console cookies", hashlib.sha256)
    app.request_class = Body
    app.config.update(
        SESSION_COOKIE_NAME="__Host-console" if secure else "console", SESSION_COOKIE_SECURE=secure, SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax", WTF_CSRF_TIME_LIMIT=None,
    )  # fmt: skip

    @pages.before_request
    def enter() -> Answer | None:
        with Patience(PATIENCE_S):
            return _entered(gateway)

    @pages.after_request
    def tell(answer: Response) -> Response:
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)  # a report inside a page has a policy of its own
        if secure:
            answer.headers["Strict-Transport-Security"] = "max-age=31536000"
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    pages.register_error_handler(HTTPException, _refused)
    pages.register_error_handler(StorageFault, _away)


def needs_https(settings: Settings) -> bool:
    """Whether cookies go by https alone: everywhere but over http on this very machine."""
    address = urlsplit(settings.web.public_url)
    return not (address.scheme == "http" and address.hostname in _LOOPBACK)


def safe_place(said: str) -> str:
    """A place of this console to go on to; home for whatever leads elsewhere."""
    inside = said.startswith("/") and not said.startswith(("//", "/\\")) and said.isprintable() and "\\" not in said
    return said if inside else "/"


def _entered(gateway: Gateway) -> Answer | None:
    """Nothing where the view may answer. Raises ``NotFound``."""
    door = door_of(current_app.view_functions.get(request.endpoint or ""))
    if door is None:
        raise NotFound
    request.max_content_length = MOST_BYTES
    if request.method not in ("GET", "HEAD", "OPTIONS") and (refused := _forged()) is not None:
        return refused
    if door.who == "everybody" and request.endpoint == "console.static":
        return None
    found = _visitor(gateway)
    g.visitor = found
    if door.who == "everybody":
        return None
    if found is None:
        return redirect(url_for("console.sign_in", next=request.full_path.rstrip("?") if request.method == "GET" else None))
    if door.who == "half signed in":
        return None
    if found.needs_factor:
        return redirect(url_for("console.code" if found.person.has_second_factor else "console.second_factor"))
    ministry = (request.view_args or {}).get("ministry")
    if not (found.may(door.roles, ministry) if ministry is not None else found.ministries_as(door.roles)):
        raise NotFound
    return None


def _forged() -> Answer | None:
    """An answer to a form that did not come from a page of ours, or whose page belonged to another sign-in."""
    from flask_wtf.csrf import validate_csrf
    from wtforms.validators import ValidationError

    try:
        validate_csrf(request.form.get("csrf_token") or request.headers.get("X-CSRFToken"))
    except ValidationError:
        g.visitor = None
        log.warning("a form without its token", status=400)
        return page.trouble("form too old", 400)
    return None


def _visitor(gateway: Gateway) -> Visitor | None:
    token = session.get("signin")
    if not isinstance(token, str):
        return None
    now_ms = gateway.now_ms()
    with reading(gateway.engine) as c:
        found = signins.find(Unit(c), token_digest(token))
        if found is None or now_ms - found.seen_at_ms > IDLE_MS or now_ms - found.begun_at_ms > IN_ALL_MS:
            return None
        person = people.get(Unit(c), found.person_id)
    if now_ms - found.seen_at_ms > _SEEN_EVERY_MS:
        with unit(gateway.engine) as u:
            signins.see(u, found.id, now_ms)
            u.commit()
    return Visitor(person, found.id, found.second_factor, tuple(gateway.settings.ministries))


def _refused(error: HTTPException) -> Answer:
    if isinstance(error, NotFound):
        return page.trouble("not found", 404)
    if error.code == 413:
        return page.trouble("too large", 413)
    if error.code is not None and error.code < 400:
        return Response(status=error.code, headers=error.get_headers())
    return page.trouble("refused", error.code or 500)


def _away(fault: StorageFault) -> Answer:
    log.error("console without database", fault=type(fault).__name__)
    return page.trouble("away", 503)
