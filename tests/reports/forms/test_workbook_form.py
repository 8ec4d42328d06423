"""The workbook read back: its numbers are the report's, and it is one that a screen reader can read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from night_sample import all_positive, night_without, sample
from openpyxl import load_workbook

from reports.forms.rows import rows_of
from reports.forms.workbook import HEADER_ROW, as_xlsx, cover_lines
from reports.forms.workbook_cells import BREAK, LONGEST, NOT_APPLICABLE, NOT_AVAILABLE, SUPPRESSED
from reports.night.shape import Report, Share
from reports.words import LANGUAGES, word
from reports.words.dictionary_names import NAMES
from reports.words.workbook import SHEETS, TITLES, WORKBOOK
from reports.words.workbook_notes import COVER, NOTES, RULES, STATES

FULL = sample()
SMALL = replace(FULL, services=FULL.services[:2], districts=FULL.districts[:2], facilities=FULL.facilities[:3])


@cache
def bytes_of(name: str, language: str = "en") -> bytes:
    reports = {"busy": lambda: replace(SMALL, meta=replace(SMALL.meta, language=language)), "nobody": night_without}
    return as_xlsx(reports[name]())


def opened(raw: bytes) -> Any:
    return load_workbook(BytesIO(raw))


def table(book: Any, sheet: str, language: str = "en") -> list[dict[str, Any]]:
    """The rows of a sheet by the headers of its table."""
    page = book[word(SHEETS, sheet, language)]
    header, *rows = page.iter_rows(min_row=HEADER_ROW + 1)
    return [{str(h.value): c.value for h, c in zip(header, row, strict=True)} for row in rows]


def head(column: str, language: str = "en") -> str:
    return word(WORKBOOK if column in WORKBOOK else NAMES, column, language)


@pytest.mark.parametrize("name", ["busy", "nobody"])
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    report = SMALL if name == "busy" else night_without()
    raw = bytes_of(name)
    assert as_xlsx(replace(report)) == raw
    assert {info.date_time for info in ZipFile(BytesIO(raw)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert opened(raw).properties.created.isoformat() == "2026-06-08T03:55:00"


@pytest.mark.parametrize(("name", "language"), [("nobody", "en"), *(("busy", language) for language in LANGUAGES)])
def test_every_sheet_can_be_read_aloud(name: str, language: str) -> None:
    book = opened(bytes_of(name, language))
    assert book.sheetnames == [word(SHEETS, sheet, language) for sheet in SHEETS]
    for page in book:
        assert page.sheet_state == "visible"
        assert not page.merged_cells.ranges
        assert not any(row.hidden for row in page.row_dimensions.values())
        assert not any(column.hidden for column in page.column_dimensions.values())
        cells = [cell for row in page.iter_rows() for cell in row]
        assert not any(cell.data_type == "f" for cell in cells)
    for page in book.worksheets[1:]:
        (found,) = page.tables.values()
        assert found.ref == f"A{HEADER_ROW + 1}:{page.dimensions.partition(':')[2]}"
        assert page.freeze_panes == f"A{HEADER_ROW + 2}"
        assert page.print_title_rows == f"${HEADER_ROW + 1}:${HEADER_ROW + 1}"
        grid = [cell.value for row in page.iter_rows(min_row=HEADER_ROW + 1) for cell in row]
        assert None not in grid
        assert "" not in grid
        assert page["A1"].value


def test_what_people_said_is_there_with_its_bases() -> None:
    book, texts = opened(bytes_of("busy")), SMALL.texts
    assert texts is not None
    themes, words, questions = (table(book, sheet) for sheet in ("themes", "words", "questions"))
    for row, theme in zip(themes, texts.themes, strict=True):
        shown = theme.share.n is not None and not theme.share.hidden
        assert [row[head(c)] for c in ("theme", "n")] == [theme.label, theme.share.n if shown else SUPPRESSED]
        ends = [row[head(c)] for c in ("share", "lower95", "upper95")]
        assert not shown or [Decimal(str(e)) for e in ends] == [theme.share.value, theme.share.lower, theme.share.upper]
    assert [(row[head("word")], row[head("speakers")]) for row in words] == [(w.word, w.speakers) for w in texts.words]
    told = [(q.label, o.label, SUPPRESSED if o.share.hidden else o.share.n) for q in SMALL.questions for o in q.options]
    shown_rows = [row for row in questions if row[head("answer_given")] != NOT_APPLICABLE]
    assert [(r[head("question")], r[head("answer_given")], r[head("n")]) for r in shown_rows] == told
    numbers = [row for row in questions if row[head("answer_given")] == NOT_APPLICABLE]
    wanted = [q.median.value if q.median and not q.median.hidden else None for q in SMALL.questions if not q.options]
    assert len(numbers) == len(wanted)
    assert [Decimal(str(r[head("median")])) for r, m in zip(numbers, wanted, strict=True) if m is not None] == [
        m for m in wanted if m is not None
    ]


def test_every_number_is_the_released_one() -> None:
    book, report = opened(bytes_of("busy")), SMALL
    for row, s in zip(table(book, "headline"), report.headline, strict=True):
        assert Decimal(str(row[head("positive")])) == s.positive.value
        assert Decimal(str(row[head("upper95")])) == s.positive.upper
        assert row[head("headline")] == s.answers.n
        assert s.change is not None
        assert Decimal(str(row[head("change28")])) == s.change.value
    for row, f in zip(table(book, "facilities"), report.facilities, strict=True):
        share = f.standing.positive
        expected = SUPPRESSED if share.hidden else float(share.value or 0)
        assert row[head("positive")] == expected
    weeks = [p for s in (*report.headline, *report.services, *report.districts) for p in (s.trend.points if s.trend else ())]
    assert [r[head("positive")] for r in table(book, "weeks")][: len(weeks)] == [shown(p.share) for p in weeks]
    assert any(str(r[head("note")]).startswith(BREAK) for r in table(book, "weeks"))
    reasons = [r for s in report.headline for r in s.reasons]
    assert [r[head("share")] for r in table(book, "reasons")][: len(reasons)] == [shown(r.share) for r in reasons]
    steps = [step for r in report.response for step in r.breakoff]
    assert [r[head("share")] for r in table(book, "breakoff")] == [shown(step.share) for step in steps]
    assert [r[head("number")] for r in table(book, "signals")] == [s.id for s in report.signals]
    assert [r[head("note")] for r in table(book, "actions")] == ["Two more clerks at the counter."]


def shown(share: Share) -> float | str:
    return SUPPRESSED if share.hidden else NOT_AVAILABLE if share.value is None else float(share.value)


def test_response_and_dictionary_say_what_the_open_data_says() -> None:
    book = opened(bytes_of("busy"))
    told = {row.metric for row in rows_of(SMALL)}
    by_code = {(r[head("code")], r[head("district")], r[head("channel")]): r for r in table(book, "response")}
    for row in rows_of(SMALL):
        key = (row.metric, *(NOT_APPLICABLE if c == "all" else c for c in (row.district, row.channel)))
        if row.metric in ("rr2", "invited", "deff", "optouts_per_1000") and row.service == "all":
            assert by_code[key][head("value")] == (SUPPRESSED if row.suppressed else float(row.value or 0))
    assert {"rr2", "deff"} <= told
    assert len(table(book, "dictionary")) == len({metric.partition(":")[0] for metric in told})


@pytest.mark.parametrize(
    ("value", "form"),
    [("0.0000", "0%"), ("0.0049", '"[low]"'), ("0.0050", "0%"), ("0.7791", "0%"), ("0.9950", '">99%"'), ("1.0000", "0%")],
)
def test_a_share_is_shown_as_the_pages_show_it(value: str, form: str) -> None:
    """0 % and 100 % only where they are exact; the number stays in the cell."""
    stand = SMALL.headline[0]
    report = replace(night_without(), headline=(replace(stand, positive=Share(400, *(Decimal(value),) * 3)),))
    page = opened(as_xlsx(report))[word(SHEETS, "headline", "en")]
    (cell,) = [c for h, c in zip(page[HEADER_ROW + 1], page[HEADER_ROW + 2], strict=True) if h.value == head("positive")]
    assert (cell.value, cell.number_format) == (float(value), form)


HOSTILE = [
    "=HYPERLINK(1)",
    " \u200f+1",
    "@x",
    "a\n=b",
    "\x00\x1b\ud800\uffff",
    "_x0041_",
    "x" * 40_000,
    "https://a.example",
    "12",
]


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_words_stay_words(said: str) -> None:
    signal = replace(SMALL.signals[0], name=said, owner=said)
    report = replace(night_without(), signals=(signal,), meta=replace(SMALL.meta, name=said, contact=said))
    book = opened(as_xlsx(report))
    (row,) = table(book, "signals")
    cell = row[head("owner")]
    assert isinstance(cell, str)
    assert len(cell) <= LONGEST
    assert "\x00" not in cell
    if said.isprintable() and len(said) < LONGEST and "_x" not in said:
        assert cell == said
    if said.startswith(("=", "@")):
        styles = ZipFile(BytesIO(as_xlsx(report))).read("xl/styles.xml")
        assert b'quotePrefix="1"' in styles


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_and_columns_have_words_of_their_own_in_every_language(language: str) -> None:
    names = [word(SHEETS, sheet, language) for sheet in SHEETS]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert set(TITLES) == set(SHEETS) - {"cover"}
    for topic in (SHEETS, TITLES, WORKBOOK, NOTES, RULES, STATES, COVER, NAMES):
        assert all(texts[language].strip() for texts in topic.values())
    for page in opened(bytes_of("busy", language)).worksheets[1:]:
        header = [str(cell.value).casefold() for cell in page[HEADER_ROW + 1]]
        assert len(set(header)) == len(header), page.title


def test_the_cover_tells_of_a_preview_and_of_a_day_with_another_length() -> None:
    meta = replace(SMALL.meta, so_far=True, day_hours=23, contact="", open_data="")
    lines = cover_lines(replace(SMALL, meta=meta))
    assert any("preview" in line for line in lines)
    assert any("23 hours" in line for line in lines)
    assert len(lines) == 7
    report: Report = all_positive()
    assert as_xlsx(report)
