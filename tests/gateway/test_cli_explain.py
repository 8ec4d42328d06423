"""``gateway explain`` as a person or a script meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gateway.cli import outcome
from gateway.settings import ROOT

CLINIC = str(ROOT / "flows" / "surveys" / "lesotho-clinic-visit.yaml")


@pytest.fixture(autouse=True)
def _narrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("COLUMNS", "60")


def test_the_survey_is_told_in_chapters_that_fit_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["explain", CLINIC]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "How was your clinic visit?"
    assert [line for line in lines if line.isupper()] == [
        "WHO STARTS IT", "THE FIRST SCREEN", "THE QUESTIONS", "THE END", "WHAT IS KEPT", "WHAT THE REPORT GETS",
    ]  # fmt: skip
    assert max(map(len, lines)) <= 60
    assert not [line for line in lines if line != line.rstrip()]


def test_one_language_and_one_channel(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["explain", CLINIC, "--language", "st", "--sms"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "People text CLINIC to 40145." in told
    assert "*120*45#" not in told
    assert "“Basebetsi ba u tsoere joang?”" in told


def test_a_script_gets_the_chapters(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["explain", CLINIC, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["title"] == "How was your clinic visit?"
    assert told["chapters"][0]["paragraphs"][0]["text"] == "People dial *120*45# and answer in the phone menu."


def test_what_the_survey_has_not_got_is_misuse(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert outcome(["explain", CLINIC, "--language", "fr"]) == 2
    assert "Its languages are en (English), st (Sesotho)." in capsys.readouterr().err
    assert outcome(["explain", CLINIC, "--call"]) == 2
    broken = tmp_path / "broken.yaml"
    broken.write_text("survey: x\n", encoding="utf-8")
    assert outcome(["explain", str(broken)]) == 1
