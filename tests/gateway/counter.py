"""The gateway behind its counter, for tests: raw bodies in at the real application, stored rows out. No part is replaced."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from sqlalchemy import Engine, Table, select
from werkzeug.test import TestResponse

import flows
from flows.load import load
from gateway import create_app
from gateway.cli.survey_file import lists_beside
from gateway.publishing.manuscript import Manuscript
from gateway.publishing.published import Published
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.wiring import Gateway, wire
from storage import versions
from storage.unit import reading, unit

SURVEYS = Path(flows.__file__).parent / "surveys"
CLINIC, KENYA, CAMBODIA = "lesotho-clinic-visit", "kenya-huduma-service", "cambodia-civil-registry"
OWNERS = {CLINIC: "health", KENYA: "huduma", CAMBODIA: "interior"}
CLINIC_CODE, CAMBODIA_CODE, CLINIC_SMS = "*120*45#", "*855#", "40145"
TEN = 1_795_000_000_000
"""An instant in November 2026."""


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.at_ms = TEN

    def __call__(self) -> int:
        return self.at_ms

    def pass_(self, *, seconds: float = 0, hours: float = 0, days: float = 0) -> None:
        self.at_ms += round((seconds + 3600 * hours + 86_400 * days) * 1000)


class Counter:
    """A running gateway on ``engine``, its clock, and a client that stands where the aggregator stands."""

    def __init__(self, engine: Engine, var: Path, surveys: Sequence[str] = tuple(OWNERS)) -> None:
        environ = {"GATEWAY_VAR": str(var), "DATABASE_URL": engine.url.render_as_string(hide_password=False)}
        environ["REDIS_URL"] = "redis://127.0.0.1:1/0"
        settings = load_settings(environ)
        self.clock = Clock()
        self.secrets = load_secrets(settings, environ)
        wired = wire(settings, self.secrets, now_ms=self.clock)
        wired.engine.dispose()
        self.gateway: Gateway = dataclasses.replace(wired, engine=engine)
        for survey in surveys:
            self.publish(survey, (SURVEYS / f"{survey}.yaml").read_text(encoding="utf-8"))
        self.client: FlaskClient = create_app(self.gateway).test_client()

    def restart(self) -> None:
        """A new process on the same database: nothing but what is stored is known any more."""
        self.gateway.hops.close()
        self.gateway = dataclasses.replace(self.gateway, published=Published())
        self.client = create_app(self.gateway).test_client()

    def publish(self, survey: str, text: str, ministry: str = "") -> None:
        """A version without any check, with the shipped lists that it names."""
        handed_in = Manuscript(text.encode(), lists_beside(SURVEYS / "any.yaml"))
        flow = load(handed_in.text, handed_in.lists).flow
        lists = handed_in.lists_of(flow) if flow else {}
        owner = ministry or OWNERS.get(survey, "health")
        with unit(self.gateway.engine) as u:
            versions.publish(u, survey=survey, ministry=owner, text=text, by="test", at_ms=self.clock(), lists=lists)
            u.commit()

    def path(self, hook: str, secret: str = "", channel: str = "main") -> str:
        return f"/hooks/{channel}/{secret or self.secrets.hook_secrets['main'][0]}/{hook}"

    def post(self, hook: str, body: bytes | str, content_type: str = "application/x-www-form-urlencoded") -> TestResponse:
        data = body.encode() if isinstance(body, str) else body
        return self.client.post(self.path(hook), data=data, content_type=content_type)

    def rows(self, table: Table) -> list[dict[str, Any]]:
        """Every row of a table, in the order of its key."""
        with reading(self.gateway.engine) as c:
            return [dict(row) for row in c.execute(select(table).order_by(*table.primary_key.columns)).mappings()]

    def date(self) -> str:
        """Now, as the aggregator writes it."""
        return f"{datetime.fromtimestamp(self.clock.at_ms / 1000, UTC):%Y-%m-%d %H:%M:%S}"

    def text(self, words: str, number: str = "+26658000001", *, id: str, to: str = CLINIC_SMS) -> str | None:
        """Send a text; the reply that now waits in the outbox, if there is one."""
        from storage.tables import outbox

        before = len(self.rows(outbox))
        body = urlencode({"text": words, "to": to, "id": id, "from": number, "date": self.date()})
        answer = self.post("sms", body)
        assert (answer.status_code, answer.text) == (200, "ok\n")
        after = self.rows(outbox)
        return after[-1]["text"] if len(after) > before else None


class Call:
    """One phone on one call, as the aggregator passes it on: all inputs joined with ``*``."""

    def __init__(
        self, counter: Counter, provider_id: str, number: str = "+26658000001", code: str = CLINIC_CODE, heard: str = ""
    ) -> None:
        self.counter = counter
        self.fields = {
            "phoneNumber": number, "serviceCode": code, "text": heard, "sessionId": provider_id, "networkCode": "65101",
        }  # fmt: skip

    def hop(self, **other: str) -> str:
        """Post the call as it stands now, or with other fields; the body of the answer."""
        answer = self.counter.post("ussd", urlencode(self.fields | other))
        assert answer.status_code == 200
        assert answer.content_type == "text/plain; charset=utf-8"
        assert answer.text.startswith(("CON ", "END "))
        return answer.text

    def say(self, said: str) -> str:
        """Type something and send it."""
        self.fields["text"] = f"{self.fields['text']}*{said}" if self.fields["text"] else said
        self.counter.clock.pass_(seconds=5)
        return self.hop()

    def go(self, *said: str) -> str:
        """Dial and type; the last screen."""
        shown = self.hop()
        for each in said:
            shown = self.say(each)
        return shown
