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
from flows.exchange.form_columns import column_of, type_of
from flows.exchange.form_numbers import number_within
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


RANGES = [
    (". >= 0 and . <= 24", False, Number(0, 24), True),
    (". > 0", False, Number(1, 999_999_999), True),
    ("10 > .", False, Number(0, 9), True),
    ("(. >= 1) and (. <= 5)", False, Number(1, 5), True),
    (". >= 3 and . > 0 and . < 9 and . <= 20", False, Number(3, 8), True),
    (". > 0.5 and . < 7.5", False, Number(1, 7), True),
    (". > 0.5 and . <= 10", True, Number(0, 10, 2), False),
    (". >= 1 and . <= 10.5", True, Number(1, 11, 2), False),
    (". >= 1 and . <= 10", True, Number(1, 10, 2), True),
    (". > 1 and . <= 10", True, Number(1, 10, 2), False),
    (". >= -5 and . <= 5", False, Number(0, 5), False),
]


@pytest.mark.parametrize(("text", "decimal", "number", "is_exact"), RANGES)
def test_a_range_is_read(text: str, decimal: bool, number: Number, is_exact: bool) -> None:
    assert number_within(xpath.constraint(text), decimal=decimal) == (number, is_exact)


@pytest.mark.parametrize("text", [". > 0 or . < 9", ". = 3", "string-length(.) > 3", "", ". >", "${a} > 3", "'"])
def test_what_is_no_range_is_not_carried(text: str) -> None:
    with pytest.raises(xpath.NotCarried):
        xpath.constraint(text)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Select_One  yn", ("select_one", "yn")),
        ("select one from yn", ("select_one", "yn")),
        ("select1 yn", ("select_one", "yn")),
        ("SELECT ALL THAT APPLY yn", ("select_multiple", "yn")),
        ("select one from file a.csv", ("select_one_from_file", "a.csv")),
        ("select_multiple_from_file a.csv", ("select_multiple_from_file", "a.csv")),
        ("Int", ("integer", "")),
        ("select_one source or_other", ("select_one", "source or_other")),
    ],
)
def test_older_and_other_spellings_of_types_are_read(written: str, kind: tuple[str, str]) -> None:
    assert type_of(written) == kind


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("Constraint Message :: English(en)", "constraint_message::English(en)"),
        ("label::English(en)", "label::English(en)"),
        ("Relevance", "relevant"),
        ("list name", "list_name"),
        ("bind::relevant", "relevant"),
        ("Media::image::English (en)", "media::image::english (en)"),
    ],
)
def test_other_spellings_of_columns_are_read(written: str, column: str) -> None:
    assert column_of(written) == column


NOT_FITTING = [
    ("text", "${first} = 'x'", "is compared"),
    ("select_one source", "${first} < 3", "compared by size"),
    ("select_one source", "${first} = 'sea'", "no choice"),
    ("select_one yn", "${first} = 'maybe'", "no choice"),
    ("integer", "${first} = 'many'", "no number"),
]


@pytest.mark.parametrize(("kind", "relevant", "said"), NOT_FITTING, ids=[each[1] for each in NOT_FITTING])
def test_a_condition_that_such_answers_cannot_meet_is_refused(kind: str, relevant: str, said: str) -> None:
    found = _read(_row(kind, "first", "First?"), _row("text", "why", "Why?", relevant))
    assert [each.where for each in found.refused] == ["sheet survey, row 3"]
    assert said in found.refused[0].sentence
    assert not load(found.text("x")).problems


def test_words_may_be_so_long_and_any_other_rule_for_them_is_refused() -> None:
    found = _read(
        _row("text", "a", "A?", constraint="string-length(.) < 41"), _row("text", "b", "B?", constraint="regex(., '[a-z]+')")
    )
    assert found.flow is not None
    assert [q.kind for q in found.flow.questions] == [Text(40), Text()]
    assert [each.where for each in found.refused] == ["sheet survey, row 3"]


def test_choices_by_an_earlier_answer_are_all_offered_if_they_are_few() -> None:
    columns = [*COLUMNS, "choice_filter"]
    many = [*CHOICES, *(["wide", f"w{n}", f"W{n}", f"W{n}"] for n in range(10))]
    found = _read(
        [*_row("select_one source", "first", "First?"), "kind = ${x}"],
        [*_row("select_one wide", "second", "Second?"), "kind = ${x}"],
        columns=columns,
        choices=many,
    )
    assert found.flow is not None
    assert [q.name for q in found.flow.questions] == ["first"]
    assert "offers all its choices now" in " ".join(map(str, found.notes))
    assert [(each.where, each.way_out) for each in found.refused] == [("sheet survey, row 3", "Ask for a *place* of a list.")]


def test_what_a_carried_row_loses_is_told() -> None:
    columns = [*COLUMNS, "calculation", "default", "trigger", "appearance", "constraint_message::Sesotho (st)"]
    found = _read([*_row("integer", "a", "A?"), "1 + 1", "5", "${x}", "thousands-sep", "Che"], columns=columns)
    told = " ".join(map(str, found.notes))
    assert found.refused == ()
    for lost in ("calculation “1 + 1”", "default “5”", "trigger “${x}”", "appearance “thousands-sep”", "constraint_message"):
        assert lost in told


def test_pictures_of_choices_are_refused_too() -> None:
    choices = [[*CHOICES[0], "media::image"], *([*row, "tap.png"] for row in CHOICES[1:])]
    found = _read(_row("select_one source", "a", "A?"), choices=choices)
    assert [each.where for each in found.refused] == ["sheet choices, column media::image"]


