"""Sign in: a name and a passphrase, then the code of the second factor where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from flask import Blueprint, g, redirect, request

from gateway.access import open_to
from gateway.console import credentials
from gateway.console.entry import safe_place
from gateway.console.page import page
from gateway.console.visitor import visitor
from gateway.console.words.signing import WORDS
from storage import people, signins
from storage.unit import Unit, reading, unit

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

    from gateway.console.signing.passage import Passage

log = structlog.get_logger()


def register(pages: Blueprint, passage: Passage) -> None:
    """Add ``/sign-in`` and ``/sign-in/code``."""
    gateway = passage.gateway

    @open_to("everybody")
    def sign_in() -> Answer:
        """The form, and its answer."""
        if request.method == "GET":
            found = g.visitor
            return redirect(safe_place(request.args.get("next", ""))) if found and not found.needs_factor else _form(passage)
        name = request.form.get("name", "").strip().casefold()[:64]
        if passage.pace.is_shut(name, passage.where_from()):
            return _form(passage, "too often", 429)
        with reading(gateway.engine) as c:
            person = people.find(Unit(c), name)
        said = request.form.get("passphrase", "")[: credentials.MOST]
        if not credentials.fits(said, person.passphrase if person and not person.is_disabled else "") or person is None:
            passage.pace.wrong(name, passage.where_from())
            log.warning("sign-in refused", status=400)
            return _form(passage, "not known", 400)
        with unit(gateway.engine) as u:
            passage.begin(u, person.id, second_factor=False)
            passage.note(u, person, "passphrase given" if person.has_second_factor else "signed in")
            u.commit()
        return passage.onward(person, second_factor=False)

    @open_to("half signed in")
    def code() -> Answer:
        """The code of the second factor, or one of those for the day on which the phone is lost."""
        person = visitor().person
        if visitor().second_factor or not person.has_second_factor:
            return redirect("/")
        if request.method == "GET":
            return page("code.html", WORDS, fault="", next=safe_place(request.args.get("next", "")))
        said, where = request.form.get("code", "")[:40], passage.where_from()
        if passage.pace.is_shut(f"code of {person.id}", where):
            return page("code.html", WORDS, 429, fault="too often", next=safe_place(request.form.get("next", "")))
        with unit(gateway.engine) as u:
            by_phone = passage.right_code(u, person, said)
            if by_phone or passage.right_recovery(u, person, said):
                signins.end(u, visitor().signin_id, gateway.now_ms())
                passage.begin(u, person.id, second_factor=True)
                passage.note(u, person, "signed in" if by_phone else "signed in by recovery code")
                u.commit()
                return passage.onward(person, second_factor=True)
        passage.pace.wrong(f"code of {person.id}", where)
        return page("code.html", WORDS, 400, fault="wrong code", next=safe_place(request.form.get("next", "")))

    pages.add_url_rule("/sign-in", "sign_in", sign_in, methods=["GET", "POST"])
    pages.add_url_rule("/sign-in/code", "code", code, methods=["GET", "POST"])


def _form(passage: Passage, fault: str = "", status: int = 200) -> Answer:
    given = request.form if request.method == "POST" else request.args
    with reading(passage.gateway.engine) as c:
        nobody = people.is_empty(Unit(c))
    name = request.form.get("name", "")[:64]
    return page("sign_in.html", WORDS, status, fault=fault, name=name, nobody=nobody, next=safe_place(given.get("next", "")))
