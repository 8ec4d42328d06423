"""The contact centre's calls are a third channel: in every form they are called by a word of the report's language."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any

import pytest
from night_sample import sample
from openpyxl import load_workbook
from overview_sample import NAMES, named, overview_meta
from pypdf import PdfReader

from reports.forms.mail import as_mail
from reports.forms.open_data import as_csv
from reports.forms.overview_mail import as_overview_mail
from reports.forms.overview_page import as_overview_page
from reports.forms.overview_pdf import as_overview_pdf
from reports.forms.overview_workbook import as_overview_xlsx
from reports.forms.page import as_page
from reports.forms.pdf import as_pdf
from reports.forms.workbook import as_xlsx
from reports.night.shape import Count, Report, Standing
from reports.overview.build import build_overview
from reports.words import LANGUAGES
from reports.words.sentences import channel_head, channel_name

HEADINGS = {
    "en": "Answers by calls",
    "fr": "Réponses par appels",
    "sw": "Majibu kwa simu",
    "st": "Likarabo ka mehala",
    "km": "ចម្លើយតាម ការហៅ",
}


def called(standing: Standing) -> Standing:
    return replace(standing, scope=replace(standing.scope, channel="call"))


@cache
def with_calls(language: str = "en") -> Report:
    """The busy ministry, small, with a third channel: its calls are told like its USSD menu."""
    full = sample(language=language)
    both = [s for s in full.headline if s.scope.channel == "ussd"]
    services = [s for s in full.services if s.scope.channel == "ussd"][:2]
    return replace(
        full,
        headline=(*full.headline, *(called(s) for s in both)),
        services=(*full.services[:2], *(called(s) for s in services)),
        districts=full.districts[:2],
        facilities=(),
        funnels=(),
        response=(*full.response, *(replace(r, channel="call", breakoff=()) for r in full.response if r.channel == "ussd")),
        quality=(),
        texts=None,
        signals=tuple(replace(s, scope=replace(s.scope, channel="call")) for s in full.signals),
        tonight=(*full.tonight, *(replace(t, channel="call") for t in full.tonight if t.channel == "ussd")),
    )


@cache
def without_figures(language: str) -> Report:
    """The same in a language, with nothing to draw: figures take long."""
    full = with_calls(language)
    headline = tuple(replace(s, trend=None) for s in full.headline)
    response = tuple(replace(r, started=Count(0)) for r in full.response)
    return replace(full, headline=headline, services=(), districts=(), response=response)


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<(style|svg).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)).split())


def of_pdf(raw: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages).split())


def cells(raw: bytes) -> set[Any]:
    return {value for page in load_workbook(io.BytesIO(raw)) for row in page.iter_rows(values_only=True) for value in row}


@pytest.mark.parametrize("language", LANGUAGES)
def test_mail_and_page_call_them_by_a_word_of_their_language(language: str) -> None:
    report = without_figures(language)
    mail, page = as_mail(report), plain(as_page(report).decode())
    told = {"html": plain(mail.html), "text": mail.text, "page": page}
    for form, text in told.items():
        assert channel_head(report.signals[0].scope.channel, language) in text, form
        assert not re.search(r"\bCALL\b", text), form
    assert channel_name("call", language) in told["text"]
    assert HEADINGS[language] in page


def test_print_workbook_and_table_tell_of_them() -> None:
    printed, book = of_pdf(as_pdf(with_calls())), cells(as_xlsx(with_calls()))
    assert "who answered by calls rated" in printed
    assert "Calls: people came by themselves" in printed
    assert "CALL" not in printed
    assert "call" in book, "the code, as in the table"
    assert any("“call” stands for calls to the contact centre" in str(value) for value in book)
    assert "call" in {row["channel"] for row in csv.DictReader(io.StringIO(as_csv(with_calls()).decode("utf-8-sig")))}


def test_the_overview_tells_of_them() -> None:
    alone = with_calls()
    health = named(replace(alone, leading="call", headline=alone.headline[-1:], response=alone.response[-1:]), "health")
    overview = build_overview(overview_meta(), (health,), NAMES)
    mail = as_overview_mail(overview)
    for form in (plain(mail.html), mail.text, plain(as_overview_page(overview).decode()), of_pdf(as_overview_pdf(overview))):
        assert re.search(r"\b[Cc]alls\b", form)
        assert "CALL" not in form
    assert "Calls" in cells(as_overview_xlsx(overview)), "who is heard, by channel"
