"""The parser's events, one by one, into a tree. What would copy, compute or name a type stops the reading at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from flows.model import NOWHERE, Mark
from flows.reading.findings import Findings
from flows.reading.signs import REFUSED, name_of, without_hidden
from flows.reading.tree import Entry, Group, Items, Node, Scalar

DEEPEST = 20
MOST_PARTS = 15_000
"""Keys, values, groups and lists: more than 40 questions in 4 languages can need, and few enough to be quick."""
MOST_TWICE = 100
"""Keys written twice before the rest of the text is not looked at."""
_NOTE_FOR_A_TEXT = re.compile(r"\s*: #")
_REFUSED_IN_TEXT = re.compile(f"{REFUSED.pattern}|\t")


class Stop(Exception):
    """Reading ends here; the problem has been noted."""


@dataclass(slots=True)
class _Open:
    """A group or list that is being read; ``key``, its place and its end wait for their value."""

    mark: Mark
    inline: bool
    is_group: bool
    nodes: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    key: str | None = None
    key_mark: Mark = NOWHERE
    key_end: Mark = NOWHERE
    lines: dict[str, int] = field(default_factory=dict)

    def node(self, end: Mark) -> Node:
        if self.is_group:
            return Group(tuple(self.entries), self.mark, self.inline, end)
        return Items(tuple(self.nodes), self.mark, self.inline, end)


class Builder:
    """Builds the tree of one document; ``lines`` are those of the text."""

    def __init__(self, lines: list[str], findings: Findings) -> None:
        self.lines = lines
        self.findings = findings
        self.open: list[_Open] = []
        self.top: Node | None = None
        self.documents = 0
        self.twice = 0

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        """The tree, ``None`` for an empty text. Raises :class:`Stop` once the problem has been noted."""
        for count, event in enumerate(events):
            if count > MOST_PARTS:
                most = f"{MOST_PARTS:,}"
                self.findings.add(
                    "E219", place(event.start_mark), count=f"More than {most}", things="keys and values", limit=most
                )
                raise Stop
            if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event)
                if isinstance(event, yaml.ScalarEvent):
                    self._scalar(event)
                else:
                    self._begin(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._add(self.open.pop().node(place(event.end_mark)))
            elif isinstance(event, yaml.DocumentStartEvent):
                self._document(event)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(place(event.start_mark))
        return self.top

    def _stop(self, code: str, mark: Mark, text: str = "", limit: int = 0) -> NoReturn:
        self.findings.add(code, mark, text=text, reason=text, limit=limit)
        raise Stop

    def _rest(self, mark: Mark) -> str:
        """What stands on the line from there on."""
        return self.lines[mark.line - 1][mark.column - 1 :] if mark.line <= len(self.lines) else ""

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1 or event.version or event.tags:
            self._stop("E107", place(event.start_mark))

    def _alias(self, mark: Mark) -> None:
        text = self._rest(mark).strip()[:40]
        self._stop("E105" if text[1:2].isdigit() else "E104", mark, text)

    def _refuse(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> NoReturn:
        """Stops at an anchor or a tag."""
        mark = place(event.start_mark)
        self._stop("E106" if event.anchor is None else "E104", mark, self._rest(mark).strip()[:40])

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        mark = place(event.start_mark)
        if len(self.open) >= DEEPEST:
            self._stop("E103", mark, limit=DEEPEST)
        if self.open and self.open[-1].is_group and self.open[-1].key is None:
            self._stop("E120", mark, "a group or list cannot be a key")
        self.open.append(_Open(mark, bool(event.flow_style), isinstance(event, yaml.MappingStartEvent)))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        mark, end = place(event.start_mark), place(event.end_mark)
        text = event.value.strip()
        if not (text.isascii() and text.isprintable()):
            text = self._clean(text, mark)
        parent = self.open[-1] if self.open else None
        if parent is not None and parent.is_group and parent.key is None:
            self._key(parent, text, mark, end, plain=not event.style)
            return
        if not event.style and text and self.lines[end.line - 1].startswith(" #", end.column - 1):
            self.findings.add("W121", mark, kept=text[-40:])
        self._add(Scalar(text, mark, not event.style, end))

    def _clean(self, text: str, mark: Mark) -> str:
        """The text without hidden signs; those that mislead are refused, also when written as an escape."""
        refused = _REFUSED_IN_TEXT.search(text)
        if refused:
            self.findings.add("E118", mark, name=name_of(refused[0]))
        clean, hidden = without_hidden(text)
        if hidden:
            self.findings.add("N122", mark, count=len(hidden), names=", ".join(sorted({name_of(sign) for sign in hidden})))
        return clean.strip()

    def _key(self, parent: _Open, text: str, mark: Mark, end: Mark, *, plain: bool) -> None:
        if text == "<<" and plain:
            self._stop("E104", mark, "<<")
        if text in parent.lines and self._is_next_question(parent, text):
            parent = self._next_question(mark)
        elif text in parent.lines:
            self.findings.add("E108", mark, key=text[:60], first=parent.lines[text], second=mark.line)
            self.twice += 1
            if self.twice >= MOST_TWICE:
                raise Stop
        parent.lines[text] = mark.line
        parent.key, parent.key_mark, parent.key_end = text, mark, end

    def _is_next_question(self, parent: _Open, text: str) -> bool:
        """True for a second *question* in one point of a list: not a key written twice, but a question without its dash."""
        return text == "question" and not parent.inline and len(self.open) > 1 and not self.open[-2].is_group

    def _next_question(self, mark: Mark) -> _Open:
        """Reads on as if the dash were there, so that no other line of the two questions looks wrong."""
        self.findings.add("E115", mark, has="has no dash", do="Add")
        self._add(self.open.pop().node(mark))
        self.open.append(_Open(mark, False, True))
        return self.open[-1]

    def _add(self, node: Node) -> None:
        if not self.open:
            self.top = node
            return
        parent = self.open[-1]
        empty = isinstance(node, Scalar) and not node.text
        if not parent.is_group:
            parent.nodes.append(node)
            if empty:
                self.findings.add("E116", node.mark, key="-")
        elif parent.key is not None:
            if empty:
                self._empty(parent, parent.key)
            parent.entries.append(Entry(parent.key, parent.key_mark, node, parent.key_end))
            parent.key = None

    def _empty(self, parent: _Open, key: str) -> None:
        """A key without a value: nothing written, or in braces a comma or a variable that was meant as text."""
        note = _NOTE_FOR_A_TEXT.match(self._rest(parent.key_end))
        if note and not parent.inline:
            self.findings.add("E112", Mark(parent.key_end.line, parent.key_end.column + note.end() - 1), sign="#")
        elif not parent.inline or self._rest(parent.key_end).lstrip().startswith(":"):
            self.findings.add("E116", parent.key_mark, key=key[:60])
        elif parent.entries:
            self.findings.add("E117", parent.key_mark, rest=key[:60])
        else:
            self.findings.add("E111", parent.mark, text="{" + key[:60] + "}")


def place(mark: Any) -> Mark:
    """The parser's own mark as ours, counted from 1."""
    return Mark(mark.line + 1, mark.column + 1)
