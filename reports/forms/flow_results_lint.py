"""What no general validator sees in a Flow Results package: each rule with its own code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from reports.forms.fault import Fault
from reports.forms.flow_results import FIELDS

PHONE = re.compile(r"(?<![\w.])\+?\d(?:[ ()./-]{0,2}\d){8,14}(?!\w)")
"""Nine to fifteen digits, as people write numbers."""
NUMERIC_PHONE = 10**8
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d:\d\d")
NAME = re.compile(r"[a-z0-9._-]+")


def lint(
    described: Mapping[str, Any], data: Sequence[Any], previous: Mapping[str, Any] | None = None
) -> tuple[Fault, ...]:  # fmt: skip
    """Every fault of a package, in the order of its parts; of ``previous``, its issue before this one, nothing may be lost."""
    faults = [*_head(described), *_resource(described)]
    questions = _questions(described)
    if not any(fault.code in ("resources", "questions") for fault in faults):
        faults += _rows(questions, data)
    return (*faults, *(_against(previous, described) if previous is not None else ()))


def _questions(described: Mapping[str, Any]) -> Mapping[str, Any]:
    resources = described.get("resources") or [{}]
    found = (resources[0].get("schema") or {}).get("questions")
    return found if isinstance(found, Mapping) else {}


# --- the descriptor --------------------------------------------------------------------------------------------------------


def _head(described: Mapping[str, Any]) -> Iterator[Fault]:
    if described.get("profile") != "flow-results-package":
        yield Fault("profile", "The profile is not flow-results-package.")
    if not described.get("flow_results_specification_version"):
        yield Fault("specification", "The version of the specification is missing.")
    if not _is_uuid4(described.get("id")):
        yield Fault("id", "The id is not a UUID of version 4.")
    if "name" in described and not NAME.fullmatch(str(described["name"])):
        yield Fault("name", "The name has other signs than small letters, digits, full stop, underscore and hyphen.")
    times = [_instant(described.get(key)) for key in ("created", "modified")]
    if None in times:
        yield Fault("dates", "Created and modified are not both instants with an offset.")
    elif times[0] > times[1]:  # type: ignore[operator]
        yield Fault("dates", "The package was modified before it was created.")


def _is_uuid4(said: object) -> bool:
    try:
        found = UUID(str(said))
    except ValueError:
        return False
    return str(found) == said and found.version == 4


def _instant(said: object) -> datetime | None:
    try:
        return datetime.fromisoformat(said) if isinstance(said, str) and TIMESTAMP.fullmatch(said) else None
    except ValueError:
        return None


def _resource(described: Mapping[str, Any]) -> Iterator[Fault]:
    resources = described.get("resources")
    if not isinstance(resources, list) or len(resources) != 1:
        yield Fault("resources", "There is not exactly one resource.")
        return
    if "data" in resources[0] or not (resources[0].get("path") or resources[0].get("api_data_url")):
        yield Fault("inline", "The data stand in the descriptor, or nowhere.")
    schema = resources[0].get("schema") or {}
    if [(f.get("name"), f.get("title"), f.get("type")) for f in schema.get("fields", [])] != list(FIELDS):
        yield Fault("fields", "The seven fields are not those of the specification, in its order.")
    if not isinstance(schema.get("questions"), Mapping) or not schema["questions"]:
        yield Fault("questions", "There are no questions, or they are no object.")
        return
    for name, question in schema["questions"].items():
        yield from _question(name, question)


def _question(name: str, question: Mapping[str, Any]) -> Iterator[Fault]:
    if not {"type", "label", "type_options"} <= set(question):
        yield Fault("question", f"The question {name} lacks its type, its label or its options.")
    elif question["type"] in ("select_one", "select_many") and not question["type_options"].get("choices"):
        yield Fault("question", f"The question {name} has no choices.")
    if PHONE.search(str(question.get("label", ""))):
        yield Fault("phone", f"The label of the question {name} holds what may be a phone number.")


# --- the rows --------------------------------------------------------------------------------------------------------------


def _rows(questions: Mapping[str, Any], data: Sequence[Any]) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, row in enumerate(data, 1):
        if not isinstance(row, list) or len(row) != len(FIELDS):
            yield Fault("row", f"Row {at} has not seven cells.")
            continue
        yield from _ids(at, row, seen)
        if not isinstance(row[0], str) or _instant(row[0]) is None:
            yield Fault("timestamp", f"Row {at}: the time is no instant with an offset such as +00:00.")
        if row[6] is not None and not isinstance(row[6], dict):
            yield Fault("metadata", f"Row {at}: the metadata is neither an object nor nothing.")
        yield from _answer(at, row, questions)
        yield from _phones(at, row)


def _ids(at: int, row: list[Any], seen: set[str]) -> Iterator[Fault]:
    if not all(isinstance(cell, str) and cell for cell in row[1:5]):
        yield Fault("ids", f"Row {at}: an id is not text.")
    if str(row[1]) in seen:
        yield Fault("row_id", f"Row {at}: its id is that of another row.")
    seen.add(str(row[1]))


def _answer(at: int, row: list[Any], questions: Mapping[str, Any]) -> Iterator[Fault]:
    question = questions.get(row[4]) if isinstance(row[4], str) else None
    if question is None:
        yield Fault("unknown_question", f"Row {at}: the question {row[4]} is not in the package.")
        return
    kind, options = question.get("type"), question.get("type_options") or {}
    meta = row[6] if isinstance(row[6], dict) else {}
    if question.get("is_personal_information") and not meta.get("consent"):
        yield Fault("personal", f"Row {at}: the question {row[4]} asks for personal information.")
    if kind == "open":
        if not {"type", "type_options"} <= set(meta):
            yield Fault("open", f"Row {at}: an answer to an open question lacks its type and options.")
            return
        kind, options = meta["type"], meta["type_options"] or {}
    yield from _response(at, row[5], str(kind), options)


def _response(at: int, said: Any, kind: str, options: Mapping[str, Any]) -> Iterator[Fault]:
    choices = options.get("choices", [])
    if kind == "select_one" and said not in choices:
        yield Fault("choice", f"Row {at}: “{said}” is none of the choices.")
    if kind == "select_many" and not (isinstance(said, list) and all(each in choices for each in said)):
        yield Fault("choice", f"Row {at}: not all of the answer is among the choices.")
    if kind == "text" and not isinstance(said, str):
        yield Fault("text", f"Row {at}: the answer is not text.")
    if kind == "numeric":
        if isinstance(said, bool) or not isinstance(said, int | float):
            yield Fault("numeric", f"Row {at}: the answer is not a number.")
        elif "range" in options and not options["range"][0] <= said <= options["range"][1]:
            yield Fault("range", f"Row {at}: {said} lies outside the range.")


def _phones(at: int, row: list[Any]) -> Iterator[Fault]:
    """A number of a phone in any cell but the time, as text, as a number, or deeper in the metadata."""
    if any(_is_phone(cell) for cell in _cells(row[1:])):
        yield Fault("phone", f"Row {at} holds what may be a phone number.")


def _cells(said: Any) -> Iterator[Any]:
    if isinstance(said, list):
        for each in said:
            yield from _cells(each)
    elif isinstance(said, dict):
        for key, value in said.items():
            yield key
            yield from _cells(value)
    else:
        yield said


def _is_phone(cell: Any) -> bool:
    if isinstance(cell, str):
        return PHONE.search(cell) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= NUMERIC_PHONE


# --- against the issue before ----------------------------------------------------------------------------------------------


def _against(previous: Mapping[str, Any], described: Mapping[str, Any]) -> Iterator[Fault]:
    """Under one id questions are only ever added, and then the package was modified later."""
    if previous.get("id") != described.get("id"):
        return
    before, now = _questions(previous), _questions(described)
    for name, question in before.items():
        if name not in now:
            yield Fault("removed", f"The question {name} of the issue before is gone.")
        elif now[name] != question:
            yield Fault("edited", f"The question {name} is another one than in the issue before.")
    earlier, later = _instant(previous.get("modified")), _instant(described.get("modified"))
    if set(now) - set(before) and (earlier is None or later is None or later <= earlier):
        yield Fault("modified", "Questions were added, and the package was not modified later.")
