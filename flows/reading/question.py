"""One question: its keys, its wording, its kind of answer, its condition."""

from __future__ import annotations

from typing import get_args

from flows.condition import Unreadable, read_line
from flows.model import All, Any, Condition, CountsAs, Jump, Mark, Message, Question, Text
from flows.reading import keys, quantities
from flows.reading.fields import Fields
from flows.reading.findings import Findings
from flows.reading.kinds import KINDS, check_name, read_kind
from flows.reading.nearest import nearest
from flows.reading.tree import Group, Items, Node, Scalar
from flows.reading.wording import Wordings

CONDITIONS = ("only if", "only if all of", "only if any of")
COUNTS_AS: tuple[CountsAs, ...] = get_args(CountsAs)
CONDITION_EXAMPLE = "treated is below 3"


def read_question(group: Group, wordings: Wordings, findings: Findings) -> Question | str:
    """The question, or its name (perhaps empty) if it cannot be read; the reasons are among the findings."""
    fields = Fields(group, "This question", findings, group.mark)
    name = _name(fields, findings)
    findings.question = name
    if name:
        fields.parent = f"The question *{name}*"
    where = ("questions", name)
    wordings.marks.update({(*where, key): fields.mark_of(key) for key in fields.entries})
    kind_word = _kind_word(fields, findings)
    allowed = (*keys.QUESTION, *keys.OF_KIND[kind_word]) if kind_word else tuple(keys.HOME)
    _refuse_keys(fields, kind_word, allowed, findings)
    ask = wordings.read(fields, "ask", where, required=True)
    condition, condition_read = _condition(fields, findings)
    if_unclear = wordings.read(fields, "if unclear", where)
    report_as = fields.text("report as", "Waiting time", 60)
    tries, last = fields.number("tries", 3, 1, 3), _last_try(fields, findings)
    skip = fields.yes_or_no("may be skipped", False)
    counts_as, formerly = _counts_as(fields), fields.text("formerly", "old_name")
    kind = read_kind(kind_word, fields, wordings, where, findings) if kind_word else None
    private = fields.yes_or_no("private", kind_word == Text.kind)
    if kind is None or ask is None or not name or not condition_read:
        return name
    return Question(
        name=name,
        ask=ask,
        kind=kind,
        report_as=report_as or _title(name),
        only_if=condition,
        may_be_skipped=skip,
        if_unclear=if_unclear,
        tries=tries,
        after_last_try=last,
        private=private,
        counts_as=counts_as,
        formerly=formerly,
        mark=fields.mark_of("question"),
    )


def _title(name: str) -> str:
    spaced = name.replace("_", " ")
    return spaced[:1].upper() + spaced[1:]


def _name(fields: Fields, findings: Findings) -> str:
    node = fields.require("question", keys.EXAMPLES["question"])
    name = fields.text("question", "waiting_time") if node is not None else None
    if name is None:
        return ""
    check_name(name, fields.mark_of("question"), findings)
    return name


def _kind_word(fields: Fields, findings: Findings) -> str:
    node = fields.require("answer", keys.EXAMPLES["answer"])
    word = fields.text("answer", "yes or no") if node is not None else None
    if word is None:
        return ""
    if word in keys.LATER_KINDS:
        findings.add("E290", fields.mark_of("answer"), key=f"answer: {word}")
        return ""
    if word not in KINDS:
        guess = nearest(word, KINDS, keys.LATER_KINDS)
        findings.add("E209", fields.mark_of("answer"), kind=word[:60], guess=guess, kinds=", ".join(KINDS))
        return ""
    return word


def _refuse_keys(fields: Fields, kind: str, allowed: tuple[str, ...], findings: Findings) -> None:
    wrong: set[str] = set()
    for key in fields.entries:
        homes = [other for other, own in keys.OF_KIND.items() if key in own]
        unfit = kind and ((homes and kind not in homes) or (kind == Message.kind and key in keys.NOT_IN_A_MESSAGE))
        if unfit:
            other = f"; a *{homes[0]}* question has" if homes else ""
            findings.add("E210", fields.key_mark(key), kind=kind, key=key, other=other)
            wrong.add(key)
    fields.refuse_others((*allowed, *wrong), keys.LATER_QUESTION)


def _condition(fields: Fields, findings: Findings) -> tuple[Condition | None, bool]:
    """The condition and whether it could be read."""
    written = [key for key in CONDITIONS if fields.has(key)]
    if not written:
        return None, True
    for key in written[1:]:
        text, hint = f"{written[0]} … {key}", " Only one of them can stand in a question."
        findings.add("E301", fields.key_mark(key), text=text, example=f"only if: {CONDITION_EXAMPLE}", hint=hint)
    node = fields.node(written[0])
    if written[0] == "only if":
        read = _line(node, "only if", findings)
        return read, read is not None and len(written) == 1
    lines = node.nodes if isinstance(node, Items) else (node,)
    if node is not None and not lines:
        findings.add("E301", node.mark, text=written[0], example=CONDITION_EXAMPLE, hint=" It has no lines.")
        return None, False
    parts = [_line(line, written[0], findings) for line in lines]
    known = tuple(part for part in parts if part is not None)
    joined: Condition = All(known) if written[0].endswith("all of") else Any(known)
    return joined, len(known) == len(parts) and len(written) == 1


def _line(node: Node | None, key: str, findings: Findings) -> Condition | None:
    if not isinstance(node, Scalar):
        if node is not None:
            shape = "a text" if key == "only if" else "a list of lines"
            findings.add("E204", node.mark, key=key, shape=shape, example=f"only if: {CONDITION_EXAMPLE}")
        return None
    start = node.mark if node.plain else Mark(node.mark.line, node.mark.column + 1)
    read = read_line(node.text, start)
    if not isinstance(read, Unreadable):
        return read
    mark = Mark(start.line, start.column + read.at)
    if read.reason == "mixed":
        findings.add("E305", mark)
    elif read.reason == "call":
        findings.add("E290", mark, key="channel is call")
    else:
        findings.add("E301", mark, text=read.text[:60], example=CONDITION_EXAMPLE, hint="")
    return None


def _last_try(fields: Fields, findings: Findings) -> Jump | None:
    text = fields.text("after the last try", "skip")
    if text is None or text == "skip":
        return None
    if text == "finish":
        return Jump("finish")
    target = text.removeprefix("go to ")
    if target != text and quantities.NAME.fullmatch(target):
        return Jump(target)
    fields.wrong_value("after the last try", fields.mark_of("after the last try"), text, ("skip", "finish", "go to NAME"))
    return None


def _counts_as(fields: Fields) -> CountsAs | None:
    word = fields.one_of("counts as", COUNTS_AS)
    return next((known for known in COUNTS_AS if known == word), None)
