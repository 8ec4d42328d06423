"""By which channel and code the texts of a survey go out to somebody who has not written to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gateway import numbers

if TYPE_CHECKING:
    from flows.model import Flow
    from gateway.config_sections import Channel
    from gateway.settings import Settings


@dataclass(frozen=True, slots=True)
class Line:
    channel: Channel
    code: str
    """What the text says it comes from: the channel's sender, else a short code."""


def lines_of(settings: Settings, flow: Flow) -> list[Line]:
    """Every way out of a survey: by its own short codes, or else, where it has none, by any channel that can send."""
    own = [(settings.channel_of(keywords.short_code), keywords.short_code) for keywords in flow.starts.texts]
    ways = own or [(channel, code) for channel in settings.channels.values() for code in _short_codes(channel)]
    return [Line(channel, channel.sender or code) for channel, code in ways if channel is not None]


def line_to(settings: Settings, flow: Flow, number: str) -> Line | None:
    """The first way out that serves the country of a number; ``None`` if none does."""
    return next((line for line in lines_of(settings, flow) if _serves(line.channel, number)), None)


def channel_by(settings: Settings, code: str) -> Channel | None:
    """The channel that texts by a code or a registered name."""
    by_name = (channel for channel in settings.channels.values() if code and channel.sender == code)
    return settings.channel_of(code) or next(by_name, None)


def _serves(channel: Channel, number: str) -> bool:
    """Whoever writes is heard from anywhere if no country is named; who has not written is asked in the channel's own."""
    return numbers.is_of(number, channel.country, channel.countries or (channel.country,))


def _short_codes(channel: Channel) -> Iterator[str]:
    """What texts can go out by: its sender, or a code that nobody dials."""
    yield from (channel.sender,) if channel.sender else (code for code in channel.codes if not code.startswith("*"))
