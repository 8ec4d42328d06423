"""A survey goes out as a spreadsheet form that the official converter takes, and comes back with the same questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyxform.xls2xform import convert
from small_surveys import TWO, survey

from flows import phrases
from flows.exchange import sheet, to_xlsform, xlsform
from flows.exchange.imported import Frame
from flows.load import load
from flows.model import Choice, Flow

FOLDERS = [Path(__file__).parents[2] / "flows" / name for name in ("surveys", "templates")]
FILES = {path.stem: path for folder in FOLDERS for path in folder.glob("*.yaml") if not path.name.endswith(".talk.yaml")}
FRAME = Frame("Ministry of Water", "Africa/Maseru")
VERSION = "2026112301"


def _survey(name: str) -> Flow:
    path = FILES[name]
    flow = load(path.read_bytes(), lambda file: (path.parent / file).read_bytes()).flow
    assert flow is not None
    return flow


@pytest.mark.parametrize("name", FILES)
def test_the_official_converter_takes_it_without_errors_and_without_warnings(name: str, tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(sheet.to_workbook(to_xlsform.form(_survey(name), VERSION).pages))
    made = convert(file)
    assert made.warnings == []
    assert all(f'lang="{label} ({code})"' in made.xform for code, label in _survey(name).languages.items())


WATER = """
- question: works
  ask: { en: Does it work?, st: E sebetsa? }
  answer: yes or no
- question: source
  only if: works is no
  ask: { en: Where now?, st: Hokae joale? }
  ask on ussd: { en: Where?, st: Hokae? }
  answer: choice
  choices: { tap: { en: Tap, st: Pompo }, well: { en: Well, st: Seliba } }
- question: before
  ask: { en: Where before?, st: Pele? }
  answer: choice
  choices: { tap: { en: Tap, st: Pompo }, well: { en: Well, st: Seliba } }
- question: days
  only if: source is one of tap, well and works is no
  ask: { en: How many days?, st: Matsatsi? }
  answer: number
  from: 1
  to: 30
  if unclear: { en: 1 to 30., st: 1-30. }
- question: hello
  only if: days is above 3
  ask: { en: That is long., st: Ke nako e telele. }
  answer: message
- question: why
  only if any of: [days is at least 10 and before is tap, days was not answered]
  ask: { en: Why?, st: Hobaneng? }
  answer: text
  longest: 60
  may be skipped: yes
  counts as: comment
"""


def test_what_went_out_comes_back() -> None:
    flow = survey(WATER, **TWO)
    pages = to_xlsform.form(flow, VERSION).pages
    back = xlsform.read(sheet.read(sheet.to_workbook(pages)), FRAME)
    assert back.refused == ()
    assert back.flow is not None
    assert back.flow.languages == flow.languages
    assert back.flow.welcome.texts == flow.welcome.texts
    assert back.flow.thank_you.texts == flow.thank_you.texts
    for before, after in zip(flow.questions, back.flow.questions, strict=True):
        assert (after.name, after.kind.kind, after.ask.texts, after.ask.on) == (
            before.name, before.kind.kind, before.ask.texts, before.ask.on,
        )  # fmt: skip
        assert after.may_be_skipped == before.may_be_skipped
        assert after.counts_as == before.counts_as
        if isinstance(before.kind, Choice):
            assert isinstance(after.kind, Choice)
            assert [(o.name, o.label) for o in after.kind.options] == [(o.name, o.label) for o in before.kind.options]
    asked_if = {q.name: phrases.conditions(q.conditions) for q in back.flow.questions}
    assert asked_if["days"] == "(source is tap or source is well) and works is no"
    assert asked_if["why"] == "(days is at least 10 and before is tap) or days was not answered"
    assert {q.name: phrases.conditions(q.conditions) for q in flow.questions if q.name in ("source", "hello")} == {
        name: asked_if[name] for name in ("source", "hello")
    }


def test_two_questions_with_the_same_choices_share_a_list() -> None:
    survey_page, choices, _ = to_xlsform.form(survey(WATER, **TWO), VERSION).pages
    types = [row[survey_page.columns.index("type")] for row in survey_page.rows]
    assert types.count("select_one source") == 2
    assert [row[0] for row in choices.rows] == ["yes_no", "yes_no", "source", "source"]


def test_a_jump_is_a_condition_of_what_it_passes_over() -> None:
    asked = """
    - { question: a, ask: A?, answer: yes or no, then: { no: go to c } }
    - { question: b, ask: B?, answer: text }
    - { question: c, ask: C?, answer: rating, then: { 1: finish } }
    - { question: d, ask: D?, answer: text, only if: c is above 2 }
    - { question: e, ask: E?, answer: text, only if: a is no or channel is sms }
    """
    page = to_xlsform.form(survey(asked), VERSION).pages[0]
    cells = [dict(zip(page.columns, row, strict=True)) for row in page.rows]
    assert [row["relevant"] for row in cells] == ["", "", "${a} != 'no'", "", "${c} > 2 and ${c} != 1", "${c} != 1", ""]
    assert cells[3]["label::English (en)"] == "C?\n1-5"


def test_what_a_form_cannot_say_is_told() -> None:
    notes = " ".join(to_xlsform.form(_survey("lesotho-clinic-visit"), VERSION).notes)
    assert "facility takes any words: the places of lists/lesotho-clinics.csv are too many" in notes
    assert "call_me is a consent (call back)" in notes
    assert "missing_medicine is asked on every channel" in notes
