"""What lets a channel rest that does not work, and a campaign that the aggregator refuses; with a reason, and an alert.

A channel that answered :data:`FAILURES` calls in a row with nothing but faults (no connection, a time-out, 429, 5xx), or one
with a reason that holds for all texts (an empty account, a wrong key), rests for a minute, then for twice as long each time.
After each rest one text is tried. If the aggregator does its work again, whatever it says of that text, everything goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import structlog

from gateway.africastalking.sender import Outcome, SendFailed
from storage import alerts, outlets, pauses

if TYPE_CHECKING:
    from storage.outlets import Outlet
    from storage.pauses import Pause
    from storage.unit import Unit

log = structlog.get_logger()

BREAKER = "breaker"
"""Who pauses a channel that does not work; such a pause holds every text of it."""

REFUSED = "aggregator"
"""Who pauses a ministry whose texts the aggregator refuses as such; somebody must lift it."""

FAILURES = 20
FIRST_REST_MS = 60_000
LONGEST_REST_MS = 1_800_000

_LOOK = "Look whether the aggregator tells of a disturbance, and whether this machine reaches it."


def rests_ms(held: Iterable[Pause], channel: str, at_ms: int) -> int:
    """How much longer a channel rests because it does not work; 0 if it does not.

    More than the longest rest means that the clock was set back since: nobody waits for that.
    """
    mine = (pause for pause in held if (pause.paused_by, pause.scope, pause.name) == (BREAKER, "channel", channel))
    left_ms = max((pause.until_ms - at_ms for pause in mine if pause.until_ms is not None), default=0)
    return left_ms if 0 < left_ms <= LONGEST_REST_MS else 0


def note(u: Unit, channel: str, calls: Sequence[Sequence[Outcome]], at_ms: int) -> None:
    """Draw the conclusion from calls, in their order. Locks the channel only where there is something to conclude."""
    failures = [_failure(asked) for outcomes in calls if (asked := [each for each in outcomes if not _is_unasked(each)])]
    if any(failures) or (failures and not outlets.look(u, channel).is_well):
        for failed in failures:
            _conclude(u, channel, failed, at_ms)


def _is_unasked(outcome: Outcome) -> bool:
    return isinstance(outcome, SendFailed) and outcome.unasked


def _failure(asked: Sequence[Outcome]) -> SendFailed | None:
    """Why a call says that the channel does not work, if it does; a fault must be one of all of its texts."""
    failed = [outcome for outcome in asked if isinstance(outcome, SendFailed)]
    bad = next((outcome for outcome in failed if outcome.pause), None)
    faulty = [outcome for outcome in failed if outcome.faulty]
    return bad or (faulty[0] if len(faulty) == len(asked) else None)


def _conclude(u: Unit, channel: str, failed: SendFailed | None, at_ms: int) -> None:
    outlet = outlets.lock(u, channel)
    if failed is None:
        _goes_on(u, channel, outlet, at_ms)
    elif failed.pause or outlet.rests or outlet.failures + 1 >= FAILURES:
        _rest(u, channel, outlet, failed, at_ms)
    else:
        outlets.note(u, channel, outlet.failures + 1, 0)


def stop_campaign(u: Unit, ministry: str, failed: SendFailed, at_ms: int) -> None:
    """Hold back what a ministry's invitations and reminders would be refused for."""
    pauses.pause(u, "ministry", ministry, failed.reason, REFUSED, at_ms)
    words = f"The aggregator refuses the invitations of {ministry} ({failed.reason}); they rest. {failed.remedy}"
    alerts.sound(u, "campaign", ministry, words, at_ms)
    log.error("campaign stopped", ministry=ministry, reason=failed.reason)


def tidy(u: Unit, at_ms: int) -> None:
    """Clear the alert of every campaign that somebody has let go on."""
    stopped = {pause.name for pause in pauses.holding(u, at_ms) if pause.paused_by == REFUSED}
    for alert in alerts.raised(u):
        if alert.kind == "campaign" and alert.about not in stopped:
            alerts.clear(u, "campaign", alert.about, at_ms)


def _goes_on(u: Unit, channel: str, outlet: Outlet, at_ms: int) -> None:
    outlets.note(u, channel, 0, 0)
    if not outlet.rests:
        return
    outlets.use(u, channel, at_ms)
    pauses.lift(u, "channel", channel, BREAKER, at_ms, of=BREAKER)
    alerts.clear(u, BREAKER, channel, at_ms)
    log.info("channel goes on", channel=channel)


def _rest(u: Unit, channel: str, outlet: Outlet, failed: SendFailed, at_ms: int) -> None:
    """Pause a channel; where it is paused already, a call that was under way says nothing new."""
    if rests_ms(pauses.holding(u, at_ms), channel, at_ms):
        return
    rest_ms = min(FIRST_REST_MS << min(outlet.rests, 10), LONGEST_REST_MS)
    outlets.note(u, channel, outlet.failures + 1, outlet.rests + 1)
    outlets.use(u, channel, at_ms)
    pauses.pause(u, "channel", channel, failed.reason, BREAKER, at_ms, at_ms + rest_ms)
    words = f"No text goes out by the channel {channel} ({failed.reason}); one is tried from time to time."
    alerts.sound(u, BREAKER, channel, f"{words} {failed.remedy or _LOOK}", at_ms)
    log.error("channel rests", channel=channel, reason=failed.reason, minutes=rest_ms // 60_000)
