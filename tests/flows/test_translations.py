"""Translations go out as a table and come back: nothing else in the survey changes, and nothing becomes a formula."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from flows.exchange import sheet, translations
from flows.load import load

SURVEY = """\
# A note of the author stays where it is.
survey: water-point
title: The water point
owner: Ministry of Water
time zone: Africa/Maseru
languages: { en: English, st: Sesotho }
starts when: { someone dials: "*120*77#" }
welcome:
  en: "Hello: two questions."          # the first text
  st: "Lumela: lipotso tse peli."
welcome on ussd:
  en: Two questions.
questions:
  - question: works
    ask: { en: Does it work?, st: Na e sebetsa? }
    answer: choice
    choices:
      yes_it_does: { en: "Yes, well", st: E }
      no_it_is_dry: { en: No, st: Che }
  - question: why
    only if: works is no_it_is_dry
    ask:
      en: |
        Why is that?
        Please tell.
      st: Hobaneng?
    answer: number
    to: 9
thank you: { en: Thank you., st: Rea leboha. }
"""


def _table(text: str) -> sheet.Sheet:
    found = translations.texts_of(text)
    return sheet.read(sheet.to_csv(found.columns, found.rows()))[""]


def _with(table: sheet.Sheet, key: str, **cells: str) -> sheet.Sheet:
    rows = tuple(sheet.Row(r.number, r.cells | cells) if r.get("key") == key else r for r in table.rows)
    return sheet.Sheet(table.name, (*table.columns, *(c for c in cells if c not in table.columns)), rows)


def test_every_text_has_a_key_that_says_where_it_stands() -> None:
    assert [each.key for each in translations.texts_of(SURVEY).texts] == [
        "welcome", "welcome/ussd", "questions/works/ask", "questions/works/choices/yes_it_does",
        "questions/works/choices/no_it_is_dry", "questions/why/ask", "thank you",
    ]  # fmt: skip


def test_a_table_that_comes_back_as_it_went_changes_nothing() -> None:
    seen = translations.preview(SURVEY, _table(SURVEY))
    assert (seen.changes, seen.refused) == ((), ())
    assert (seen.same, seen.empty) == (6, 1)


def test_a_better_translation_replaces_the_old_one_and_nothing_else() -> None:
    seen = translations.preview(SURVEY, _with(_table(SURVEY), "welcome", st='Lumela: "tse peli", # ka kopo'))
    assert [(c.key, c.language, c.before) for c in seen.changes] == [("welcome", "st", "Lumela: lipotso tse peli.")]
    changed = translations.merged(SURVEY, seen.changes)
    flow = load(changed).flow
    assert flow is not None
    assert flow.welcome.texts["st"] == 'Lumela: "tse peli", # ka kopo'
    assert [a for a, b in zip(SURVEY.splitlines(), changed.splitlines(), strict=True) if a != b] == [
        '  st: "Lumela: lipotso tse peli."'
    ]


def test_a_missing_translation_is_added_below_its_sister_and_her_note() -> None:
    seen = translations.preview(SURVEY, _with(_table(SURVEY), "welcome/ussd", st="Lipotso tse peli."))
    changed = translations.merged(SURVEY, seen.changes)
    assert "welcome on ussd:\n  en: Two questions.\n  st: Lipotso tse peli.\n" in changed


def test_a_new_language_is_filled_in_from_the_table() -> None:
    declared = SURVEY.replace("st: Sesotho }", "st: Sesotho, fr: Français }")
    table = _table(declared)
    french = {row.get("key"): f"« {row.get('en')} », {row.number}" for row in table.rows}
    for key, text in french.items():
        table = _with(table, key, fr=text)
    changed = translations.merged(declared, translations.preview(declared, table).changes)
    assert {each.key: each.texts["fr"] for each in translations.texts_of(changed).texts} == french
    assert "a note of the author" in changed.lower()
    assert "# the first text" in changed


def test_a_translation_of_an_older_wording_is_told_and_not_taken() -> None:
    table = _with(_table(SURVEY), "thank you", st="Kea leboha.")
    seen = translations.preview(SURVEY.replace("en: Thank you.", "en: Many thanks."), table)
    assert seen.changes == ()
    assert [(r.key, "Many thanks." in r.sentence) for r in seen.refused] == [("thank you", True)]


@pytest.mark.parametrize(
    ("key", "reason"),
    [("questions/gone/ask", "no text with this key"), ("", "no key"), ("thank you", "stands in row")],
)
def test_a_row_that_fits_nothing_is_named(key: str, reason: str) -> None:
    table = _table(SURVEY)
    rows = (*table.rows, sheet.Row(99, {"key": key, "en": "Thank you.", "st": "x"}))
    seen = translations.preview(SURVEY, sheet.Sheet("", table.columns, rows))
    assert [(r.row, reason in r.sentence) for r in seen.refused] == [(99, True)]


def test_a_column_that_is_no_language_is_named() -> None:
    seen = translations.preview(SURVEY, _with(_table(SURVEY), "welcome", xx="?"))
    assert "*xx* is not a language" in seen.refused[0].sentence


@pytest.mark.parametrize("formula", ["=1+1", "+266", "-1", "@SUM(A1)", "\tx", "'quoted"])
def test_no_cell_becomes_a_formula_and_every_cell_comes_back(formula: str) -> None:
    raw = sheet.to_csv(("key", "en"), [("a", formula)])
    assert b"'" + formula.encode() in raw
    assert sheet.read(raw)[""].rows[0].get("en") == formula.strip()
    book = sheet.to_xlsx("texts", ("key", "en"), [("a", formula)])
    page = load_workbook(io.BytesIO(book)).active
    assert page is not None
    assert page["B2"].data_type == "s"
    assert sheet.read(book)["texts"].rows[0].get("en") == formula.strip()


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), min_size=1, max_size=5))
def test_any_text_comes_back_from_csv(rows: list[tuple[str, str]]) -> None:
    clean = [(f"k{n}", text.replace("\r", " ").replace("\x00", " ")) for n, (_, text) in enumerate(rows)]
    read = sheet.read(sheet.to_csv(("key", "text"), clean))[""]
    assert [(row.get("key"), row.get("text")) for row in read.rows] == [(key, text.strip()) for key, text in clean]


@pytest.mark.parametrize("raw", [b"PK\x03\x04nonsense", "key,en\na,Lumela é".encode("latin-1"), b'key,en\n"a,b'])
def test_a_damaged_file_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(sheet.Unreadable):
        sheet.read(raw)


def test_the_same_table_gives_the_same_workbook() -> None:
    found = translations.texts_of(SURVEY)
    assert sheet.to_xlsx("t", found.columns, found.rows()) == sheet.to_xlsx("t", found.columns, found.rows())
