"""What stands in the boxes of a drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flows import phrases
from flows.diagram.parts import Node
from flows.explaining.page import View, joined
from flows.explaining.people import people
from flows.model import Choice, Condition, Consent, Date, Kind, Message, Number, Phone, Place, Question, Rating, Text, YesNo
from flows.words import word

_COUNTS = {
    "headline": "headline figure", "main reason": "main reason", "waiting minutes": "waiting time",
    "waiting hours": "waiting time", "comment": "comment",
}  # fmt: skip


def start_nodes(view: View) -> Iterator[Node]:
    """One box for each kind of way into the survey."""
    starts = view.flow.starts
    if starts.dials:
        yield Node("start_ussd", "start", "Someone dials", starts.dials)
    if starts.texts:
        yield Node(
            "start_sms", "start", "Someone texts", tuple(f"{joined(t.words, 'or')} to {t.short_code}" for t in starts.texts)
        )
    if starts.after_visit is not None:
        delay = f"{phrases.duration(starts.after_visit)} later" if starts.after_visit else "at once"
        yield Node("start_visit", "start", "A visit is recorded", (f"{delay}, by text message",))
    if starts.calls:
        yield Node("start_call", "start", "Someone calls us", ("an agent asks",))


def card(view: View, at: int, question: Question) -> Node:
    """The box of a question: its number and column title, its words, what can be answered, and remarks."""
    kind = question.kind
    is_message = isinstance(kind, Message)
    asked = view.label(question.ask.texts) or next((view.label(texts) for texts in question.ask.on.values()), "")
    answers = _ANSWERS[type(kind)](view, kind)
    lines = tuple(filter(None, (view.quote(asked), answers)))
    return Node(
        f"q_{question.name}",
        "message" if is_message else "question",
        question.report_as,
        lines,
        tuple(_notes(question)),
        at + 1,
    )


def gate_text(view: View, condition: Condition) -> str:
    return f"Only {people(view, condition)}"


def _notes(question: Question) -> Iterator[str]:
    if question.counts_as:
        yield _COUNTS[question.counts_as]
    if question.known_from:
        yield f"not asked if the visit says “{question.known_from}”"
    if question.may_be_skipped:
        yield "may be skipped"
    if question.private and not isinstance(question.kind, Message):
        yield "private"


# --- what can be answered --------------------------------------------------------------------------------------------------


def _choice(view: View, kind: Choice) -> str:
    return " · ".join(view.label(option.label, option.name) for option in kind.options)


def _yes_no(view: View, kind: Kind) -> str:
    return " · ".join(word(view.flow, name, view.language) for name in ("yes", "no"))


def _rating(view: View, kind: Rating) -> str:
    ends = [f"{number} {view.label(words)}".strip() for number, words in ((kind.low, kind.lowest), (kind.high, kind.highest))]
    unsure = [word(view.flow, "dont_know", view.language)] if kind.do_not_know else []
    return " · ".join((" – ".join(ends), *unsure))


def _number(view: View, kind: Number) -> str:
    return f"a number, {kind.low:,} – {kind.high:,} {view.label(kind.unit)}".strip()


def _place(view: View, kind: Place) -> str:
    elsewhere = [word(view.flow, "elsewhere", view.language)] if kind.elsewhere else []
    return " · ".join((f"a place, by {joined([step.column for step in kind.steps])}", *elsewhere))


_ANSWERS: dict[type, Callable[[View, Any], str]] = {
    Choice: _choice,
    YesNo: _yes_no,
    Rating: _rating,
    Number: _number,
    Text: lambda view, kind: f"own words, up to {kind.longest} signs",
    Place: _place,
    Date: lambda view, kind: f"a day, {phrases.day(kind.earliest)} – {phrases.day(kind.latest)}",
    Phone: lambda view, kind: "a phone number",
    Consent: lambda view, kind: f"{_yes_no(view, kind)} (consent to {kind.purpose})",
    Message: lambda view, kind: "",
}
