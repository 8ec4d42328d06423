"""Builders: a gateway with its console, and people of ministries in front of it with a browser of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pyotp
from counter import CLINIC, Counter
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from gateway import create_app
from gateway.console import accounts, credentials
from gateway.console.credentials import token_digest
from storage import people, signins
from storage.people import Held
from storage.unit import Unit, reading, unit

PHRASE = "river stone lamp goat"


class Desk:
    """A gateway with one published survey, and whoever sits at its console."""

    def __init__(self, engine: Engine, var: Path) -> None:
        self.counter = Counter(engine, var, [CLINIC])
        self.gateway = self.counter.gateway
        self.app = create_app(self.gateway)

    def browser(self) -> Browser:
        return Browser(self.app.test_client(), self)

    def person(self, name: str, *roles: Held) -> Browser:
        """Somebody with these roles, signed in with all they need, as the pages would leave them."""
        accounts.add(self.gateway, name, roles, "test")
        at_ms, browser, token = self.gateway.now_ms(), self.browser(), credentials.new_token()
        with unit(self.gateway.engine) as u:
            found = people.find(u, name)
            assert found is not None
            people.begin_factor(u, found.id, self.gateway.vault.seal_secret("JBSWY3DPEHPK3PXP", found.id))
            people.confirm_factor(u, found.id, at_ms)
            signins.begin(u, found.id, token_digest(token), second_factor=True, at_ms=at_ms)
            u.commit()
        with browser.client.session_transaction() as session:
            session["signin"] = token
        return browser

    def kept(self, name: str) -> people.Person:
        with reading(self.gateway.engine) as c:
            found = people.find(Unit(c), name)
        assert found is not None
        return found

    def code(self, name: str) -> str:
        """What the authenticator of somebody shows now."""
        kept = self.kept(name)
        secret = self.gateway.vault.open_secret(kept.totp, kept.id)
        return pyotp.TOTP(secret).at(self.gateway.now_ms() // 1000)


class Browser:
    """One browser with its cookies."""

    def __init__(self, client: FlaskClient, desk: Desk) -> None:
        self.client = client
        self._desk = desk

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, page: str = "/sign-in", **fields: str) -> TestResponse:
        """Send a form as a page of ours has it: with the token of that page."""
        shown = self.client.get(page, follow_redirects=True).text
        found = re.search(r'name="csrf_token" value="([^"]+)"', shown)
        assert found is not None
        return self.client.post(path, data={"csrf_token": found[1], **fields})

    def sign_in(self, name: str, passphrase: str = PHRASE, **more: str) -> TestResponse:
        return self.post("/sign-in", name=name, passphrase=passphrase, **more)


def path_of(link: str) -> str:
    """A one-time link without the host."""
    return link[link.index("/welcome/") :]
