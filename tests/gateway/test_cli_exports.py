"""A survey goes to another program by one command, and what that has no words for is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.exchange import sheet
from gateway.cli import outcome

SURVEYS = Path(__file__).parents[2] / "flows" / "surveys"
MARKET = SURVEYS / "market-survey.yaml"


def test_a_survey_is_written_as_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "market.json"
    assert outcome(["export", "floip", str(MARKET), "--out", str(out)]) == 0
    told = capsys.readouterr()
    assert "a flow of" in told.out
    assert "Note: How people start" in told.err
    assert json.loads(out.read_text())["specification_version"] == "1.0.0-rc4"


def test_without_a_file_the_document_is_printed_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["export", "floip", str(MARKET)]) == 0
    assert json.loads(capsys.readouterr().out)["flows"][0]["label"] == "market-survey"


def test_a_survey_with_errors_is_not_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(MARKET.read_text().replace("answer: rating", "answer: ratin", 1))
    assert outcome(["export", "floip", str(broken), "--out", str(tmp_path / "x.json")]) == 1
    assert "has errors" in capsys.readouterr().err
    assert not (tmp_path / "x.json").exists()


def test_a_survey_is_written_as_a_spreadsheet_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "market.xlsx"
    assert outcome(["export", "xlsform", str(MARKET), "--out", str(out)]) == 0
    told = capsys.readouterr()
    assert "a form with" in told.out
    assert "Note: How people start" in told.err
    assert list(sheet.read(out.read_bytes())) == ["survey", "choices", "settings"]


@pytest.mark.parametrize("kind", ["floip", "xlsform"])
def test_a_file_that_is_not_there_is_misuse(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["export", kind, str(tmp_path / "none.yaml"), "--out", str(tmp_path / "x")]) == 2
    assert "cannot be read" in capsys.readouterr().err
