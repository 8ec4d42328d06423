"""A group of known keys: which are allowed here, which belong elsewhere, and their values as plain text, number or yes/no."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from flows.model import Mark
from flows.reading import keys
from flows.reading.findings import Findings
from flows.reading.keys import Table
from flows.reading.nearest import nearest
from flows.reading.shapes import OneOf, Whole, Words
from flows.reading.tree import Entry, Group, Items, Node, Scalar

MOST_STRANGE = 50
"""Unknown keys of one group that are told; more of them say nothing new."""


class Fields:
    """The entries of one group by folded key, to be read as ``table`` says.

    ``parent`` is how sentences call the group, ``mark`` is where it begins.
    """

    def __init__(self, group: Group, table: Table, parent: str, findings: Findings, mark: Mark | None = None) -> None:
        self.table = table
        self.parent = parent
        self.mark = mark or group.mark
        self.findings = findings
        self.entries: dict[str, Entry] = {}
        for entry in group.entries:
            key = keys.fold(entry.key)
            if key in self.entries and self.entries[key].key != entry.key:
                first = self.entries[key].mark.line
                findings.add("E108", entry.mark, key=key[:60], first=first, second=entry.mark.line)
            self.entries[key] = entry

    def refuse_others(self, besides: Collection[str] = ()) -> None:
        """Notes every key that is not allowed here: unknown, or at home elsewhere; ``besides`` are those told already."""
        allowed = tuple(self.table)
        strange = [(key, entry) for key, entry in self.entries.items() if key not in self.table and key not in besides]
        for key, entry in strange[:MOST_STRANGE]:
            if key in keys.HOME:
                self.findings.add("E203", entry.mark, key=key, home=keys.HOME[key])
            else:
                guess = nearest(key, allowed, keys.HOME) or keys.of_same_words(key, allowed)
                self.findings.add("E201", entry.mark, key=entry.key[:60], guess=guess)

    def has(self, key: str) -> bool:
        return key in self.entries

    def node(self, key: str) -> Node | None:
        """The value of a key; ``None`` if the key is not there, or has nothing after the colon (E116 told that)."""
        entry = self.entries.get(key)
        return entry.value if entry and not is_empty(entry.value) else None

    def key_mark(self, key: str) -> Mark:
        """Where the key stands, or the group if it is not there."""
        entry = self.entries.get(key)
        return entry.mark if entry else self.mark

    def mark_of(self, key: str) -> Mark:
        """Where the key's value stands, or the group if it is not there."""
        entry = self.entries.get(key)
        return entry.value.mark if entry else self.mark

    def require(self, key: str, example: str = "") -> Node | None:
        if key not in self.entries:
            self.findings.add("E202", self.mark, parent=self.parent, key=key, example=example or self.example(key))
        return self.node(key)

    def example(self, key: str) -> str:
        """A line with this key."""
        return f"{key}: {self.table[key].example}"

    def text(self, key: str) -> str | None:
        """The text of a key, ``None`` if it is missing or is no text."""
        node = self.node(key)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.findings.add("E204", node.mark, key=key, shape="a text", example=self.example(key))
            return None
        shape = self.table[key].shape
        limit = shape.longest if isinstance(shape, Words) else 0
        if limit and len(node.text) > limit:
            self.findings.add("E219", node.mark, count=len(node.text), things=f"signs in *{key}*", limit=limit)
        return node.text

    def number(self, key: str, within: Whole | None = None) -> int:
        """A whole number in its limits; the usual one, or 0, if it is missing or cannot be read."""
        shape, usual = within or self.table[key].shape, int(self.table[key].usual or 0)
        text = self.text(key)
        if text is None or not isinstance(shape, Whole):
            return usual
        if not (text.isascii() and text.isdigit() and len(text) <= 12 and shape.low <= int(text) <= shape.high):
            self.findings.add("E212", self.mark_of(key), key=key, low=shape.low, high=shape.high, value=text[:40])
            return usual
        return int(text)

    def yes_or_no(self, key: str, usual: bool = False) -> bool:
        value = self.one_of(key)
        return usual if value is None else value == "yes"

    def one_of(self, key: str) -> str | None:
        """One of the allowed words, or ``None``."""
        shape, text = self.table[key].shape, self.text(key)
        if text is not None and isinstance(shape, OneOf) and text not in shape.values:
            self.wrong_value(key, self.mark_of(key), text, shape.values)
            return None
        return text

    def wrong_value(self, key: str, mark: Mark, text: str, values: Iterable[str], guess: str | None = None) -> None:
        wrong_value(self.findings, key, mark, text, values, guess)

    def limit(self, key: str, count: int, things: str, most: int) -> None:
        """Notes that there are more than ``most`` things under a key."""
        if count > most:
            self.findings.add("E219", self.mark_of(key), count=count, things=things, limit=most)

    def texts(self, key: str) -> list[Scalar]:
        """A list of texts; one text with commas is a list too."""
        return texts_of(self.node(key), key, self.example(key), self.findings)

    def group(self, key: str) -> Group | None:
        node = self.node(key)
        if node is None or isinstance(node, Group):
            return node
        self.findings.add("E204", node.mark, key=key, shape="a group", example=self.example(key))
        return None


def wrong_value(findings: Findings, key: str, mark: Mark, text: str, values: Iterable[str], guess: str | None = None) -> None:
    """E211: the value is none of those that the key can have. Without a ``guess`` the nearest of them is meant."""
    values = tuple(values)
    meant = nearest(text, values) if guess is None else guess
    findings.add("E211", mark, key=key, values=" or ".join(f"*{v}*" for v in values), value=text[:60], guess=meant)


def is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text


def texts_of(node: Node | None, key: str, example: str, findings: Findings) -> list[Scalar]:
    """The texts of a list, or of one text with commas."""
    if node is None:
        return []
    if isinstance(node, Scalar):
        return _parted(node)
    if isinstance(node, Items):
        found = [part for part in node.nodes if isinstance(part, Scalar)]
        if len(found) == len(node.nodes):
            return found
    findings.add("E204", node.mark, key=key, shape="a list", example=example)
    return []


def _parted(node: Scalar) -> list[Scalar]:
    if "," not in node.text:
        return [node]
    parts, at = [], 0
    for piece in node.text.split(","):
        blank = len(piece) - len(piece.lstrip())
        if piece.strip():
            parts.append(
                Scalar(piece.strip(), Mark(node.mark.line, node.mark.column + at + blank + (not node.plain)), node.plain)
            )
        at += len(piece) + 1
    return parts
