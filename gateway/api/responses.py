"""``/api/v1/responses``: answers one by one, under pseudonyms of the ministry; that they were read is in the audit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gateway.api.asked import day_of, whole
from gateway.api.figure_shapes import FURTHEST, MOST_RESPONSES, Answer, Response, Responses
from gateway.api.reading import Unreadable
from gateway.keeping.handing_on import pseudonyms
from reports.forms.flow_results import is_personal
from storage import audit
from storage.evidence.responses_of import Filed, responses_of
from storage.unhurried import unhurried
from storage.unit import unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.model import Flow
    from gateway.api.tokens import Caller
    from gateway.wiring import Gateway

ACTION = "answers read"


def responses(gateway: Gateway, caller: Caller, asked: Mapping[str, str]) -> Responses:
    """Responses to one survey that the report of one day counted. Raises :class:`Unreadable`.

    Of a day whose report is not made yet more may come: whoever asks then asks again.
    """
    after, limit = whole(asked, "after", 0, 0, FURTHEST), whole(asked, "limit", MOST_RESPONSES, 1, MOST_RESPONSES)
    survey, day, of = asked.get("survey", ""), day_of(asked), gateway.settings.ministries[caller.ministry]
    if survey not in of.surveys:
        raise Unreadable(404, "Your ministry has no such survey.", "Its name stands in the “survey:” line of the survey.")
    if day is None:
        raise Unreadable(422, "“day” is missing.", "Send the day of a report; GET /api/v1/reports lists them.")
    with unhurried(gateway.engine) as u:
        found = responses_of(u, caller.ministry, survey, day, after, limit + 1)
        flows = {version: gateway.published.by_id(u, version) for version in {each.version_id for each in found}}
    shown = [_told(gateway, caller, flows, each) for each in found[:limit]]
    _note(gateway, caller, survey, {"day": day.isoformat(), "after": after, "responses": len(shown)})
    return Responses(survey=survey, day=day, responses=shown, next=after + limit if len(found) > limit else None)


def _told(gateway: Gateway, caller: Caller, flows: Mapping[int, Flow], filed: Filed) -> Response:
    flow = flows[filed.version_id]
    of = gateway.settings.ministries[caller.ministry]
    session, contact = pseudonyms(gateway, of, filed.session_id, filed.number_index)
    return Response(
        response=session,
        contact=contact,
        version=gateway.published.version_of(flow).number,
        day=filed.local_day,
        channel=filed.channel,
        language=filed.language,
        complete=filed.finished,
        answers=[
            Answer(
                question=given.question,
                value=given.value,
                language=given.language,
                at=datetime.fromtimestamp(given.answered_at_ms / 1000, UTC),
            )
            for given in filed.answers
            if given.question in flow.by_name and not is_personal(flow.question(given.question))
        ],
    )


def _note(gateway: Gateway, caller: Caller, survey: str, detail: dict[str, object]) -> None:
    with unit(gateway.engine) as u:
        audit.append(u, actor=caller.name, action=ACTION, subject=survey, at_ms=gateway.now_ms(), detail=detail)
        u.commit()
