"""``gateway stub``: where it finds the gateway, and how it refuses."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from gateway.aggregator_stub.lines import KINDS
from gateway.cli import outcome
from gateway.cli.stub import lines_of
from gateway.secrets import load_secrets
from gateway.settings import load_settings


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path))
    monkeypatch.setenv("GATEWAY_PORT", "9100")
    monkeypatch.setenv("GATEWAY_MAIN_HOOK_SECRETS", "Zq8xW3rT6yUiOp0aSdFgHj")


def test_it_calls_the_gateway_of_the_settings_on_this_machine() -> None:
    settings = load_settings()
    (line,) = lines_of(settings, load_secrets(settings))
    assert line.codes == settings.channels["main"].codes
    assert line.hooks == {kind: f"http://127.0.0.1:9100/hooks/main/Zq8xW3rT6yUiOp0aSdFgHj/{kind}" for kind in KINDS}


def test_it_calls_a_gateway_elsewhere() -> None:
    settings = load_settings()
    (line,) = lines_of(settings, load_secrets(settings), ["https://feedback.example.org/hooks/other/SECRET/"])
    assert (line.name, line.codes) == ("other", ())
    assert line.url("sms") == "https://feedback.example.org/hooks/other/SECRET/sms"


@pytest.mark.parametrize("address", ["nonsense", "http://127.0.0.1:8000", "ftp://host/hooks/main/SECRET"])
def test_it_refuses_what_is_no_callback_address(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["stub", "--hooks", address]) == 2
    assert "gateway hooks" in capsys.readouterr().err


def test_it_refuses_a_taken_port(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert outcome(["stub", "--port", str(taken.getsockname()[1])]) == 2
    shown = capsys.readouterr().err
    assert "is taken" in shown
    assert "--port" in shown
