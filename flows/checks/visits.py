"""The visit list: are its columns declared, used, and can a visit ever be there?"""

from __future__ import annotations

from flows.checks.inspection import THANKS, WELCOMES, Inspection
from flows.model import Mark

OF_EVERY_LIST = ("phone", "visit id")
"""Columns that are not declared."""
PREFIX = "visit."


def check(inspection: Inspection) -> None:
    """E317, W318, W319, and E211 for a column of another kind."""
    flow = inspection.flow
    used = {flow.language_known_from}
    if flow.language_known_from:
        mark = inspection.mark("language known from")
        _check_column(inspection, "language known from", flow.language_known_from, "language", mark)
        if not flow.can_have_visit:
            inspection.findings.add("W318", mark, name="language known from")
    for question in flow.questions:
        if not question.known_from:
            continue
        inspection.findings.question = question.name
        used.add(_meant(inspection, question.known_from))
        mark = inspection.question_mark(question, "known from")
        _check_column(inspection, "known from", question.known_from, "answer", mark)
        if not flow.can_have_visit:
            inspection.findings.add("W318", mark, name=question.name)
    inspection.findings.question = ""
    used |= _shown(inspection)
    for column in flow.visit_columns.values():
        if column.name not in used:
            inspection.findings.add("W319", column.mark, column=column.name)


def _check_column(inspection: Inspection, key: str, column: str, kind: str, mark: Mark) -> None:
    declared = inspection.flow.visit_columns.get(column)
    if declared is None and column not in OF_EVERY_LIST:
        undeclared(inspection, column, mark)
    elif declared is None or declared.kind != kind:
        fitting = [c.name for c in inspection.flow.visit_columns.values() if c.kind == kind]
        wanted = f"a column of the kind *{kind}*" + (f" ({', '.join(fitting)})" if fitting else "")
        inspection.findings.add("E211", mark, key=key, values=wanted, value=PREFIX + column, guess="")


def _meant(inspection: Inspection, column: str) -> str:
    """The column itself, or the one that was probably meant."""
    columns = inspection.flow.visit_columns
    return column if column in columns else inspection.guess(column, columns)


def undeclared(inspection: Inspection, column: str, mark: Mark, **place: str) -> None:
    """E317 for a column the visit list does not have."""
    guess = inspection.guess(column, inspection.flow.visit_columns)
    inspection.findings.add("E317", mark, column=column[:40], guess=guess, **place)


def _shown(inspection: Inspection) -> set[str]:
    """The columns that a text names, or that it probably means."""
    texts = (written for written in inspection.texts if written.key in (*WELCOMES, *THANKS))
    names = {name for written in texts for name in inspection.variables(written.text)}
    columns = {name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)}
    return {_meant(inspection, column) for column in columns}
