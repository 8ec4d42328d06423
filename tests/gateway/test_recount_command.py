"""``gateway recount`` as a person meets it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
import time_machine

from gateway.cli import outcome
from gateway.settings import ROOT


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_what_is_not_counted_is_counted_once_and_all_of_it_whenever_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["recount"]) == 1
    assert "Run `gateway db upgrade` first." in capsys.readouterr().err
    assert outcome(["db", "upgrade"]) == 0
    with time_machine.travel("2026-06-02T10:00:00+00:00", tick=False):
        assert outcome(["publish", str(ROOT / "flows" / "surveys" / "lesotho-clinic-visit.yaml")]) == 0
    capsys.readouterr()
    with time_machine.travel("2026-06-05T04:00:00+00:00", tick=False):
        assert outcome(["recount", "health"]) == 0
        assert capsys.readouterr().out == "Ministry of Health, Lesotho: 3 days counted.\n"
        assert outcome(["recount", "--json"]) == 0
        told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert {each["ministry"]: each["days"] for each in told}["health"] == 0
        assert outcome(["recount", "health", "--all"]) == 0
        assert "3 days counted." in capsys.readouterr().out
        assert outcome(["recount", "helth"]) == 2
        assert "There is no ministry “helth” in config.yaml." in capsys.readouterr().err
