"""Nights that are not like others, from the first hop to every file and the mail, in English and in a language drafted."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from asking import MONDAY_MS, deliver_all, drawn, says
from counter import Call, Counter
from openpyxl import load_workbook
from pypdf import PdfReader

from gateway.asking.invite import send_due
from gateway.config_sections import Ministry
from gateway.conversing.close import close_due
from gateway.nights import nightfall, nightly, releasing
from reports.forms.mail import as_mail
from reports.words.pages import PAGES
from storage.unit import connect

pytestmark = pytest.mark.long

SURVEY = """
survey: desk
title: {title}
owner: Ministry of Health
time zone: {zone}
languages: {{ en: English }}
starts when:
  a visit is recorded: 2 hours later, by sms
  someone dials: "*120*45#"
visit columns: {{ paper: answer }}
rules:
  one answer per phone every: 1 day
  text only between: 08:00 and 19:00
  close after: 3 days
welcome: {{ en: The Ministry asks. Free. Text STOP to end. }}
questions:
- question: paper
  report as: Paper
  known from: visit.paper
  ask: {{ en: Which paper? }}
  answer: choice
  choices: {{ pass: {{ en: {choice} }}, other: {{ en: Other }} }}
- question: treated
  report as: Treatment
  counts as: headline
  ask: {{ en: How were you treated? }}
  answer: rating
  lowest: {{ en: badly }}
  highest: {{ en: well }}
  do not know: yes
thank you: {{ en: Thanks. }}
"""
PLAIN = {"title": "At the desk", "zone": "Africa/Maseru", "choice": "A passport"}
HOSTILE = {
    "title": "'<b>Desk</b> =1+1 #panic(1) مكتب $x$ and a name of sixty letters'",
    "zone": "Africa/Maseru",
    "choice": "'=1+1 <i>#x مكتب'",
}
CAIRO = PLAIN | {"zone": "Africa/Cairo"}


class Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def dial(counter: Counter, n: int, *treated: str) -> None:
    """``n`` people dial and say how they were treated; without an answer they see the first screen and leave."""
    for _ in range(n):
        counter.calls = getattr(counter, "calls", 0) + 1
        number = f"+2665800{counter.calls:04}"
        Call(counter, f"ATUid_{counter.calls}", number, "*120*45#").go("1", "1", *treated)


def invited(counter: Counter, n: int, state: str = "delivered", *said: str) -> None:
    for at in range(n):
        number = f"+2665900{at:04}"
        drawn(counter, number, survey="desk", cells={"paper": "pass"}, service="pass")
        assert send_due(counter.gateway) == 1
        deliver_all(counter, state)
        for words in said:
            says(counter, words, number)


def undelivered(counter: Counter, n: int) -> None:
    """No text reaches anybody, and after three days the conversations end."""
    invited(counter, n, "failed")
    counter.clock.pass_(days=4)
    assert close_due(counter.gateway) == n


def nobody(counter: Counter) -> None:
    """Nobody is asked and nobody comes."""


NIGHTS: dict[str, tuple[dict[str, str], str, Callable[[Counter], None], list[str]]] = {
    "no data": (PLAIN, "", nobody, ["No answers", "nobody was invited"]),
    "just invited": (PLAIN, "", lambda c: invited(c, 12), ["people invited in the last 7 days may still answer"]),
    "undelivered": (PLAIN, "", lambda c: undelivered(c, 12), ["12 invitations were sent, 0 delivered: see delivery"]),
    "all stop": (
        PLAIN,
        "",
        lambda c: invited(c, 12, "delivered", "STOP"),
        ["12 STOP in the last 7 days", "No answers", "12 invit"],
    ),
    "one answer": (PLAIN, "", lambda c: dial(c, 1, "5"), ["Fewer than 10 people answered", "too few to report"]),
    "nine answers": (PLAIN, "", lambda c: dial(c, 9, "5"), ["Fewer than 10 people answered", "too few to report"]),
    "all positive": (PLAIN, "", lambda c: dial(c, 24, "5"), ["24 of 24 people", "likely 86 to 100"]),
    "all negative": (PLAIN, "", lambda c: dial(c, 24, "1"), ["none of 24 people", "likely 0 to 14"]),
    "nobody knows": (PLAIN, "", lambda c: dial(c, 24, "6"), ["none of 24 people", "likely 0 to 14"]),
    "names": (HOSTILE, "", lambda c: dial(c, 24, "4"), ["24 of 24"]),
    "23 hours": (CAIRO, "2026-04-24", lambda c: dial(c, 12, "5"), ["23-hour day", "12 of 12"]),
    "25 hours": (CAIRO, "2026-10-29", lambda c: dial(c, 12, "5"), ["25-hour day", "12 of 12"]),
}


@pytest.fixture
def house(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield Counter(engine, tmp_path / "var", surveys=())
    engine.dispose()


def opened(counter: Counter, words: dict[str, str], day: str) -> Ministry:
    """The survey is published at noon of the day, and the ministry reads English and Khmer."""
    settings = counter.gateway.settings
    noon = datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC) if day else None
    counter.clock.at_ms = round(noon.timestamp() * 1000) if noon else MONDAY_MS
    health = settings.ministries["health"].model_copy(update={"languages": ("en", "km"), "time_zone": words["zone"]})
    reports = settings.reports.model_copy(update={"pdf": "nightly"})
    changed = settings.model_copy(update={"ministries": {"health": health}, "reports": reports})
    counter.gateway = dataclasses.replace(counter.gateway, settings=changed)
    counter.publish("desk", SURVEY.format(**words), "health")
    counter.restart()
    return health


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", ""))


@pytest.mark.parametrize("name", NIGHTS)
def test_a_strange_night_is_whole_in_every_form_and_says_what_it_is(house: Counter, name: str) -> None:
    words, on, people, said = NIGHTS[name]
    health = opened(house, words, on)
    first = date.fromisoformat(on) if on else date(2026, 11, 23)
    people(house)
    day = max(first, nightfall.last_due_day(health, house.clock()) + timedelta(days=1))
    house.clock.at_ms = nightfall.due_ms(health, day)
    made = list(nightly.make_up(house.gateway, health))
    assert made == [first + timedelta(days=n) for n in range((day - first).days + 1)], "one report per date, oldest first"
    files = {path.name: path.read_bytes() for path in nightly.folder(house.gateway, health, day).iterdir()}
    assert len(files) == 10
    english, khmer = releasing.kept(house.gateway, "health", day)
    for report, mark in ((english, ""), (khmer, ".km")):
        mail, page = as_mail(report), Words(files[f"report{mark}.html"].decode())
        html = Words(mail.html)
        printed = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(files[f"report{mark}.pdf"])).pages)
        assert load_workbook(io.BytesIO(files[f"report{mark}.xlsx"])).sheetnames
        told = {"page": page.found, "mail": html.found, "text": [mail.text], "print": [printed]}
        for form, found in told.items():
            text = flat(" ".join(found))
            assert not re.search(r"\bNone\b|\bnan\b|\{[a-z_]*\}", text), (form, text)
            if not mark:
                assert not [words for words in said if words not in text], (form, text[:1500])
        assert not {"b", "i", "script"} & {*html.tags, *page.tags} - {"b"}
    assert json.loads(files["report.json"])["meta"]["local_day"] == day.isoformat()
    assert not re.search(rb'(^|,)"?=', files["figures.csv"])


def test_the_words_of_a_day_of_other_hours_are_there_in_every_language() -> None:
    assert all("{hours}" in text for text in PAGES["day hours"].values())
