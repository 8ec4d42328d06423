"""What is held of a person: in figures for one text to themselves, in full for an office that they have asked."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flows.conversing.control import Held
from flows.model import Flow, Rules
from flows.state import State
from storage import consents, dossiers

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.dossiers import Passage
    from storage.unit import Unit


def held(u: Unit, gateway: Gateway, contact_id: int, at_ms: int) -> tuple[Held, str]:
    """The figures that MYDATA tells, and the time zone in which its dates are meant."""
    passages = dossiers.passages(u, contact_id)
    counted = _answers(u, contact_id, passages)
    answered = [each for each in passages if counted.get(each.session_id)]
    since_ms = min((each.begun_at_ms for each in answered), default=at_ms)
    told = Held(
        sum(counted.values()), len({each.survey for each in answered}), since_ms, kept_until_ms(u, gateway, passages, at_ms)
    )
    return told, _zone(u, gateway, passages)


def kept_until_ms(u: Unit, gateway: Gateway, passages: list[Passage], at_ms: int) -> int:
    """Until when a number is kept: as long as the version asks for that keeps it longest, counted from a conversation's end."""
    limit = timedelta(days=gateway.settings.retention.numbers_days)
    until_ms = at_ms + _ms(limit if not passages else timedelta(0))
    for each in passages:
        flow = _flow(u, gateway, each)
        kept = min((flow.rules if flow else Rules()).keep_numbers, limit)
        until_ms = max(until_ms, (each.ended_at_ms or at_ms) + _ms(kept))
    return until_ms


def everything(u: Unit, gateway: Gateway, contact_id: int, at_ms: int, *, with_answers: bool) -> dict[str, Any]:
    """All that is held of a person, as JSON can say it; answers and texts only ``with_answers``. Never their number."""
    passages = dossiers.passages(u, contact_id)
    counted = _answers(u, contact_id, passages)
    came, went = dossiers.texts(u, contact_id)
    told: dict[str, Any] = {
        **asdict(dossiers.held(u, contact_id)),
        "kept_until_ms": kept_until_ms(u, gateway, passages, at_ms),
        "texts_from_them": came,
        "texts_to_them": went,
        "consents": [_without_ids(asdict(each)) for each in consents.history(u, contact_id)],
        "conversations": [_told(each, counted.get(each.session_id, 0)) for each in passages],
        "visits": [asdict(each) | {"cells": json.loads(each.cells)} for each in dossiers.visited(u, contact_id)],
    }
    if with_answers:
        told["texts"] = [*map(asdict, dossiers.written(u, contact_id))]
        told["answers"] = [*map(asdict, dossiers.given(u, contact_id)), *_not_filed(u, contact_id, passages)]
    return told


def _answers(u: Unit, contact_id: int, passages: list[Passage]) -> dict[int, int]:
    """How many answers are kept of each conversation, filed or still in its newest turn."""
    counted = dict.fromkeys((each.session_id for each in passages), 0)
    for answer in dossiers.given(u, contact_id):
        counted[answer.session_id] += 1
    for each in passages:
        if not counted[each.session_id] and each.state:
            counted[each.session_id] = len(State.load(each.state).answers)
    return counted


def _not_filed(u: Unit, contact_id: int, passages: list[Passage]) -> list[dict[str, Any]]:
    filed = {answer.session_id for answer in dossiers.given(u, contact_id)}
    waiting = [each for each in passages if each.session_id not in filed and each.state]
    return [
        {
            "session_id": each.session_id,
            **{n: getattr(answer, n) for n in ("question", "state", "value", "raw", "answered_at_ms")},
        }
        for each in waiting
        for answer in State.load(each.state).answers
    ]


def _told(each: Passage, answers: int) -> dict[str, Any]:
    return {name: value for name, value in asdict(each).items() if name not in ("state", "version_id")} | {"answers": answers}


def _without_ids(consent: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in consent.items() if name not in ("contact_id", "version_id")}


def _zone(u: Unit, gateway: Gateway, passages: list[Passage]) -> str:
    """Of their last survey, else of the first ministry."""
    flow = _flow(u, gateway, passages[-1]) if passages else None
    if flow is not None:
        return flow.time_zone
    return next((ministry.time_zone for ministry in gateway.settings.ministries.values()), "UTC")


def _flow(u: Unit, gateway: Gateway, passage: Passage) -> Flow | None:
    try:
        return gateway.published.by_id(u, passage.version_id)
    except LookupError:
        return None


def _ms(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
