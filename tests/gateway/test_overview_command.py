"""``gateway overview`` as a person meets it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
import time_machine

from gateway.cli import outcome
from gateway.settings import ROOT

MONDAY = "2026-06-08T10:00:00+00:00"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clinic's survey, published on Saturday; nobody answers."""
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    before = structlog.get_config()
    assert outcome(["db", "upgrade"]) == 0
    with time_machine.travel("2026-06-06T20:00:00+00:00", tick=False):
        assert outcome(["publish", str(ROOT / "flows" / "surveys" / "lesotho-clinic-visit.yaml")]) == 0
    yield
    structlog.configure(**before)


def test_it_waits_for_reports_then_is_written_and_written_again(
    house: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    with time_machine.travel(MONDAY, tick=False):
        assert outcome(["overview"]) == 1
        assert "waits for the reports of health" in capsys.readouterr().err
        assert outcome(["nightly"]) == 0
        capsys.readouterr()
        assert outcome(["overview", "--json"]) == 0
        first = json.loads(capsys.readouterr().out)
        assert outcome(["overview", "--day", "2026-06-07", "--out", str(tmp_path / "out"), "--json"]) == 0
        again = json.loads(capsys.readouterr().out)
    assert first["day"] == "2026-06-07"
    assert {"huduma", "interior"} <= set(first["missing"])  # they have published nothing
    assert "health" not in first["missing"]
    assert again["sha256"] == first["sha256"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "overview.csv", "overview.html", "overview.json", "overview.pdf",
        "overview.xlsx",
    ]  # fmt: skip


def test_a_day_that_is_no_sunday_or_not_over_is_refused(house: None, capsys: pytest.CaptureFixture[str]) -> None:
    with time_machine.travel(MONDAY, tick=False):
        assert outcome(["overview", "--day", "2026-06-06"]) == 2
        assert "2026-06-06 is not a Sunday" in capsys.readouterr().err
        assert outcome(["overview", "--day", "2026-06-14"]) == 2
        assert "made on 2026-06-15 at 06:00 (Africa/Nairobi)" in capsys.readouterr().err
