"""The silence alarm: a channel that used to be called or texted, and is not any more, has most likely lost its callbacks.

At the aggregator's side such a loss leaves no trace: callers hear its recorded voice, and we hear nothing. So it is hours of
daylight without a word that are counted, on the wall clock of the people who would call.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog

from gateway.asking.calendar import Hours
from storage import alerts, beats
from storage.unit import Unit, reading, unit

if TYPE_CHECKING:
    from gateway.config_sections import Channel
    from gateway.wiring import Gateway

log = structlog.get_logger()

ALERT = "silence"
LISTENED_FOR = {"ussd": "call", "sms": "text"}
"""Kinds of callbacks that people bring about, and what one of them is called. The others only follow from these and from
our own texts."""

_STEP_S = 900
"""Hours of daylight begin and end at a quarter of an hour, in every zone."""


def listen(gateway: Gateway) -> int:
    """Raise the alert of each channel that has gone silent, and clear that of each which is heard again; how many of both."""
    with reading(gateway.engine) as connection:
        u = Unit(connection)
        signs = beats.all_beats(u)
        raised = {alert.about for alert in alerts.raised(u) if alert.kind == ALERT}
        gateway.published.refresh(connection)
    silent = {name: told for name, channel in gateway.settings.channels.items() if (told := words(gateway, channel, signs))}
    new, over = silent.keys() - raised, raised - silent.keys()
    if new or over:
        with unit(gateway.engine) as u:
            for name in sorted(new):
                alerts.sound(u, ALERT, name, silent[name], gateway.now_ms())
            for name in sorted(over):
                alerts.clear(u, ALERT, name, gateway.now_ms())
            u.commit()
    for name in sorted(new):
        log.error("channel is silent", channel=name)
    for name in sorted(over):
        log.info("channel is heard again", channel=name)
    return len(new) + len(over)


def words(gateway: Gateway, channel: Channel, signs: Mapping[str, int]) -> str:
    """One sentence and its remedy about a channel that has gone silent; empty for one that has not, or was never heard."""
    hours = gateway.settings.watch.silence_after_h
    missing = [LISTENED_FOR[kind] for kind in silent_kinds(gateway, channel, signs)]
    if not missing:
        return ""
    return (
        f"No {' and no '.join(missing)} has reached channel {channel.name} for {hours} hours of daylight or more. Try it with "
        "a phone; if nothing comes, compare “gateway hooks” with the addresses at the aggregator, then ask the aggregator."
    )


def silent_kinds(gateway: Gateway, channel: Channel, signs: Mapping[str, int]) -> Iterator[str]:
    """The kinds of callbacks that used to come on a channel and have not come for too long."""
    zone = zone_of(gateway, channel)
    for kind in LISTENED_FOR:
        last_at_ms = signs.get(f"hook {channel.name} {kind}")
        if last_at_ms is not None and _is_too_long(gateway, zone, last_at_ms):
            yield kind


def _is_too_long(gateway: Gateway, zone: str, last_at_ms: int) -> bool:
    """Whether enough daylight has passed; looks no further than it must."""
    watch, quiet = gateway.settings.watch, gateway.settings.invitations
    day = Hours(time.min, time.max, quiet.quiet_from, quiet.quiet_until, frozenset(), frozenset())
    left_s, now_s, at_s, home = watch.silence_after_h * 3600.0, gateway.now_ms() / 1000, last_at_ms / 1000, ZoneInfo(zone)
    while left_s > 0 and at_s < now_s:
        until_s = min((at_s // _STEP_S + 1) * _STEP_S, now_s)
        if day.allow(datetime.fromtimestamp(at_s, home)):
            left_s -= until_s - at_s
        at_s = until_s
    return left_s <= 0


def zone_of(gateway: Gateway, channel: Channel) -> str:
    """Where the people of a channel live: in the zone of the ministry whose survey is reached by it; UTC where none is."""
    published = gateway.published
    for code in channel.codes:
        dialled = published.dialled(code)
        for edition in (dialled.edition,) if dialled else published.listening(code):
            ministry = gateway.settings.ministries.get(edition.version.ministry)
            if ministry:
                return ministry.time_zone
    return "UTC"
