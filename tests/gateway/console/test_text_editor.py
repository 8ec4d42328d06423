"""A survey's text in a real browser: mistakes are underlined while typing, words proposed, what was typed is saved."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from console_visitors import Browser as Visitor
from console_visitors import Desk
from counter import CLINIC
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from gateway.console import static_files
from storage.people import Held
from storage.tables import drafts
from storage.unit import connect

pytestmark = pytest.mark.long

CHROMIUM = shutil.which("chromium")
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
LARGEST_EDITOR = 175_000
"""Bytes that the editor may cost a slow line, compressed."""


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("there is no chromium on this machine")
        pytest.skip("there is no chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    desk = Desk(engine, tmp_path / "var")
    desk.counter.clock.at_ms = time.time_ns() // 1_000_000
    yield desk
    engine.dispose()


@pytest.fixture
def page(desk: Desk, browser: Browser) -> Iterator[Page]:
    """The text of the clinic's survey before an editor; whatever the browser complains of fails the test."""
    server = make_server("127.0.0.1", 0, desk.app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "console", "value": _cookie(desk.person("neo", Held("health", "editor"))), "url": url}])
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda fault: complaints.append(str(fault)))
    opened.goto(f"{url}/surveys/health/{CLINIC}/text")
    yield opened
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()
    assert complaints == []


def _cookie(visitor: Visitor) -> str:
    found = visitor.client.get_cookie("console")
    assert found is not None
    return found.value


def write(page: Page, old: str, new: str) -> None:
    """Put the cursor behind ``old``, take it away and type ``new``."""
    content = page.locator(".cm-content")
    content.focus()
    page.evaluate(
        """old => {
          const root = document.querySelector('.text-editor').shadowRoot, lines = [...root.querySelectorAll('.cm-line')];
          const line = lines.find(each => each.textContent.includes(old));
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), range = document.createRange();
          let at = line.textContent.indexOf(old), left = old.length, begun = false;
          while (walker.nextNode()) {
            const n = walker.currentNode.length;
            if (!begun && at < n) { range.setStart(walker.currentNode, at); begun = true; left += at; at = 0; }
            if (begun && left <= n) { range.setEnd(walker.currentNode, left); break; }
            if (begun) left -= n; else at -= n;
          }
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        old,
    )
    page.keyboard.type(new)


def test_a_mistake_is_underlined_explained_and_gone_when_it_is_repaired(page: Page) -> None:
    expect(page.locator(".cm-content")).to_have_attribute("aria-label", "The whole survey as text")
    expect(page.locator("textarea")).to_be_hidden()
    write(page, "title:", "titel:")
    squiggle = page.locator(".cm-lintRange-error").first
    expect(squiggle).to_be_visible()
    squiggle.hover()
    expect(page.locator(".cm-diagnostic").first).to_contain_text("title")
    write(page, "titel:", "title:")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)


def test_keys_values_and_names_are_proposed(page: Page) -> None:
    write(page, "owner: Ministry of Health", "owner: Ministry of Health")
    page.keyboard.press("Enter")
    page.keyboard.type("first")
    page.keyboard.press("Backspace")  # a new proposal for what is left
    page.keyboard.type("t")
    expect(page.locator(".cm-tooltip-autocomplete")).to_have_count(0)  # that key belongs to the rules
    for _ in range(5):
        page.keyboard.press("Backspace")
    page.keyboard.type("ru")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("rules")


def test_what_is_typed_is_what_the_form_saves(page: Page, desk: Desk) -> None:
    write(page, "owner: Ministry of Health", "owner: The Ministry of Health")
    page.get_by_role("button", name="Save and check").click()
    expect(page.locator("p.calm[role=status]")).to_be_visible()  # of the page that comes back; the bar says "Saving" before
    [draft] = desk.counter.rows(drafts)
    assert [line for line in draft["text"].splitlines() if line.startswith("owner")] == [
        "owner: The Ministry of Health, Lesotho"
    ]


def test_the_tab_key_leaves_the_editor(page: Page) -> None:
    page.locator(".cm-content").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save and check")).to_be_focused()


def test_the_editor_is_light_enough_for_a_slow_line() -> None:
    assert len(static_files.packed("built/survey-text.js")) < LARGEST_EDITOR
