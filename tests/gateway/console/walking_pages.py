"""Builders: a console served to a real browser, and a hand on it whose every press is counted."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from console_visitors import Browser as Visitor
from console_visitors import Desk
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright
from werkzeug.serving import WSGIRequestHandler, make_server

CHROMIUM = shutil.which("chromium")
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        pass


def launched(playwright: Playwright) -> Browser:
    """A browser, or the test is skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine (Debian: apt-get install chromium)")
    return playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The address at which the desk's application answers."""
    server = make_server("127.0.0.1", 0, desk.app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Hand:
    """Somebody signed in before a browser of their own. ``pressed`` counts clicks and keys that do something."""

    def __init__(self, browser: Browser, url: str, visitor: Visitor, *, width: int = 1024, script: bool = True) -> None:
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, base_url=url
        )
        cookie = visitor.client.get_cookie("console")
        assert cookie is not None
        self.context.add_cookies([{"name": "console", "value": cookie.value, "url": url}])
        self.complaints: list[str] = []
        self.pressed = 0
        self.page = self.look()

    def look(self) -> Page:
        """A new page of the same browser."""
        page = self.context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def press(self, what: Locator) -> None:
        self.pressed += 1
        what.click()

    def choose(self, what: Locator, value: str) -> None:
        self.pressed += 1
        what.select_option(value)

    def key(self, keys: str) -> None:
        """A key that acts; the Tab key and letters are not counted."""
        self.pressed += keys != "Tab"
        self.page.keyboard.press(keys)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True).first

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True).first


def shot(page: Page, folder: str, name: str) -> None:
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
