"""The condition of a question or a section: one line, or a list of lines of which all or any must be true."""

from __future__ import annotations

from flows.condition import Unreadable, read_line
from flows.model import All, Any, Condition, Mark
from flows.reading.fields import Fields
from flows.reading.findings import Findings
from flows.reading.keys import CONDITIONS, MOST_LINES
from flows.reading.tree import Items, Node, Scalar

EXAMPLE = CONDITIONS["only if"].example


def read_condition(fields: Fields, findings: Findings) -> tuple[Condition | None, bool]:
    """The condition and whether it could be read."""
    written = [key for key in CONDITIONS if fields.has(key)]
    if not written:
        return None, True
    for key in written[1:]:
        text, hint = f"{written[0]} … {key}", " Only one of them can stand in a question."
        findings.add("E301", fields.key_mark(key), text=text, example=f"only if: {EXAMPLE}", hint=hint)
    node = fields.node(written[0])
    if written[0] == "only if":
        read = _line(node, "only if", findings)
        return read, read is not None and len(written) == 1
    lines = node.nodes if isinstance(node, Items) else (node,)
    if node is not None and not lines:
        findings.add("E301", node.mark, text=written[0], example=EXAMPLE, hint=" It has no lines.")
        return None, False
    if len(lines) > MOST_LINES:
        mark = fields.mark_of(written[0])
        findings.add("E219", mark, count=len(lines), things=f"lines under *{written[0]}*", limit=MOST_LINES)
    parts = [_line(line, written[0], findings) for line in lines[:MOST_LINES]]
    known = tuple(part for part in parts if part is not None)
    joined: Condition = All(known) if written[0].endswith("all of") else Any(known)
    return joined, len(known) == len(parts) and len(written) == 1


def _line(node: Node | None, key: str, findings: Findings) -> Condition | None:
    if not isinstance(node, Scalar):
        if node is not None:
            shape = "a text" if key == "only if" else "a list of lines"
            findings.add("E204", node.mark, key=key, shape=shape, example=f"only if: {EXAMPLE}")
        return None
    start = node.mark if node.plain else Mark(node.mark.line, node.mark.column + 1)
    read = read_line(node.text, start)
    if not isinstance(read, Unreadable):
        return read
    mark = Mark(start.line, start.column + read.at)
    if read.reason == "mixed":
        findings.add("E305", mark)
    else:
        findings.add("E301", mark, text=read.text[:60], example=EXAMPLE, guess=read.guess)
    return None
