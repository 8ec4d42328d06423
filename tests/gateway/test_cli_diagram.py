"""``gateway diagram`` as a person or a script meets it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from gateway.cli import outcome
from gateway.settings import ROOT

CLINIC = str(ROOT / "flows" / "surveys" / "lesotho-clinic-visit.yaml")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_the_drawing_goes_to_standard_output_or_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["diagram", CLINIC]) == 0
    drawn = capsys.readouterr().out
    assert ElementTree.fromstring(drawn).tag.endswith("svg")
    file = tmp_path / "clinic.svg"
    assert outcome(["diagram", CLINIC, "--out", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == drawn
    assert capsys.readouterr().out == f"{file} is written.\n"


def test_the_ending_of_the_file_says_the_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for ending, begins in ((".mmd", "%% lesotho-clinic-visit\nflowchart TD\n"), (".dot", 'digraph "lesotho-clinic-visit" {\n')):
        file = tmp_path / f"clinic{ending}"
        assert outcome(["diagram", CLINIC, "--out", str(file)]) == 0
        assert file.read_text(encoding="utf-8").startswith(begins)
    assert outcome(["diagram", CLINIC, "--format", "dot"]) == 0
    assert 'digraph "lesotho-clinic-visit"' in capsys.readouterr().out


def test_another_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["diagram", CLINIC, "--language", "st"]) == 0
    assert "Basebetsi ba u tsoere joang?" in capsys.readouterr().out
    assert outcome(["diagram", CLINIC, "--language", "fr"]) == 2
    assert "Its languages are en (English), st (Sesotho)." in capsys.readouterr().err
