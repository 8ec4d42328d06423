"""``starts when``: the ways in which a conversation begins."""

from __future__ import annotations

from datetime import timedelta

from flows.model import Keywords, Starts
from flows.reading import keys, quantities
from flows.reading.fields import Fields
from flows.reading.findings import Findings
from flows.reading.tree import Items, Scalar
from flows.reading.wording import Wordings


def read_starts(fields: Fields, wordings: Wordings, findings: Findings) -> Starts:
    fields.require("starts when")
    group = fields.group("starts when")
    if group is None:
        return Starts()
    own = Fields(group, keys.STARTS, "*starts when*", findings, fields.key_mark("starts when"))
    own.refuse_others()
    wordings.marks.update({("starts when", key): own.mark_of(key) for key in own.entries})
    return Starts(
        dials=_dials(own, wordings, findings),
        texts=_texts(own, wordings, findings),
        after_visit=_after_visit(own, findings),
        calls=own.yes_or_no("someone calls us"),
    )


def _dials(own: Fields, wordings: Wordings, findings: Findings) -> tuple[str, ...]:
    dials = own.texts("someone dials")
    own.limit("someone dials", len(dials), "dial codes", keys.MOST_STARTS)
    for at, code in enumerate(dials[: keys.MOST_STARTS]):
        wordings.marks[("starts when", "someone dials", str(at))] = code.mark
        if not quantities.DIAL.fullmatch(code.text):
            findings.add("E602", code.mark, code=code.text[:40])
    return tuple(code.text for code in dials[: keys.MOST_STARTS])


def _texts(own: Fields, wordings: Wordings, findings: Findings) -> tuple[Keywords, ...]:
    node = own.node("someone texts")
    if node is None:
        return ()
    lines = node.nodes if isinstance(node, Items) else (node,)
    own.limit("someone texts", len(lines), "lines of keywords", keys.MOST_STARTS)
    found: list[Keywords] = []
    for line in lines[: keys.MOST_STARTS]:
        read = quantities.keywords(line.text) if isinstance(line, Scalar) else None
        if read is None:
            findings.add(
                "E204", line.mark, key="someone texts", shape="a word and a number", example=own.example("someone texts")
            )
            continue
        wordings.marks[("starts when", "someone texts", str(len(found)))] = line.mark
        found.append(read)
    return tuple(found)


def _after_visit(own: Fields, findings: Findings) -> timedelta | None:
    text = own.text("a visit is recorded")
    read = quantities.after_visit(text) if text is not None else None
    if text is not None and read is None:
        findings.add("E605", own.mark_of("a visit is recorded"), value=text[:60])
    return read
