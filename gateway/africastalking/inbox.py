"""Texts that Africa's Talking has for us and may not have brought: its list of texts, read piece by piece, by workers only.

Its ids there are whole numbers that grow, and others than those of the callbacks; its dates have another form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import requests
import structlog

from gateway.africastalking import callbacks
from gateway.africastalking.sender import TIMEOUT_S, sender_of
from gateway.config_sections import Channel
from gateway.conversing.acting import PULLED
from gateway.hooks import forms
from gateway.hooks.heard import IncomingText
from gateway.settings import Settings

log = structlog.get_logger()

_LONGEST_ID = 18  # digits that a 64-bit number holds in any case
_FIELDS = ("from", "to", "text", "date", "linkId")


class FetchFailed(Exception):
    """The list could not be read now. Its sentence holds no text and no number."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """A text of the list, behind ``id``."""

    id: int
    text: IncomingText


class Inbox(Protocol):
    """The list of one channel."""

    def fetch(self, after: int) -> tuple[Pulled, ...]:
        """The next texts behind an id, the first of them first; none if there are no more. Raises :class:`FetchFailed`."""
        ...


def inboxes(settings: Settings, api_keys: Mapping[str, str]) -> dict[str, Inbox]:
    """The lists of all channels that ask for them."""
    return {c.name: inbox_of(c, settings.stub.url, api_keys[c.name]) for c in settings.channels.values() if c.pull}


def inbox_of(channel: Channel, stub_url: str, api_key: str) -> AfricasTalkingInbox:
    """The list of one channel."""
    return AfricasTalkingInbox(channel, stub_url, api_key)


class AfricasTalkingInbox:
    """Fetches by the SDK, at the address and with the key by which the channel's sender sends."""

    def __init__(self, channel: Channel, stub_url: str, api_key: str) -> None:
        self._service = sender_of(channel, stub_url, api_key)._service

    def fetch(self, after: int) -> tuple[Pulled, ...]:
        """See :class:`Inbox`. What has no id of its own, or an id that is no number, is left out."""
        try:
            reply = self._service.fetch_messages(last_received_id=after, timeout=TIMEOUT_S)
        except requests.RequestException as fault:
            raise FetchFailed(type(fault).__name__) from None
        if not 200 <= reply.status < 300:
            raise FetchFailed(f"HTTP {reply.status}")
        messages = _messages(reply.body)
        found = [pulled for each in messages if (pulled := _pulled(each)) is not None]
        if len(found) < len(messages):
            log.warning("texts of the list cannot be told apart", texts=len(messages) - len(found))
        return tuple(sorted(found, key=lambda pulled: pulled.id))


def _messages(body: str | None) -> list[Any]:
    try:
        messages = json.loads(body or "")["SMSMessageData"]["Messages"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise FetchFailed("reply not understood") from None
    if not isinstance(messages, list):
        raise FetchFailed("reply not understood")
    return messages


def _pulled(message: Any) -> Pulled | None:
    if not isinstance(message, dict):
        return None
    said = str(message.get("id", "")).strip()
    if not (said.isascii() and said.isdigit() and len(said) <= _LONGEST_ID):
        return None
    fields = {name: forms.cleaned(str(value)) for name in _FIELDS if (value := message.get(name)) is not None}
    return Pulled(int(said), callbacks.incoming_text(fields | {"id": f"{PULLED}{int(said)}"}))
