"""``gateway check``, ``publish`` and ``versions`` as a person or a script meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gateway.cli import outcome
from gateway.cli.problem_lines import MOST_SHOWN
from gateway.settings import ROOT

SHIPPED = ROOT / "flows" / "surveys"
CLINIC = SHIPPED / "lesotho-clinic-visit.yaml"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "clinic.yaml"
    file.write_text(CLINIC.read_text(encoding="utf-8").replace("answer: rating", "answer: ratng"), encoding="utf-8")
    return file


def test_the_shipped_surveys_are_well(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(p) for p in sorted(SHIPPED.glob("*.yaml")) if not p.name.endswith(".talk.yaml")]
    assert outcome(["check", "--strict", *files]) == 0
    told = capsys.readouterr().out
    assert told.count("ready to publish") == len(files)
    assert "not ready" not in told


def test_a_problem_is_told_with_file_place_code_sentence_line_caret_and_remedy(
    capsys: pytest.CaptureFixture[str], broken: Path
) -> None:
    assert outcome(["check", str(broken)]) == 1
    lines = capsys.readouterr().out.splitlines()
    at = next(n for n, line in enumerate(lines) if " E209 " in line)
    row = broken.read_text(encoding="utf-8").splitlines().index("    answer: ratng") + 1
    assert lines[at].startswith(f"{broken}:{row}:13 E209 ")
    assert "*ratng* is not a kind of answer. Did you mean *rating*?" in lines[at]
    assert lines[at + 1 : at + 3] == ["        answer: ratng", "    " + " " * 12 + "^"]
    assert lines[at + 3].startswith("    → Choose one of: choice, yes or no, rating")
    assert lines[-1].startswith(f"{broken}: 1 error")
    assert lines[-1].endswith("not ready to publish")


def test_nothing_but_plain_text_goes_to_a_file(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    outcome(["check", str(broken)])
    assert "\x1b" not in capsys.readouterr().out


def test_a_script_gets_one_object_for_each_file(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    assert outcome(["check", "--json", str(CLINIC), str(broken)]) == 1
    clinic, other = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (clinic["publishable"], clinic["errors"]) == (True, 0)
    assert {p["code"]: p["accepted"] for p in clinic["problems"]}["W620"].startswith("Eight questions")
    assert (other["publishable"], other["errors"]) == (False, 1)
    (error,) = [p for p in other["problems"] if p["code"] == "E209"]
    assert error["column"] == 13
    assert error["question"] == "treated"


def test_warnings_count_only_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "clinic.yaml"
    file.write_text(CLINIC.read_text(encoding="utf-8").replace("close after: 3 days", "close after: 3 weeks"), encoding="utf-8")
    assert outcome(["check", str(file)]) == 0
    assert outcome(["check", "--strict", str(file)]) == 1
    assert "1 warning" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read_is_misuse(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["check", str(tmp_path / name)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_line_shown_is_the_line_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "formfeed.yaml"
    file.write_text("survey: x\n# a\x0cb\ntitle: c\u202ed\n", encoding="utf-8")
    assert outcome(["check", str(file)]) == 1
    told = capsys.readouterr().out
    assert f"{file}:3:9 E118" in told
    assert "    # a" not in told


def test_a_hostile_file_is_told_in_a_few_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bomb.yaml"
    file.write_text("survey: x\nquestions:\n" + "  - question: x\n    ask: y\n    colour: z\n" * 39, encoding="utf-8")
    assert outcome(["check", str(file)]) == 1
    told = capsys.readouterr().out
    assert told.count("→") <= MOST_SHOWN
    file.write_bytes(b"\x00\xff" * 500_000)
    assert outcome(["check", str(file)]) == 1
    assert "the limit is 200" in capsys.readouterr().out


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
    file = tmp_path / "other.yaml"
    file.write_text(CLINIC.read_text(encoding="utf-8").replace("lesotho-clinic-visit", "other"), encoding="utf-8")
    assert outcome(["publish", str(file)]) == 2
    assert "Name one with --ministry (health, huduma, interior)" in capsys.readouterr().err
    assert outcome(["publish", str(file), "--ministry", "nobody"]) == 2
    assert outcome(["publish", str(file), "--ministry", "health"]) == 0
