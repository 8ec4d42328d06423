"""When somebody whose visit was drawn is asked first, and which visits are too long ago to be asked about."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.conversation import invitation_at_ms
from gateway.asking.calendar import NoHour, first_allowed_at_ms, zone_of

if TYPE_CHECKING:
    from gateway.visits.desk import Desk
    from gateway.wiring import Gateway

_MINUTE_MS = 60_000
_DAY_MS = 86_400_000
_MOST_KEPT = 65_536


class Due:
    """Works out due instants for one survey; lists name the same minutes and zones again and again."""

    def __init__(self, gateway: Gateway, desk: Desk) -> None:
        self._desk = desk
        self._now_ms = gateway.now_ms()
        self._rules = gateway.settings.invitations
        self._after_ms = (desk.flow.starts.after_visit or timedelta()) // timedelta(milliseconds=1)
        self._opening = lru_cache(_MOST_KEPT)(self._first_allowed)
        self.zone = lru_cache(_MOST_KEPT)(self._zone)
        """The zone of a number, or several where it may be in any; the survey's own where it tells none."""

    def at_ms(self, zone: str, recorded_at_ms: int) -> int:
        """After the survey's delay, never before now, in the survey's hours on the wall of this zone."""
        earliest_ms = max(recorded_at_ms + self._after_ms, self._now_ms)
        # The walls of all zones turn with the minute: what is allowed at its beginning is allowed until its end.
        minute_ms = earliest_ms - earliest_ms % _MINUTE_MS
        try:
            return max(earliest_ms, self._opening(zone, minute_ms))
        except NoHour:  # in that zone: who sends will find that its time is over
            return max(invitation_at_ms(self._desk.flow, recorded_at_ms), self._now_ms)

    def is_late(self, recorded_at_ms: int, handed_in_ms: int) -> bool:
        """Whether a visit is too long ago to ask after it when it is handed in."""
        return handed_in_ms - recorded_at_ms > self._rules.visits_at_most_days * _DAY_MS

    def _first_allowed(self, zone: str, at_ms: int) -> int:
        return first_allowed_at_ms(self._desk.flow, zone, self._desk.ministry, self._rules, at_ms)

    def _zone(self, number: str) -> str:
        return zone_of(number, self._desk.flow.time_zone)
