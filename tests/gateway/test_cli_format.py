"""``gateway format`` as a person and a build meet it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.cli import outcome
from gateway.settings import ROOT

CLINIC = ROOT / "flows" / "surveys" / "lesotho-clinic-visit.yaml"


@pytest.fixture
def careless(tmp_path: Path) -> Path:
    file = tmp_path / "clinic.yaml"
    text = CLINIC.read_text(encoding="utf-8").replace("only if:", "Only_If:").replace("  to: ", "  to:    ")
    file.write_bytes(text.replace("\n", "\r\n").encode())
    file.chmod(0o600)
    return file


def test_a_survey_is_brought_into_its_layout_once(careless: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["format", str(careless)]) == 0
    assert capsys.readouterr().out == f"{careless} is formatted.\n"
    assert careless.read_bytes() == CLINIC.read_bytes()
    assert careless.stat().st_mode & 0o777 == 0o600
    assert outcome(["format", str(careless)]) == 0
    assert capsys.readouterr().out == ""


def test_a_build_is_told_and_nothing_is_written(careless: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = careless.read_bytes()
    assert outcome(["format", "--check", str(careless)]) == 1
    assert "would change" in capsys.readouterr().out
    assert outcome(["format", "--diff", str(careless)]) == 0
    assert "+    only if: " in capsys.readouterr().out
    assert careless.read_bytes() == before


def test_the_shipped_surveys_and_conversations_are_formatted() -> None:
    assert outcome(["format", "--check", str(CLINIC.parent)]) == 0


def test_what_cannot_be_read_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "broken.yaml"
    file.write_bytes(b"title: [\n")
    assert outcome(["format", str(file), str(CLINIC)]) == 1
    assert "gateway check" in capsys.readouterr().err
    assert file.read_bytes() == b"title: [\n"
    assert outcome(["format", str(tmp_path / "none.yaml")]) == 2
    (tmp_path / "empty").mkdir()
    assert outcome(["format", str(tmp_path / "empty")]) == 2
