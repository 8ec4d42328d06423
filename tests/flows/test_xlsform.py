"""Spreadsheet forms come in: what a phone can ask becomes a draft, everything else is refused by sheet and row.

The forms here are real ones: the official converter takes each of them without an error.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from pyxform.xls2xform import convert

from flows.check import check
from flows.exchange import sheet, xlsform, xpath
from flows.exchange.imported import Frame, Imported
from flows.load import load
from flows.model import All, AnswerTest, Any, Choice, Number, Text, YesNo

FRAME = Frame("Ministry of Water", "Africa/Maseru", ("*120*77#",))
LABELS = ["label::English (en)", "label::Sesotho (st)"]
CHOICES = [
    ["list_name", "name", *LABELS],
    ["source", "tap", "Tap", "Pompo"],
    ["source", "Open Well", "Well", "Seliba"],
    ["yn", "yes", "Yes", "E"],
    ["yn", "no", "No", "Che"],
]
SETTINGS = [["form_title", "form_id", "default_language"], ["Water points 2026", "water_points", "English (en)"]]
COLUMNS = ["type", "name", *LABELS, "relevant", "constraint", "required"]


def _book(survey: list[list[str]], choices: list[list[str]] = CHOICES, settings: list[list[str]] = SETTINGS) -> bytes:
    book = Workbook()
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(kind: str, name: str = "", label: str = "", relevant: str = "", constraint: str = "", required: str = "") -> list[str]:
    return [kind, name, label, label and f"st: {label}", relevant, constraint, required]


def _read(*rows: list[str], columns: list[str] = COLUMNS, choices: list[list[str]] = CHOICES) -> Imported:
    raw = _book([columns, *rows], choices)
    return xlsform.read(sheet.read(raw), FRAME)


WELL = (
    _row("start", "start"),
    _row("note", "hello", "Ministry of Water. Free."),
    _row("select_one yn", "works", "Does it work?"),
    _row("begin group", "broken", "Broken", "${works} = 'no'"),
    _row("integer", "days", "For how many days?", constraint=". >= 1 and . < 366"),
    _row("select_one source", "Where Now", "Where now?", "${days} > 3 or selected(${works}, 'no')", required="no"),
    _row("end group"),
    _row("decimal", "litres", "How many litres?", "${Where Now} = 'Open Well'".replace("Where Now", "where_now"), ". <= 500"),
    _row("text", "why", "Why?", "not(${works} = 'yes') and ${litres} != ''"),
    _row("note", "thanks", "Thank you very much."),
)


def test_a_form_becomes_a_draft_that_checks() -> None:
    rows = [[*row] for row in WELL]
    rows[5][1] = "where_now"
    found = _read(*rows)
    assert found.refused == ()
    flow = found.flow
    assert flow is not None
    assert (flow.survey, flow.title, flow.languages) == (
        "water-points", "Water points 2026", {"en": "English", "st": "Sesotho"},
    )  # fmt: skip
    assert flow.welcome.texts == {"en": "Ministry of Water. Free.", "st": "st: Ministry of Water. Free."}
    assert flow.thank_you.texts["en"] == "Thank you very much."
    assert [(q.name, q.kind.kind) for q in flow.questions] == [
        ("works", "yes or no"), ("days", "number"), ("where_now", "choice"), ("litres", "number"), ("why", "text"),
    ]  # fmt: skip
    days, where, litres, why = (flow.question(name) for name in ("days", "where_now", "litres", "why"))
    assert days.kind == Number(1, 365)
    assert days.only_if == AnswerTest("works", "is", ("no",))
    assert where.may_be_skipped
    assert isinstance(where.kind, Choice)
    assert [option.name for option in where.kind.options] == ["tap", "open_well"]
    no = AnswerTest("works", "is", ("no",))
    assert where.only_if == All((no, Any((AnswerTest("days", "above", ("3",)), no))))
    assert litres.only_if == AnswerTest("where_now", "is", ("open_well",))
    assert litres.kind == Number(0, 500, 2)
    assert why.only_if == All((AnswerTest("works", "is not", ("yes",)), AnswerTest("litres", "answered")))
    read = load(found.text("water.xlsx"))
    assert read.problems == ()
    assert [p.code for p in check(found.text("water.xlsx")).errors] == []
    told = found.text("water.xlsx").splitlines()[:6]
    assert told[0] == "# A draft, brought in from water.xlsx. Read it, repair it, check it; it is not published."
    assert any("*Open Well* is stored as *open_well*" in str(note) for note in found.notes)


def test_the_form_is_one_that_the_official_converter_takes(tmp_path: Path) -> None:
    rows = [[*row] for row in WELL]
    rows[5][1] = "where_now"
    file = tmp_path / "form.xlsx"
    file.write_bytes(_book([COLUMNS, *rows], [[c if c != "Open Well" else "open_well" for c in row] for row in CHOICES]))
    assert "<h:title>Water points 2026</h:title>" in convert(file).xform


def test_several_answers_at_once_become_several_questions() -> None:
    found = _read(
        _row("select_multiple source", "used", "You use:"), _row("text", "why", "Why?", "selected(${used}, 'Open Well')")
    )
    assert found.flow is not None
    assert [(q.name, q.kind, q.ask.texts["en"]) for q in found.flow.questions[:2]] == [
        ("used_tap", YesNo(), "You use: Tap?"), ("used_open_well", YesNo(), "You use: Well?"),
    ]  # fmt: skip
    assert found.flow.question("why").only_if == AnswerTest("used_open_well", "is", ("yes",))


REFUSED = [
    ("geopoint", {}, "geopoint"),
    ("image", {}, "image"),
    ("barcode", {}, "barcode"),
    ("select_one_from_file places.csv", {}, "select_one_from_file"),
    ("range", {}, "range"),
    ("select_one nowhere", {}, "0 choices"),
    ("select_one source or_other", {}, "or_other"),
    ("integer", {"constraint": "regex(., '[0-9]+')"}, "expression"),
    ("integer", {"relevant": "${gone} = 1"}, "gone"),
    ("integer", {"relevant": "count-selected(${first}) > 1"}, "expression"),
    ("integer", {"relevant": "(((((((((((((((((((((((1=1)))))))))))))))))))))))"}, "expression"),
    ("begin repeat", {}, "repeat"),
    ("begin group", {"relevant": "jr:choice-name(${first})"}, "condition of the group"),
]


@pytest.mark.parametrize(("kind", "cells", "said"), REFUSED, ids=[each[0] + each[2] for each in REFUSED])
def test_what_cannot_be_asked_on_a_phone_is_refused_by_row(kind: str, cells: dict[str, str], said: str) -> None:
    found = _read(_row("text", "first", "First?"), _row(kind, "bad", "Bad?", **cells))
    assert found.flow is not None
    assert [q.name for q in found.flow.questions] == ["first"]
    refused = [each for each in found.refused if each.where == "sheet survey, row 3"]
    assert len(refused) == 1
    assert said in refused[0].sentence
    assert refused[0].way_out


def test_pictures_are_refused_by_column_and_strange_columns_are_noted() -> None:
    columns = [*COLUMNS, "image::English (en)", "our_own"]
    found = _read([*_row("text", "first", "First?"), "tap.png", "x"], columns=columns)
    assert [each.where for each in found.refused] == ["sheet survey, column image::English (en)"]
    assert "sheet survey, column our_own" in [note.where for note in found.notes]


def test_names_that_mean_something_here_are_changed_and_told() -> None:
    found = _read(_row("text", "visit", "A?"), _row("text", "Visit", "B?"), _row("text", "1st", "C?", "${visit} != ''"))
    assert found.flow is not None
    assert [q.name for q in found.flow.questions] == ["q_visit", "q_visit_2", "q_1st"]
    assert sum("is called" in str(note) for note in found.notes) == 3


def test_our_own_columns_give_a_wording_for_one_channel_and_a_figure() -> None:
    columns = [*COLUMNS, "ussd::English (en)", "metric", "pii", "hint::English (en)"]
    found = _read([*_row("text", "why", "Why is that so?"), "Why?", "text", "yes", "In words."], columns=columns)
    assert found.flow is not None
    [question] = found.flow.questions
    assert question.ask.texts["en"] == "Why is that so? In words."
    assert question.ask.on == {"ussd": {"en": "Why?"}}
    assert (question.counts_as, question.private, question.kind) == ("comment", True, Text())


@pytest.mark.parametrize(
    "sheets", [{}, {"survey": sheet.Sheet("survey", ("x",), ())}, {"survey": sheet.Sheet("survey", ("type",), ())}]
)
def test_what_is_no_form_is_refused(sheets: dict[str, sheet.Sheet]) -> None:
    found = xlsform.read(sheets, FRAME)
    assert found.flow is None
    assert found.refused


def test_one_language_without_a_name_is_english() -> None:
    book = {
        "survey": sheet.Sheet(
            "survey", ("type", "name", "label"), (sheet.Row(2, {"type": "text", "name": "a", "label": "{A}?"}),)
        )
    }
    flow = xlsform.read(book, FRAME).flow
    assert flow is not None
    assert flow.languages == {"en": "English"}
    assert flow.questions[0].ask.texts == {"en": "{{A}}?"}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [(". >= 0 and . <= 24", 0, 24), (". > 0", 1, None), ("10 > .", None, 9), ("(. >= 1) and (. <= 5)", 1, 5)],
)
def test_a_range_is_read(text: str, low: float | None, high: float | None) -> None:
    assert xpath.constraint(text) == xpath.Range(low, high)


@pytest.mark.parametrize("text", [". > 0 or . < 9", ". = 3", "string-length(.) > 3", "", ". >", "${a} > 3", "'"])
def test_what_is_no_range_is_not_carried(text: str) -> None:
    with pytest.raises(xpath.NotCarried):
        xpath.constraint(text)
