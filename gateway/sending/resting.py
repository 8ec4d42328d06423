"""Which texts that nobody asked for must wait: what is paused, and channels that have enough of them to send already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gateway.asking.lines import lines_of
from storage.invitations import Held
from storage.pauses import Pause

if TYPE_CHECKING:
    from gateway.publishing.published import Edition
    from gateway.wiring import Gateway


def all_rests(pauses: Iterable[Pause]) -> bool:
    """Whether everything is paused."""
    return any(pause.scope == "all" for pause in pauses)


def rests(pauses: Iterable[Pause], *, survey: str, ministry: str, channel: str) -> bool:
    """Whether invitations and reminders of a survey, of a ministry, by a channel, must wait."""
    held = {("all", ""), ("survey", survey), ("ministry", ministry), ("channel", channel)}
    return any((pause.scope, "" if pause.scope == "all" else pause.name) in held for pause in pauses)


def held_by(gateway: Gateway, pauses: Iterable[Pause], full: Iterable[str]) -> Held:
    """What must wait now, where channels ``full`` have enough to send: ministries, and surveys with no other way out."""
    pauses = tuple(pauses)
    closed = {*full, *(pause.name for pause in pauses if pause.scope == "channel")}
    editions = gateway.published.everything() if closed else ()
    return Held(
        ministries=frozenset(pause.name for pause in pauses if pause.scope == "ministry"),
        surveys=frozenset(pause.name for pause in pauses if pause.scope == "survey")
        | frozenset(each.version.survey for each in editions if _has_no_way(gateway, each, closed)),
    )


def _has_no_way(gateway: Gateway, edition: Edition, closed: set[str]) -> bool:
    ways = lines_of(gateway.settings, edition.flow)
    return bool(ways) and all(line.channel.name in closed for line in ways)
