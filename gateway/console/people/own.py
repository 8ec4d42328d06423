"""``/passphrase``: everybody changes their own; it ends every other sign-in of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from gateway.access import open_to
from gateway.console import credentials
from gateway.console.pace import Pace
from gateway.console.page import language_of_page as language
from gateway.console.page import page, sayer
from gateway.console.visitor import visitor
from gateway.console.words.people import WORDS
from gateway.console.words.signing import WORDS as SIGNING
from storage import audit, people, signins
from storage.unit import unit

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the page."""
    pace = Pace(gateway.settings.redis_url)

    @open_to("person")
    def passphrase() -> Response:
        """The form."""
        return _form()

    @open_to("person")
    def passphrase_changed() -> Answer:
        """The old one proves who asks; a wrong one is counted like a wrong sign-in."""
        found, where = visitor(), request.remote_addr or ""
        if pace.is_shut(found.name, where):
            return _form("too often", 429)
        if not credentials.fits(request.form.get("now", "")[: credentials.MOST], found.person.passphrase):
            pace.wrong(found.name, where)
            return _form("wrong now", 400)
        said = request.form.get("passphrase", "")
        if fault := credentials.fault_of(said, request.form.get("again", ""), found.name):
            return _form(fault, 400)
        hashed = credentials.hashed(said)
        with unit(gateway.engine) as u:
            people.set_passphrase(u, found.person.id, hashed)
            signins.end_others(u, found.person.id, found.signin_id, gateway.now_ms())
            audit.append(u, actor=found.name, action="passphrase changed", subject=found.name, at_ms=gateway.now_ms())
            u.commit()
        return redirect(url_for("console.passphrase", done="yes"), 303)

    pages.add_url_rule("/passphrase", "passphrase", passphrase)
    pages.add_url_rule("/passphrase/new", "passphrase_changed", passphrase_changed, methods=["POST"])


def _form(fault: str = "", status: int = 200) -> Response:
    signing = sayer(SIGNING, language())
    told = "" if not fault else sayer(WORDS, language())(fault) if fault in WORDS else signing(fault)
    return page("people/own.html", WORDS, status, fault=told, signing=signing)
