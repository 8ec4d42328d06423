"""``gateway publish`` and ``versions`` as a person or a script meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gateway.cli import outcome
from gateway.settings import ROOT

SHIPPED = ROOT / "flows" / "surveys"
CLINIC = SHIPPED / "lesotho-clinic-visit.yaml"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED / "lists", tmp_path / "lists")
    file = tmp_path / "clinic.yaml"
    file.write_text(CLINIC.read_text(encoding="utf-8").replace("answer: rating", "answer: ratng"), encoding="utf-8")
    return file


def test_publishing_and_looking_at_the_versions(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert outcome(["publish", str(CLINIC)]) == 1
    assert "Run `gateway db upgrade` first." in capsys.readouterr().err
    assert outcome(["db", "upgrade"]) == 0
    assert outcome(["versions"]) == 1
    assert outcome(["publish", str(CLINIC)]) == 0
    assert "lesotho-clinic-visit is published as version 1 for Ministry of Health, Lesotho." in capsys.readouterr().out
    assert outcome(["publish", str(CLINIC)]) == 0
    assert "published already" in capsys.readouterr().out
    assert outcome(["versions", "--json", "lesotho-clinic-visit"]) == 0
    (version,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (version["survey"], version["version"], version["ministry"]) == ("lesotho-clinic-visit", 1, "health")
    assert outcome(["versions"]) == 0
    assert "lesotho-clinic-visit" in capsys.readouterr().out
    assert outcome(["versions", "nothing"]) == 1


def test_a_broken_survey_is_not_published_and_its_problems_are_shown(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    outcome(["db", "upgrade"])
    assert outcome(["publish", str(broken)]) == 1
    told = capsys.readouterr().err
    assert " E209 " in told
    assert "was not published: 1 error" in told
    assert "N429" not in told
    assert outcome(["versions"]) == 1


def test_a_survey_that_no_ministry_lists_needs_to_be_told_whose_it_is(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    outcome(["db", "upgrade"])
    shutil.copytree(SHIPPED / "lists", tmp_path / "lists")
    file = tmp_path / "other.yaml"
    file.write_text(CLINIC.read_text(encoding="utf-8").replace("lesotho-clinic-visit", "other"), encoding="utf-8")
    assert outcome(["publish", str(file)]) == 2
    assert "Name one with --ministry (health, huduma, interior" in capsys.readouterr().err
    assert outcome(["publish", str(file), "--ministry", "nobody"]) == 2
    assert outcome(["publish", str(file), "--ministry", "health"]) == 0
