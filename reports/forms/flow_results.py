"""Answers row by row as a Flow Results package (FLOIP, 1.0.0-rc1), for recipients who are named and entitled to them.

What one package holds together is answers to the same questions in the same words: a new version of a survey that only adds
questions stays in the package, one that changes the words, choices or range of a question begins a new one. The id follows
from that: it is made of the ministry, the survey and the number of the version with which the package begins.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flows.model import Choice, Consent, Date, Flow, Message, Number, Phone, Question, Rating, Text, YesNo

SPECIFICATION = "1.0.0-rc1"
FIELDS = (
    ("timestamp", "Timestamp", "datetime"),
    ("row_id", "Row ID", "string"),
    ("contact_id", "Contact ID", "string"),
    ("session_id", "Session ID", "string"),
    ("question_id", "Question ID", "string"),
    ("response", "Response", "any"),
    ("response_metadata", "Response Metadata", "object"),
)
"""Name, title and type of the seven cells of a row."""
DATA = "data.json"
ISO_639_3: Mapping[str, str] = {
    "ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ha": "hau", "ig": "ibo", "km": "khm", "pt": "por", "st": "sot",
    "sw": "swa", "yo": "yor", "zu": "zul",
}  # fmt: skip
"""Language codes of two letters -> of three; one that is not here goes as ``und``, undetermined."""
DONT_KNOW = "dont_know"


@dataclass(frozen=True, slots=True)
class Edition:
    """One published version of a survey."""

    number: int
    flow: Flow
    published_at_ms: int


@dataclass(frozen=True, slots=True)
class Package:
    """Versions whose answers belong together: oldest first, each with only more questions than the one before."""

    id: UUID
    ministry: str
    editions: tuple[Edition, ...]

    @property
    def created(self) -> str:
        return rfc3339(self.editions[0].published_at_ms)

    @property
    def modified(self) -> str:
        """When the newest version that added a question was published."""
        changed = self.editions[0]
        for earlier, later in zip(self.editions, self.editions[1:], strict=False):
            if set(questions_of((later,), "")) - set(questions_of((earlier,), "")):
                changed = later
        return rfc3339(changed.published_at_ms)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it was filed: who and where are pseudonyms, free words are redacted, ``at`` is aware."""

    session: str
    contact: str
    at: datetime
    question: str
    value: str
    language: str


def packages(ministry: str, editions: Sequence[Edition]) -> tuple[Package, ...]:
    """The packages of a survey's versions, given oldest first."""
    groups: list[list[Edition]] = []
    for edition in editions:
        if groups and _only_adds(groups[-1], edition):
            groups[-1].append(edition)
        else:
            groups.append([edition])
    return tuple(Package(package_id(ministry, group[0]), ministry, tuple(group)) for group in groups)


def _only_adds(group: Sequence[Edition], later: Edition) -> bool:
    """Whether no question that was ever asked in a package is asked in other words, with other choices or another range."""
    before = {name: entry for e in group for name, entry in questions_in_all_languages(e.flow).items()}
    after = questions_in_all_languages(later.flow)
    return all(after[name] == entry for name, entry in before.items() if name in after)


def package_id(ministry: str, first: Edition) -> UUID:
    """The id of the package that begins with a version: of the form of version 4, the same whenever it is asked for."""
    digest = hashlib.sha256(json.dumps(["flow results", ministry, first.flow.survey, first.number]).encode()).digest()
    return UUID(bytes=digest[:16], version=4)


# --- the descriptor --------------------------------------------------------------------------------------------------------


def descriptor(package: Package, language: str) -> dict[str, Any]:
    """``datapackage.json`` as the specification has it; texts in one language of the survey, or in its first."""
    flow = package.editions[-1].flow
    said = language if language in flow.languages else next(iter(flow.languages))
    return {
        "profile": "flow-results-package",
        "name": f"{package.ministry}-{flow.survey}-{package.editions[0].number}",
        "title": flow.title,
        "flow_results_specification_version": SPECIFICATION,
        "created": package.created,
        "modified": package.modified,
        "id": str(package.id),
        "resources": [
            {
                "name": "responses",
                "path": DATA,
                "mediatype": "application/json",
                "encoding": "utf-8",
                "access_method": "file",
                "schema": {
                    "language": iso_639_3(said),
                    "fields": [{"name": name, "title": title, "type": kind} for name, title, kind in FIELDS],
                    "questions": questions_of(package.editions, said),
                },
            }
        ],
    }


