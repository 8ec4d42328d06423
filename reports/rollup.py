"""Responses of local days -> day counts, in three grains.

=========  ===================================================  ====================================================
grain      split by                                             holds
=========  ===================================================  ====================================================
survey     survey, channel, language                            every measure
service    survey, service, channel; where a service is known   :data:`FIGURES`, main reasons and waiting times
place      survey, district, facility, channel; likewise        the same
=========  ===================================================  ====================================================

Each grain adds up to those before it, as far as everybody's service or place is known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter

from flows.state import WELCOME
from reports.figures import DayCount, Response, Shape, Shapes, outcome, position

WAY = "2"
"""The way of counting: whoever changes what is counted changes this, and every day is counted again."""

FIGURES = frozenset({"headline", "trusted", "started", "completed", "late", "invited", "delivered", "outcome"})
"""The measures of services and places that are not of one question."""

Split = tuple[str, str, str, str, str, str]
"""Survey, service, district, facility, channel, language."""

Cell = tuple[str, str, str]
"""Measure, question, value."""


def rollup(responses: Iterable[Response], shapes: Shapes) -> tuple[DayCount, ...]:
    """Every count of the responses, in ascending order of all their keys: the same responses give the same tuple.

    Raises ``KeyError`` for a response whose version has no shape.
    """
    tally: defaultdict[tuple[date, Split], Counter[Cell]] = defaultdict(Counter)
    for r in responses:
        shape = shapes[r.version_id]
        cells = list(cells_of(r, shape))
        tally[r.local_day, _survey(r)].update(cells)
        fewer = [cell for cell in cells if _is_of_every_grain(cell, shape)]
        for split in _parts(r):
            tally[r.local_day, split].update(fewer)
    return tuple(
        DayCount(day, *split, *cell, n)
        for (day, split), counted in sorted(tally.items(), key=itemgetter(0))
        for cell, n in sorted(counted.items())
    )


def _survey(r: Response) -> Split:
    return r.survey, "", "", "", r.channel, r.language


def _parts(r: Response) -> Iterator[Split]:
    if r.service:
        yield r.survey, r.service, "", "", r.channel, ""
    if r.facility:
        yield r.survey, "", r.district, r.facility, r.channel, ""


def _is_of_every_grain(cell: Cell, shape: Shape) -> bool:
    measure, question, _ = cell
    if not question:
        return measure in FIGURES
    if question == shape.main_reason:
        return measure in ("reached", "answer")
    return question == shape.waiting and measure == "answer"


def cells_of(r: Response, shape: Shape) -> Iterator[Cell]:
    """What one response adds one to; no cell comes twice."""
    yield "opened", "", ""
    yield "ended", "", r.ended
    if r.started:
        yield "started", "", ""
    if r.ended == "finished":
        yield "completed", "", ""
    yield from _invitation(r, shape)
    yield from _doubts(r)
    yield from _headline(r, shape)
    yield from _questions(r, shape)
    yield from _words(r, shape)


def _invitation(r: Response, shape: Shape) -> Iterator[Cell]:
    if r.invited:
        yield "invited", "", ""
        yield "outcome", "", outcome(r, shape)
    if r.invited == "delivered":
        yield "delivered", "", ""


def _doubts(r: Response) -> Iterator[Cell]:
    if r.started:
        for measure, holds in (("flagged", r.flagged), ("speeding", r.speeding), ("straight_lining", r.straight_lining)):
            if holds:
                yield measure, "", ""


def _headline(r: Response, shape: Shape) -> Iterator[Cell]:
    value = r.answer(shape.headline)
    if value is None:
        return
    where = position(shape, value)
    yield "headline", "", where
    if not r.flagged:
        yield "trusted", "", where
    if r.late:
        yield "late", "", ""


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


def _words(r: Response, shape: Shape) -> Iterator[Cell]:
    """By its state, for the words themselves are deleted some day."""
    if r.dangerous or not any(said.question == shape.comment and said.state == "answered" for said in r.said):
        return
    yield "texts", shape.comment, ""
    for theme in r.themes:
        yield "theme", shape.comment, theme
