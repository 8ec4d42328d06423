"""Conditions that name an answer by its label, as in *reason is The staff*: told once every question has been read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flows.catalogue import problem
from flows.folding import fold
from flows.model import Choice, Kind, Place, Question
from flows.reading.findings import Findings

_BY_LABEL = re.compile(r"(?P<question>[a-z][a-z0-9_]*) is (?P<no>not )?(?P<label>\S.*)")


def answer_called(kind: Kind, label: str) -> str:
    """The answer that has this label in any language; empty if none has."""
    if isinstance(kind, Place):
        return kind.places.known(label) or ""
    if not isinstance(kind, Choice):
        return ""
    folded = fold(label)
    called = (option.name for option in kind.options if folded in map(fold, option.label.values()))
    return next(called, "") if folded else ""


def tell_labels(questions: Iterable[Question], findings: Findings) -> None:
    """E301 names the condition that was meant, where its words are a label of the question."""
    by_name = {question.name: question for question in questions}
    for at, found in enumerate(findings.problems):
        if found.code == "E301" and not found.words.get("hint"):
            text, example = str(found.words["text"]), found.words["example"]
            guess = _meant(text, by_name)
            told = problem("E301", found.mark, question=found.question, text=text, example=example, guess=guess)
            findings.problems[at] = told if guess else found


def _meant(text: str, by_name: dict[str, Question]) -> str:
    found = _BY_LABEL.fullmatch(" ".join(text.split()))
    asked = by_name.get(found["question"]) if found else None
    if found is None or asked is None:
        return ""
    answer = answer_called(asked.kind, found["label"].strip("\"'"))
    return f"{asked.name} is {found['no'] or ''}{answer}" if answer else ""
