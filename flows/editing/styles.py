"""A new text in the clothes of the old one: plain, in single or double quotes, or in lines below its key."""

from __future__ import annotations

import re

from flows.editing.outline import Outline, Part
from flows.editing.splice import Edit, apply, in_quotes, quoted

_INDICATOR = re.compile(r"\|[+-]?[1-9]?[+-]?[ ]*(?:#.*)?")


def reworded(outline: Outline, part: Part, text: str) -> Edit:
    """Another text for a part, written as the old one was where it can be, else in double quotes."""
    start, end = outline.lines.offset(part.node.mark), outline.lines.offset(outline.end(part.node))
    edit = Edit(part.node.mark, outline.end(part.node), _dressed(outline.text[start:end], text, part))
    return edit if _reads_back(outline, part, edit, text) else outline.replace(part, text)


def _dressed(source: str, text: str, part: Part) -> str:
    if source.startswith('"'):
        return in_quotes(text)
    if source.startswith("'") and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    head, newline, body = source.replace("\r\n", "\n").partition("\n")
    if newline and _INDICATOR.fullmatch(head):
        first = next((line for line in body.split("\n") if line.strip()), "")
        indent = first[: len(first) - len(first.lstrip(" "))]
        return "\n".join([head, *(indent + line if line else "" for line in text.split("\n"))])
    return quoted(text, inline=part.inline)


def _reads_back(outline: Outline, part: Part, edit: Edit, text: str) -> bool:
    if edit.start == edit.end:
        return False
    read = Outline(apply(outline.text, [edit])).value_at(part.node.mark)
    return read is not None and read.text == text
