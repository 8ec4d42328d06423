"""Builder: the form of a card as a browser would send it, with some fields changed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from console_pages import wrong_in
from console_visitors import Browser
from werkzeug.test import TestResponse


class _Forms(HTMLParser):
    """Every form of a page with what it would send without a press on a named button."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.inside = False
        self.area = self.select = ""
        self.first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("action", ""), {}))
            self.inside = True
        if not self.inside or not self.forms:
            return
        fields, name = self.forms[-1][1], given.get("name", "")
        if tag == "input" and name and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            fields[name] = given.get("value", "")
        elif tag == "textarea" and name:
            self.area, fields[name] = name, ""
        elif tag == "select":
            self.select, self.first = name, None
        elif tag == "option" and self.select and (self.first is None or "selected" in given):
            self.first = fields[self.select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1][1][self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            fields = self.forms[-1][1]
            fields[self.area] = fields[self.area].removeprefix("\n")
            self.area = ""
        self.select = "" if tag == "select" else self.select
        self.inside = self.inside and tag != "form"


def form_of(page: str, ending: str) -> tuple[str, dict[str, str]]:
    """The form of a page that posts to an address that ends so (before its query)."""
    reader = _Forms()
    reader.feed(page)
    return next((action, fields) for action, fields in reader.forms if action.partition("?")[0].endswith(ending))


def send(browser: Browser, address: str, ending: str, **changed: str) -> TestResponse:
    """Opens a page, fills in a form of it as somebody would, and sends it. The page itself must be a good one."""
    page = browser.get(address)
    assert page.status_code == 200, page.text[:300]
    assert wrong_in(page.text) == []
    action, fields = form_of(page.text, ending)
    return browser.client.post(action, data={**fields, **changed})


def differing(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ between two texts of as many lines."""
    old, new = before.split("\n"), after.split("\n")
    assert len(old) == len(new)
    return [(a, b) for a, b in zip(old, new, strict=True) if a != b]


def words_in(page: str) -> str:
    """A page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
