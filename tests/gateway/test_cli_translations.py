"""Texts go to a translator and come back by two commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.exchange import sheet
from gateway.cli import gateway, outcome

SURVEY = """\
survey: water-point
title: The water point
owner: Ministry of Water
time zone: Africa/Maseru
languages: { en: English, st: Sesotho }
starts when: { someone dials: "*120*77#" }
welcome: { en: One question., st: Potso e le nngoe. }
questions:
  - question: works
    counts as: headline
    ask: { en: How is the water?, st: Metsi a joang? }
    answer: rating
    lowest: { en: bad, st: hampe }
    highest: { en: good, st: hantle }
thank you: { en: Thank you., st: Rea leboha. }
"""


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "water-point.yaml"
    path.write_text(SURVEY)
    return path


def _table(survey: Path, name: str) -> Path:
    out = survey.with_name(name)
    assert outcome(["export", "translations", str(survey), "--out", str(out)]) == 0
    return out


@pytest.mark.parametrize("name", ["texts.csv", "texts.xlsx"])
def test_a_table_comes_back_and_is_only_shown_until_it_is_to_be_written(survey: Path, name: str) -> None:
    table = _table(survey, name)
    [page] = sheet.read(table.read_bytes()).values()
    rows = [[row.get(c).replace("Rea leboha.", "Rea leboha haholo.") for c in page.columns] for row in page.rows]
    table.write_bytes(sheet.to_csv(page.columns, rows))
    shown = CliRunner().invoke(gateway, ["import", "translations", str(survey), str(table)], standalone_mode=False)
    assert "+ Rea leboha haholo." in shown.output
    assert "1 changed, 4 as before, 0 still missing." in shown.output
    assert survey.read_text() == SURVEY
    assert outcome(["import", "translations", str(survey), str(table), "--write"]) == 0
    assert survey.read_text() == SURVEY.replace("Rea leboha.", "Rea leboha haholo.")


def test_a_translation_that_does_not_fit_a_phone_is_told_before_it_is_written(survey: Path) -> None:
    table = _table(survey, "texts.csv")
    table.write_text(table.read_text().replace("Metsi a joang?", "Metsi a joang? " * 20))
    shown = CliRunner().invoke(gateway, ["import", "translations", str(survey), str(table)], standalone_mode=False)
    assert "E520" in shown.output


def test_rows_that_cannot_be_taken_are_named_and_the_command_says_so(survey: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = _table(survey, "texts.csv")
    table.write_text(table.read_text().replace("questions/works/ask", "questions/gone/ask"))
    assert outcome(["import", "translations", str(survey), str(table)]) == 1
    assert "Row 3, questions/gone/ask: the survey has no text with this key any more." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"PK\x03\x04no", "no workbook"), ("key;en\nwelcome;é".encode("latin-1"), "UTF-8")]
)
def test_a_damaged_table_is_refused(survey: Path, capsys: pytest.CaptureFixture[str], content: bytes, sentence: str) -> None:
    survey.with_name("bad.csv").write_bytes(content)
    assert outcome(["import", "translations", str(survey), str(survey.with_name("bad.csv"))]) == 1
    assert sentence in capsys.readouterr().err


def test_a_table_is_written_as_csv_or_xlsx_only(survey: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["export", "translations", str(survey), "--out", str(survey.with_name("t.ods"))]) == 2
    assert "neither .csv nor .xlsx" in capsys.readouterr().err
