"""What a visit already says: answers nobody needs to be asked for, the language, the words shown back (6.4, 7.2, 8.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flows.engine.dates import read_day
from flows.engine.sheets import Values
from flows.folding import clean, fold
from flows.model import Choice, Column, Flow, Place, Question
from flows.state import Answer, Visit

LONGEST_SHOWN = 40
"""Characters of a cell that can be shown back, whatever its column says."""

Answers = tuple[Answer, ...]


# --- the visit itself --------------------------------------------------------------------------------------------------------


def cells_of(flow: Flow, visit: Visit | None) -> dict[str, str] | None:
    """What a conversation keeps of its visit: the columns that the survey declares, without empty cells."""
    if visit is None:
        return None
    kept = ((name, clean(visit.cells.get(name, ""))) for name in flow.visit_columns)
    return {name: cell for name, cell in kept if cell}


def language_of(flow: Flow, cells: Mapping[str, str] | None) -> str:
    """The language that the visit says, by its code or its own name; empty if it says none of the survey's."""
    said = fold((cells or {}).get(flow.language_known_from, ""))
    if not said:
        return ""
    return next((code for code, name in flow.languages.items() if said in (fold(code), fold(name))), "")


def answers_are_known(flow: Flow, cells: Mapping[str, str] | None) -> bool:
    """True if every column that answers a question is filled, so that fewer questions can be promised."""
    columns = [column.name for column in flow.visit_columns.values() if column.kind == "answer"]
    return bool(columns) and cells is not None and all(cells.get(name) for name in columns)


def visit_values(flow: Flow, cells: Mapping[str, str] | None) -> Values:
    """``visit.first name`` and its like: what can be shown of each filled cell."""
    shown = ((name, _shown(column, (cells or {}).get(name, ""))) for name, column in flow.visit_columns.items())
    return {f"visit.{name}": text for name, text in shown if text}


def _shown(column: Column, cell: str) -> str:
    """A day as ``23/11``, a text as it is; empty if it is no day, or too long to be shown whole."""
    if column.kind == "date":
        return _day_and_month(cell)
    longest = min(column.longest or LONGEST_SHOWN, LONGEST_SHOWN)
    return cell if len(cell) <= longest else ""


def _day_and_month(cell: str) -> str:
    """A day however it is written; empty if the cell holds none."""
    day = read_day(cell, date.min, date.max, date.max, today_words=frozenset(), yesterday_words=frozenset())
    return f"{day:%d/%m}" if day is not None else ""


# --- places shown back -------------------------------------------------------------------------------------------------------


def place_values(flow: Flow, names: tuple[str, ...], answers: Answers, language: str) -> Values:
    """The places that were named in answer to these questions, as variables: their names in this language."""
    return {variable_of(name): text for name in names if (text := _place_name(flow.question(name), answers, language))}


def variable_of(question: str) -> str:
    """The name of a question as ``flows.engine.variables`` reads it between braces."""
    return question.replace("_", " ")


def _place_name(question: Question, answers: Answers, language: str) -> str:
    """The name of the place; what stands for it where there is none, empty if the author gave nothing."""
    code = next((answer.value for answer in answers if answer.question == question.name), None)
    facility = question.kind.places.facility(code) if code and isinstance(question.kind, Place) else None
    if facility is not None:
        return facility.name_in(language)
    return (question.if_unknown or {}).get(language, "")


# --- choices named in a cell -------------------------------------------------------------------------------------------------


def choice_in(kind: Choice, cell: str) -> str | None:
    """The choice that a cell names, or labels in any language of the survey; ``None`` if none or several."""
    folded = fold(cell)
    by_name = {option.name for option in kind.options if fold(option.name) == folded}
    found = by_name or {option.name for option in kind.options for label in option.label.values() if fold(label) == folded}
    return found.pop() if len(found) == 1 else None
