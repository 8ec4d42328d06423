"""``gateway new`` as a person or a script meets it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.cli import new, outcome
from gateway.settings import ROOT

GIVEN = ["--owner", "Ministry of Health", "--time-zone", "Africa/Maseru"]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)


def test_a_survey_its_examples_and_its_list_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["new", "my-clinic", "--template", "clinic", "--languages", "en,st", *GIVEN]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Begun: my-clinic.yaml, my-clinic.talk.yaml, lists/my-clinic-places.csv\n")
    assert "Have a first-language reader check the drafts: Sesotho." in told
    assert "gateway check my-clinic.yaml" in told
    assert outcome(["check", "--strict", "my-clinic.yaml"]) == 0
    assert outcome(["talk", "my-clinic.talk.yaml"]) == 0
    assert "list: lists/my-clinic-places.csv" in (tmp_path / "my-clinic.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("template", new.TEMPLATES)
def test_every_template_of_the_command_is_there(template: str) -> None:
    assert outcome(["new", "mine", "--template", template, *GIVEN]) == 0
    assert outcome(["check", "mine.yaml"]) == 0


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.talk.yaml").write_text("my own work", encoding="utf-8")
    assert outcome(["new", "mine", *GIVEN]) == 2
    assert "mine.talk.yaml is there already" in capsys.readouterr().err
    assert not (tmp_path / "mine.yaml").exists()
    assert (tmp_path / "mine.talk.yaml").read_text(encoding="utf-8") == "my own work"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Mine", *GIVEN], "“Mine” cannot be the name of a survey."),
        (["../mine", *GIVEN], "cannot be the name of a survey."),
        (["x" * 41, *GIVEN], "cannot be the name of a survey."),
        (["mine", "--languages", "en,english", *GIVEN], "“en,english” is no list of languages."),
        (["mine", "--languages", "en,en", *GIVEN], "is no list of languages."),
        (["mine", "--languages", "en,pt", *GIVEN], "like pt=Name."),
        (["mine", "--owner", "X", "--time-zone", "Africa/Maserru"], "Did you mean Africa/Maseru?"),
        (["mine", "--time-zone", "Africa/Maseru"], "Name it with --owner."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert outcome(["new", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert not list(tmp_path.glob("*.yaml"))


def test_a_person_at_a_terminal_is_asked(tmp_path: Path) -> None:
    terminal, theirs = pty.openpty()
    os.write(terminal, b"\nMinistry of Works\nAfrica/Nairobi\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "gateway", "new", "mine"]
    shown = subprocess.run(command, stdin=theirs, capture_output=True, text=True, env=environment, timeout=60, check=True)
    os.close(terminal)
    os.close(theirs)
    assert "Title (what is asked about) [How was our service?]:" in shown.stdout
    text = (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    assert "owner: Ministry of Works\ntime zone: Africa/Nairobi\n" in text
