"""One question: its keys, its wording, its kind of answer, its condition."""

from __future__ import annotations

from typing import get_args

from flows.model import CountsAs, Message, Phone, Question, Section, Text, Texts, Wording
from flows.reading import keys, quantities
from flows.reading.conditions import read_condition
from flows.reading.fields import Fields
from flows.reading.findings import Findings
from flows.reading.jumps import last_try, read_then
from flows.reading.kinds import KINDS, check_name, read_kind, refuse_name
from flows.reading.nearest import nearest
from flows.reading.tree import Group
from flows.reading.wording import Path, Wordings

COUNTS_AS: tuple[CountsAs, ...] = get_args(CountsAs)
_OTHER_WORDS = {
    "yes/no": "yes or no", "yes no": "yes or no", "yesno": "yes or no", "boolean": "yes or no", "multiple choice": "choice",
    "select": "choice", "select one": "choice", "list": "choice", "options": "choice", "scale": "rating", "stars": "rating",
    "integer": "number", "decimal": "number", "free text": "text", "open": "text", "comment": "text", "note": "message",
    "info": "message", "facility": "place", "location": "place", "day": "date", "telephone": "phone", "phone number": "phone",
}  # fmt: skip
"""What other programs and people call the kinds of answer."""


def read_question(group: Group, section: Section | None, wordings: Wordings, findings: Findings) -> Question | str:
    """The question, or its name (perhaps empty) if it cannot be read; the reasons are among the findings."""
    fields = Fields(group, keys.QUESTION, "This question", findings, group.mark)
    name = _name(fields, findings)
    findings.question = name
    if name:
        fields.parent = f"The question *{name}*"
    where = ("questions", name)
    wordings.marks.update({(*where, key): fields.mark_of(key) for key in fields.entries})
    word = _kind_word(fields, findings)
    _refuse_keys(fields, word)
    ask = wordings.read(fields, "ask", where, required=True)
    condition, condition_read = read_condition(fields, findings)
    report_as = fields.text("report as")
    kind = read_kind(word, fields, wordings, where, findings) if word else None
    read = Question(
        name=name,
        ask=ask or Wording({}),
        kind=kind or Message(),
        report_as=report_as or _title(name),
        only_if=condition,
        section=section,
        then=read_then(fields, word, wordings, where, findings),
        known_from=column_of(fields, "known from"),
        if_unknown=_if_unknown(fields, wordings, where),
        may_be_skipped=fields.yes_or_no("may be skipped"),
        if_unclear=wordings.read(fields, "if unclear", where),
        tries=fields.number("tries"),
        after_last_try=last_try(fields),
        private=_private(fields, word),
        counts_as=_counts_as(fields),
        formerly=_formerly(fields, findings),
        mark=fields.mark_of("question"),
    )
    return read if name and ask is not None and kind is not None and condition_read else name


def _title(name: str) -> str:
    spaced = name.replace("_", " ")
    return spaced[:1].upper() + spaced[1:]


def _name(fields: Fields, findings: Findings) -> str:
    node = fields.require("question")
    name = fields.text("question") if node is not None else None
    if name is None:
        return ""
    check_name(name, fields.mark_of("question"), findings)
    return name


def _kind_word(fields: Fields, findings: Findings) -> str:
    node = fields.require("answer")
    word = fields.text("answer") if node is not None else None
    if word is None:
        return ""
    if word not in KINDS:
        guess = nearest(word, KINDS) or _OTHER_WORDS.get(word.casefold().replace("_", " "), "")
        findings.add("E209", fields.mark_of("answer"), kind=word[:60], guess=guess, kinds=", ".join(KINDS))
        return ""
    return word


def _refuse_keys(fields: Fields, kind: str) -> None:
    """Notes keys that are none, or that this kind of answer has no use for."""
    if not kind:
        fields.refuse_others(besides=keys.KIND_OF)
        return
    fields.table = keys.WITH_KIND[kind]
    unfit = [key for key in fields.entries if key in keys.KIND_OF and key not in fields.table]
    unfit += [key for key in keys.NOT_OF_KIND.get(kind, ()) if fields.has(key)]
    for key in unfit:
        homes = keys.KIND_OF.get(key, ())
        other = f"; a *{homes[0]}* question has" if homes else ""
        fields.findings.add("E210", fields.key_mark(key), kind=kind, key=key, other=other)
    fields.refuse_others(besides=unfit)


def column_of(fields: Fields, key: str) -> str:
    """The column of ``visit.column``, empty if there is none. Whether the visit list has it is for the checks."""
    text = fields.text(key)
    found = quantities.OF_VISIT.fullmatch(text) if text is not None else None
    if found is not None:
        return found["column"]
    if text is not None:
        mark, example = fields.mark_of(key), fields.example(key)
        fields.findings.add("E204", mark, key=key, shape="a column of the visit list", example=example)
    return ""


def _if_unknown(fields: Fields, wordings: Wordings, where: Path) -> Texts | None:
    node = fields.node("if unknown say")
    return wordings.texts(node, "if unknown say", (*where, "if unknown say")) if node is not None else None


def _private(fields: Fields, kind: str) -> bool:
    """What is not written is safe: words and phone numbers are private, and the latter always."""
    return fields.yes_or_no("private", kind in {Text.kind, Phone.kind})


def _formerly(fields: Fields, findings: Findings) -> str | None:
    name = fields.text("formerly")
    if name is not None and not quantities.NAME.fullmatch(name):
        refuse_name(name, fields.mark_of("formerly"), findings)
    return name


def _counts_as(fields: Fields) -> CountsAs | None:
    word = fields.one_of("counts as")
    return next((known for known in COUNTS_AS if known == word), None)
