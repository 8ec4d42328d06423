"""Responses of local days -> day counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from flows.state import WELCOME
from reports.figures import DayCount, Response, Shape, Shapes, position

Cell = tuple[str, str, str]
"""Measure, question, value."""


def rollup(responses: Iterable[Response], shapes: Shapes) -> tuple[DayCount, ...]:
    """Every count of the responses, in ascending order of all their keys: the same responses give the same tuple.

    Raises ``KeyError`` for a response whose version has no shape.
    """
    tally: Counter[tuple[date, str, str, str, Cell]] = Counter()
    for r in responses:
        for cell in _cells(r, shapes[r.version_id]):
            tally[r.local_day, r.service, r.channel, r.language, cell] += 1
    return tuple(
        DayCount(day, service, channel, language, *cell, n)
        for (day, service, channel, language, cell), n in sorted(tally.items())
    )


def _cells(r: Response, shape: Shape) -> Iterator[Cell]:
    """What one response adds one to; no cell comes twice."""
    yield "opened", "", ""
    yield "ended", "", r.ended
    if r.started:
        yield "started", "", ""
    if r.ended == "finished":
        yield "completed", "", ""
    if r.flagged and r.started:
        yield "flagged", "", ""
    yield from _headline(r, shape)
    yield from _questions(r, shape)


def _headline(r: Response, shape: Shape) -> Iterator[Cell]:
    for said in r.said:
        if said.question == shape.headline and said.state == "answered" and said.value is not None:
            where = position(shape, said.value)
            yield "headline", "", where
            if not r.flagged:
                yield "trusted", "", where


def _questions(r: Response, shape: Shape) -> Iterator[Cell]:
    for said in r.said:
        yield "reached", said.question, ""
        yield said.state, said.question, ""
        if said.state == "answered" and said.value is not None and said.question not in shape.uncounted:
            yield "answer", said.question, said.value
    if r.left_at:
        yield "left", r.left_at, ""
        if r.left_at != WELCOME and r.left_at not in {said.question for said in r.said}:
            yield "reached", r.left_at, ""
