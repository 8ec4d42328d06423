"""A survey beside its own last version: what its author may have overlooked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.catalogue import problem
from flows.changes import stale_translations
from flows.engine.placing import ELSEWHERE
from flows.model import Flow, Mark, Place, Question
from flows.problems import Problem
from flows.reading.survey import Draft
from gateway.publishing.published import Edition
from storage import answered
from storage.unit import Unit

RECENT = timedelta(days=90)
"""Answers of this long are still looked at by place."""


@dataclass(frozen=True, slots=True)
class Forerunner:
    """The last version of a survey, and which places were answered lately, by question: what was and is called so."""

    edition: Edition
    answered: Mapping[str, frozenset[str]]


def of(u: Unit, edition: Edition, new: Flow, at_ms: int) -> Forerunner:
    """The last version as far as ``new`` is compared with it; ``at_ms`` is now."""
    names = {name for q in new.questions if isinstance(q.kind, Place) for name in (q.name, q.formerly) if name}
    since = datetime.fromtimestamp(at_ms / 1000, UTC).date() - RECENT
    version = edition.version
    return Forerunner(edition, answered.values(u, version.ministry, version.survey, names, since) if names else {})


def overlooked(draft: Draft, before: Forerunner) -> Iterator[Problem]:
    """E321, W427 and W514."""
    yield from _formerly(draft, before.edition)
    for question in draft.flow.questions:
        yield from _gone_places(draft, question, before)
    yield from _stale(draft, before.edition)


def _formerly(draft: Draft, before: Edition) -> Iterator[Problem]:
    """*formerly* names a question of the last version, or stands there already, from when the question was renamed."""
    old = before.flow
    for question in draft.flow.questions:
        name = question.formerly
        if name is None or name in old.by_name or name in draft.flow.by_name:
            continue
        if question.name in old.by_name and old.question(question.name).formerly == name:
            continue
        mark = _mark(draft, "questions", question.name, "formerly")
        what = f"not a question of version {before.version.number}"
        yield problem("E321", mark, question=question.name, name=name, what=what)


def _gone_places(draft: Draft, question: Question, before: Forerunner) -> Iterator[Problem]:
    kind = question.kind
    if not isinstance(kind, Place) or not kind.places.facilities:
        return
    names = [name for name in (question.name, question.formerly) if name]
    codes = frozenset[str]().union(*(before.answered.get(name, frozenset()) for name in names))
    mark = _mark(draft, "questions", question.name, "list")
    for code in sorted(codes - {ELSEWHERE}):
        if kind.places.facility(code) is None:
            name = _name(before.edition.flow, names, code)
            yield problem("W427", mark, question=question.name, code=code, name=name)


def _name(old: Flow, questions: list[str], code: str) -> str:
    """What a place was called in the last version, in brackets; empty if that did not have it either."""
    for name in questions:
        kind = old.question(name).kind if name in old.by_name else None
        place = kind.places.facility(code) if isinstance(kind, Place) else None
        if place is not None:
            return f"({place.name})"
    return ""


def _stale(draft: Draft, before: Edition) -> Iterator[Problem]:
    flow = draft.flow
    day = _day(before.version.published_at_ms, flow.time_zone).isoformat()
    for stale in stale_translations(before.flow, flow):
        yield problem(
            "W514",
            _mark(draft, *stale.path),
            question=stale.question or stale.path[0].partition(" without")[0],
            language=stale.language,
            main=flow.languages[flow.main_language],
            date=day,
            name=flow.languages.get(stale.language, stale.language),
        )


def _day(at_ms: int, zone: str) -> date:
    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone)).date()


def _mark(draft: Draft, *path: str) -> Mark:
    """Where a part stands, or the nearest part around it that has a place."""
    parts = (draft.marks.get(path[:length]) for length in range(len(path), 0, -1))
    return next((mark for mark in parts if mark is not None), Mark(1, 1))
