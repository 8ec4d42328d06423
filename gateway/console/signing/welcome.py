"""The one-time link: who has it sets a passphrase, and the first of all a name too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request
from werkzeug.exceptions import NotFound

from gateway.access import open_to
from gateway.console import accounts, credentials
from gateway.console.credentials import token_digest
from gateway.console.page import page
from gateway.console.words.signing import WORDS
from gateway.refusal import Refusal
from storage import people, signins
from storage.unit import Unit, reading, unit

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

    from gateway.console.signing.passage import Passage
    from storage.people import Person


def register(pages: Blueprint, passage: Passage) -> None:
    """Add ``/welcome/<token>``."""
    gateway = passage.gateway

    @open_to("everybody")
    def welcome(token: str) -> Answer:
        """The form, and its answer; a link that was used leads to a page that says how to get another."""
        with reading(gateway.engine) as c:
            u = Unit(c)
            link = signins.link(u, token_digest(token), gateway.now_ms())
            if link is None or (link.person_id is None and not people.is_empty(u)):
                return page("link_over.html", WORDS, 404)
            name = people.get(u, link.person_id).name if link.person_id is not None else ""
        is_first = link.person_id is None
        if request.method == "GET":
            return _form(name, is_first=is_first)
        return _answered(passage, token, name, is_first=is_first)

    pages.add_url_rule("/welcome/<token>", "welcome", welcome, methods=["GET", "POST"])


def _answered(passage: Passage, token: str, name: str, *, is_first: bool) -> Answer:
    said, again = request.form.get("passphrase", ""), request.form.get("again", "")
    if is_first:
        try:
            name = accounts.checked_name(request.form.get("name", ""))
        except Refusal:
            return _form(request.form.get("name", "")[:64], "no name", is_first=is_first)
    if fault := credentials.fault_of(said, again, name):
        return _form(name, fault, is_first=is_first)
    person = _taken(passage, token, name, credentials.hashed(said), is_first=is_first)
    return passage.onward(person, second_factor=False)


def _taken(passage: Passage, token: str, name: str, hashed: str, *, is_first: bool) -> Person:
    """The person, whose passphrase this is now, signed in. Raises ``NotFound`` for the second of two who press at once."""
    gateway = passage.gateway
    with unit(gateway.engine) as u:
        if not signins.use_link(u, token_digest(token), gateway.now_ms()):
            raise NotFound
        person_id = people.add(u, name, gateway.now_ms()) if is_first else getattr(people.find(u, name), "id", None)
        if person_id is None:
            raise NotFound
        if is_first:
            people.grant(u, person_id, accounts.FIRST)
        people.set_passphrase(u, person_id, hashed)
        signins.end_all(u, person_id, gateway.now_ms())
        person = people.get(u, person_id)
        passage.begin(u, person_id, second_factor=False)
        passage.note(u, person, "first person made" if is_first else "passphrase set")
        u.commit()
    return person


def _form(name: str, fault: str = "", *, is_first: bool) -> Answer:
    return page("welcome.html", WORDS, 400 if fault else 200, fault=fault, name=name, is_first=is_first)
