"""Where an answer leads: the shape of ``then`` and of ``after the last try``. Whether it leads anywhere is for the checks."""

from __future__ import annotations

import re

from flows.model import FINISH, NEXT, Jump, Message
from flows.reading.fields import Fields, is_empty
from flows.reading.findings import Findings
from flows.reading.keys import MOST_JUMPS
from flows.reading.nearest import nearest
from flows.reading.quantities import NAME, jump
from flows.reading.tree import Entry, Group, Scalar
from flows.reading.wording import Path, Wordings

TARGETS = ("go to NAME", "finish", "start SURVEY")
_ENDS = frozenset({"end", "the end", "stop", "exit", "quit", "done", "thank you"})
"""What people call the end of a survey."""
_GO = re.compile(r"^(?:go ?to|goto|then)\b:?", re.I)


def read_then(fields: Fields, kind: str, wordings: Wordings, where: Path, findings: Findings) -> dict[str, Jump]:
    """Answer -> jump. A message has one jump and no answers: its key is ``next``."""
    node = fields.node("then")
    if node is None:
        return {}
    if isinstance(node, Scalar) and kind in {Message.kind, ""}:
        return _known({NEXT: _jump(node, fields)})
    if not isinstance(node, Group) or kind == Message.kind:
        shape, example = ("a text", "then: finish") if kind == Message.kind else ("a group", "then: { yes: finish }")
        findings.add("E204", node.mark, key="then", shape=shape, example=example)
        return {}
    return _known({entry.key: _line(entry, fields, wordings, (*where, "then"), findings) for entry in _lines(node, findings)})


def _known(jumps: dict[str, Jump | None]) -> dict[str, Jump]:
    return {key: read for key, read in jumps.items() if read is not None}


def _lines(group: Group, findings: Findings) -> tuple[Entry, ...]:
    if not group.entries:
        findings.add("E202", group.mark, parent="*then*", key="answer", example="then: { yes: finish }")
    if len(group.entries) > MOST_JUMPS:
        mark = group.entries[MOST_JUMPS].mark
        findings.add("E219", mark, count=len(group.entries), things="lines under *then*", limit=MOST_JUMPS)
    return group.entries[:MOST_JUMPS]


def _line(entry: Entry, fields: Fields, wordings: Wordings, where: Path, findings: Findings) -> Jump | None:
    wordings.marks[(*where, entry.key)] = entry.mark
    if is_empty(entry.value):
        return None
    if not isinstance(entry.value, Scalar):
        example = f"{entry.key[:30]}: finish"
        findings.add("E204", entry.value.mark, key=entry.key[:60], shape="a text", example=example)
        return None
    return _jump(entry.value, fields)


def _jump(node: Scalar, fields: Fields) -> Jump | None:
    read = jump(node.text, node.mark)
    if read is None:
        fields.wrong_value("then", node.mark, node.text, TARGETS, guess=_meant(node.text))
    return read


def _meant(text: str) -> str:
    """The jump that was probably meant: ``goto pay``, ``go to: pay`` or only ``pay``; ``finish`` by its other words."""
    target = _GO.sub("", text).strip()
    if target.casefold() in _ENDS:
        return FINISH
    if nearest(text, (FINISH,)) or not NAME.fullmatch(target):
        return nearest(text, (FINISH,))
    return f"go to {target}"


def last_try(fields: Fields) -> Jump | None:
    """``None`` where the survey goes on with the question below."""
    text, mark = fields.text("after the last try"), fields.mark_of("after the last try")
    if text is None or text == "skip":
        return None
    read = jump(text, mark)
    if read is not None and not read.starts:
        return read
    guess = nearest(text, ("skip",)) or _meant(text)
    fields.wrong_value("after the last try", mark, text, ("skip", "finish", "go to NAME"), guess="" if read else guess)
    return None
