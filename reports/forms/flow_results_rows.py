"""What is wrong with the rows of a Flow Results package, and what every type of the standard wants of an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any

from reports.forms.fault import Fault
from reports.forms.flow_results import FIELDS

PHONE = re.compile(
    r"(?<![\w.])(?:\+?\d(?:[ ()./-]{0,2}\d){8,14}|[56]\d(?:[ ()./-]{0,2}\d){6})(?!\w)"
)  # nine to fifteen digits as people write numbers, and eight of them where a country's mobile numbers are so short
NUMERIC_PHONE = 10**8
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d:\d\d")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d")
LINK = re.compile(r"https?://\S+")


def mapping(said: Any) -> Mapping[str, Any]:
    """The object that was said, or an empty one where something else was."""
    return said if isinstance(said, Mapping) else {}


def instant(said: Any) -> datetime | None:
    """The instant that is written with its offset, as ``+00:00``; ``None`` for whatever is none."""
    try:
        return datetime.fromisoformat(said) if isinstance(said, str) and TIMESTAMP.fullmatch(said) else None
    except ValueError:
        return None


def is_phone(cell: Any) -> bool:
    """Whether a text holds, or a number is, what may be a phone number."""
    if isinstance(cell, str):
        return PHONE.search(cell) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= NUMERIC_PHONE


def row_faults(questions: Mapping[str, Any], data: Any) -> Iterator[Fault]:
    """Every fault of the rows, in their order."""
    if isinstance(data, str | bytes | Mapping) or not isinstance(data, Iterable):
        yield Fault("data", "The data are no rows.")
        return
    seen: set[str] = set()
    for at, row in enumerate(data, 1):
        if not isinstance(row, list) or len(row) != len(FIELDS):
            yield Fault("row", f"Row {at} has not seven cells.")
            continue
        yield from _ids(at, row, seen)
        if instant(row[0]) is None:
            yield Fault("timestamp", f"Row {at}: the time is no instant with an offset such as +00:00.")
        if row[6] is not None and not isinstance(row[6], dict):
            yield Fault("metadata", f"Row {at}: the metadata is neither an object nor nothing.")
        yield from _answer(at, row, questions)
        if any(is_phone(cell) for cell in _cells(row[1:])):
            yield Fault("phone", f"Row {at} holds what may be a phone number.")


def _ids(at: int, row: list[Any], seen: set[str]) -> Iterator[Fault]:
    if not all(isinstance(cell, str) and cell for cell in row[1:5]):
        yield Fault("ids", f"Row {at}: an id is not text.")
    if str(row[1]) in seen:
        yield Fault("row_id", f"Row {at}: its id is that of another row.")
    seen.add(str(row[1]))


def _cells(said: Any) -> Iterator[Any]:
    """Every value and key of cells, as deep as they go."""
    if isinstance(said, list):
        for each in said:
            yield from _cells(each)
    elif isinstance(said, dict):
        yield from _cells([*said, *said.values()])
    else:
        yield said


# --- an answer -------------------------------------------------------------------------------------------------------------


def _answer(at: int, row: list[Any], questions: Mapping[str, Any]) -> Iterator[Fault]:
    question = questions.get(row[4]) if isinstance(row[4], str) else None
    if not isinstance(question, Mapping):
        yield Fault("unknown_question", f"Row {at}: its question is not in the package.")
        return
    meta = mapping(row[6])
    if question.get("is_personal_information") and not meta.get("consent"):
        yield Fault("personal", f"Row {at}: the question {row[4]} asks for personal information.")
    told = question
    if question.get("type") == "open":
        told = meta
        if meta.get("type") not in (*TYPES, None) or meta.get("type") == "open":
            yield Fault("type", f"Row {at}: its answer is of a type that the specification does not have.")
        if not {"type", "type_options"} <= set(meta):
            yield Fault("open", f"Row {at}: an answer to an open question lacks its type and options.")
            return
    yield from _response(at, row[5], told.get("type"), mapping(told.get("type_options")))


def _response(at: int, said: Any, kind: Any, options: Mapping[str, Any]) -> Iterator[Fault]:
    """What its type wants of an answer; an unknown type, and options that say nothing, are told once, by the question."""
    wants, code, words = TYPES.get(kind, (None, "", "")) if isinstance(kind, str) else (None, "", "")
    if wants is None or wrong_options(str(kind), options):
        return
    if not wants(said, options):
        yield Fault(code, f"Row {at}: the answer is {words}.")
    elif kind == "numeric" and "range" in options and not options["range"][0] <= said <= options["range"][1]:
        yield Fault("range", f"Row {at}: the answer lies outside the range.")


def wrong_options(kind: str, options: Mapping[str, Any]) -> str:
    """What a type lacks in its options, as the end of a sentence; empty if nothing."""
    if kind in ("select_one", "select_many"):
        choices = options.get("choices")
        texts = isinstance(choices, list) and all(isinstance(each, str) and each for each in choices)
        return "" if texts and choices else "has no choices"
    if kind == "numeric" and "range" in options:
        ends = options["range"]
        two = isinstance(ends, list) and len(ends) == 2 and all(_number(each, {}) for each in ends)
        return "" if two and ends[0] <= ends[1] else "has no range from a number to a larger one"
    return ""


def _number(said: Any, _: Mapping[str, Any]) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool) and isfinite(said)


def _text(said: Any, _: Mapping[str, Any]) -> bool:
    return isinstance(said, str)


def _one(said: Any, options: Mapping[str, Any]) -> bool:
    return isinstance(said, str) and said in options["choices"]


def _many(said: Any, options: Mapping[str, Any]) -> bool:
    return isinstance(said, list) and all(_one(each, options) for each in said)


def _share(said: Any, _: Mapping[str, Any]) -> bool:
    return _number(said, {}) and 0 <= said <= 1


def _link(said: Any, _: Mapping[str, Any]) -> bool:
    return isinstance(said, str) and LINK.fullmatch(said) is not None


def _point(said: Any, _: Mapping[str, Any]) -> bool:
    there = isinstance(said, list) and 2 <= len(said) <= 4 and all(_number(each, {}) for each in said)
    return there and abs(said[0]) <= 90 and abs(said[1]) <= 180


def _day(said: Any, _: Mapping[str, Any]) -> bool:
    if not isinstance(said, str) or not DAY.fullmatch(said):
        return False
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def _instant(said: Any, _: Mapping[str, Any]) -> bool:
    return instant(said) is not None


def _clock(said: Any, _: Mapping[str, Any]) -> bool:
    return isinstance(said, str) and CLOCK.fullmatch(said) is not None


def _any(said: Any, _: Mapping[str, Any]) -> bool:
    return True


TYPES: Mapping[str, tuple[Callable[[Any, Mapping[str, Any]], bool], str, str]] = {
    "select_one": (_one, "choice", "none of the choices"),
    "select_many": (_many, "choice", "not a list of choices alone"),
    "numeric": (_number, "numeric", "not a number"),
    "text": (_text, "text", "not text"),
    "open": (_any, "", ""),
    "message": (_share, "message", "no number from 0 to 1"),
    "image": (_link, "link", "no address of a file"),
    "video": (_link, "link", "no address of a file"),
    "audio": (_link, "link", "no address of a file"),
    "geo_point": (_point, "geo_point", "no latitude and longitude"),
    "datetime": (_instant, "datetime", "no instant with an offset such as +00:00"),
    "date": (_day, "date", "no day such as 2026-03-01"),
    "time": (_clock, "time", "no time such as 08:41:07"),
}
"""Type of a question -> what its answers must be, and the code and words of the fault where one is not."""
