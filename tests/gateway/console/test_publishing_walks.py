"""Publishing, going back, a try-out kept and a table of translations, walked in a browser within their number of presses."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from console_visitors import Desk
from counter import CLINIC
from playwright.sync_api import Browser, expect, sync_playwright
from survey_forms import differing
from walking_pages import Hand, launched, served

from gateway.editing import checking
from gateway.editing import desk as desks
from storage.people import Held
from storage.unit import connect

pytestmark = pytest.mark.long
AT = f"/surveys/health/{CLINIC}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launched(playwright)
        yield running
        running.close()


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    desk = Desk(engine, tmp_path / "var")
    desk.counter.clock.at_ms = time.time_ns() // 1_000_000
    yield desk
    engine.dispose()


@pytest.fixture(params=[1280, 360])
def hand(request: pytest.FixtureRequest, browser: Browser, desk: Desk) -> Iterator[Hand]:
    with served(desk) as url:
        hand = Hand(browser, url, desk.person("neo", Held("health", "publisher")), width=request.param)
        yield hand
        assert hand.complaints == []
        hand.context.close()


def now(desk: Desk) -> desks.Desk:
    return desks.opened(desk.gateway, "health", CLINIC)


def fits(hand: Hand) -> bool:
    """Nothing has to be scrolled sideways."""
    return bool(hand.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_change_is_published_and_undone(hand: Hand, desk: Desk) -> None:
    opened = now(desk)
    text = opened.text.replace("Thank you", "Many thanks", 1)
    assert text != opened.text
    desks.save(desk.gateway, opened.draft, text, "neo", talks="")
    for each in checking.look(desk.gateway, now(desk), repairs=False).found:
        if each.problem.is_warning:
            checking.accept_warning(desk.gateway, now(desk), each.key, "the translations say it too", "neo")
    hand.page.goto(f"{AT}/publish")
    assert fits(hand)
    hand.page.get_by_label("What changed, and why?").fill("a warmer word")
    hand.press(hand.button("Publish version 2"))
    expect(hand.page.get_by_role("heading", name="Version 2 is live")).to_be_visible()
    assert hand.pressed <= 7
    hand.pressed = 0
    hand.press(hand.link("See all versions, or go back"))
    hand.page.get_by_label("Why?").first.fill("the old word was better")
    assert fits(hand)
    hand.press(hand.button("Go back to version 1"))
    expect(hand.page.get_by_role("heading", name="Version 3 is live")).to_be_visible()
    assert now(desk).text == opened.text
    assert hand.pressed <= 4


def test_an_angry_patient_with_a_dropped_call_is_kept(hand: Hand, desk: Desk) -> None:
    hand.page.goto(f"{AT}/phones")
    menu = hand.page.locator(".handset").first
    for key in ("1", "1"):
        bubbles = menu.locator(".bubble").count()
        hand.press(menu.get_by_role("button", name=key, exact=True))
        expect(menu.locator(".bubble")).not_to_have_count(bubbles)
    hand.press(menu.get_by_role("button", name="Drop the call"))
    expect(menu.get_by_text("Nothing awaits an answer now.")).to_be_visible()
    assert fits(hand)
    hand.press(menu.locator("summary", has_text="Save as example"))
    menu.get_by_label("Name of the example").fill("angry patient")
    hand.press(menu.get_by_role("button", name="Save as example"))
    expect(hand.page.get_by_text("Kept as the example “angry patient”.")).to_be_visible()
    assert "angry patient" in now(desk).draft.talks
    assert hand.pressed <= 16


def test_a_table_of_translations_goes_out_and_is_taken_over(hand: Hand, desk: Desk, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    before = now(desk).text
    hand.page.goto(f"{AT}/translations?language=st")
    assert fits(hand)
    with hand.page.expect_download() as got:
        hand.press(hand.link("Download as XLSX"))
    file = tmp_path / "back.xlsx"
    got.value.save_as(file)
    book = load_workbook(file)
    rows = [row for row in book.active.iter_rows(min_row=2) if row[3].value and "\n" not in row[3].value][:5]  # type: ignore[union-attr]
    for row in rows:
        row[3].value = f"{row[3].value} x"
    book.save(file)
    hand.page.get_by_label("Filled table").set_input_files(file)
    hand.press(hand.button("See what it would change"))
    hand.press(hand.button("Take over these 5"))
    expect(hand.page.get_by_label("Filled table")).to_be_visible()
    assert len(differing(before, now(desk).text)) == 5
    assert hand.pressed <= 6
