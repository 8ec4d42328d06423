"""What every page of the console must hold, looked for in its source: one heading, labels, no double names, nothing inline."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

TYPED = {"input", "select", "textarea"}
SILENT = {"hidden", "submit", "button"}


class _Reader(HTMLParser):
    """Collects tags with their attributes; ``open`` are the labels that an element stands in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.labelled: list[bool] = []
        self.labels = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.labelled.append(self.labels > 0)
        self.labels += tag == "label"

    def handle_endtag(self, tag: str) -> None:
        self.labels -= tag == "label"


def wrong_in(page: str) -> list[str]:
    """What is wrong with a page, in words; nothing for a good one."""
    reader = _Reader()
    reader.feed(page)
    ids = Counter(attrs["id"] for _, attrs in reader.tags if "id" in attrs)
    named = {attrs.get("for") for tag, attrs in reader.tags if tag == "label"}
    found = [f"{count} times id {name}" for name, count in ids.items() if count > 1]
    headings = sum(tag == "h1" for tag, _ in reader.tags)
    found += [f"{headings} h1"] if headings != 1 else []
    for (tag, attrs), inside in zip(reader.tags, reader.labelled, strict=True):
        if any(name.startswith("on") or name == "style" for name in attrs):
            found.append(f"inline in {tag}")
        typed = tag in TYPED and attrs.get("type") not in SILENT
        if typed and not (inside or "aria-label" in attrs or attrs.get("id") in named):
            found.append(f"no label: {attrs.get('name')}")
        if tag == "script" and "src" not in attrs:
            found.append("script in the page")
    missing = {attrs["aria-labelledby"] for _, attrs in reader.tags if "aria-labelledby" in attrs} - ids.keys()
    return found + [f"nothing called {name}" for name in missing if " " not in name]
