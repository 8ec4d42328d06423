"""Indentation made even: two spaces a step, a list's dashes two in from its key. Lines within a text move with it."""

from __future__ import annotations

import re

from flows.editing.outline import Outline, Part
from flows.reading.tree import Group, Items, Scalar

_DASHES = re.compile(r"\s*(?:-\s+)*")


class Relayout:
    """The lines of one text with their new indentation. ``starts``: line -> how far in it is to stand, and its dashes."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.starts: dict[int, tuple[int, int]] = {}
        self.shifts: dict[int, int] = {}
        self.inner: dict[int, tuple[int, int]] = {}
        """Lines of texts that keep them -> how far in these stand now, and where they are to."""
        if outline.top is not None:
            self._group(outline.top, 0)

    def text(self) -> str:
        rows = self.outline.text.split("\n")
        return "\n".join(self._line(row, line) for row, line in enumerate(rows, 1))

    # --- where lines are to stand ---------------------------------------------------------------------------------------------

    def _group(self, group: Part, indent: int) -> None:
        for part in group.children():
            if self.outline.is_first_on_line(part):
                self.starts[part.mark.line] = (indent, 0)
            self._value(part, indent)

    def _list(self, items: Part, indent: int) -> None:
        for part in items.children():
            row = self.outline.rows(part)[0]
            if row not in self.starts or self.starts[row][1] == 0:
                self.starts[row] = (indent, 1)
            if isinstance(part.node, Group) and not part.node.inline:
                self._group(part, indent + 2)
            elif isinstance(part.node, Items) and not part.node.inline:
                self._nested(part, indent)
            else:
                self._text(part, indent)

    def _nested(self, part: Part, indent: int) -> None:
        """A list in a list: its first dash may stand on the same line."""
        row = self.outline.rows(part)[0]
        self._list(part, indent + 2)
        dashes = self.outline.lines.line(row)[: part.node.mark.column - 1].count("-") + 1
        self.starts[row] = (indent, dashes)

    def _value(self, part: Part, indent: int) -> None:
        if isinstance(part.node, Group) and not part.node.inline:
            self._group(part, indent + 2)
        elif isinstance(part.node, Items) and not part.node.inline:
            self._list(part, indent + 2)
        else:
            self._text(part, indent)

    def _text(self, part: Part, indent: int) -> None:
        """A text or a table in braces, over one line or several."""
        first, last = part.node.mark.line, self.outline.end(part.node).line
        if first != part.mark.line:
            self.starts[first] = (indent + 2, 0)
        if first == last:
            return
        if self._keeps_lines(part):
            spaces = [len(line) - len(line.lstrip(" ")) for line in self._between(first + 1, last) if line.strip()]
            header = self.outline.lines.line(first)[part.node.mark.column - 1 :]
            now = min(spaces) if not re.match(r"[|>][+-]?[1-9]", header) else 0
            self.inner |= dict.fromkeys(range(first + 1, last + 1), (now, indent + 2 if now else 0))
        else:
            self.shifts |= dict.fromkeys(range(first + 1, last + 1), first)

    def _between(self, first: int, last: int) -> list[str]:
        return [self.outline.lines.line(row) for row in range(first, last + 1)]

    def _keeps_lines(self, part: Part) -> bool:
        start = self.outline.lines.offset(part.node.mark)
        return isinstance(part.node, Scalar) and self.outline.text[start : start + 1] in {"|", ">"}

    # --- the lines as they are to stand ---------------------------------------------------------------------------------------

    def _line(self, row: int, line: str) -> str:
        if row in self.inner:
            now, then = self.inner[row]
            return " " * then + line[now:] if line[:now].strip() == "" and line.strip() else ("" if now else line)
        if row in self.starts:
            indent, dashes = self.starts[row]
            return " " * indent + "- " * dashes + self._words(line, dashes)
        if row in self.shifts:
            return self._shifted(line, self.shifts[row])
        if line.lstrip().startswith("#"):
            return " " * self._note_indent(row, line) + line.lstrip()
        return line

    def _words(self, line: str, dashes: int) -> str:
        if not dashes:
            return line.lstrip()
        found = _DASHES.match(line)
        return line[found.end() :] if found and "-" in found[0] else line.lstrip()[1:].lstrip()

    def _shifted(self, line: str, start: int) -> str:
        """A further line of a text or table, as far from its first line as before."""
        first = self.outline.lines.line(start)
        by = self._new_indent(start) - (len(first) - len(first.lstrip()))
        spaces = len(line) - len(line.lstrip())
        return " " * max(1, spaces + by) + line.lstrip() if line.strip() else line

    def _new_indent(self, row: int) -> int:
        indent, _ = self.starts.get(row, (0, 0))
        return indent

    def _note_indent(self, row: int, line: str) -> int:
        """A line that is only a note stands with the line below it, or else with the nearest line above as far in as it."""
        spaces = len(line) - len(line.lstrip())
        below = next((at for at in range(row + 1, len(self.outline.lines) + 1) if at in self.starts), 0)
        if below and self._old_indent(below) <= spaces:
            return self.starts[below][0]
        above = [at for at in range(row - 1, 0, -1) if at in self.starts]
        near = next((at for at in above if self._old_indent(at) <= spaces), 0)
        return self.starts[near][0] if near else 0

    def _old_indent(self, row: int) -> int:
        line = self.outline.lines.line(row)
        return len(line) - len(line.lstrip())
