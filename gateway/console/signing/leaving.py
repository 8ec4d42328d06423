"""To sign out, and to choose the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, g, redirect, request, session, url_for

from gateway.access import open_to
from gateway.console.entry import safe_place
from gateway.console.visitor import visitor
from gateway.console.words import LANGUAGES
from storage import people, signins
from storage.unit import unit

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

    from gateway.console.signing.passage import Passage


def register(pages: Blueprint, passage: Passage) -> None:
    """Add ``/sign-out`` and ``/language``."""
    gateway = passage.gateway

    @open_to("half signed in")
    def sign_out() -> Answer:
        """End the sign-in here and in the database."""
        with unit(gateway.engine) as u:
            signins.end(u, visitor().signin_id, gateway.now_ms())
            passage.note(u, visitor().person, "signed out")
            u.commit()
        session.clear()
        return redirect(url_for("console.sign_in"))

    @open_to("everybody")
    def language() -> Answer:
        """Keep the language: for the person where one is signed in, for this browser in any case."""
        chosen = request.form.get("language", "")
        if chosen in LANGUAGES:
            session["language"] = chosen
            if g.visitor is not None:
                with unit(gateway.engine) as u:
                    people.speak(u, g.visitor.person.id, chosen)
                    u.commit()
        return redirect(safe_place(request.form.get("next", "")))

    pages.add_url_rule("/sign-out", "sign_out", sign_out, methods=["POST"])
    pages.add_url_rule("/language", "language", language, methods=["POST"])
