"""``gateway diff`` as a person or a script meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gateway.cli import outcome
from gateway.settings import load_settings
from storage.unit import connect, unit
from storage.versions import publish

SURVEY = """
survey: small
title: A small survey
owner: Ministry of Health
time zone: Africa/Maseru
languages: { en: English, st: Sesotho }
starts when: { someone dials: "*120*77#" }
welcome: { en: Hello., st: Lumela. }
questions:
  - question: clinic
    ask: { en: Which clinic?, st: Tleliniki efe? }
    answer: place
    list: lists/clinics.csv
    find by: { name: { en: Which name?, st: Lebitso lefe? } }
  - question: treated
    counts as: headline
    ask: { en: How were you treated?, st: U tsoeroe joang? }
    answer: rating
    lowest: { en: badly, st: hampe }
    highest: { en: well, st: hantle }
thank you: { en: Thanks., st: Kea leboha. }
"""
CLINICS = "code,name\n1101,Likotsi\n1102,Mabote\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)


def written(folder: Path, text: str = SURVEY, clinics: str = CLINICS) -> str:
    """A survey in a folder of its own, with its list beside it."""
    (folder / "lists").mkdir(parents=True, exist_ok=True)
    (folder / "lists" / "clinics.csv").write_text(clinics, encoding="utf-8")
    (folder / "small.yaml").write_text(text, encoding="utf-8")
    return str(folder / "small.yaml")


def test_two_files_with_the_same_meaning_do_not_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = written(tmp_path / "a"), written(tmp_path / "b", f"# a note\n{SURVEY}")
    assert outcome(["diff", old, new]) == 0
    assert capsys.readouterr().out == f"{old} → {new}: no differences\n"


def test_changes_are_told_in_words_the_gravest_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = SURVEY.replace("question: treated", "question: staff").replace("en: Hello.", "en: Good day.")
    old, new = written(tmp_path / "a"), written(tmp_path / "b", text)
    assert outcome(["diff", old, new]) == 1
    assert capsys.readouterr().out == (
        f"{old} → {new}: 2 changes, breaking\n"
        "\n"
        "Breaking: a new series begins\n"
        "  - The question *treated* is called *staff* now. With `formerly: treated` its column would go on. "
        "A new column begins, and the old one ends.\n"
        "\n"
        "Wording only: the series continue\n"
        "  - The English text of the welcome changed from “Hello.” to “Good day.”\n"
        "\n"
        "To publish, confirm by name: treated\n"
        "\n"
        "Translations that may be out of date, as their main text changed:\n"
        "  - Sesotho of welcome: “Lumela.”\n"
    )


def test_the_lists_beside_the_files_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = written(tmp_path / "a"), written(tmp_path / "b", clinics=CLINICS + "1103,Qoaling\n")
    assert outcome(["diff", "--json", old, new]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["strongest"], told["to_confirm"], told["translations_to_check"]) == ("options changed", [], [])
    (change,) = told["changes"]
    assert change["sentence"] == "1 place was added to *clinic*: Qoaling (1103)."
    assert (change["class"], change["question"], change["what"]) == ("options changed", "clinic", "places added")


def test_published_versions_are_compared_by_number_and_with_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome(["db", "upgrade"])
    first = written(tmp_path / "a")
    second = written(tmp_path / "a2", SURVEY.replace("Hello.", "Good day."))
    draft = written(tmp_path / "b", SURVEY.replace("Thanks.", "Thank you."))
    for file in (first, second):
        _publish(Path(file).read_bytes())
    capsys.readouterr()
    assert outcome(["diff", "small@1", "small@2"]) == 1
    assert capsys.readouterr().out.startswith("small, version 1 → small, version 2: 1 change, wording only\n")
    assert outcome(["diff", "small", second]) == 0
    assert outcome(["diff", draft]) == 1
    assert "from “Good day.” to “Hello.”" in capsys.readouterr().out
    assert outcome(["diff", "small@9", draft]) == 2
    assert "“small” has no version 9." in capsys.readouterr().err


def _publish(text: bytes) -> None:
    """As the publisher stores it; what publishing checks is told by its own tests."""
    lists = {"lists/clinics.csv": CLINICS.encode()}
    engine = connect(load_settings().database_url)
    with unit(engine) as u:
        publish(u, survey="small", ministry="health", text=text.decode(), by="me", at_ms=1, lists=lists)
        u.commit()
    engine.dispose()


def test_what_cannot_be_compared_is_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    well, broken = written(tmp_path / "a"), written(tmp_path / "b", SURVEY.replace("answer: rating", "answer: ratng"))
    assert outcome(["diff", well, broken]) == 2
    assert f"The survey {broken} has errors." in capsys.readouterr().err
    assert outcome(["diff", well, str(tmp_path / "nothing.yaml")]) == 2
    assert outcome(["diff", "small@1", well]) == 2
    assert "`gateway db upgrade`" in capsys.readouterr().err
