"""The page, the table and the JSON of a report: same numbers, same bytes, nothing from outside."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from io import StringIO

import pytest
from crowd_of_answers import CLINIC, DAY, DESK, REGISTRY, answered, left, report_on, with_a_main_reason

from reports.figures import Response
from reports.forms.cells import safe
from reports.open_data import COLUMNS, as_csv
from reports.released import Report, Share, as_json
from reports.render_html import as_html
from reports.report import build_report
from reports.stats.rounding import half_up
from reports.words.old import interval, percent, sentence


def crowd() -> list[Response]:
    return [answered("5", reason="queue", wait="2")] * 33 + [answered("1", language="st")] * 14 + [left("reason")] * 3


NIGHTS = {
    "no survey": (),
    "no answers": [],
    "one answer": [answered()],
    "all good": [answered("5")] * 412,
    "all left at the first screen": [left("welcome", ended="stopped")] * 50,
    "nobody knows": [answered("dont_know")] * 30,
    "ordinary": crowd(),
    "small groups": [answered()] * 40 + [answered(channel="sms", language="st")] * 5,
}


def night(name: str) -> Report:
    if name == "no survey":
        return build_report(DESK, [], [], DAY)
    return report_on(NIGHTS[name], surveys=(CLINIC, REGISTRY))


class Page(HTMLParser):
    """Tags balanced, and what would be fetched."""

    VOID = ("meta", "rect", "br", "col")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [f"{tag} {name}" for name, _ in attrs if name in ("src", "href", "srcset", "action")]
        if tag in ("script", "link", "img", "iframe"):
            self.fetched.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += " " + data


@pytest.mark.parametrize("name", NIGHTS)
def test_every_night_is_a_whole_page_that_fetches_nothing(name: str) -> None:
    html = as_html(night(name))
    page = Page()
    page.feed(html.decode())
    assert page.open == []
    assert page.fetched == []
    assert b"url(" not in html
    assert len(html) < 100_000
    assert "None" not in page.text


@pytest.mark.parametrize("name", NIGHTS)
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    first, second = night(name), night(name)
    assert (as_html(first), as_csv(first), as_json(first)) == (as_html(second), as_csv(second), as_json(second))


SAYS = {
    "no survey": "No answers: no survey of Ministry of Health was published by the end of 2 June 2026.",
    "no answers": "No answers about “How was clinic?” by USSD arrived in the 28 days to 2 June 2026; no invitations were sent.",
    "one answer": "Fewer than 10 people answered about “How was clinic?” by USSD in the 28 days",
    "all good": "100 of every 100 people who answered about “How was clinic?” by USSD rated it good or very good",
    "nobody knows": "0 of every 100 people who answered",
    "ordinary": "70 of every 100 people who answered about “How was clinic?” by USSD rated it good or very good "
    "(likely 56 to 81; 47 answers); measuring has just begun, there is no trend yet.",
}


@pytest.mark.parametrize(("name", "says"), SAYS.items())
def test_the_page_begins_with_what_was_found(name: str, says: str) -> None:
    page = Page()
    page.feed(as_html(night(name)).decode())
    assert says in page.text


def test_what_an_author_writes_is_never_markup() -> None:
    import dataclasses

    hostile = dataclasses.replace(CLINIC, title='<script>alert("1")</script> & more')
    html = as_html(build_report(DESK, [hostile], [], DAY)).decode()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_day_so_far_says_so() -> None:
    import dataclasses

    desk = dataclasses.replace(DESK, so_far=True)
    assert "So far." in as_html(build_report(desk, [CLINIC], [], DAY)).decode()
    assert "So far." not in as_html(build_report(DESK, [CLINIC], [], DAY)).decode()


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(as_csv(report).decode())))


def test_the_table_is_tidy() -> None:
    table = as_csv(night("ordinary")).decode()
    assert table.splitlines()[0] == ",".join(f'"{name}"' for name in COLUMNS)
    assert all(line.startswith('"') and line.endswith('"') for line in table.splitlines())
    found = rows(night("ordinary"))
    keys = [tuple(row[name] for name in COLUMNS[:8]) for row in found]
    assert len(set(keys)) == len(keys)
    assert all(all(key) for key in keys)
    (positive,) = [r for r in found if r["metric"] == "positive" and r["service"] == "clinic" and r["channel"] == "ussd"]
    assert (positive["value"], positive["n"], positive["lower95"], positive["upper95"]) == ("0.7021", "47", "0.5602", "0.8135")
    assert (positive["period_start"], positive["period_end"]) == ("2026-05-06", "2026-06-02")


@pytest.mark.parametrize("name", NIGHTS)
def test_the_table_holds_no_small_base_and_a_reason_for_every_gap(name: str) -> None:
    for row in rows(night(name)):
        assert row["n"] == "" or int(row["n"]) == 0 or int(row["n"]) >= 10
        assert (row["suppressed"] == "true") == (row["suppression_reason"] != "")
        assert row["suppression_reason"] in ("", "base_lt_10", "count_1_4", "secondary", "total", "not_refreshed")
        if row["suppressed"] == "true":
            assert row["value"] == row["lower95"] == row["upper95"] == ""


def test_page_table_and_json_say_the_same() -> None:
    report = night("ordinary")
    panel = report.services[0].panels[0]
    whole = json.loads(as_json(report))
    share = whole["services"][0]["panels"][0]["positive"]
    assert share["value"] == float(panel.positive.value or 0) == 0.7021
    page = Page()
    page.feed(as_html(report).decode())
    assert percent(panel.positive) in page.text
    assert interval(panel.positive) == f"{half_up(share['lower'] * 100, 0)}–{half_up(share['upper'] * 100, 0)}"


@pytest.mark.parametrize(
    ("x", "n", "printed"),
    [
        (0, 20, "0 %"),
        (1, 1000, "under 1 %"),
        (5, 1000, "1 %"),
        (999, 1000, "over 99 %"),
        (20, 20, "100 %"),
        (25, 200, "13 %"),
        (1, 8, "<10"),
        (0, 0, "no answers"),
    ],
)
def test_printed_shares(x: int, n: int, printed: str) -> None:
    from reports.release import share

    assert percent(share(x, n)).replace("\u00a0", " ") == printed


def test_a_small_option_is_marked_and_not_drawn() -> None:
    from reports.drawing import bar

    hidden = Share(30, hidden="count_1_4")
    assert percent(hidden) == "[c]"
    assert bar(hidden) is None


@pytest.mark.parametrize("name", NIGHTS)
def test_a_sentence_is_at_most_240_signs(name: str) -> None:
    report = night(name)
    for service in report.services:
        for panel in service.panels:
            assert len(sentence(service, panel, DAY, "en")) <= 240


@pytest.mark.parametrize("risky", ["=1+1", "  +266", "-1", "@x", "\tx", "a\n=b"])
def test_no_cell_is_a_formula(risky: str) -> None:
    assert safe(risky) == f"'{risky}"
    assert (safe("clinic"), safe("")) == ("clinic", "")


def test_the_page_says_how_many_were_asked_for_the_main_reason() -> None:
    crowd = [answered("1", reason="queue")] * 30 + [left("reason")] * 10
    page = as_html(report_on(crowd, surveys=(with_a_main_reason(),))).decode()
    assert "30 answers of 40 people asked; shares are of all who were asked" in page
    assert "people asked" not in as_html(report_on(crowd)).decode()
