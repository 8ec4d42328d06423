"""Changes to the text of a survey that touch nothing else: comments, blank lines, quotes and line ends stay as they are.

Places are :class:`Mark`\\ s of the text as the reader sees it: a byte-order mark is not counted, a line ends before its CR.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from flows.model import Mark
from flows.reading.findings import Findings
from flows.reading.tree import Group, Scalar
from flows.reading.yamltext import parse

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edit:
    """``text`` in place of what stands from ``start`` to just before ``end``; its lines end with LF whatever the file's do."""

    start: Mark
    end: Mark
    text: str


class Lines:
    """A text by places: where a mark is in it, and which mark an offset has. A mark behind the end of its line is its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        skipped = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
        self.starts = [skipped, *(found.end() for found in re.finditer("\n", text))]

    def offset(self, mark: Mark) -> int:
        if mark.line > len(self.starts):
            return len(self.text)
        return min(self.starts[mark.line - 1] + mark.column - 1, self._end(mark.line))

    def mark(self, offset: int) -> Mark:
        row = max(0, bisect_right(self.starts, offset) - 1)
        return Mark(row + 1, max(0, offset - self.starts[row]) + 1)

    def line(self, number: int) -> str:
        """A line counted from 1, without its end."""
        return self.text[self.starts[number - 1] : self._end(number)]

    def __len__(self) -> int:
        return len(self.starts)

    def _end(self, number: int) -> int:
        if number >= len(self.starts):
            return len(self.text)
        end = self.starts[number] - 1
        return end - (self.text[end - 1 : end] == "\r")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made. ``ValueError`` if two of them touch the same part.

    Edits at one place that only insert are made in the order given. New lines end as the file's first line does.
    """
    lines = Lines(text)
    newline = "\r\n" if text[: text.find("\n") + 1].endswith("\r\n") else "\n"
    spans = [(lines.offset(edit.start), lines.offset(edit.end), edit.text) for edit in edits]
    parts, at = [], 0
    for start, end, new in sorted(spans, key=lambda span: span[:2]):
        if start < at or end < start:
            raise ValueError(f"two edits touch the same part, at {lines.mark(start)}")
        parts += [text[at:start], new.replace("\n", newline)]
        at = end
    return "".join([*parts, text[at:]])


def edits_between(before: str, after: str) -> tuple[Edit, ...]:
    """The one edit that makes ``after`` of ``before``; none if they are the same."""
    if before == after:
        return ()
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    same = next((n for n in range(most - start) if before[-1 - n] != after[-1 - n]), most - start)
    lines = Lines(before)
    return (Edit(lines.mark(start), lines.mark(len(before) - same), after[start : len(after) - same]),)


# --- quotes -----------------------------------------------------------------------------------------------------------------

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .;()/+-]*[A-Za-z0-9.)]|[A-Za-z0-9]|[0-9]+|[0-9]+ [a-z]+")
"""Texts that are certainly read as they stand; whatever is not among them is asked of the reader."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def quoted(text: str, *, inline: bool = False) -> str:
    """``text`` as it must be written for the reader to read it back: plain if that does, else in double quotes.

    ``inline``: it will stand within braces or brackets, where a comma ends a plain text.
    """
    return text if _reads_back(text, inline) else in_quotes(text)


def in_quotes(text: str) -> str:
    """``text`` in double quotes, on one line."""
    return '"' + "".join(_ESCAPES.get(sign, sign) for sign in text) + '"'


def quoted_key(key: str, *, inline: bool = False) -> str:
    """The same for a key."""
    if re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_ .-]*", key) and key == key.strip():
        return key
    plain = _value_read("{ " + key + ": x }" if inline else key + ": x")
    reads_back = isinstance(plain, Group) and [entry.key for entry in plain.entries] == [key]
    return key if reads_back else in_quotes(key)


def _reads_back(text: str, inline: bool) -> bool:
    if _PLAIN.fullmatch(text):
        return True
    if "\n" in text or not text:
        return False
    read = _value_read(f"{{ k: {text}, l: {text} }}" if inline else f"k: {text}")
    found = [entry.value.text if isinstance(entry.value, Scalar) else None for entry in read.entries] if read else []
    return found == [text] * (1 + inline)


def _value_read(text: str) -> Group | None:
    """What the reader makes of one line; ``None`` if it finds the smallest fault."""
    findings = Findings()
    read = parse(text + "\n", findings)
    return None if findings.problems else read
