"""``gateway publish`` and ``versions`` as a person or a script meets them."""

from __future__ import annotations

import io
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


def test_publishing_and_looking_at_the_versions(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
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
    shown = capsys.readouterr().out
    assert version["published_at"].replace("T", " ").rstrip("Z") in shown, "no cell is cut where no screen is"
    assert "lesotho-clinic-visit" in shown
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


class Keyboard(io.StringIO):
    """Somebody at a terminal who has typed these lines."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """The shipped clinic survey, published, in a folder where it can be changed."""
    outcome(["db", "upgrade"])
    shutil.copytree(SHIPPED / "lists", tmp_path / "lists")
    file = tmp_path / "clinic.yaml"
    shutil.copy(CLINIC, file)
    assert outcome(["publish", str(file)]) == 0
    return file


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_what_changes_is_told_and_every_version_has_its_class(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(clinic, "report as: Comment", "report as: What happened")
    assert outcome(["publish", str(clinic)]) == 0
    told = capsys.readouterr().out
    assert "Wording only. The series continue." in told
    assert "What happened" in told
    with (clinic.parent / "lists" / "lesotho-clinics.csv").open("a", encoding="utf-8") as list_:
        list_.write("1999,Ha Nyenye Clinic,Leribe\n")
    assert outcome(["publish", str(clinic)]) == 0
    assert "Options changed." in capsys.readouterr().out
    change(clinic, "remind once after: 1 day", "remind once after: 2 days")
    assert outcome(["publish", str(clinic)]) == 0
    assert outcome(["versions", "lesotho-clinic-visit", "--json"]) == 0
    told_last = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert [(v["version"], v["change"]) for v in told_last] == [
        (4, "rules only"), (3, "options changed"), (2, "wording only"), (1, "first"),
    ]  # fmt: skip
    assert told_last[3]["lists"] != told_last[1]["lists"]
    assert outcome(["versions"]) == 0
    assert "rules only" in capsys.readouterr().out


def test_what_ends_a_series_is_confirmed_by_its_name(
    clinic: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(clinic, "- question: asked_to_pay", "- question: paid")
    change(clinic, "asked_to_pay is yes", "paid is yes")
    assert outcome(["publish", str(clinic)]) == 1
    told = capsys.readouterr()
    assert "Breaking. A new series begins." in told.out
    assert "--confirm asked_to_pay" in told.err
    assert outcome(["publish", str(clinic), "--confirm", "paid"]) == 1
    monkeypatch.setattr("sys.stdin", Keyboard("paid\n"))
    assert outcome(["publish", str(clinic)]) == 1
    monkeypatch.setattr("sys.stdin", Keyboard("asked_to_pay\n"))
    assert outcome(["publish", str(clinic)]) == 0
    change(clinic, "- question: paid", "- question: asked_to_pay")
    change(clinic, "paid is yes", "asked_to_pay is yes")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert outcome(["publish", str(clinic), "--confirm", "paid"]) == 0


def test_an_example_that_comes_out_differently_is_told_in_its_own_file(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talks = clinic.with_name("clinic.talk.yaml")
    shutil.copy(SHIPPED / "lesotho-clinic-visit.talk.yaml", talks)
    change(talks, "How many hours did you wait", "How long did you wait")
    change(clinic, "report as: Comment", "report as: What happened")
    assert outcome(["publish", str(clinic)]) == 1
    told = capsys.readouterr().err
    assert f"{talks}:" in told
    assert " E650 " in told
    assert outcome(["versions", "lesotho-clinic-visit", "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_term_that_the_installation_shortens_is_told(
    clinic: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is shortened in silence: who publishes learns it, and the text is published as it is."""
    assert outcome(["publish", str(clinic)]) == 0
    assert "this installation keeps" not in capsys.readouterr().out
    config = tmp_path / "short.yaml"
    config.write_text(
        (ROOT / "config.yaml").read_text(encoding="utf-8").replace("numbers_days: 90", "numbers_days: 7"), encoding="utf-8"
    )
    monkeypatch.setenv("GATEWAY_CONFIG", str(config))
    assert outcome(["publish", str(clinic)]) == 0
    assert "It asks to keep phone numbers for 30 days; this installation keeps them for 7" in capsys.readouterr().out
