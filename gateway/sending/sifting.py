"""What is set aside at the last moment before a text is claimed, one by one: no number, no decent hour, too much of it.

A text that was queued in good time may have waited for a pace, a pause or a retry; what held when it was queued is asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog

from gateway.asking import calendar
from gateway.asking.calendar import Hours, NoHour
from storage import alerts, claims, contacts, outbox
from storage.claims import Asking

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.claims import Ready
    from storage.pauses import Pause
    from storage.unit import Unit

log = structlog.get_logger()

STUCK_MS = 600_000
"""A text that cannot be sent here (the key of its number is not here) is tried again after this long, behind all others."""

PAUSED_MS = 300_000
"""A text of a survey that is paused is looked at again after this long."""

NOTHING = Asking()

FIVE_MIN_MS, HOUR_MS, DAY_MS = 300_000, 3_600_000, 86_400_000


@dataclass(frozen=True, slots=True)
class _Aside:
    """Why a text is not claimed: due again then, or never."""

    reason: str
    due_at_ms: int | None = None


def sift(u: Unit, gateway: Gateway, texts: Sequence[Ready], held: Iterable[Pause], at_ms: int) -> dict[int, str]:
    """Text -> number, of those texts of one kind that may go now; the others are postponed or will never be sent."""
    numbers = contacts.numbers_of(u, gateway.vault, {text.contact_id for text in texts})
    bulk = texts[0].kind in ("invitation", "reminder")
    asking = _asking(u, texts) if bulk else {}
    resting = {pause.name for pause in held if pause.scope == "survey"}
    had = claims.had(u, texts, since_ms=at_ms - FIVE_MIN_MS, same_since_ms=at_ms - DAY_MS)
    fit: dict[int, str] = {}
    for text in texts:
        number = numbers.get(text.contact_id)
        aside = _without_number(number, at_ms) or _too_many(gateway, *had[text.id])
        if aside is None and bulk and number:
            aside = _not_now(u, gateway, text, number, asking.get(text.session_id or 0, NOTHING), resting, at_ms)
        if aside is None and number:
            fit[text.id] = number
        elif aside is not None:
            _set_aside(u, text, aside, at_ms)
    return fit


def after_quiet_ms(gateway: Gateway, text: Ready, number: str, at_ms: int) -> int:
    """The next end of the quiet hours where a number is at home; of several zones, the last."""
    zones = calendar.zone_of(number, _zone(gateway, text)).split()
    return max(_next(gateway.settings.invitations.quiet_until, ZoneInfo(zone), at_ms) for zone in zones)


def _next(wall: time, zone: ZoneInfo, at_ms: int) -> int:
    """The next instant at which the wall shows a time."""
    day = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).date()
    shown = (datetime.combine(day + timedelta(days=ahead), wall, zone) for ahead in (0, 1, 2))
    return next(ms for each in shown if (ms := round(each.timestamp() * 1000)) > at_ms)


def _asking(u: Unit, texts: Sequence[Ready]) -> dict[int, Asking]:
    sessions = {text.session_id for text in texts if text.session_id is not None}
    return claims.asking_of(u, sessions) if sessions else {}


def _without_number(number: str | None, at_ms: int) -> _Aside | None:
    if number is None:
        return _Aside("number cannot be opened", at_ms + STUCK_MS)
    return None if number else _Aside("forgotten")


def _too_many(gateway: Gateway, lately: int, alike: int) -> _Aside | None:
    limits = gateway.settings.outbox
    if lately >= limits.most_in_5_min:
        return _Aside("too many texts to one number")
    return _Aside("the same text too often") if alike >= limits.most_alike_a_day else None


def _not_now(
    u: Unit, gateway: Gateway, text: Ready, number: str, asking: Asking, resting: set[str], at_ms: int
) -> _Aside | None:
    """Why a text that nobody asked for does not go at this moment."""
    since_ms = text.created_at_ms if asking.first_due_at_ms is None else asking.first_due_at_ms
    if text.kind == "invitation" and at_ms - since_ms > gateway.settings.invitations.late_after_h * HOUR_MS:
        return _Aside("too late")
    if asking.survey in resting:
        return _Aside("survey paused", at_ms + PAUSED_MS)
    try:
        first_ms = calendar.first_of(
            _hours(u, gateway, text, asking.version_id), calendar.zone_of(number, _zone(gateway, text)), at_ms
        )
    except NoHour:
        return _Aside("no hour to text")
    return _Aside("not a decent hour", first_ms) if first_ms > at_ms else None


def _hours(u: Unit, gateway: Gateway, text: Ready, version_id: int) -> Hours:
    """The hours of its survey; of what belongs to none, those of the installation."""
    invitations, ministry = gateway.settings.invitations, gateway.settings.ministries.get(text.ministry)
    if version_id:
        return calendar.hours_of(gateway.published.by_id(u, version_id), ministry, invitations)
    return Hours(
        opens=time.min,
        closes=time.max,
        quiet_from=invitations.quiet_from,
        quiet_until=invitations.quiet_until,
        rest_days=frozenset(map(calendar.WEEKDAYS.index, invitations.rest_days)),
        holidays=ministry.holidays if ministry else frozenset(),
    )


def _zone(gateway: Gateway, text: Ready) -> str:
    ministry = gateway.settings.ministries.get(text.ministry)
    return ministry.time_zone if ministry else next(iter(gateway.settings.ministries.values())).time_zone


def _set_aside(u: Unit, text: Ready, aside: _Aside, at_ms: int) -> None:
    if aside.due_at_ms is not None:
        outbox.postpone(u, text.id, aside.due_at_ms, aside.reason)
    else:
        outbox.withhold(u, text.id, aside.reason, at_ms)
    if aside.reason.startswith("too many"):
        words = "Somebody was to be sent more texts within five minutes than one number is; the rest was thrown away."
        alerts.sound(u, "flood", text.channel, f"{words} Look what writes to them: the log names the contact.", at_ms)
    log.warning("text set aside", outbox=text.id, contact=text.contact_id, reason=aside.reason)
