"""What the reports need of the questions: titles, the headline, questions that were renamed."""

from __future__ import annotations

from flows.checks.inspection import Inspection
from flows.model import Choice, Flow, Message, Number, Question, Rating, Text

FITS: dict[str, type] = {
    "headline": Rating,
    "main reason": Choice,
    "waiting minutes": Number,
    "waiting hours": Number,
    "comment": Text,
}
BEFORE_THE_HEADLINE = 2


def check(inspection: Inspection) -> None:
    """E220, E321, E431, W432, N433."""
    titles: dict[str, Question] = {}
    counted: dict[str, Question] = {}
    for question in inspection.flow.questions:
        inspection.findings.question = question.name
        _check_title(inspection, question, titles)
        _check_former_name(inspection, question)
        _check_counts_as(inspection, question, counted)
    inspection.findings.question = ""
    _check_headline(inspection, counted)


def _check_title(inspection: Inspection, question: Question, titles: dict[str, Question]) -> None:
    first = titles.setdefault(question.report_as.casefold(), question)
    if first is not question and not isinstance(question.kind, Message):
        mark = inspection.question_mark(question, "report as")
        inspection.findings.add("E220", mark, first=first.name, second=question.name, title=question.report_as)


def _check_former_name(inspection: Inspection, question: Question) -> None:
    if question.formerly is not None and question.formerly in inspection.flow.by_name:
        mark = inspection.question_mark(question, "formerly")
        inspection.findings.add("E321", mark, name=question.formerly, what="still a question of this survey")


def _check_counts_as(inspection: Inspection, question: Question, counted: dict[str, Question]) -> None:
    word = question.counts_as
    if word is None:
        return
    first = counted.setdefault(word, question)
    why = ""
    if not isinstance(question.kind, FITS[word]):
        why = f"fits only a {FITS[word].kind} question"  # type: ignore[attr-defined]
    elif first is not question:
        why = f"is already *{first.name}*"
    if why:
        inspection.findings.add("E431", inspection.question_mark(question, "counts as"), word=word, why=why)


def _check_headline(inspection: Inspection, counted: dict[str, Question]) -> None:
    flow = inspection.flow
    if not flow.questions or inspection.unread:
        return
    if "headline" not in counted:
        if not _is_front_door(flow):
            inspection.findings.add("W432", inspection.mark("questions"))
        return
    headline = counted["headline"]
    before = [q for q in flow.questions[: flow.by_name[headline.name]] if not isinstance(q.kind, Message) and not q.conditions]
    if len(before) > BEFORE_THE_HEADLINE:
        inspection.findings.add("N433", headline.mark, question=headline.name, count=len(before))


def _is_front_door(flow: Flow) -> bool:
    """True if the survey leads on to others and measures nothing itself."""
    leads_on = any(jump.starts for question in flow.questions for jump in question.then.values())
    return leads_on and not any(isinstance(question.kind, Rating) for question in flow.questions)
