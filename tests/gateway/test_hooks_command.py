"""The callback addresses that an engineer pastes into the aggregator's dashboard."""

import json
from pathlib import Path

import pytest

from gateway.cli import outcome
from gateway.cli.hooks import KINDS


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path))
    monkeypatch.setenv("GATEWAY_PORT", "9100")
    monkeypatch.setenv("GATEWAY_MAIN_HOOK_SECRETS", "Zq8xW3rT6yUiOp0aSdFgHj,vN5kMlPqRsTwXyZ12AbCdEf")


def test_addresses_by_kind_carry_the_first_secret(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["hooks", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "main": {kind: f"http://127.0.0.1:9100/hooks/main/Zq8xW3rT6yUiOp0aSdFgHj/{kind}" for kind in KINDS}
    }


def test_a_gateway_on_another_port_has_other_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["hooks", "--port", "9300"]) == 0
    assert "http://127.0.0.1:9300/hooks/main/" in capsys.readouterr().out


def test_the_list_for_people_says_where_each_address_belongs(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["hooks"]) == 0
    shown = capsys.readouterr().out
    assert all(place in shown for place in KINDS.values())
    assert "vN5kMlPqRsTwXyZ12AbCdEf" not in shown


def test_it_tells_where_visits_are_handed_in_and_the_token_only_when_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    token = "Rv7cLq2xYw9Tz4Hn6Jm8Kp3Sd5Fg1Bv0Ax"
    monkeypatch.setenv("GATEWAY_HEALTH_API_TOKENS", token)
    assert outcome(["hooks"]) == 0
    told = capsys.readouterr().out
    assert "POST http://127.0.0.1:9100/api/v1/visits" in told
    assert "Token of health: in the variable GATEWAY_HEALTH_API_TOKENS" in told
    assert token not in told
    assert outcome(["hooks", "--show-token"]) == 0
    assert token in capsys.readouterr().out
