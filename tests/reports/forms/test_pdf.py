"""The printed report, read back as a reader's programme would: its numbers, its tags, its fonts, its dates, its bytes."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from night_sample import night_without, sample
from pypdf import PdfReader

from reports.forms.pdf import as_pdf
from reports.forms.pdf_pages.printer import Printer
from reports.forms.pdf_pages.trust import trust
from reports.words.numbers import count, interval, percent
from reports.words.pages import PAGES

ROOT = Path(__file__).parents[3]


@cache
def busy() -> bytes:
    return as_pdf(sample())


@cache
def pages() -> tuple[str, ...]:
    return tuple(flat(page.extract_text()) for page in reader(busy()).pages)


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def flat(text: str) -> str:
    """One line, with plain spaces."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", ""))


def titles(outline: list[Any]) -> Iterator[str]:
    for item in outline:
        yield from titles(item) if isinstance(item, list) else (str(item.title),)


def test_every_page_says_which_it_is_of_how_many_and_is_a4() -> None:
    for at, (page, text) in enumerate(zip(reader(busy()).pages, pages(), strict=True), 1):
        assert f"page {at} of {len(pages())}" in text
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


def test_no_page_but_the_last_is_left_mostly_empty() -> None:
    assert len(pages()) <= 12
    assert all(len(text) > 600 for text in pages()), [len(text) for text in pages()]


def test_it_is_tagged_and_has_language_title_author_and_bookmarks_of_all_seven_parts() -> None:
    pdf = reader(busy())
    root = pdf.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Ministry of Health, Lesotho: Citizen feedback, Sunday 7 June 2026"
    assert pdf.metadata.author == "Ministry of Health, Lesotho"
    assert b"pdfuaid" in busy()
    named = list(titles(pdf.outline))
    for part in ("glance", "services", "reasons", "places", "weeks"):
        assert PAGES[part]["en"] in named
    assert [t for t in named if t[:2] in ("6 ", "7 ")] == ["6 Can we trust this?", "7 Method"]


def test_figures_have_their_finding_and_tables_their_header_cells_in_the_tags() -> None:
    kinds: dict[str, int] = {}
    alts = [str(alt) for alt in walk(reader(busy()).root_object["/StructTreeRoot"], kinds) if alt]
    assert any("lower than usual since the week of 11 May" in alt for alt in alts)
    assert kinds["/Figure"] == len(alts), "a figure without alternative text"
    assert kinds["/H1"] >= 7
    assert kinds["/TH"] > 40


def walk(node: Any, kinds: dict[str, int]) -> Iterator[Any]:
    """The alternative texts of all figures below a node of the structure tree; counts the kinds of nodes."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from walk(child, kinds)
    elif isinstance(node, dict):
        kind = str(node.get("/S", ""))
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind == "/Figure":
            yield node.get("/Alt")
        if "/K" in node:
            yield from walk(node["/K"], kinds)


def test_only_the_packaged_fonts_are_in_it_and_they_are_embedded() -> None:
    found = set()
    for thing in (reference.get_object() for reference in _all(reader(busy()))):
        if isinstance(thing, dict) and thing.get("/Type") == "/FontDescriptor":
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing)
            found.add(str(thing["/FontName"]).split("+")[-1])
    assert found
    assert all(name.startswith("NotoSans") for name in found), found


def _all(pdf: PdfReader) -> Iterator[Any]:
    return (pdf.get_object(number) for number in range(1, int(pdf.trailer["/Size"])) if pdf.get_object(number) is not None)


def test_its_only_date_is_the_cut_off_and_it_names_no_user_and_no_machine() -> None:
    metadata = reader(busy()).metadata
    assert metadata is not None
    told = datetime.fromisoformat(sample().meta.cut_off).astimezone(UTC)
    assert metadata.creation_date is not None
    assert metadata.creation_date.astimezone(UTC) == told
    stamps = re.findall(rb"20\d\d-\d\d-\d\dT[\d:]+", busy())
    assert {bytes(s) for s in stamps} == {told.strftime("%Y-%m-%dT%H:%M:%S").encode()}
    assert set(metadata) <= {"/Title", "/Author", "/Keywords", "/Creator", "/CreationDate", "/ModDate"}
    assert str(ROOT).encode() not in busy()


def test_the_same_night_gives_the_same_bytes_in_another_process_and_time_zone() -> None:
    code = "import hashlib; from night_sample import night_without; from reports.forms.pdf import as_pdf\n"
    code += "print(hashlib.sha256(as_pdf(night_without())).hexdigest())"
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "reports")])
    environment = {"PYTHONPATH": path, "TZ": "Asia/Phnom_Penh", "PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "7"}
    other = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(as_pdf(night_without())).hexdigest()


def test_it_is_under_a_megabyte() -> None:
    assert len(busy()) < 1_000_000


def test_page_one_holds_every_number_that_is_released_for_the_ministry() -> None:
    page, report = pages()[0], sample()
    for standing in report.headline:
        assert flat(percent(standing.positive, "en")) in page
        assert interval(standing.positive).replace("–", " to ") in page
        assert flat(count(standing.answers)) in page
        assert flat(percent(standing.reasons[0].share, "en")) in page
    for signal in report.signals:
        assert signal.name in page
    assert "Two more clerks at the counter." in page
    assert "1 400 invited, 29 % of them answered" in page


def test_two_channels_are_two_panels_and_are_never_added() -> None:
    text = " ".join(pages())
    assert "Answers by SMS" in text
    assert "Answers by USSD" in text
    assert "The channels reach different people and are never added." in text
    assert "1 067" not in text  # 412 + 655


@pytest.mark.parametrize(("answers", "said"), [(0, "120 invitations"), (6, "Fewer than 10 people")])
def test_a_night_with_nothing_to_tell_says_so_in_words(answers: int, said: str) -> None:
    text = flat(" ".join(page.extract_text() for page in reader(as_pdf(night_without(answers))).pages))
    assert said in text
    assert "too few answers or weeks to judge whether anything changed" in text
    for key in ("no services", "no reasons", "no places"):
        assert PAGES[key]["en"] in text
    assert "None" not in text


def test_a_group_that_is_told_over_other_days_says_over_which() -> None:
    report = sample()
    first, second = report.response[0].by_language
    assert second.window is not None
    earlier = replace(second, window=replace(second.window, first=date(2026, 5, 4), last=date(2026, 5, 31)))
    response = replace(report.response[0], by_language=(first, earlier))
    told = {
        row[0]["text"]: row[0].get("under", "")
        for block in trust(Printer(replace(report, response=(response,)))).blocks
        for row in block.get("rows", ())
        if isinstance(row[0], dict)
    }
    assert (told.get("English", ""), told["Sesotho"]) == ("", "4 May 2026 to 31 May 2026")
