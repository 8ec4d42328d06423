"""One report, every form: each percentage is the same wherever it stands, with its n and interval; nothing needs a picture."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from night_sample import all_positive, night_without, sample
from openpyxl import load_workbook
from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader

from reports.forms.as_json import as_json
from reports.forms.glance import glance
from reports.forms.mail import as_mail
from reports.forms.open_data import as_csv
from reports.forms.pdf import as_pdf
from reports.forms.workbook import as_xlsx
from reports.night.shape import Report, Share, Standing
from reports.words.numbers import count, percent, with_interval

pytestmark = pytest.mark.long

CHROMIUM = shutil.which("chromium")
LOUD = "THE BROWSER TESTS ARE NOT RUN: there is no chromium on this machine (Debian: apt-get install chromium)."
WHOLE = sample()
REPORT = replace(WHOLE, services=WHOLE.services[:2], districts=WHOLE.districts[:2], facilities=WHOLE.facilities[:12])


class Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@cache
def table() -> dict[tuple[str, ...], dict[str, str]]:
    rows = csv.DictReader(io.StringIO(as_csv(REPORT).decode("utf-8-sig")))
    return {
        (r["service"], r["district"], r["facility"], r["channel"], r["metric"], r["period_start"], r["period_end"]): r
        for r in rows
    }


@cache
def printed() -> str:
    return flat(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(REPORT))).pages))


@cache
def cells() -> list[tuple[Any, ...]]:
    book = load_workbook(io.BytesIO(as_xlsx(REPORT)))
    return [row for page in book for row in page.iter_rows(values_only=True)]


def standings() -> list[Standing]:
    return [s for s in (*REPORT.headline, *REPORT.services, *REPORT.districts) if s.positive.value is not None]


def whole(value: Decimal) -> int:
    return int((value * 100).quantize(Decimal(1), ROUND_HALF_UP))


def test_the_table_has_each_share_with_its_base_and_its_interval() -> None:
    for s in standings():
        key = (s.scope.service, s.scope.district, s.scope.facility, s.scope.channel, "positive")
        row = table()[(*key, s.window.first.isoformat(), s.window.last.isoformat())]
        told = tuple(Decimal(row[name]) for name in ("value", "n", "lower95", "upper95"))
        assert told == (s.positive.value, s.positive.n, s.positive.lower, s.positive.upper)


def test_the_kept_report_has_the_same_numbers() -> None:
    kept = json.loads(as_json(REPORT), parse_float=Decimal)
    for at, s in enumerate(REPORT.headline):
        found = kept["headline"][at]["positive"]
        assert (found["value"], found["n"], found["lower"], found["upper"]) == (
            s.positive.value, s.positive.n, s.positive.lower, s.positive.upper,
        )  # fmt: skip


def test_the_workbook_has_the_same_numbers_in_one_row() -> None:
    rows = [
        [round(Decimal(str(v)), 4) for v in row if isinstance(v, int | float) and not isinstance(v, bool)] for row in cells()
    ]
    for s in standings():
        share = s.positive
        wanted = [round(Decimal(v), 4) for v in (share.value, share.lower, share.upper, share.n) if v is not None]
        assert any(all(number in row for number in wanted) for row in rows), s.name


def test_the_printed_report_has_the_same_numbers() -> None:
    for s in standings():
        assert flat(percent(s.positive, "en")) in printed(), s.name
        assert s.positive.lower is not None
        assert s.positive.upper is not None
        low, high = whole(s.positive.lower), whole(s.positive.upper)
        assert re.search(rf"{low}\s*(–|to)\s*{high}", printed()), s.name
        assert flat(count(s.answers)) in printed()


@pytest.mark.parametrize("form", ["html", "text"])
def test_the_mail_has_the_same_numbers(form: str) -> None:
    mail = as_mail(REPORT)
    text = flat(mail.text if form == "text" else " ".join(Words(mail.html).found))
    leading = next(s for s in REPORT.headline if s.scope.channel == REPORT.leading)
    shown = [leading.positive, *(s.now for s in REPORT.signals if s.state != "closed")]
    for share in shown:
        assert percent(share, "en").replace("\u00a0", " ") in text.replace("\u00a0", " ")
    for share in shown[1:]:
        assert flat(with_interval(share, "en")) in text
    _has_interval(leading.positive, text)


def _has_interval(share: Share, text: str) -> None:
    assert share.lower is not None
    assert share.upper is not None
    assert re.search(rf"{whole(share.lower)}\s*(–|to)\s*{whole(share.upper)}", text)


# --- the mail where it is read -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail(LOUD)
        pytest.skip(LOUD)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


def test_the_mail_fits_on_a_small_phone_and_tells_its_findings_without_pictures(browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=True).new_page()
    page.route("**/*", lambda route: route.abort())
    for report in (REPORT, night_without(), night_without(6), all_positive()):
        page.set_content(as_mail(report).html)
        wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1] == 320
        read, told = flat(page.inner_text("body")), glance(report)
        for sentence in told.sentences[:1]:
            assert flat(sentence) in read
        for signal in (s for s in report.signals if s.state != "closed"):
            assert signal.name in read
            assert flat(with_interval(signal.now, "en")) in read
    page.close()


def test_each_picture_of_the_mail_says_its_finding_in_words() -> None:
    mail = as_mail(REPORT)
    assert mail.images
    for _, _, alt in mail.images:
        assert len(alt) > 40
        assert re.search(r"\d", alt)
        assert flat(alt.partition(".")[0])


def _reports() -> list[tuple[Report, str]]:
    return [(night_without(), "No answers"), (night_without(6), "Fewer than 10"), (all_positive(), "412")]


@pytest.mark.parametrize(("report", "said"), _reports(), ids=["nobody", "few", "all positive"])
def test_every_form_of_a_strange_night_is_made_and_the_mail_says_so(report: Report, said: str) -> None:
    mail = as_mail(report)
    assert said in flat(mail.text)
    assert said in flat(" ".join(Words(mail.html).found))
    assert as_csv(report).count(b"\n") > 5
    assert load_workbook(io.BytesIO(as_xlsx(report))).sheetnames
