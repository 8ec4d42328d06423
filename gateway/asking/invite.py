"""Asking after a service: the clock takes the invitations whose time has come, one by one, and decides about each for good.

The decision, the conversation that begins, its first text in the outbox: all of it is one transaction under the lock of the
person's contact. A crash undoes it all or nothing of it; of two clocks one decides. What waits for an hour, a pause or room in
the outbox goes on waiting, until it is too late to ask after the service.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, groupby, zip_longest
from typing import TYPE_CHECKING

import structlog

from flows import conversation
from flows.state import Moment, Outcome, Person
from gateway.asking import calendar
from gateway.asking.lines import Line, line_to, lines_of
from gateway.conversing import converse
from gateway.conversing.converse import Came, Known
from gateway.crashpoints import crash_at
from gateway.sending import resting
from storage import backlog, contacts, invitations, outbox, pauses, testers
from storage.invitations import Reason, Waiting
from storage.unit import Overtaken, Unavailable, Unit, reading, unit

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from gateway.publishing.published import Edition
    from gateway.wiring import Gateway

log = structlog.get_logger()

AT_ONCE = 500
"""Invitations read in one go, fairly among ministries."""

A_ROUND = 2_000
"""Invitations decided about in one round of the clock, which has other things to do."""

BACKLOG_S = 120
"""Texts that nobody asked for are queued for at most so many seconds of a channel's pace: a STOP, a pause and the night are
minded when a text is queued, so none may wait there for long."""

LATER_MS = 3_600_000
"""One that cannot be decided about (its channel is not configured, something is broken) is looked at again after this."""

HOUR_MS = 3_600_000
DAY_MS = 86_400_000


def send_due(gateway: Gateway) -> int:
    """Decide about every invitation whose time has come, as far as there is room to send; returns how many began.

    Costs one small question where none is due. May run in any number of processes at once.
    """
    began = decided = 0
    while decided < A_ROUND:
        batch = _batch(gateway, gateway.now_ms())
        queued = [outbox_id for each in batch if (outbox_id := _look(gateway, each)) is not None]
        # Once for all: whoever hears it begins, and workers drain the rest; no reply's ring waits behind hundreds.
        if queued:
            gateway.bell.ring("deliver", queued[0])
        began += len(queued)
        decided += len(batch)
        if len(batch) < AT_ONCE:
            break
    return began


# --- whose turn it is --------------------------------------------------------------------------------------------------------


def _batch(gateway: Gateway, at_ms: int) -> list[Waiting]:
    """Invitations to decide about now, one of each ministry in turn; none of what is paused, or whose channel is full."""
    with reading(gateway.engine) as c:
        if not invitations.due(c, at_ms, 1):
            return []
        gateway.published.refresh(c)
        holding = pauses.holding(Unit(c), at_ms)
        room = {name: _room(gateway, c, name) for name in gateway.settings.channels}
        limit = min(AT_ONCE, sum(room.values()))
        if resting.all_rests(holding) or not limit:
            return []
        held = resting.held_by(gateway, holding, full=[name for name, texts in room.items() if not texts])
        longest_due = invitations.due(c, at_ms, limit, held=held)
        if len(longest_due) < limit:
            return _in_turn(longest_due)
        ministries = sorted({*gateway.settings.ministries, *(each.ministry for each in longest_due)} - held.ministries)
        of_all = [each for key in ministries for each in invitations.due(c, at_ms, limit, held=held, of=key)]
        return _in_turn(of_all)[:limit]


def _room(gateway: Gateway, c: Connection, channel: str) -> int:
    """How many more texts that nobody asked for a channel takes now."""
    most = max(1, round(gateway.settings.channels[channel].parts_a_second * BACKLOG_S))
    return most - backlog.unasked(c, channel, most)


def _in_turn(waiting: list[Waiting]) -> list[Waiting]:
    by_ministry = sorted(waiting, key=lambda each: each.ministry)
    groups = [list(group) for _, group in groupby(by_ministry, key=lambda each: each.ministry)]
    return [each for each in chain.from_iterable(zip_longest(*groups)) if each is not None]


# --- one invitation ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Withheld:
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Later:
    until_ms: int


@dataclass(frozen=True, slots=True)
class _Asked:
    contact_id: int
    line: Line
    person: Known
    outcome: Outcome


_Verdict = _Withheld | _Later | _Asked


def _look(gateway: Gateway, waiting: Waiting) -> int | None:
    """Decide about one invitation; the outbox row of its text if it began. Whatever is wrong with one does not stop others."""
    try:
        return _decide(gateway, waiting.visit_id, waiting.contact_id, gateway.now_ms())
    except Overtaken:  # they began by themselves in this moment, or another clock was quicker
        return None
    except Unavailable:
        raise
    except Exception:
        log.exception("invitation cannot be decided about", visit=waiting.visit_id)
        _put_off(gateway, waiting.visit_id, gateway.now_ms() + LATER_MS)
        return None


def _put_off(gateway: Gateway, visit_id: int, until_ms: int) -> None:
    with unit(gateway.engine) as u:
        invitations.put_off(u, visit_id, until_ms)
        u.commit()


def _decide(gateway: Gateway, visit_id: int, contact_id: int | None, at_ms: int) -> int | None:
    with unit(gateway.engine) as u:
        if contact_id is not None:
            contacts.lock(u, contact_id)
        waiting = invitations.waiting(u, visit_id)
        if waiting is None:
            return None
        verdict = _verdict(u, gateway, waiting, at_ms)
        outbox_id = None
        if isinstance(verdict, _Later):
            invitations.put_off(u, visit_id, verdict.until_ms)
        elif isinstance(verdict, _Withheld):
            invitations.withhold(u, visit_id, verdict.reason, at_ms)
            log.info("invitation withheld", visit=visit_id, reason=verdict.reason)
        else:
            outbox_id = _begin(u, gateway, waiting, verdict, at_ms)
        crash_at(gateway.settings, "n")
        u.commit()
    crash_at(gateway.settings, "o")
    if not isinstance(verdict, _Later):
        reason = verdict.reason if isinstance(verdict, _Withheld) else ""
        gateway.tally.add("invitations", waiting.ministry, "withheld" if reason else "sent", reason)
    return outbox_id


def _verdict(u: Unit, gateway: Gateway, waiting: Waiting, at_ms: int) -> _Verdict:
    """What becomes of an invitation now. What will not change decides first; how often somebody is asked, last."""
    if waiting.contact_id is None:
        return _Withheld("forgotten")
    edition = gateway.published.newest(waiting.survey)
    if edition is None or edition.flow.starts.after_visit is None or edition.version.ministry != waiting.ministry:
        return _Withheld("survey closed")
    if contacts.by_id(u, waiting.contact_id).opted_out:
        return _Withheld("opted out")
    return _not_now(gateway, edition, waiting, at_ms) or _whom(u, gateway, edition, waiting, waiting.contact_id, at_ms)


def _not_now(gateway: Gateway, edition: Edition, waiting: Waiting, at_ms: int) -> _Later | _Withheld | None:
    rules = gateway.settings.invitations
    if at_ms > waiting.first_due_at_ms + rules.late_after_h * HOUR_MS:
        return _Withheld("too late")
    ministry = gateway.settings.ministries.get(waiting.ministry)
    zone = waiting.zone or edition.flow.time_zone
    try:
        allowed_ms = calendar.first_allowed_at_ms(edition.flow, zone, ministry, rules, at_ms)
    except calendar.NoHour:
        return _Withheld("too late")
    return _Later(allowed_ms) if allowed_ms > at_ms else None


def _whom(u: Unit, gateway: Gateway, edition: Edition, waiting: Waiting, contact_id: int, at_ms: int) -> _Verdict:
    try:
        number = contacts.number_of(u, gateway.vault, contact_id)
    except contacts.Unsealable:
        return _Withheld("number cannot be opened")
    if not lines_of(gateway.settings, edition.flow):
        log.error("survey has no way out: no channel has its short code", survey=waiting.survey)
        return _Later(at_ms + LATER_MS)
    line = line_to(gateway.settings, edition.flow, number)
    if line is None:
        return _Withheld("country not served")
    if resting.rests(pauses.holding(u, at_ms), survey=waiting.survey, ministry=waiting.ministry, channel=line.channel.name):
        return _Later(at_ms + 60_000)
    is_tester = testers.is_tester(u, contact_id)
    if not is_tester and _asked_enough(u, gateway, waiting.ministry, contact_id, at_ms):
        return _Withheld("frequency limit")
    return _conversation(u, gateway, edition, waiting, line, is_tester, at_ms)


def _asked_enough(u: Unit, gateway: Gateway, ministry: str, contact_id: int, at_ms: int) -> bool:
    """Whether this ministry, or any, has invited somebody so lately that they are left in peace."""
    rules = gateway.settings.invitations
    own_ms = at_ms - rules.days_between * DAY_MS
    any_ms = at_ms - rules.days_between_ministries * DAY_MS
    last = invitations.last_sent(u, contact_id, min(own_ms, any_ms))
    return last.get(ministry, own_ms) > own_ms or any(sent_ms > any_ms for sent_ms in last.values())


def _conversation(
    u: Unit, gateway: Gateway, edition: Edition, waiting: Waiting, line: Line, is_tester: bool, at_ms: int
) -> _Asked | _Withheld:
    assert waiting.contact_id is not None
    person = converse.known(gateway, u, waiting.contact_id)
    finished = {} if is_tester else person.finished_at_ms
    outcome = conversation.invite(
        edition.flow,
        invitations.visit(u, waiting.visit_id),
        Person(opens=person.opens, finished_at_ms=finished),
        Moment(at_ms, gateway.reference()),
        gateway.budgets,
    )
    if outcome is None:
        return _Withheld("in it already" if _is_in_it(person, waiting.survey, at_ms) else "answered lately")
    return _Asked(waiting.contact_id, line, person, outcome)


def _is_in_it(person: Known, survey: str, at_ms: int) -> bool:
    open_ = person.open_of(survey)
    return open_ is not None and conversation.expire(open_, at_ms) is None


def _begin(u: Unit, gateway: Gateway, waiting: Waiting, asked: _Asked, at_ms: int) -> int:
    """Write down the conversation, its text and that this invitation was sent. Raises ``Overtaken`` if it was decided."""
    screen = asked.outcome.screen
    assert screen is not None
    came = Came(asked.contact_id, "sms", asked.line.code, at_ms, None)
    places = converse.places(gateway, u, asked.person.standing)
    session_id = converse.record(u, gateway, asked.outcome, came, places, screen.text, lambda _: None)
    assert session_id is not None
    outbox_id = outbox.put(
        u,
        channel=asked.line.channel.name,
        contact_id=asked.contact_id,
        session_id=session_id,
        code=asked.line.code,
        text=screen.text,
        at_ms=at_ms,
        kind="invitation",
        ministry=waiting.ministry,
    )
    if not invitations.sent(u, waiting.visit_id, session_id, at_ms):
        raise Overtaken("invitations: decided already")
    log.info("invited", visit=waiting.visit_id, session=session_id, outbox=outbox_id, survey=waiting.survey)
    return outbox_id