def checked_copy(described: Mapping[str, Any]) -> dict[str, Any]:
    """The descriptor as Frictionless checks it row by row: without the profile it takes for a file, told of no header."""
    resource = described["resources"][0]
    schema = {**resource["schema"], "primaryKey": ["row_id"]}
    table = {**resource, "type": "table", "dialect": {"header": False}, "schema": schema}
    return {**{key: value for key, value in described.items() if key != "profile"}, "resources": [table]}


def questions_of(editions: Sequence[Edition], language: str) -> dict[str, dict[str, Any]]:
    """Every question that any of the versions asks, also those that the newest asks no more."""
    found: dict[str, dict[str, Any]] = {}
    for edition in editions:
        for question in edition.flow.questions:
            if not isinstance(question.kind, Message):
                found[question.name] = _entry(question, language)
    return found


def questions_in_all_languages(flow: Flow) -> dict[str, tuple[Any, ...]]:
    """What makes each question the question it is: its words in every language and channel, its choices, its range."""
    return {
        q.name: (q.ask.texts, q.ask.on, _shape(q)) for q in flow.questions if not isinstance(q.kind, Message)
    }  # fmt: skip


def _shape(question: Question) -> Any:
    labels = [(o.name, o.label) for o in question.kind.options] if isinstance(question.kind, Choice) else []
    return _typed(question), labels


def _entry(question: Question, language: str) -> dict[str, Any]:
    kind, options = _typed(question)
    label = question.ask.texts.get(language) or question.report_as
    entry: dict[str, Any] = {"type": kind, "label": label, "type_options": options}
    return {**entry, "is_personal_information": True} if is_personal(question) else entry


def is_personal(question: Question) -> bool:
    """Whether the answer may name a person: such a question is listed, and none of its answers is given."""
    return isinstance(question.kind, Phone) or question.private


def _typed(question: Question) -> tuple[str, dict[str, Any]]:
    """The type of a question and its options. Scales are choices: "don't know" lies on none.

    A place is text, the code of its register: registers grow without the question being another one.
    """
    kind = question.kind
    if isinstance(kind, Choice):
        return "select_one", {"choices": [option.name for option in kind.options]}
    if isinstance(kind, YesNo | Consent):
        return "select_one", {"choices": ["yes", "no"]}
    if isinstance(kind, Rating):
        steps = [str(step) for step in range(kind.low, kind.high + 1)]
        return "select_one", {"choices": [*steps, *([DONT_KNOW] if kind.do_not_know else [])]}
    if isinstance(kind, Number):
        return "numeric", {"range": [kind.low, kind.high]}
    return ("date" if isinstance(kind, Date) else "text"), {}


# --- the rows --------------------------------------------------------------------------------------------------------------


def data(package: Package, answers: Iterable[Answer]) -> Iterator[bytes]:
    """The package's data piece by piece: a JSON array of rows of seven cells, without a header.

    Answers that are none of the questions' as the package has them, and those that name a person, are left out.
    """
    known = {q.name: q for edition in package.editions for q in edition.flow.questions}
    before = b"[\n"
    for answer in answers:
        row = _row(known.get(answer.question), answer)
        if row is not None:
            yield before + json.dumps(row, ensure_ascii=False).encode()
            before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _row(question: Question | None, answer: Answer) -> list[Any] | None:
    if question is None or is_personal(question) or isinstance(question.kind, Message):
        return None
    response = _response(question, answer.value)
    if response is None:
        return None
    meta = {"language": iso_639_3(answer.language)} if isinstance(question.kind, Text) else None
    at = answer.at.isoformat(timespec="milliseconds")
    row_id = f"{answer.session}.{answer.question}"
    return [at, row_id, answer.contact, answer.session, answer.question, response, meta]


def _response(question: Question, value: str) -> str | int | float | None:
    """A value in the type of its question; ``None`` if it cannot be one of it."""
    kind, options = _typed(question)
    if kind == "select_one":
        return value if value in options["choices"] else None
    if kind != "numeric":
        return value
    if not value.replace(".", "", 1).isdecimal():
        return None
    number, (low, high) = Decimal(value), options["range"]
    if not low <= number <= high:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def iso_639_3(language: str) -> str:
    return ISO_639_3.get(language, "und")


def rfc3339(at_ms: int) -> str:
    """An instant in UTC with its offset written out."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds")
