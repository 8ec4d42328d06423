"""The first minute in a real browser: link, passphrase, second factor, home; nothing is refused or complained of."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from console_visitors import PHRASE, Desk, path_of
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from gateway.console import accounts
from storage.unit import connect

CHROMIUM = shutil.which("chromium")
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
SHOTS = os.environ.get("CONSOLE_SHOTS", "")
"""A folder for pictures of the pages; none are made without it."""

WRONG = """() => {
  const found = [], all = [...document.querySelectorAll('[id]')].map(e => e.id);
  if (document.querySelectorAll('h1').length !== 1) found.push('h1');
  if (new Set(all).size !== all.length) found.push('doubled id');
  if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the window');
  for (const e of document.querySelectorAll('input:not([type=hidden]), select'))
    if (!e.labels.length) found.push('no label: ' + e.name);
  for (const e of document.querySelectorAll('button, a, input:not([type=hidden]), select')) {
    const box = e.getBoundingClientRect();
    if (box.height < 18 && getComputedStyle(e).display !== 'inline') found.push('small: ' + e.textContent);
  }
  return found;
}"""


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
def url(desk: Desk) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, desk.app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), pytest.param(360, "dark", marks=pytest.mark.long)])
def test_a_newcomer_is_at_home_within_a_minute(browser: Browser, desk: Desk, url: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url + path_of(accounts.first_link(desk.gateway) or ""))
    look(page, f"welcome-{width}")
    page.get_by_label("Name").fill("palesa")
    page.get_by_label("Passphrase", exact=True).fill(PHRASE)
    page.get_by_label("The same passphrase again").fill(PHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    assert page.locator(".drawing").evaluate("e => e.complete && e.naturalWidth > 100")
    look(page, f"factor-{width}")
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.get_by_label("Six digits").fill(pyotp.TOTP(secret).at(desk.gateway.now_ms() // 1000))
    page.keyboard.press("Enter")
    expect(page.locator(".codes li")).to_have_count(10)
    look(page, f"codes-{width}")
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    expect(page.get_by_text("How was your clinic visit?")).to_be_visible()
    look(page, f"home-{width}")
    page.set_viewport_size({"width": 320, "height": 600})
    look(page, f"home-320-of-{width}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_label("Language").select_option("km")
    page.get_by_role("button", name="Change").click()
    expect(page.locator("html")).to_have_attribute("lang", "km")
    look(page, f"home-km-{width}")
    page.locator(".leave button").click()
    expect(page.locator("#passphrase")).to_be_visible()
    look(page, f"sign-in-{width}")
    assert complaints == []
    context.close()


def look(page: Page, name: str) -> None:
    """Nothing that every page must hold is broken; a picture where somebody wants them."""
    assert page.evaluate(WRONG) == [], name
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
