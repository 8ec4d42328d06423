"""From an ended session to a filed response: queued in the completing transaction, filed when there is time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.model import Date, Flow, Number, Place, Text
from flows.state import Answer, State
from gateway.nights import nightfall
from gateway.remarks import danger
from gateway.remarks.owned import names
from gateway.wiring import Gateway
from reports.figures import headline_of
from reports.quality import Pace, speeding, straight_lining
from reports.text.names import NO_NAMES, Names
from reports.text.redaction import redact
from storage import invitations, nights, responses, testers
from storage.unit import unit

if TYPE_CHECKING:
    from storage.responses import Step
    from storage.unit import Unit

COUNTED = ("finished", "closed", "stopped", "refused", "dropped", "not started")
"""How a session ends that becomes a response; ``abandoned`` and ``moved`` go on in another session."""

TESTER = "tester"
"""Why the response of a phone of the house is set aside: filed for whoever tries a survey, and never counted."""


def queue(
    u: Unit, gateway: Gateway, session_id: int, flow: Flow, state: State, at_ms: int, *, ended_at_ms: int | None = None
) -> None:
    """Queue an ended session for the night, in the transaction that ends it.

    ``state`` is the session's last one, ``at_ms`` now; ``ended_at_ms`` when it ended, if that was not now. A session that
    goes on elsewhere (abandoned, moved) is not queued, so a caller may hand over every ended session.
    """
    gateway.tally.add("sessions_ended", state.ended)
    if state.ended not in COUNTED:
        return
    passage = responses.passage(u, session_id)
    ministry = gateway.settings.ministries.get(passage.ministry)
    zone = ministry.time_zone if ministry else flow.time_zone
    responses.queue(
        u,
        passage,
        language=state.language,
        local_day=local_day(flow, state, zone, at_ms if ended_at_ms is None else ended_at_ms),
        ended=state.ended,
        left_at=_left_at(u, session_id, state),
        at_ms=at_ms,
    )


def local_day(flow: Flow, state: State, zone: str, at_ms: int) -> date:
    """The date in ``zone`` on which the headline answer was received, else on which the session ended."""
    headline = headline_of(flow)
    answer = state.answer(headline.name) if headline else None
    counted_at_ms = answer.answered_at_ms if answer and answer.state == "answered" else at_ms
    return datetime.fromtimestamp(counted_at_ms / 1000, ZoneInfo(zone)).date()


def _left_at(u: Unit, session_id: int, state: State) -> str:
    """The question that was open when the person left: an ended state no longer names it, an earlier turn does."""
    if state.ended == "finished":
        return ""
    if state.open:
        return state.open
    before = (State.load(step.state).open for step in reversed(responses.steps(u, session_id)))
    return next((name for name in before if name), "")


def file_response(gateway: Gateway, session_id: int) -> bool:
    """File the response of a session: its answers as of the last stored turn, free words redacted, pace and pattern judged.

    May run any number of times, also at once, with the same result. False if there is no response to file.
    """
    with unit(gateway.engine) as u:
        filed = file_in(u, gateway, session_id)
        u.commit()
    return filed


def file_in(u: Unit, gateway: Gateway, session_id: int) -> bool:
    """As :func:`file_response`, within a unit that does more. What was filed before its words were taken away stays so."""
    response = responses.queued(u, session_id)
    taken = responses.steps(u, session_id)
    if response is None or not taken:
        return False
    flow = gateway.published.by_id(u, response.version_id)
    answers = State.load(taken[-1].state).answers
    responses.file(
        u,
        response,
        [redacted(flow, answer, names(gateway.settings)) for answer in answers],
        responses.Filing(
            desk_day(u, gateway, response),
            gateway.now_ms(),
            set_aside=TESTER if testers.talked(u, session_id) else "",
            visited=invitations.stratum_of_session(u, session_id),
            invited=invitations.fate_of_session(u, session_id),
        ),
        speeding=speeding(response.channel, _paces(taken)),
        straight_lining=straight_lining(flow, answers),
    )
    danger.watch(u, gateway, response.ministry, session_id, flow, answers)
    return True


def desk_day(u: Unit, gateway: Gateway, response: responses.Queued) -> date:
    """In whose report a response is counted: of its own day, or of the first one that was open and is not made.

    Of a ministry that is not configured any more, its own.
    """
    ministry = gateway.settings.ministries.get(response.ministry)
    if ministry is None:
        return response.local_day
    made = nights.last_done(u, response.ministry) or date.min
    return max(nightfall.desk_day(ministry, response.local_day, response.queued_at_ms), made + timedelta(days=1))


def redacted(flow: Flow, answer: Answer, listed: Names = NO_NAMES) -> Answer:
    """The answer without numbers, addresses and names that point at a person; a figure, day or place that was asked for stays.

    Only free words are ever a person's own: the value of every other kind is one of ours, a number given as an answer sealed.
    """
    asked = flow.question(answer.question) if answer.question in flow.by_name else None
    kind = asked.kind if asked is not None and answer.state == "answered" else None
    if isinstance(kind, Number | Date) or (isinstance(kind, Place) and answer.raw == answer.value):
        return answer
    own_words = kind is None or isinstance(kind, Text)
    value = redact(answer.value, listed) if own_words and answer.value is not None else answer.value
    return replace(answer, raw=redact(answer.raw, listed), value=value)


def _paces(taken: list[Step]) -> Iterator[Pace]:
    """The time from each prompt to the answer it got, for turns in which an answer was given."""
    for before, after in pairwise(taken):
        answered = len(State.load(after.state).answers) > len(State.load(before.state).answers)
        if answered and after.said is not None and before.reply is not None:
            yield Pace(before.reply.removeprefix("CON "), after.at_ms - before.at_ms)
