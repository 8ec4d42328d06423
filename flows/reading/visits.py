"""``visit columns``: what the visit list brings along besides the phone number and the id of the visit."""

from __future__ import annotations

from flows.model import Column
from flows.reading import quantities
from flows.reading.fields import Fields, is_empty, wrong_value
from flows.reading.findings import Findings
from flows.reading.keys import MOST_COLUMNS
from flows.reading.tree import Entry, Scalar
from flows.reading.wording import Wordings

IN_EVERY_LIST = ("phone", "visit id")
KINDS = ("answer", "text up to 20", "date", "language")
"""How the kinds of a column are written, for a sentence."""


def read_columns(fields: Fields, wordings: Wordings, findings: Findings) -> dict[str, Column]:
    """The declared columns by name, in the author's order."""
    group = fields.group("visit columns")
    if group is None:
        return {}
    if len(group.entries) > MOST_COLUMNS:
        mark = group.entries[MOST_COLUMNS].mark
        findings.add("E219", mark, count=len(group.entries), things="columns of the visit list", limit=MOST_COLUMNS)
    columns: dict[str, Column] = {}
    for entry in group.entries[:MOST_COLUMNS]:
        wordings.marks[("visit columns", entry.key)] = entry.mark
        _check_name(entry, findings)
        read = _column(entry, findings)
        if read is not None:
            columns[entry.key] = read
    return columns


def _check_name(entry: Entry, findings: Findings) -> None:
    if entry.key in IN_EVERY_LIST:
        findings.add("E206", entry.mark, name=entry.key, where="in every visit list")
    elif not quantities.COLUMN.fullmatch(entry.key):
        fixed = quantities.fixed_name(entry.key).replace("_", " ")
        findings.add("E205", entry.mark, name=entry.key[:60], also=" ", longest=30, fixed=fixed)


def _column(entry: Entry, findings: Findings) -> Column | None:
    if is_empty(entry.value):
        return None
    if not isinstance(entry.value, Scalar):
        findings.add("E204", entry.value.mark, key=entry.key[:60], shape="a text", example=f"{entry.key[:30]}: answer")
        return None
    text, mark = entry.value.text, entry.value.mark
    read = quantities.column(entry.key, text, entry.mark)
    if read is None:
        wrong_value(findings, entry.key[:60], mark, text, KINDS)
    elif read.kind == "text" and not 1 <= read.longest <= quantities.MOST_SIGNS:
        findings.add("E212", mark, key="text up to", low=1, high=quantities.MOST_SIGNS, value=str(read.longest))
    return read
