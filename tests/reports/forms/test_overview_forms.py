"""The forms of the overview: the same numbers in print, page, mail and table, in five languages, also with nothing to say."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from html import unescape

import pytest
from night_sample_parts import DAY, WINDOW
from openpyxl import load_workbook
from overview_sample import NAMES, overview_meta, overview_of, reports_of, rising, silent
from pypdf import PdfReader

from reports.forms.charts.icons import icon, tile
from reports.forms.overview_csv import COLUMNS, as_overview_csv
from reports.forms.overview_mail import as_overview_mail
from reports.forms.overview_page import as_overview_page
from reports.forms.overview_pdf import as_overview_pdf
from reports.forms.overview_told import Teller
from reports.forms.overview_workbook import as_overview_xlsx
from reports.forms.workbook_cells import NOT_APPLICABLE, SUPPRESSED
from reports.night.shape import Report
from reports.overview.build import build_overview
from reports.overview.shape import Overview
from reports.stats.rounding import half_up
from reports.words import LANGUAGES
from reports.words.numbers import interval, percent
from reports.words.overview_sheets import PARTS

WEEK = timedelta(days=7)


@cache
def printed() -> PdfReader:
    return PdfReader(io.BytesIO(as_overview_pdf(overview_of())))


def in_words(raw: str) -> str:
    """A text on one line, with plain spaces: what a reader sees."""
    return " ".join(raw.split())


def of_page(html: str) -> str:
    return in_words(unescape(re.sub(r"<(style|svg).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)))


def table(overview: Overview) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_overview_csv(overview).decode())))


def test_the_workbook_has_the_numbers_of_the_table_and_marks_what_is_hidden() -> None:
    made = overview_of()
    raw = as_overview_xlsx(made)
    assert as_overview_xlsx(made) == raw
    book = load_workbook(io.BytesIO(raw))
    for part in PARTS:
        _, _, _, *rows = book[PARTS[part]["en"]].iter_rows(values_only=True)
        told = [line for line in table(made) if line["part"] == part]
        assert len(rows) == max(1, len(told))
        for row, line in zip(rows, told, strict=False):
            for shown, name in zip(row[6:10], ("n", "value", "lower", "upper"), strict=True):
                expected = float(line[name]) if line[name] else SUPPRESSED if line["hidden"] else NOT_APPLICABLE
                assert shown == expected
    for language in LANGUAGES:
        names = load_workbook(io.BytesIO(as_overview_xlsx(bare(language=language)))).sheetnames
        assert names[3:] == [PARTS[part][language] for part in PARTS]


def bare(*reports: Report, language: str = "en") -> Overview:
    """An overview without its figure, which takes a while to draw."""
    return replace(build_overview(overview_meta(language), reports, NAMES), extent=())


def test_print_page_mail_and_table_have_the_same_numbers() -> None:
    made = overview_of()
    mail = as_overview_mail(made)
    forms = {
        "pdf": in_words(" ".join(page.extract_text() for page in printed().pages)),
        "page": of_page(as_overview_page(made).decode()),
        "text": in_words(mail.text),
        "html": of_page(mail.html),
    }
    for row in (row for m in made.ministries for row in m.rows):
        for name, told in forms.items():
            assert in_words(percent(row.positive, "en")) in told, name
            assert interval(row.positive) in told, name
    for sentence in (*Teller(made).sentences(), *Teller(made).notices()):
        for name, told in forms.items():
            assert in_words(sentence) in told, name
    rows = {(r["ministry"], r["channel"]): r for r in table(made) if r["part"] == "matrix" and r["measure"] == "positive"}
    for ministry in made.ministries:
        for row in ministry.rows:
            told = rows[ministry.key, row.channel]
            share = row.positive
            wanted = ["" if v is None else str(v) for v in (share.n, share.value, share.lower, share.upper)]
            assert [told[c] for c in ("n", "value", "lower", "upper")] == wanted


def test_it_is_two_pages_and_one_of_method_tagged_and_dated() -> None:
    assert len(printed().pages) == 3
    assert printed().metadata is not None
    assert printed().metadata.title == f"Citizen feedback across ministries, Sunday {DAY.day} June 2026"
    assert "/MarkInfo" in printed().trailer["/Root"]
    assert "2 Where, who, and what was done" in printed().pages[1].extract_text()
    assert "CC-BY-4.0" in printed().pages[2].extract_text()


@cache
def of_long_names() -> Overview:
    """The same ministries, each with a name of eighty letters and more."""
    names = {key: f"{name}, Department of Planning, Monitoring and Evaluation of Services" for key, name in NAMES.items()}
    told = (replace(r, meta=replace(r.meta, name=names[r.meta.ministry])) for r in reports_of())
    return build_overview(overview_meta(), tuple(told), names)


def test_long_names_leave_no_page_nearly_empty_and_stand_in_full_once() -> None:
    pages = [in_words(page.extract_text()) for page in PdfReader(io.BytesIO(as_overview_pdf(of_long_names()))).pages]
    assert [page.rpartition("page ")[2] for page in pages] == ["1 of 3", "2 of 3", "3 of 3"]
    assert all(len(page) > 1000 for page in pages)
    assert in_words(printed().pages[2].extract_text()).startswith("Method")  # where a page is full, the method has its own
    teller = Teller(of_long_names())
    assert all(name in pages[2] for name in teller.shortened())
    assert len(teller.shortened()) == len(NAMES)
    alike = replace(of_long_names().ministries[0], name=f"{of_long_names().ministries[0].name} of Towns")
    both = Teller(replace(of_long_names(), ministries=(of_long_names().ministries[0], alike)))
    assert [both.brief(m) for m in both.overview.ministries] == [m.name for m in both.overview.ministries]


def test_how_much_is_told_where_no_visits_are_known() -> None:
    made = overview_of()
    (excess,) = (e for m in made.ministries for e in m.excess)
    sentence = f"Huduma Kenya Secretariat, USSD: about {half_up(excess.people, 0)} (places told: {excess.places})."
    mail = as_overview_mail(made)
    for told in (of_page(as_overview_page(made).decode()), in_words(mail.text), of_page(mail.html)):
        assert sentence in told
    (line,) = (r for r in table(made) if r["measure"] == "dissatisfied answers above average, places")
    assert (line["ministry"], line["value"], line["part"]) == ("huduma", str(excess.people), "extent")


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    page = as_overview_page(bare(rising())).decode()
    assert not re.search(r"<script|<link|src=|url\(http|@import", page)


def test_the_mail_is_small_and_complete_without_its_picture() -> None:
    mail = as_overview_mail(overview_of())
    assert len(mail.html.encode()) < 100_000
    assert mail.subject == "Citizen feedback across ministries, 7 June: worsening 1, improving 1, open signals 6"
    (cid, png, alt), *more = mail.images
    assert (cid, more) == ("extent", [])
    assert png.startswith(b"\x89PNG")
    assert alt in mail.text.replace("\n", " ")
    assert max(map(len, mail.text.splitlines())) <= 72
    for extent in overview_of().extent:
        assert extent.name in mail.html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reports", [(), (silent(),), (rising(),)], ids=["none", "silent", "one"])
def test_a_week_with_little_to_say_reads_well(reports: tuple[Report, ...], language: str) -> None:
    made = bare(*reports, language=language)
    page = of_page(as_overview_page(made).decode())
    mail = as_overview_mail(made)
    assert mail.images == ()
    for told in (page, in_words(mail.text), of_page(mail.html), mail.subject):
        assert not re.search(r"None|[{}]|\(\)|  ", told)
    for sentence in Teller(made).sentences():
        assert in_words(sentence) in page
    for name in NAMES.values():
        assert name in page  # whoever gave no report is named


def test_of_nothing_at_all_there_is_a_page_too() -> None:
    made = build_overview(overview_meta(), (), {})
    assert "No ministry released a report of this week." in of_page(as_overview_page(made).decode())
    assert [line["measure"] for line in table(made)] == []


def test_a_hidden_number_has_its_reason_in_place_of_it() -> None:
    told = next(r for r in table(overview_of()) if r["measure"] == "opt-outs per 1000" and r["ministry"] == "water")
    assert (told["value"], told["hidden"]) == ("", "base_lt_10")


def test_the_table_is_tidy_and_no_cell_is_a_formula() -> None:
    full = rising()
    hostile = replace(full, meta=replace(full.meta, name='=HYPERLINK("x")\n@me'))
    rows = table(build_overview(overview_meta(), (hostile,), {}))
    assert {tuple(row) for row in rows} == {COLUMNS}
    assert {row["ministry_name"] for row in rows} == {'\'=HYPERLINK("x") @me'}
    keys = [(r["ministry"], r["part"], r["channel"], r["code"], r["name"], r["measure"]) for r in table(overview_of())]
    assert len(set(keys)) == len(keys)


def test_every_verdict_has_a_shape_of_its_own() -> None:
    codes = ("worsening", "improving", "steady", "few", "consistent_pass", "consistent_fail", "inconsistent")
    shapes = {re.sub(rb"#[0-9a-f]{6}", b"", icon(code)) for code in codes}
    assert len(shapes) == len(codes)  # told apart without colour
    assert len({re.sub(rb"#[0-9a-f]{6}", b"", tile(code)) for code in codes[:4]}) == 4


def test_what_is_told_over_other_days_says_over_which() -> None:
    window = replace(WINDOW, first=WINDOW.first - WEEK, last=WINDOW.last - WEEK)
    longer = replace(WINDOW, first=WINDOW.first - WEEK)
    made = bare(rising())
    (ministry,) = (m for m in made.ministries if m.key == "huduma")
    days = {"en": window, "st": longer}
    heard = tuple(replace(h, window=days.get(h.code, h.window), ratio=None) for h in ministry.heard)
    mixed = replace(made, ministries=(replace(ministry, heard=heard),))
    page = of_page(as_overview_page(mixed).decode())
    assert "English 300 (as of 31 May)" in page
    assert "Sesotho 112 (4 May to 7 June)" in page
    assert page.count("(as of ") == page.count(" (4 May to") == 1
    says = {line["code"]: line["says"] for line in table(mixed) if line["part"] == "heard"}
    assert (says["en"], says["st"]) == ("as of 2026-05-31", "")
