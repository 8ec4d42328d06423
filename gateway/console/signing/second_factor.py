"""To set up the second factor: a drawing for the authenticator, a code from it, and codes for the day the phone is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request

from gateway.access import open_to
from gateway.console import credentials
from gateway.console.entry import safe_place
from gateway.console.page import page
from gateway.console.visitor import is_obliged, visitor
from gateway.console.words.signing import WORDS
from storage import people, signins
from storage.unit import unit

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

    from gateway.console.signing.passage import Passage
    from storage.people import Person


def register(pages: Blueprint, passage: Passage) -> None:
    """Add ``/second-factor``."""

    @open_to("half signed in")
    def second_factor() -> Answer:
        """The drawing, and its answer: the recovery codes, shown this once. Who has a factor is asked for it instead."""
        person = visitor().person
        if person.has_second_factor:
            return redirect("/")
        if request.method == "GET":
            return _form(_begun(passage, person), person)
        if not person.totp:
            return redirect(request.path)
        if passage.pace.is_shut(f"code of {person.id}", passage.where_from()):
            return _form(person, person, "too often", 429)
        codes = _confirmed(passage, person, request.form.get("code", "")[:40])
        if codes is None:
            passage.pace.wrong(f"code of {person.id}", passage.where_from())
            return _form(person, person, "wrong code", 400)
        return page("recovery_codes.html", WORDS, codes=codes, next=safe_place(request.form.get("next", "")))

    def _form(begun: Person, person: Person, fault: str = "", status: int = 200) -> Answer:
        secret = passage.gateway.vault.open_secret(begun.totp, person.id)
        given = request.form if request.method == "POST" else request.args
        return page(
            "second_factor.html", WORDS, status, fault=fault,
            secret=" ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
            drawing=credentials.drawing(secret, person.name), address=credentials.address(secret, person.name),
            obliged=is_obliged(person), next=safe_place(given.get("next", "")),
        )  # fmt: skip

    pages.add_url_rule("/second-factor", "second_factor", second_factor, methods=["GET", "POST"])


def _begun(passage: Passage, person: Person) -> Person:
    """The person with a secret of their own; the same one however often the page is looked at."""
    if person.totp:
        return person
    with unit(passage.gateway.engine) as u:
        held = people.get(u, person.id)
        if not held.totp:
            people.begin_factor(u, person.id, passage.gateway.vault.seal_secret(credentials.new_secret(), person.id))
        held = people.get(u, person.id)
        u.commit()
    return held


def _confirmed(passage: Passage, person: Person, code: str) -> list[str] | None:
    """Recovery codes, once a code of the new factor was right; ``None`` if it was not."""
    gateway, codes = passage.gateway, credentials.new_codes()
    with unit(gateway.engine) as u:
        if not passage.right_code(u, person, code):
            return None
        people.confirm_factor(u, person.id, gateway.now_ms())
        key = gateway.secrets.binding_key
        people.keep_codes(u, person.id, [credentials.code_digest(key, person.id, one) for one in codes])
        signins.end_all(u, person.id, gateway.now_ms())
        passage.begin(u, person.id, second_factor=True)
        passage.note(u, person, "second factor set up")
        u.commit()
    return codes
