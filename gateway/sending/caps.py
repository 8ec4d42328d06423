"""What texts may cost: per hour of the clock and within a day, all ministries together and each within its own limit.

At a cap, invitations and reminders rest until there is room again; replies and notices go on up to twice the cap, then they
rest too. It is said by an alert and a pause, which end by themselves. While no price is known, every part counts as 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import structlog

from storage import alerts, pauses, spending
from storage.spending import HOUR_MS

if TYPE_CHECKING:
    from gateway.settings import Settings
    from storage.pauses import Pause
    from storage.spending import Spent
    from storage.unit import Unit

log = structlog.get_logger()

SPENDING = "spending"
"""Who pauses invitations and reminders at a cap."""

TWICE = "spending, twice the cap"
"""Who pauses replies and notices too."""


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit in thousandths of the currency, of all ministries or of the one that is named."""

    span: Literal["hour", "day"]
    most: int
    ministry: str | None = None

    @property
    def scope(self) -> tuple[Literal["all", "ministry"], str]:
        """As pauses name it."""
        return ("all", "") if self.ministry is None else ("ministry", self.ministry)

    def spent(self, spent: Spent) -> int:
        """What counts towards it."""
        by_ministry = spent.in_hour if self.span == "hour" else spent.in_day
        return sum(by_ministry.values()) if self.ministry is None else by_ministry.get(self.ministry, 0)


def price_millis(settings: Settings) -> int:
    """What a part counts, in thousandths."""
    return max(1, _millis(settings.cost.sms_price)) if settings.cost.sms_price else 1000


def tightest(settings: Settings, spent: Spent, ministry: str, *, twice: bool) -> tuple[int, Cap]:
    """What may still be spent for a text of a ministry, in thousandths, and the cap that says so; may be negative."""
    rooms = [(cap.most * (1 + twice) - cap.spent(spent), cap) for cap in _caps(settings, ministry)]
    return min(rooms, key=lambda room: room[0])


def say_reached(u: Unit, settings: Settings, cap: Cap, cost: int, held: Iterable[Pause], at_ms: int, *, twice: bool) -> None:
    """Pause and alert, once for each time that a cap is reached."""
    by, (scope, name) = TWICE if twice else SPENDING, cap.scope
    if any((pause.scope, pause.name, pause.paused_by) == (scope, name, by) for pause in held):
        return
    until_ms = _room_again_at_ms(u, cap, cap.most * (1 + twice) - cost, at_ms)
    amount = f"{Decimal(cap.most * (1 + twice)) / 1000:f} {settings.cost.currency}"
    reason = f"{amount} within {'an hour' if cap.span == 'hour' else 'a day'}"
    pauses.pause(u, scope, name, reason, by, at_ms, until_ms)
    alerts.sound(u, SPENDING, name, _words(cap, reason, twice=twice), at_ms)
    log.error("spending cap reached", scope=scope, name=name, span=cap.span, replies=twice)


def say_room(u: Unit, settings: Settings, spent: Spent, held: Iterable[Pause], at_ms: int) -> None:
    """Lift the pauses of caps under which there is room again: their time is not over, but the cap was raised."""
    price = price_millis(settings)
    for pause in held:
        if pause.paused_by in (SPENDING, TWICE):
            ministry = pause.name if pause.scope == "ministry" else None
            caps = [cap for cap in _caps(settings, ministry or "") if cap.ministry == ministry]
            factor = 2 if pause.paused_by == TWICE else 1
            if all(cap.spent(spent) + _MARGIN * price <= cap.most * factor for cap in caps):
                _lift(u, pause.scope, pause.name, pause.paused_by, at_ms)
                _clear(u, at_ms)


def tidy(u: Unit, at_ms: int) -> None:
    """Lift what has come to its end by itself, and clear the alerts of which nothing rests any more, whoever ended it."""
    for by in (SPENDING, TWICE):
        for scope, name in pauses.over(u, by, at_ms):
            _lift(u, scope, name, by, at_ms)
    _clear(u, at_ms)


_MARGIN = 10
"""So many parts must fit again before a pause is lifted early: the longest text has no more."""


def _lift(u: Unit, scope: str, name: str, by: str, at_ms: int) -> None:
    pauses.lift(u, "ministry" if scope == "ministry" else "all", name, by, at_ms, of=by)
    log.info("spending goes on", scope=scope, name=name)


def _clear(u: Unit, at_ms: int) -> None:
    """Clear the alert of every purse in which nothing rests."""
    resting = {pause.name for pause in pauses.holding(u, at_ms) if pause.paused_by in (SPENDING, TWICE)}
    for alert in alerts.raised(u):
        if alert.kind == SPENDING and alert.about not in resting:
            alerts.clear(u, SPENDING, alert.about, at_ms)


def _caps(settings: Settings, ministry: str) -> Iterator[Cap]:
    yield Cap("hour", _millis(settings.spending.most_an_hour))
    yield Cap("day", _millis(settings.spending.most_a_day))
    own = settings.ministries.get(ministry)
    if own is not None and own.most_a_day is not None:
        yield Cap("day", _millis(own.most_a_day), ministry)


def _room_again_at_ms(u: Unit, cap: Cap, most: int, at_ms: int) -> int:
    """When so much will have fallen out of the span that no more than ``most`` is left in it."""
    if cap.span == "hour":
        return spending.hour_of(at_ms) + HOUR_MS
    hours = spending.by_hour(u, at_ms, cap.ministry)
    left = sum(millis for _, millis in hours)
    for hour_at_ms, millis in hours:
        left -= millis
        if left <= most:
            return hour_at_ms + (spending.DAY_HOURS + 1) * HOUR_MS
    return spending.hour_of(at_ms) + (spending.DAY_HOURS + 1) * HOUR_MS


def _words(cap: Cap, reason: str, *, twice: bool) -> str:
    whose = "All texts together" if cap.ministry is None else f"The texts of {cap.ministry}"
    what = "No text of theirs goes out, replies neither" if twice else "Invitations and reminders rest"
    return (
        f"{whose} have cost {reason}. {what}, until there is room again. Look what was sent, or raise the limit in config.yaml."
    )


def _millis(amount: Decimal) -> int:
    return int(amount * 1000)
