"""Weekly figures on their way to a DHIS2: what it is sent, what it answers, and what a person is told of that."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import structlog
from night_sample import sample
from pydantic import ValidationError

from gateway import dhis2 as handing
from gateway.cli import outcome
from gateway.cli.opened import opened
from gateway.config_sections import Dhis2
from gateway.dhis2 import Summary, hand_over, in_words
from gateway.refusal import Refusal
from gateway.settings import ROOT
from reports.forms.as_json import as_json
from storage import reports
from storage.unit import unit

Stored = dict[tuple[str, str, str], str]


@dataclass
class Server:
    """A small DHIS2: it knows one user, one token and some places, and stores values under element, week and place."""

    url: str = ""
    is_new: bool = True
    strange: tuple[int, bytes] | None = None
    """What it answers in place of a summary."""
    places: frozenset[str] | None = None
    stored: Stored = field(default_factory=dict)
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def take(self, target: str, login: str, body: bytes) -> tuple[int, bytes]:
        if self.strange is not None:
            return self.strange
        if login not in ("ApiToken d2pat_abc", "Basic dXNlcjpwYXNz"):
            return 401, b'{"httpStatus":"Unauthorized","httpStatusCode":401,"status":"ERROR","message":"Bad credentials"}'
        path, said = urlsplit(target).path, parse_qs(urlsplit(target).query)
        if path != "/api/dataValueSets":
            return 404, b'{"httpStatus":"Not Found","httpStatusCode":404,"status":"ERROR","message":"HTTP 404 Not Found"}'
        self.asked.append(said)
        return self._imported(json.loads(body)["dataValues"], said["dryRun"] == ["true"])

    def _imported(self, rows: list[dict[str, str]], trial: bool) -> tuple[int, bytes]:
        known = [r for r in rows if self.places is None or r["orgUnit"] in self.places]
        keys = {(r["dataElement"], r["period"], r["orgUnit"]): r["value"] for r in known}
        updated = len(keys.keys() & self.stored.keys())
        counts = {"imported": len(keys) - updated, "updated": updated, "ignored": len(rows) - len(known), "deleted": 0}
        strangers = sorted({r["orgUnit"] for r in rows} - {r["orgUnit"] for r in known})
        if not trial:
            self.stored |= keys
        wrong = [{"object": s, "value": f"Organisation unit not found or not accessible: `{s}`"} for s in strangers]
        summary: dict[str, Any] = {"responseType": "ImportSummary", "status": "WARNING" if wrong else "SUCCESS"}
        summary |= {"description": "Import process completed", "importCount": counts, "conflicts": wrong}
        if not self.is_new:
            return 200, json.dumps(summary).encode()
        status, state = (409, "Conflict") if wrong else (200, "OK")
        around = {"httpStatus": state, "httpStatusCode": status, "status": "WARNING" if wrong else "OK"}
        return status, json.dumps({**around, "message": "See the summary", "response": summary}).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    its = Server()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, answer = its.take(self.path, self.headers["Authorization"], body)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as served:
        its.url = f"http://127.0.0.1:{served.server_port}"
        thread = Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield its
        served.shutdown()
        thread.join()


def payload(*places: str) -> bytes:
    rows = [{"dataElement": "a", "period": "2026W9", "orgUnit": place, "value": "58"} for place in places]
    return json.dumps({"dataValues": rows}).encode()


@pytest.mark.parametrize("is_new", [True, False])
@pytest.mark.parametrize("secret", ["d2pat_abc", "user:pass"])
def test_a_trial_stores_nothing_and_a_repeat_overwrites(server: Server, is_new: bool, secret: str) -> None:
    server.is_new = is_new
    of = Dhis2(url=server.url, org_unit_ids="uid", data_element_ids="code")
    assert hand_over(of, secret, payload("F1", "F2"), trial=True).imported == 2
    assert not server.stored
    first, again = (hand_over(of, secret, payload("F1", "F2"), trial=False) for _ in range(2))
    assert (first.imported, first.updated, again.imported, again.updated) == (2, 0, 0, 2)
    assert first.is_whole
    assert again.is_whole
    assert server.stored == {("a", "2026W9", "F1"): "58", ("a", "2026W9", "F2"): "58"}
    assert server.asked[0]["orgUnitIdScheme"] == ["UID"]
    assert server.asked[0]["dataElementIdScheme"] == ["CODE"]


@pytest.mark.parametrize("is_new", [True, False])
def test_what_the_server_ignores_is_told_with_its_own_reason(server: Server, is_new: bool) -> None:
    server.is_new, server.places = is_new, frozenset({"F1"})
    found = hand_over(Dhis2(url=server.url), "d2pat_abc", payload("F1", "F2"), trial=False)
    assert not found.is_whole
    assert in_words(found, trial=False).splitlines() == [
        "The server has taken 1 new, 0 updated, 1 ignored, 0 deleted.",
        "Import process completed",
        "Conflict: F2: Organisation unit not found or not accessible: `F2`",
    ]


def test_an_import_that_failed_as_a_whole_says_why(server: Server) -> None:
    counts = b'{"imported":0,"updated":0,"ignored":1,"deleted":0}'
    server.strange = 409, b'{"message":"Data set is locked","response":{"status":"ERROR","importCount":%s}}' % counts
    found = hand_over(Dhis2(url=server.url), "d2pat_abc", payload("F1"), trial=False)
    assert found == Summary("ERROR", 0, 0, 1, 0, (), "Data set is locked")
    assert in_words(found, trial=False).splitlines()[1] == "Data set is locked"


def test_many_and_long_conflicts_are_cut_short() -> None:
    said = in_words(Summary("WARNING", 0, 0, 30, 0, tuple(f"F{at}: unknown" for at in range(30))), trial=True)
    assert said.startswith("A trial: the server would take 0 new, 0 updated, 30 ignored, 0 deleted. It has stored nothing.\n")
    assert said.count("Conflict: ") == 20
    assert said.endswith("And 10 more conflicts.\n")
    assert handing._clipped("a\x1b[31m\n" + "b" * 500) == "a [31m " + "b" * 293 + "…"


@pytest.mark.parametrize(
    ("status", "answer", "told"),
    [
        (302, b"", "does not take our login (HTTP 302)"),
        (403, b'{"message":"Access is denied"}', "may not do this (HTTP 403): “Access is denied”"),
        (404, b"<html>", "There is no dataValueSets"),
        (
            409,
            b'{"status":"ERROR","message":"Period is wrong"}',
            "no summary of an import (HTTP 409): “Period is wrong”",
        ),
        (500, b"oops", "is in trouble (HTTP 500)"),
        (503, b"", "is in trouble (HTTP 503)"),
        (200, b"<html>Welcome</html>", "no summary of an import (HTTP 200)"),
        (200, b'["importCount"]', "no summary of an import (HTTP 200)"),
    ],
)
def test_every_other_answer_is_a_sentence(server: Server, status: int, answer: bytes, told: str) -> None:
    server.strange = status, answer
    with pytest.raises(Refusal) as refused:
        hand_over(Dhis2(url=server.url), "d2pat_abc", payload("F1"), trial=True)
    assert told in refused.value.sentence
    assert refused.value.remedy
    assert refused.value.code == 1


def test_a_login_that_is_not_taken_names_its_variable_and_never_itself(server: Server) -> None:
    with pytest.raises(Refusal) as refused:
        hand_over(Dhis2(url=server.url, secret="GATEWAY_X"), "d2pat_wrong", payload("F1"), trial=True)
    assert "“Bad credentials”" in refused.value.sentence
    assert "GATEWAY_X" in refused.value.remedy
    assert "d2pat_wrong" not in refused.value.sentence + refused.value.remedy


def test_a_server_that_says_nothing_or_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "TIMEOUT_S", (0.2, 0.05))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Refusal, match="it may have stored them or not") as refused:
            hand_over(Dhis2(url=url), "d2pat_abc", payload("F1"), trial=False)
        assert "a repeat overwrites" in refused.value.remedy
    with pytest.raises(Refusal, match="cannot be reached"):
        hand_over(Dhis2(url=url), "d2pat_abc", payload("F1"), trial=False)


@pytest.mark.parametrize("url", ["http://dhis2.example.org", "dhis2.example.org", "https://user:pass@dhis2.example.org"])
def test_an_address_over_which_a_secret_would_be_read_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        Dhis2(url=url)
    assert Dhis2(url="https://dhis2.example.org/hmis/api/").url == "https://dhis2.example.org/hmis"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> Iterator[None]:
    """A gateway that knows the server, with a report that was released."""
    before = structlog.get_config()
    config = (ROOT / "config.yaml").read_text().replace("data_elements: {}", "data_elements: {sms.responses: fbfJHSPpUQD}")
    (tmp_path / "config.yaml").write_text(config.replace('      url: ""', f"      url: {server.url}"))
    monkeypatch.setenv("GATEWAY_CONFIG", str(tmp_path / "config.yaml"))
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert outcome(["db", "upgrade"]) == 0
    report, gateway = sample(), opened()
    with unit(gateway.engine) as u:
        content = {"en": as_json(report)}
        reports.keep(u, "health", report.meta.local_day, reports.NIGHTLY, content, report.meta.method_version, 1)
        u.commit()
    gateway.engine.dispose()
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("house")
def test_a_person_tries_then_sends_and_is_told_what_became_of_it(
    server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["dhis2", "health", "--day", str(sample().meta.local_day)]
    assert outcome([*asked, "--send"]) == 2
    assert "into GATEWAY_HEALTH_DHIS2" in capsys.readouterr().err
    monkeypatch.setenv("GATEWAY_HEALTH_DHIS2", "d2pat_abc")
    assert outcome([*asked, "--send"]) == 0
    assert not server.stored
    told = capsys.readouterr().out
    assert "It has stored nothing." in told
    assert f"{' '.join(asked)} --send --really" in told
    assert outcome([*asked, "--send", "--really"]) == 0
    assert f"The server has taken {len(server.stored)} new, 0 updated" in capsys.readouterr().out
    assert outcome([*asked, "--send", "--really"]) == 0
    assert f"0 new, {len(server.stored)} updated" in capsys.readouterr().out
    server.places = frozenset()
    assert outcome([*asked, "--send"]) == 1
    ends = capsys.readouterr()
    assert "Conflict: " in ends.out
    assert "did not take every value" in ends.err
    assert outcome([*asked, "--really"]) == 2
    assert outcome([*asked, "--send", "--dry-run"]) == 2
