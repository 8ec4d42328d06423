"""Who is asked, and where answers lead, in words."""

from __future__ import annotations

from decimal import Decimal

from flows.explaining.page import CHANNELS, View, joined
from flows.model import FINISH, NEXT, SKIPPED, All, AnswerTest, Any, ChannelTest, Choice, Condition, Jump, Place, Question
from flows.words import word

_COMPARED = {"below": "less than", "above": "more than", "at least": "at least", "at most": "at most"}


def people(view: View, condition: Condition) -> str:
    """Of whom a condition is true: ``people who answered “No” to question 5 (Medicine) and answer by text message``."""
    return f"people who {_who(view, condition)}"


def _who(view: View, condition: Condition) -> str:
    if isinstance(condition, AnswerTest):
        return _answered(view, condition)
    if isinstance(condition, ChannelTest):
        return f"are asked {CHANNELS.get(condition.channel, condition.channel)}"
    last = "and" if isinstance(condition, All) else "or"
    parts = [f"{'either ' * _is_choice(part, condition)}{_who(view, part)}" for part in condition.parts]
    is_flat = not any(isinstance(part, All | Any) for part in condition.parts)
    return joined(parts, last) if is_flat and len(parts) < 3 else f", {last} ".join(parts)


def _is_choice(part: Condition, whole: All | Any) -> bool:
    return isinstance(part, Any) and isinstance(whole, All) and len(part.parts) > 1


def _answered(view: View, test: AnswerTest) -> str:
    asked = view.number(test.question)
    if test.comparison == "answered":
        return f"answered {asked}"
    if test.comparison == "not answered":
        return f"gave no answer to {asked}"
    if test.comparison in _COMPARED:
        return f"answered {_COMPARED[test.comparison]} {_number(test.values[0])} to {asked}"
    question = view.flow.question(test.question) if test.question in view.flow.by_name else None
    values = joined([answer(view, question, value) for value in test.values], "or")
    return f"answered {values} to {asked}" if test.comparison == "is" else f"answered {asked} with anything but {values}"


def _number(value: str) -> str:
    return f"{Decimal(value):,}" if value.replace(".", "", 1).isdigit() else value


def answer(view: View, question: Question | None, value: str) -> str:
    """A stored value as people see it: its label in quotation marks, a place by its name, a number as it is."""
    kind = question.kind if question is not None else None
    if value in ("yes", "no") and not isinstance(kind, Choice):
        return f"“{word(view.flow, value, view.language)}”"
    if value == "elsewhere" or value == "dont_know":
        return f"“{word(view.flow, value, view.language)}”"
    if isinstance(kind, Choice):
        found = next((option for option in kind.options if option.name == value), None)
        return f"“{view.label(found.label, value)}”" if found is not None else value
    if isinstance(kind, Place):
        place = kind.places.facility(value)
        return f"“{place.name_in(view.language)}”" if place is not None else value
    return value


def jumps(view: View, question: Question) -> list[str]:
    """What comes after the answers that do not lead to the question below, a sentence each."""
    return [f"{_given(view, question, value)} {_leads(view, jump)}" for value, jump in question.then.items()]


def _given(view: View, question: Question, value: str) -> str:
    if value == NEXT:
        return "From here it"
    return "Skipping it" if value == SKIPPED else f"The answer {answer(view, question, value)}"


def _leads(view: View, jump: Jump) -> str:
    if jump.starts:
        return f"ends this survey and begins the survey {jump.starts} in the same conversation"
    return "leads straight to the thank-you" if jump.to == FINISH else f"leads straight to {view.number(jump.to)}"


def last_try(view: View, question: Question) -> str:
    """What happens once the last answer was unclear."""
    jump = question.after_last_try
    if jump is None:
        return "it is left out and the next question follows"
    if jump.starts:
        return f"this survey ends and the survey {jump.starts} begins"
    return "the survey ends with the thank-you" if jump.to == FINISH else f"{view.number(jump.to)} follows"
