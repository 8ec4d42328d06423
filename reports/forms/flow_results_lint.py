"""What no general validator sees in a Flow Results package: each rule with its own code, whatever stands in the package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from reports.forms.fault import Fault
from reports.forms.flow_results import FIELDS
from reports.forms.flow_results_rows import TYPES, instant, is_phone, mapping, row_faults, wrong_options

NAME = re.compile(r"[a-z0-9._-]+")
TECHNICAL = frozenset({"id", "created", "modified", "flow_results_specification_version"})
"""Parts of the package itself that hold long numbers by their nature, and nobody's words; others are a question's range."""


def lint(described: Any, data: Iterable[Any], previous: Mapping[str, Any] | None = None) -> tuple[Fault, ...]:
    """Every fault of a package, in the order of its parts; of ``previous``, its issue before this one, nothing may be lost.

    ``data`` are its rows, one after the other, as they were read. Never raises, whatever is given.
    """
    if not isinstance(described, Mapping):
        return (Fault("descriptor", "The descriptor is no object."),)
    faults = [*_head(described), *_resource(described), *_phones(described)]
    questions = _questions(described)
    if not any(fault.code in ("resources", "questions") for fault in faults):
        faults += row_faults(questions, data)
    return (*faults, *(_against(previous, described) if previous is not None else ()))


def _questions(described: Mapping[str, Any]) -> Mapping[str, Any]:
    resources = described.get("resources")
    first = resources[0] if isinstance(resources, list) and resources else None
    return mapping(mapping(mapping(first).get("schema")).get("questions"))


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
    created, modified = (instant(described.get(key)) for key in ("created", "modified"))
    if created is None or modified is None:
        yield Fault("dates", "Created and modified are not both instants with an offset.")
    elif created > modified:
        yield Fault("dates", "The package was modified before it was created.")


def _is_uuid4(said: object) -> bool:
    try:
        found = UUID(str(said))
    except ValueError:
        return False
    return str(found) == said and found.version == 4


def _resource(described: Mapping[str, Any]) -> Iterator[Fault]:
    resources = described.get("resources")
    if not isinstance(resources, list) or len(resources) != 1 or not isinstance(resources[0], Mapping):
        yield Fault("resources", "There is not exactly one resource.")
        return
    if "data" in resources[0] or not (resources[0].get("path") or resources[0].get("api_data_url")):
        yield Fault("inline", "The data stand in the descriptor, or nowhere.")
    schema = mapping(resources[0].get("schema"))
    fields = schema.get("fields")
    told = [mapping(field) for field in fields] if isinstance(fields, list) else []
    if [(field.get("name"), field.get("title"), field.get("type")) for field in told] != list(FIELDS):
        yield Fault("fields", "The seven fields are not those of the specification, in its order.")
    if not mapping(schema.get("questions")):
        yield Fault("questions", "There are no questions, or they are no object.")
        return
    for name, question in schema["questions"].items():
        yield from _question(name, mapping(question))


def _question(name: str, question: Mapping[str, Any]) -> Iterator[Fault]:
    kind = question.get("type")
    if not {"type", "label", "type_options"} <= set(question) or not isinstance(question["type_options"], Mapping):
        yield Fault("question", f"The question {name} lacks its type, its label or its options.")
    elif not isinstance(kind, str) or kind not in TYPES:
        yield Fault("type", f"The question {name} is of the type {kind}, which the specification does not have.")
    elif words := wrong_options(kind, question["type_options"]):
        yield Fault("question", f"The question {name} {words}.")


def _phones(described: Mapping[str, Any]) -> Iterator[Fault]:
    """A number of a phone in any word of the descriptor: titles, labels, choices, names, whatever else somebody wrote."""
    for where, said in _words("", described):
        if is_phone(said):
            yield Fault("phone", f"The descriptor holds what may be a phone number: {where}.")


def _words(where: str, said: Any) -> Iterator[tuple[str, Any]]:
    """Every value and every key, with the way to it; a key that may be a number itself is not told on the way."""
    if isinstance(said, Mapping):
        for at, (key, value) in enumerate(said.items(), 1):
            yield f"{where or '/'}, its key {at}", key
            if not (key in TECHNICAL if not where else key == "range" and where.endswith("/type_options")):
                yield from _words(f"{where}/{f'key {at}' if is_phone(key) else key}", value)
    elif isinstance(said, Sequence) and not isinstance(said, str):
        for at, each in enumerate(said, 1):
            yield from _words(f"{where}/{at}", each)
    else:
        yield where, said


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
    earlier, later = (instant(each.get("modified")) for each in (previous, described))
    if set(now) - set(before) and not _is_later(earlier, later):
        yield Fault("modified", "Questions were added, and the package was not modified later.")


def _is_later(earlier: datetime | None, later: datetime | None) -> bool:
    return earlier is not None and later is not None and later > earlier
