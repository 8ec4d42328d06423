"""The parts of a survey's text and the edits that change one of them: another value, a line more, a line less.

Every edit leaves the rest of the text as its author wrote it: notes, blank lines, order and indentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flows.editing.splice import Edit, Lines, quoted, quoted_key
from flows.model import Mark
from flows.reading import keys
from flows.reading.findings import Findings
from flows.reading.tree import Entry, Group, Items, Node, Scalar
from flows.reading.yamltext import parse

Value = str | Mapping[str, "Value"]
"""What is to be written: a text, or a group of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One value of the text and where it hangs: under a key (``entry``), in a list, or at the top.

    ``inline``: it stands within braces or brackets. ``key`` is folded; empty in a list.
    """

    node: Node
    entry: Entry | None = None
    above: Part | None = field(default=None, repr=False, compare=False)
    inline: bool = False

    @property
    def key(self) -> str:
        return keys.fold(self.entry.key) if self.entry else ""

    @property
    def mark(self) -> Mark:
        """Where it begins: its key, or the value itself in a list."""
        return self.entry.mark if self.entry else self.node.mark

    @property
    def text(self) -> str:
        return self.node.text if isinstance(self.node, Scalar) else ""

    def children(self) -> Iterator[Part]:
        node = self.node
        if isinstance(node, Group):
            for entry in node.entries:
                yield Part(entry.value, entry, self, self.inline or node.inline)
        elif isinstance(node, Items):
            for item in node.nodes:
                yield Part(item, None, self, self.inline or node.inline)

    def child(self, key: str) -> Part | None:
        """The part under a key, however the key is written; ``None`` if there is none."""
        return next((part for part in self.children() if part.entry and part.key == key), None)

    def within(self) -> Iterator[Part]:
        """The part itself and all below it, in the order of the text."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(list(part.children())))

    def around(self) -> Iterator[Part]:
        """The part itself and those it hangs in, the nearest first."""
        part: Part | None = self
        while part is not None:
            yield part
            part = part.above


