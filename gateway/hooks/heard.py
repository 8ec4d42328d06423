"""What an aggregator tells us, in our words: the edge parses into these, the use cases know nothing else of the wire."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UssdHop:
    """One request of a USSD call. ``heard`` is all that was typed in the call so far, inputs joined by ``*``."""

    provider_id: str
    number: str
    """As it came: kept in memory only."""
    service_code: str
    """``*120*45#``, whatever the spelling that came; empty if it was no code."""
    network_code: str | None
    heard: str


@dataclass(frozen=True, slots=True)
class IncomingText:
    """One SMS. Every field but the first four may be empty; nothing about it is ever a reason to refuse it."""

    provider_id: str
    sender: str
    """A number or an operator's name, as it came."""
    code: str
    """The short code it was sent to."""
    text: str
    date: str
    network_code: str | None
    link_id: str | None
    cost: str | None


@dataclass(frozen=True, slots=True)
class CallEnd:
    """The aggregator says that a call is over. It may never say so, or twice, or before the last hop."""

    provider_id: str
    status: str
    cost: str
    duration_ms: int | None
    hops: int | None
    error: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """Somebody joined or left a paid subscription of a short code."""

    number: str
    code: str
    keyword: str
    joined: bool
