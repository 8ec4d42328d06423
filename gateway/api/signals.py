"""``/api/v1/signals``: a ministry's own systems see what is open and say what was done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from gateway.api.asked import whole
from gateway.api.reading import Unreadable, parsed
from gateway.api.signal_shapes import HIGHEST_ID, MOST_SIGNALS, Action, Signal, Signals
from gateway.following.acting import AlreadyClosed, Done, NoSuchSignal, record
from gateway.nights import nightfall
from gateway.refusal import Refusal
from storage import signals
from storage.unhurried import unhurried

if TYPE_CHECKING:
    from gateway.api.tokens import Caller
    from gateway.wiring import Gateway
    from reports.night.evidence import SignalRecord

YEAR = timedelta(days=365)
_FIELDS = frozenset(Action.model_fields)


def listing(gateway: Gateway, caller: Caller, asked: Mapping[str, str]) -> Signals:
    """The open signals of the caller's ministry, and those closed within a year, by id. Raises :class:`Unreadable`."""
    after, limit = whole(asked, "after", 0, 0, HIGHEST_ID), whole(asked, "limit", MOST_SIGNALS, 1, MOST_SIGNALS)
    today = nightfall.local_date(gateway.settings.ministries[caller.ministry], gateway.now_ms())
    with unhurried(gateway.engine) as u:
        found = signals.of_ministry(u, caller.ministry, today, today - YEAR)
    later = sorted((each for each in found if each.id > after), key=lambda each: each.id)
    shown = [_told(each) for each in later[:limit]]
    return Signals(signals=shown, next=shown[-1].id if len(later) > limit else None)


def act(gateway: Gateway, caller: Caller, signal_id: str, environ: Mapping[str, Any]) -> Signal:
    """Record what was done about a signal of the caller's ministry, and give it as it stands then.

    Raises :class:`Unreadable`, with 404 for a signal of nobody or of another ministry and 409 for one that is closed.
    """
    action = _action(parsed(environ))
    try:
        known = signal_id.isascii() and signal_id.isdigit() and len(signal_id) < 20 and int(signal_id) <= HIGHEST_ID
        if not known:
            raise NoSuchSignal("There is no such signal.", "GET /api/v1/signals lists those of your ministry.")
        done = Done(action.kind, action.note, caller.name, action.closes)
        return _told(record(gateway, int(signal_id), done, caller.ministry))
    except NoSuchSignal:
        raise Unreadable(404, "There is no such signal.", "GET /api/v1/signals lists those of your ministry.") from None
    except AlreadyClosed as refusal:
        raise Unreadable(409, refusal.sentence, refusal.remedy) from None
    except Refusal as refusal:
        raise Unreadable(422, refusal.sentence, refusal.remedy) from None


def _action(body: Any) -> Action:
    try:
        return Action.model_validate(body)
    except ValidationError as faults:
        places = {str(fault["loc"][0]) for fault in faults.errors(include_url=False, include_input=False) if fault["loc"]}
        wrong = sorted(places & _FIELDS)
        sentence = f"“{wrong[0]}” is missing or not as it should be." if wrong else "This is no action."
        raise Unreadable(422, sentence, "Send “kind”, “note” and “closes” as /api/v1/openapi.json says, and no more.") from None


def _told(record: SignalRecord) -> Signal:
    return Signal(
        id=record.id,
        rule=record.rule,
        direction=record.direction,
        measure=record.measure,
        channel=record.channel,
        service=record.service,
        district=record.district,
        facility=record.facility,
        value=float(record.value),
        low=None if record.low is None else float(record.low),
        high=None if record.high is None else float(record.high),
        n=record.n,
        since=record.since,
        opened=record.opened,
        last_found=record.last,
        closed=record.closed,
        settled_by=record.closing,
        note=record.note,
    )
