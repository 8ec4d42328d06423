"""A posted body -> visits, each for itself: one that cannot be read holds up none of the others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from pydantic import ValidationError

from gateway.api.shapes import LONGEST_CELL, MOST_BYTES, MOST_FIELDS, MOST_VISITS, Note, Visit
from gateway.visits.wrong import could_be_number

JSON = "application/json"

Row = Mapping[str, str]


class Unreadable(Exception):
    """A request of which nothing can be used. ``status`` is its answer; its words quote nothing of the body."""

    def __init__(self, status: int, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Posted:
    """A list as it was posted: of each visit its fields as text, or why it cannot be read."""

    survey: str
    rows: tuple[Row | tuple[Note, ...], ...]


def read(environ: Mapping[str, Any]) -> Posted:
    """The visits of a request. Raises :class:`Unreadable`."""
    return _posted(parsed(environ))


def parsed(environ: Mapping[str, Any]) -> Any:
    """The JSON of a request's body. Raises :class:`Unreadable`."""
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != JSON:
        raise Unreadable(415, "The body is not JSON.", f"Send it as UTF-8 with the header Content-Type: {JSON}")
    return _parsed(_body(environ))


def _body(environ: Mapping[str, Any]) -> bytes:
    stated = environ.get("CONTENT_LENGTH") or ""
    stream: BinaryIO = environ["wsgi.input"]
    length = int(stated) if stated.isascii() and stated.isdigit() else MOST_BYTES + 1
    body = stream.read(min(length, MOST_BYTES + 1))
    if len(body) > MOST_BYTES or length > MOST_BYTES + 1:
        raise Unreadable(413, f"The body has more than {MOST_BYTES:,} bytes.", "Send it in several requests.")
    return body


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Unreadable(400, "The body is not sound JSON in UTF-8.", "See RFC 8259; the document shows an example.") from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _posted(data: Any) -> Posted:
    if not isinstance(data, dict) or not isinstance(data.get("survey"), str) or not isinstance(data.get("visits"), list):
        raise Unreadable(422, "A “survey” and a list of “visits” are expected.", "See /api/v1/openapi.json for an example.")
    if could_be_number(data["survey"]) or not data["survey"].isprintable():
        raise Unreadable(422, "This is not the name of a survey.", "Write it as in the “survey:” line of the survey.")
    if unknown := data.keys() - {"survey", "visits"}:
        raise Unreadable(422, f"There is no field “{_name(min(unknown))}” here.", "Send “survey” and “visits” only.")
    visits = data["visits"]
    if not 0 < len(visits) <= MOST_VISITS:
        raise Unreadable(422, f"The list has {len(visits):,} visits.", f"Send between 1 and {MOST_VISITS:,} at a time.")
    names = {name for visit in visits if isinstance(visit, dict) for name in visit}
    if len(names) > MOST_FIELDS:
        raise Unreadable(422, f"The visits have {len(names):,} different fields.", f"Send {MOST_FIELDS} at most.")
    return Posted(data["survey"], tuple(_row(visit) for visit in visits))


def _row(visit: Any) -> Row | tuple[Note, ...]:
    try:
        found = Visit.model_validate(visit)
    except ValidationError as faults:
        told = faults.errors(include_url=False, include_input=False, include_context=False)
        return tuple(_note(place) for place in dict.fromkeys(fault["loc"][:1] for fault in told))
    return {name: "" if value is None else str(value) for name, value in found}


def _note(place: tuple[int | str, ...]) -> Note:
    if not place:
        return Note(field="", sentence="This is no visit.", remedy="Write it as an object with its fields.", refuses=True)
    remedy = f"Write text of at most {LONGEST_CELL:,} signs, or a whole number; leave out what you do not know."
    name = _name(str(place[0]))
    if name in ("phone", "visit_id"):
        return Note(field=name, sentence="Each visit needs it, as text or a whole number.", remedy=remedy, refuses=True)
    return Note(field=name, sentence="This is neither text nor a whole number.", remedy=remedy, refuses=True)


def _name(said: str) -> str:
    """The name of a field, to be told back; nothing of one that could be a number."""
    return "" if could_be_number(said) or not said.isprintable() else said[:60]