def test_an_answer_shown_in_a_later_text_is_refused() -> None:
    found = _read(_row("text", "name", "Name?"), _row("text", "why", "Why, ${name}?"))
    assert found.flow is not None
    assert len(found.flow.questions) == 2
    assert [(each.where, each.sentence) for each in found.refused] == [
        ("sheet survey, row 3", "its text shows the answer to *name*.")
    ]


def test_a_negation_over_an_answer_that_may_be_missing_is_told() -> None:
    found = _read(
        _row("select_one source", "a", "A?"),
        _row("select_one source", "b", "B?", "${a} != 'tap'"),
        _row("text", "c", "C?", "${b} != 'tap'"),
    )
    told = [note.where for note in found.notes if "*is not* holds there" in note.sentence]
    assert told == ["sheet survey, row 4"]


def test_a_form_that_only_tells_is_no_survey() -> None:
    found = _read(_row("note", "a", "Hello."), _row("note", "b", "Good bye."))
    assert found.flow is None
    assert "nothing of it can be asked" in found.refused[-1].sentence


CLINIC = (
    ["type", "name", "label::English (en)", "label::Sesotho (st)", "hint::English (en)", "hint::Sesotho (st)", "relevant",
     "constraint", "constraint_message::English (en)", "constraint_message::Sesotho (st)", "required", "metric",
     "ussd::English (en)", "appearance"],
    ["start", "start"],
    ["end", "end"],
    ["note", "intro", "Ministry of Health: a few questions on your visit. Free.", "Lekala la Bophelo: lipotso. Mahala."],
    ["select_one reason", "reason", "What did you come for?", "U ne u tletse eng?", "", "", "", "", "", "", "yes"],
    ["begin_group", "visit", "The visit", "Leeto", "", "", "${reason} != 'none'"],
    ["integer", "wait", "How many hours did you wait?", "U emetse lihora tse kae?", "A number.", "Palo.", "",
     ". >= 0 and . <= 24", "From 0 to 24, please.", "0 ho isa ho 24.", "yes"],
    ["decimal", "paid", "How much did you pay?", "U lefile bokae?", "", "", "", ". >= 0 and . <= 5000", "", "", "no"],
    ["select_one yn", "all_medicine", "Did you get all medicine?", "Na u fumane meriana eohle?"],
    ["begin group", "missing", "Missing", "E sieo", "", "", "${all_medicine} = 'no'"],
    ["select_multiple medicine", "lacking", "Was this missing:", "Na ho ne ho sa le:"],
    ["text", "other_lacking", "What else was missing?", "Ho ne ho sa le eng hape?", "", "", "selected(${lacking}, 'pain')",
     "string-length(.) <= 60", "", "", "no"],
    ["end group"],
    ["select_one satisfied", "treated", "How were you treated?", "Ba u tsoere joang?", "", "", "", "", "", "", "yes", "",
     "Treated how?", "minimal"],
    ["end_group"],
    ["text", "comment", "What should be better?", "Ho ntlafatsoe eng?", "", "",
     "(${treated} = 'bad' or ${wait} > 3) and ${reason} != 'none'", "", "", "", "", "text"],
    ["note", "thanks", "Thank you.", "Kea leboha."],
)  # fmt: skip
CLINIC_CHOICES = (
    ["list_name", "name", "label::English (en)", "label::Sesotho (st)"],
    ["reason", "ill", "I was ill", "Ke ne ke kula"],
    ["reason", "child", "A child", "Ngoana"],
    ["reason", "none", "No visit", "Ha ke a ea"],
    ["yn", "yes", "Yes", "E"],
    ["yn", "no", "No", "Che"],
    ["medicine", "pain", "Pain relief", "Bohloko"],
    ["medicine", "fever", "Fever", "Mocheso"],
    ["satisfied", "good", "Well", "Hantle"],
    ["satisfied", "bad", "Badly", "Hampe"],
)


def test_a_whole_form_of_a_clinic_is_taken_by_the_official_converter_and_by_us(tmp_path: Path) -> None:
    file = tmp_path / "clinic.xlsx"
    settings = [["form_title", "form_id", "version", "default_language"], ["Clinic", "clinic", "2026112301", "English (en)"]]
    file.write_bytes(_book([*map(list, CLINIC)], [*map(list, CLINIC_CHOICES)], settings))
    assert convert(file).warnings == []
    found = xlsform.read(sheet.read(file.read_bytes()), FRAME)
    assert found.refused == ()
    flow = found.flow
    assert flow is not None
    assert list(flow.by_name) == [
        "reason", "wait", "paid", "all_medicine", "lacking_pain", "lacking_fever", "other_lacking", "treated", "comment",
    ]  # fmt: skip
    visited = AnswerTest("reason", "is not", ("none",))
    lacked = AnswerTest("all_medicine", "is", ("no",))
    assert flow.question("other_lacking").only_if == All((visited, lacked, AnswerTest("lacking_pain", "is", ("yes",))))
    assert flow.question("comment").only_if == All(
        (Any((AnswerTest("treated", "is", ("bad",)), AnswerTest("wait", "above", ("3",)))), visited)
    )
    assert flow.question("comment").counts_as == "comment"
    assert flow.question("treated").ask.on == {"ussd": {"en": "Treated how?"}}
    assert flow.question("wait").if_unclear is not None
    skipped = [question.name for question in flow.questions if question.may_be_skipped]
    assert skipped == ["other_lacking"]
    assert "sheet survey, row 8: nobody can leave it out" in " ".join(map(str, found.notes))
    assert [problem.code for problem in check(found.text("clinic.xlsx")).errors] == []
