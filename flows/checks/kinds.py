"""What each kind of answer can get wrong once it has been read."""

from __future__ import annotations

from flows.checks.inspection import Inspection
from flows.engine.asking import zero_is_an_answer
from flows.engine.placing import FIRST, has_list_behind
from flows.model import Consent, Number, Place, Question, Rating, Text

A_LARGE_NUMBER = 1_000_000
EASY_STEPS = 5
TYPED_ON_USSD = 80


def check(inspection: Inspection) -> None:
    """E411, N412, W414, W425, W426, W428, N429."""
    purposes: dict[str, Question] = {}
    for question in inspection.flow.questions:
        inspection.findings.question = question.name
        match question.kind:
            case Rating():
                _check_rating(inspection, question, question.kind)
            case Number(high=high):
                if high > A_LARGE_NUMBER:
                    inspection.findings.add("N412", inspection.question_mark(question, "to"), high=high)
            case Text():
                _check_text(inspection, question, question.kind)
            case Consent(purpose=purpose):
                first = purposes.setdefault(purpose, question)
                if first is not question:
                    mark = inspection.question_mark(question, "consent to")
                    inspection.findings.add("W425", mark, first=first.name, second=question.name)
        _check_skipping(inspection, question)
        if question.tries == 1 and question.if_unclear is not None:
            inspection.findings.add("W426", question.if_unclear.mark)
    inspection.findings.question = ""


def _check_skipping(inspection: Inspection, question: Question) -> None:
    """E411: the key to skip with has another meaning already."""
    kind = question.kind
    if not question.may_be_skipped:
        return
    mark = inspection.question_mark(question, "may be skipped")
    if isinstance(kind, Number | Rating) and zero_is_an_answer(kind):
        remedy = "Write `from: 1`, or remove *may be skipped*"
        inspection.findings.add("E411", mark, meaning="the number zero", remedy=remedy)
    elif isinstance(kind, Place) and has_list_behind(kind, FIRST):
        inspection.findings.add("E411", mark, meaning="*Choose from a list*", remedy="Remove *may be skipped*, or *code*")


def _check_rating(inspection: Inspection, question: Question, kind: Rating) -> None:
    steps = kind.high - kind.low + 1
    if kind.lowest is None or kind.highest is None:
        inspection.findings.add("W414", inspection.question_mark(question, "answer"), how="Without words for both ends")
    elif steps > EASY_STEPS:
        inspection.findings.add("W414", inspection.question_mark(question, "to"), how=f"With {steps} steps")


def _check_text(inspection: Inspection, question: Question, kind: Text) -> None:
    if not question.private:
        inspection.findings.add("W428", inspection.question_mark(question, "private"))
    if kind.longest > TYPED_ON_USSD and "ussd" in inspection.flow.channels:
        inspection.findings.add("N429", inspection.question_mark(question, "longest"), longest=kind.longest)
