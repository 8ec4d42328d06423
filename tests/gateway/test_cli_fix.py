"""``gateway fix`` as a person meets it: the difference is seen, the file is replaced whole, and nothing else is touched."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.cli import outcome
from gateway.settings import ROOT

SHIPPED = ROOT / "flows" / "surveys"
KENYA = SHIPPED / "kenya-huduma-service.yaml"
CLINIC = SHIPPED / "lesotho-clinic-visit.yaml"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    shutil.copytree(SHIPPED / "lists", tmp_path / "lists")


def survey(folder: Path, *changes: tuple[str, str], of: Path = CLINIC) -> Path:
    file = folder / of.name
    text = of.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_dial_code_without_quotes_is_repaired_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = survey(tmp_path, ('"*120*45#"', "*120*45#"))
    file.chmod(0o640)
    assert outcome(["fix", str(file), "--all"]) == 0
    told = capsys.readouterr().out
    assert "E105 Add quotes" in told
    assert "-  someone dials: *120*45#" in told
    assert '+  someone dials: "*120*45#"' in told
    assert file.read_bytes() == CLINIC.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o640


def test_one_repair_brings_the_next_problem_to_light(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = survey(tmp_path, ('"*120*45#"', "*120*45#"), ("answer: rating", "answer: ratng"), ("close after", "close aftr"))
    assert outcome(["fix", str(file), "--all"]) == 0
    assert capsys.readouterr().out.endswith("3 repaired; 0 errors left\n")
    assert file.read_bytes() == CLINIC.read_bytes()


def test_a_missing_dash_costs_no_line_and_a_misspelt_key_no_words(tmp_path: Path) -> None:
    """Two questions that became one lose none of their keys, and no example takes the place of what was written."""
    one = survey(tmp_path, ("  - question: wait\n", "    question: wait\n"))
    assert outcome(["fix", str(one), "--all"]) == 0
    assert one.read_bytes() == CLINIC.read_bytes()
    other = survey(tmp_path, ("    ask:\n", "    aks:\n"))
    assert outcome(["fix", str(other), "--all"]) == 0
    assert other.read_bytes() == CLINIC.read_bytes()


def test_nobody_but_the_author_says_which_of_two_kinds_of_key_goes(tmp_path: Path) -> None:
    file = survey(tmp_path, ("answer: rating", "answer: yes or no"))
    before = file.read_bytes()
    assert outcome(["fix", str(file), "--all"]) == 1
    assert file.read_bytes() == before


def test_a_look_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = survey(tmp_path, ("answer: rating", "answer: ratng"))
    before = file.read_bytes()
    assert outcome(["fix", str(file), "--all", "--dry-run"]) == 0
    assert "+    answer: rating" in capsys.readouterr().out
    assert file.read_bytes() == before


@pytest.mark.parametrize("which", [["--code", "E201"], ["--line", "2"]])
def test_only_what_was_named_is_repaired(which: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "tittle: How was your clinic visit?"
    file = survey(tmp_path, ("answer: rating", "answer: ratng"), ("title: How was your clinic visit?", head))
    row = file.read_text(encoding="utf-8").split("\n").index(head) + 1
    which = [str(row) if word == "2" else word for word in which]
    assert outcome(["fix", str(file), *which, "--all"]) == 1
    assert "tittle" not in file.read_text(encoding="utf-8")
    assert "answer: ratng" in file.read_text(encoding="utf-8")
    assert "1 error left" in capsys.readouterr().out


def test_a_warning_is_accepted_with_the_reason_given(tmp_path: Path) -> None:
    file = survey(tmp_path, ("close after: 3 days", "close after: 3 weeks"))
    assert outcome(["check", "--strict", str(file)]) == 1
    assert outcome(["fix", str(file), "--code", "W610", "--accept", "Visits are rare here: twice a year."]) == 0
    assert 'W610: "Visits are rare here: twice a year."' in file.read_text(encoding="utf-8")
    assert outcome(["check", "--strict", str(file)]) == 0


def test_old_letters_become_new_ones(tmp_path: Path) -> None:
    file = survey(tmp_path, ("owner: Ministry of Health, Lesotho", "owner: Ministère de la Santé"))
    text = file.read_text(encoding="utf-8")
    file.write_bytes(text.encode("cp1252", "replace"))
    assert outcome(["check", str(file)]) == 1
    assert outcome(["fix", str(file), "--all"]) == 0
    assert file.read_text(encoding="utf-8") == text


def test_nobody_is_asked_where_nobody_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["fix", str(survey(tmp_path))]) == 2
    assert "Add --all" in capsys.readouterr().err
    assert outcome(["fix", str(tmp_path / "none.yaml"), "--all"]) == 2
    assert outcome(["fix", str(survey(tmp_path)), "--accept", "Because it is so."]) == 2


def test_on_a_terminal_somebody_chooses(tmp_path: Path) -> None:
    file = survey(tmp_path, ("owner: Ministry of Health, Lesotho", "owner: First\nowner: Second"))
    told = on_a_terminal(["fix", str(file)], "2\n" + "0\n" * 20)
    assert "1 Keep the first, of line" in told
    assert "2 Keep the second, of line" in told
    assert "\x1b[" in told
    assert "owner: Second" in file.read_text(encoding="utf-8")
    assert "owner: First" not in file.read_text(encoding="utf-8")


def on_a_terminal(arguments: list[str], typed: str) -> str:
    """What the command shows somebody at a terminal who types this."""
    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color"}
    command = [sys.executable, "-c", "from gateway.cli import main; main()", *arguments]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, env=environ)
    os.close(theirs)
    os.write(ours, typed.encode())
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux tells the end of a terminal so
            break
        if not part:
            break
        shown += part
    process.wait(timeout=60)
    os.close(ours)
    return shown.decode("utf-8", "replace")


def test_a_warning_that_only_a_publication_tells_is_accepted_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text that changed while its translation did not: known only beside the published version."""
    accepting = ["--code", "W514", "--accept", "Sesotho says both with one word."]
    file = survey(tmp_path, ("Which clinic or hospital did you visit?", "Which clinic did you visit?"))
    assert outcome(["fix", str(file), *accepting]) == 1
    assert "Run `gateway db upgrade` first." in capsys.readouterr().err
    assert outcome(["db", "upgrade"]) == 0
    assert outcome(["publish", str(CLINIC)]) == 0
    assert outcome(["publish", str(file)]) == 1
    assert outcome(["fix", str(file), *accepting]) == 0
    assert "W514 at facility: Sesotho says both with one word." in file.read_text(encoding="utf-8")
    assert outcome(["publish", str(file)]) == 0


def test_that_nothing_was_accepted_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = survey(tmp_path)
    assert outcome(["fix", str(file), "--code", "W610", "--accept", "Because it is so."]) == 1
    assert "Nothing was accepted" in capsys.readouterr().err
    assert file.read_bytes() == CLINIC.read_bytes()
