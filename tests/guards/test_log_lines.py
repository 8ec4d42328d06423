"""What is logged is facts with ids: every field of every line has a name of this list, and none of them can name a person."""

from __future__ import annotations

import ast
import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from counter import CLINIC, Call, Counter
from sqlalchemy import Engine

from gateway import clock, create_app
from gateway.settings import ROOT

IDS = {"call", "contact", "inbox", "job", "outbox", "receipt", "row", "session", "visit", "version"}
"""Ids of rows; each a whole number, and ``job`` a kind with one."""

NAMES = {"channel", "code", "day", "hook", "kind", "ministry", "name", "network", "part", "scope", "span", "survey"}
"""Names of what the house itself has named, days, short codes, and networks without their last part."""

WORDS = {"fault", "outcome", "reason", "where"}
"""Words of our own code: kinds of errors, reasons from its tables, places in it."""

FIGURES = {
    "added", "attempt", "entries", "held", "joined", "known", "late", "latest_at_ms", "lifted", "minutes", "replies", "status",
    "texts", "times", "wrong",
}  # fmt: skip
"""How many, how long, whether."""

ALLOWED = IDS | NAMES | WORDS | FIGURES
FRAME = {"event", "level", "timestamp"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
CODE = [path for path in (ROOT / "gateway").rglob("*.py") if "aggregator_stub" not in path.parts]


def lines_of(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS:
            of = node.func.value
            if (isinstance(of, ast.Name) and of.id == "log") or "get_logger" in ast.dump(of):
                yield node


def test_every_field_of_every_log_line_is_one_that_can_name_nobody() -> None:
    unknown = {
        f"{path.relative_to(ROOT)}:{line.lineno} {keyword.arg}"
        for path in CODE
        for line in lines_of(path)
        for keyword in line.keywords
        if keyword.arg not in ALLOWED | {"exc_info", None}
    }
    assert not unknown
    assert sum(1 for path in CODE for _ in lines_of(path)) > 40


def test_what_a_log_line_tells_stands_in_its_fields_and_not_in_its_words() -> None:
    made_up = {
        f"{path.relative_to(ROOT)}:{line.lineno}"
        for path in CODE
        for line in lines_of(path)
        if len(line.args) != 1 or isinstance(line.args[0], ast.JoinedStr | ast.BinOp | ast.Call)
    }
    assert not made_up


def test_nothing_is_printed_but_by_commands() -> None:
    printing = {
        str(path.relative_to(ROOT))
        for path in CODE
        if "cli" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert not printing


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


TOKEN = "the-token-of-the-log-lines-012345"


def scenario(counter: Counter) -> None:
    """Calls, texts, reports, opt-outs, visits, wrong doors, and a round of the clock."""
    secrets = dataclasses.replace(counter.gateway.secrets, api_tokens={"health": (TOKEN,)})
    counter.gateway = dataclasses.replace(counter.gateway, secrets=secrets)
    counter.client = create_app(counter.gateway).test_client()
    call = Call(counter, "ATUid_1")
    call.hop()
    call.hop(text="1")
    call.hop(phoneNumber="+26658000002")
    call.hop(sessionId="ATUid_2", serviceCode="*120*45*26658000003#")
    call.hop(sessionId="ATUid_3", serviceCode="*999*26658000003#")
    counter.text("CLINIC", id="m1")
    counter.text("STOP", id="m2")
    counter.post("delivery", "id=ATX_1&status=Success&phoneNumber=%2B26658000001&networkCode=65101")
    counter.post("opt-out", "phoneNumber=%2B26658000001")
    counter.post("subscription", "phoneNumber=%2B26658000001&updateType=addition")
    counter.client.post(counter.path("sms", "wrong-secret-0123456789abcdef"), data=b"from=%2B26658000001")
    visits = [{"phone": "+26658000001", "visit_id": "V1"}, {"phone": "+2665800000", "visit_id": "+26658000001"}]
    for token in (TOKEN, "wrong-token-0123456789"):
        counter.client.post(
            "/api/v1/visits", json={"survey": CLINIC, "visits": visits}, headers={"Authorization": f"Bearer {token}"}
        )
    counter.clock.pass_(days=2)
    clock.run_once(counter.gateway)


def test_of_a_whole_scenario_no_field_holds_more_than_its_name_says(
    counter: Counter, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario(counter)
    told = capsys.readouterr().err
    lines = [json.loads(line) for line in told.splitlines()]
    assert len(lines) > 8
    for line in lines:
        assert line.keys() <= ALLOWED | FRAME, line
        for name in line.keys() - FRAME:
            value = line[name]
            if name in (IDS - {"job"}) | (FIGURES - {"joined", "known", "late"}):
                assert isinstance(value, int) or value is None, line
            else:
                assert isinstance(value, str | bool | list | int), line
                assert len(str(value)) < 1_500, line
    for secret in ("5800000", TOKEN, "wrong-token", "wrong-secret", *counter.secrets.hook_secrets["main"]):
        assert secret not in told
