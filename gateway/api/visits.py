"""``POST /api/v1/visits``: a ministry's queue system hands in its visits, each once however often it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gateway.api.reading import Posted, Row, Unreadable
from gateway.api.shapes import Note, Received, Result
from gateway.api.tokens import Caller
from gateway.refusal import Refusal
from gateway.visits import stream
from gateway.visits.wrong import could_be_number

if TYPE_CHECKING:
    from gateway.wiring import Gateway

_OUTCOMES = {"added": "accepted", "known": "known", "wrong": "refused"}
_UNTOLD = Note(field="", sentence="It could not be read.", remedy="See the notes of the other visits.", refuses=True)


def hand_in(gateway: Gateway, caller: Caller, posted: Posted) -> Received:
    """Take in what can be read, and say what became of each. Raises :class:`Unreadable` and ``Unavailable``."""
    readable = {row: given for row, given in enumerate(posted.rows, 1) if isinstance(given, Mapping)}
    results = {row: _refused(row, notes) for row, notes in enumerate(posted.rows, 1) if isinstance(notes, tuple)}
    taken = _taken_in(gateway, caller, posted.survey, list(readable.values())) if readable else None
    if taken is not None:
        results |= {row: _result(row, at, taken) for at, row in enumerate(readable, 1)}
    told = [results[row] for row in sorted(results)]
    counts = {outcome: sum(result.outcome == outcome for result in told) for outcome in _OUTCOMES.values()}
    for outcome, n in counts.items():
        gateway.tally.add("visits", caller.ministry, "api", outcome, by=n)
    ignored = [name for name in taken.ignored if not could_be_number(name)] if taken else []
    return Received(survey=posted.survey, ignored=ignored, results=told, **counts)


def _taken_in(gateway: Gateway, caller: Caller, survey: str, rows: Sequence[Row]) -> stream.Received:
    try:
        return stream.take_in_rows(gateway, caller.ministry, survey, rows, received_from=caller.name)
    except Refusal as refusal:
        raise Unreadable(422, refusal.sentence, refusal.remedy) from None


def _refused(row: int, notes: tuple[Note, ...]) -> Result:
    return Result(row=row, outcome="refused", notes=list(notes))


def _result(row: int, at: int, taken: stream.Received) -> Result:
    notes = [
        Note(
            field="" if could_be_number(wrong.column) else wrong.column,
            sentence=wrong.sentence,
            remedy=wrong.remedy,
            refuses=wrong.stops,
        )
        for wrong in taken.wrong
        if wrong.row == at
    ]
    outcome = _OUTCOMES[taken.fates[at - 1]]
    return Result.model_validate({"row": row, "outcome": outcome, "notes": notes or [_UNTOLD] * (outcome == "refused")})
