"""What all pages of signing in share: the gateway, the count of wrong tries, and how a sign-in begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request, session, url_for

from gateway.console import credentials
from gateway.console.credentials import token_digest
from gateway.console.entry import IN_ALL_MS, safe_place
from gateway.console.pace import Pace
from gateway.console.visitor import is_obliged
from gateway.hooks.callers import caller
from storage import audit, people, signins

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

    from gateway.wiring import Gateway
    from storage.people import Person
    from storage.unit import Unit


class Passage:
    """One for all of these pages."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self.pace = Pace(gateway.settings.redis_url)

    def where_from(self) -> str:
        """The address of whoever asks, as the count of tries knows it."""
        return str(caller(request.environ, self.gateway.settings.web.proxies))

    def begin(self, u: Unit, person_id: int, *, second_factor: bool) -> None:
        """Somebody is signed in from the end of this unit on, by a cookie that nobody knew before."""
        token, now_ms = credentials.new_token(), self.gateway.now_ms()
        signins.forget(u, now_ms - 10 * IN_ALL_MS)
        signins.begin(u, person_id, token_digest(token), second_factor=second_factor, at_ms=now_ms)
        language = session.get("language")
        session.clear()
        session["signin"] = token
        if language:
            session["language"] = language

    def note(self, u: Unit, person: Person, action: str) -> None:
        """Into the audit, as a deed of theirs."""
        audit.append(u, actor=person.name, action=action, subject=person.name, at_ms=self.gateway.now_ms())

    def onward(self, person: Person, *, second_factor: bool) -> Answer:
        """To whatever still stands between them and the console, or into it."""
        place = safe_place(request.form.get("next", ""))
        if person.has_second_factor and not second_factor:
            return redirect(url_for("console.code", next=place))
        if is_obliged(person) and not second_factor:
            return redirect(url_for("console.second_factor", next=place))
        return redirect(place)

    def right_code(self, u: Unit, person: Person, code: str) -> bool:
        """Whether this is a code of their second factor that was never taken; takes it."""
        secret = self.gateway.vault.open_secret(person.totp, person.id)
        step = credentials.step_of(code, secret, self.gateway.now_ms())
        return step is not None and people.take_step(u, person.id, step)

    def right_recovery(self, u: Unit, person: Person, code: str) -> bool:
        """Whether this is a recovery code of theirs that was never used; uses it up."""
        digest = credentials.code_digest(self.gateway.secrets.binding_key, person.id, code)
        return people.take_code(u, person.id, digest, self.gateway.now_ms())
