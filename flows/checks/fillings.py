"""The variables of the texts: do they exist, may they be shown there, and will there always be something to show?"""

from __future__ import annotations

from flows.checks.inspection import THANKS, WELCOMES, Inspection, Written
from flows.checks.jumps import all_jumps
from flows.checks.visits import OF_EVERY_LIST, PREFIX, undeclared
from flows.model import FINISH, Place, Question

EVERYWHERE = "keep days"
ONLY_IN = {"question count": WELCOMES, "reference": THANKS}
IN_WORDS = {
    "unclear_number": ("from", "to"), "help": ("owner",), "deleted": ("reference",),
    "mydata": ("answers", "surveys", "since", "until"),
}  # fmt: skip
PLACES_IN = ("ask", "if unclear", *THANKS)
SHOWN_COLUMNS = ("text", "date")
"""Kinds of columns that may be shown; the others only answer a question, or say the language."""


def check(inspection: Inspection) -> None:
    """E507 to E511, and E317 for a column that is not declared."""
    for written in inspection.texts:
        if "{" not in written.text:
            continue
        unknown = [name for name in sorted(inspection.variables(written.text)) if _is_unknown(inspection, written, name)]
        if unknown:
            inspection.unfilled.add(written.text)
        allowed = _allowed(inspection, written) if unknown else ()
        for name in unknown:
            _note(inspection, "E507", written, name=name[:40], guess=inspection.guess(name, *allowed, ONLY_IN))


def _note(inspection: Inspection, code: str, written: Written, **words: object) -> None:
    inspection.findings.add(
        code, written.mark, question=written.question, language=written.language, channel=written.channel, **words
    )


def _is_unknown(inspection: Inspection, written: Written, name: str) -> bool:
    """True if nothing is called so; what is wrong with a variable that exists is told here."""
    if name == EVERYWHERE or name in IN_WORDS.get(written.key, ()):
        return False
    question = name.replace(" ", "_")
    if name in ONLY_IN:
        if written.key not in ONLY_IN[name]:
            _note(inspection, "E508", written, name=name, why=f"only in the {ONLY_IN[name][0]}")
    elif name.startswith(PREFIX):
        _check_column(inspection, written, name)
    elif question in inspection.flow.by_name:
        _check_answer(inspection, written, name, inspection.flow.question(question))
    else:
        return question not in inspection.unread
    return False


def _allowed(inspection: Inspection, written: Written) -> tuple[list[str], ...]:
    """What may stand in a text: the program's own variables, then those of the survey."""
    own = [EVERYWHERE, *IN_WORDS.get(written.key, ()), *(n for n, keys in ONLY_IN.items() if written.key in keys)]
    places = [question.name for question in inspection.flow.questions if isinstance(question.kind, Place)]
    columns = [PREFIX + name for name in inspection.flow.visit_columns]
    return own, places if written.key in PLACES_IN else [], columns if written.key in (*WELCOMES, *THANKS) else []


# --- the visit list ----------------------------------------------------------------------------------------------------------


def _check_column(inspection: Inspection, written: Written, name: str) -> None:
    column = name.removeprefix(PREFIX)
    declared = inspection.flow.visit_columns.get(column)
    if written.key not in (*WELCOMES, *THANKS):
        _note(
            inspection, "E508", written, name=name[:40], why="what the visit list says stands in the welcome and the thank-you"
        )
    elif "without a visit" in written.key:
        _note(inspection, "E508", written, name=name[:40], why="this text is for people without a visit")
    elif column in OF_EVERY_LIST:
        _note(inspection, "E508", written, name=name, why="phones are shared")
    elif declared is None:
        place = {"question": written.question, "language": written.language, "channel": written.channel}
        undeclared(inspection, column, written.mark, **place)
    elif declared.kind not in SHOWN_COLUMNS:
        why = f"only texts and dates of a visit are shown, and this column is of the kind *{declared.kind}*"
        _note(inspection, "E508", written, name=name, why=why)
    elif not _has_text_without(inspection, written.key):
        _note(inspection, "E511", written, name=name, key=written.key)


def _has_text_without(inspection: Inspection, key: str) -> bool:
    flow = inspection.flow
    return (flow.welcome_without_visit if key in WELCOMES else flow.thank_you_without_visit) is not None


# --- answers shown back ------------------------------------------------------------------------------------------------------


def _check_answer(inspection: Inspection, written: Written, name: str, asked: Question) -> None:
    flow = inspection.flow
    at = flow.by_name.get(written.question, len(flow.questions))
    if not isinstance(asked.kind, Place):
        if written.key in {"ask", "if unclear"} and flow.by_name[asked.name] > at:
            _note(inspection, "E509", written, name=name, line=asked.mark.line)
        else:
            _note(inspection, "E508", written, name=name, why="phones are shared, so only place names are shown back")
    elif written.key not in PLACES_IN:
        _note(inspection, "E508", written, name=name, why="place names are shown in later questions and in the thank-you")
    elif flow.by_name[asked.name] >= at:
        _note(inspection, "E509", written, name=name, line=asked.mark.line)
    elif asked.if_unknown is None and _may_be_unknown(inspection, asked, at):
        _note(inspection, "E510", written, name=asked.name)


def _may_be_unknown(inspection: Inspection, asked: Question, at: int) -> bool:
    """True if somebody may come to the question at ``at`` (or to the end) without having named a place of the list."""
    flow = inspection.flow
    assert isinstance(asked.kind, Place)
    if asked.kind.elsewhere or asked.may_be_skipped or asked.conditions:
        return True
    asked_at = flow.by_name[asked.name]
    jumps = (jump.to for question in flow.questions[:asked_at] for jump in all_jumps(question))
    jumped = any(asked_at < _index(inspection, to) <= at for to in jumps)
    unclear = asked.after_last_try
    return jumped or unclear is None or _index(inspection, unclear.to) <= at


def _index(inspection: Inspection, to: str) -> int:
    flow = inspection.flow
    return len(flow.questions) if to == FINISH else flow.by_name.get(to, 0)