class Outline:
    """A text and its parts; ``top`` is ``None`` where the text cannot be read as groups and lists."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        read = parse(text, Findings())
        self.top = Part(read) if read is not None else None

    def parts(self) -> Iterator[Part]:
        return self.top.within() if self.top is not None else iter(())

    def at(self, mark: Mark) -> Part | None:
        """The outermost part whose key, else whose value, begins at a place."""
        found = [part for part in self.parts() if mark in (part.mark, part.node.mark)]
        return next((part for part in found if part.entry and part.mark == mark), found[0] if found else None)

    def value_at(self, mark: Mark) -> Part | None:
        """The text whose value (not key) begins at a place."""
        return next((part for part in self.parts() if part.node.mark == mark and isinstance(part.node, Scalar)), None)

    def find(self, *path: str) -> Part | None:
        """The part under keys of groups, from the top: ``find("rules", "close after")``."""
        part = self.top
        for key in path:
            part = part.child(key) if part is not None else None
        return part

    def questions(self) -> Iterator[Part]:
        """The questions in the order of the text, those of sections too."""
        for part in self.parts():
            if isinstance(part.node, Group) and part.entry is None and part.above is not None and part.child("question"):
                yield part

    def question(self, name: str) -> Part | None:
        return next((part for part in self.questions() if (named := part.child("question")) and named.text == name), None)

    def question_of(self, part: Part) -> Part | None:
        """The question a part belongs to."""
        return next((p for p in part.around() if p.entry is None and p.above is not None and p.child("question")), None)

    # --- where a part ends ---------------------------------------------------------------------------------------------------

    def end(self, node: Node) -> Mark:
        """Just behind the last sign of a value, before any notes and blank lines below it."""
        if isinstance(node, Group) and not node.inline and node.entries:
            return self.end(node.entries[-1].value)
        if isinstance(node, Items) and not node.inline and node.nodes:
            return self.end(node.nodes[-1])
        start, end = self.lines.offset(node.mark), self.lines.offset(node.end)
        return self.lines.mark(start + len(self.text[start:end].rstrip()))

    def indentation(self, part: Part) -> str:
        """The spaces before lines that stand beside the part."""
        return " " * (part.mark.column - 1)

    def rows(self, part: Part) -> tuple[int, int]:
        """The first line, that of the dash for one of a list, and the last line of a part outside braces, counted from 1."""
        first = part.mark.line
        if part.entry is None and part.above is not None and self.is_first_on_line(part):
            first = next(row for row in range(first - 1, 0, -1) if self.lines.line(row).lstrip().startswith("-"))
        return first, self.end(part.node).line

    def source(self, part: Part) -> str:
        """The part as written: its key, if it has one, and its value."""
        return self.text[self.lines.offset(part.mark) : self.lines.offset(self.end(part.node))]

    def is_first_on_line(self, part: Part) -> bool:
        return not self.lines.line(part.mark.line)[: part.mark.column - 1].strip()

    # --- edits ---------------------------------------------------------------------------------------------------------------

    def replace(self, part: Part, text: str) -> Edit:
        """Another text as the value of a part, in quotes where it needs them."""
        new = quoted(text, inline=part.inline)
        start, end = part.node.mark, self.end(part.node)
        return Edit(start, end, new if start != end else f" {new}")

    def rename(self, part: Part, key: str) -> Edit:
        """Another key for the same value."""
        assert part.entry is not None
        return Edit(part.entry.mark, part.entry.key_end, quoted_key(key, inline=part.inline))

    def remove(self, part: Part) -> Edit:
        """The part taken out: its whole lines, or its place in braces. What would be left empty goes with it."""
        siblings = list(part.above.children()) if part.above is not None else []
        if part.above is not None and part.above.above is not None and len(siblings) == 1:
            return self.remove(part.above)
        at = next((n for n, sibling in enumerate(siblings) if sibling.mark == part.mark), 0)
        after = siblings[at + 1] if at + 1 < len(siblings) else None
        if part.inline:
            before = siblings[at - 1] if at else None
            if after is not None:
                return Edit(part.mark, after.mark, "")
            return Edit(self.end(before.node) if before else part.mark, self.end(part.node), "")
        if part.entry is not None and after is not None and not self.is_first_on_line(part):
            return Edit(part.mark, after.mark, "")
        first, last = self.rows(part)
        return Edit(Mark(first, 1), Mark(last + 1, 1), "")

    def add(self, group: Part, key: str, value: Value, *, after: Part | None = None) -> Edit:
        """One more key in a group, below ``after`` or as the last one, indented like the group's others."""
        children = list(group.children())
        assert isinstance(group.node, Group)
        if group.inline or group.node.inline:
            written = f"{quoted_key(key, inline=True)}: {in_braces(value)}"
            if not children:
                return Edit(group.node.mark, self.end(group.node), "{ " + written + " }")
            end = self.end((after or children[-1]).node)
            return Edit(end, end, f", {written}")
        below = after or children[-1]
        return self.below(below, block(key, value, below.mark.column - 1))

    def below(self, part: Part, lines: str) -> Edit:
        """Whole lines (each ending with LF) below the last line of a part outside braces."""
        return self.insert(self.rows(part)[1] + 1, lines)

    def insert(self, row: int, lines: str) -> Edit:
        """Whole lines (each ending with LF) before line ``row``."""
        if row <= len(self.lines):
            return Edit(Mark(row, 1), Mark(row, 1), lines)
        end = self.lines.mark(len(self.text))
        return Edit(end, end, lines if end.column == 1 else "\n" + lines.removesuffix("\n"))


def block(key: str, value: Value, spaces: int) -> str:
    """Lines of ``key: value``, ``spaces`` in; a group's keys stand two more in."""
    start = f"{' ' * spaces}{quoted_key(key)}:"
    if isinstance(value, str):
        return f"{start} {quoted(value)}\n"
    return start + "\n" + "".join(block(k, v, spaces + 2) for k, v in value.items())


def in_braces(value: Value) -> str:
    """A value on one line, for within braces."""
    if isinstance(value, str):
        return quoted(value, inline=True)
    return "{ " + ", ".join(f"{quoted_key(k, inline=True)}: {in_braces(v)}" for k, v in value.items()) + " }"
