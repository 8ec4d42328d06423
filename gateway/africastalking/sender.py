"""Texts to people by Africa's Talking. Used by workers only: a call may take its whole time-out.

The official SDK builds and addresses the request; how it reads replies would hide what we must know (a content type with a
charset makes a reply a string, a failure has no status code), so replies are read by :mod:`gateway.africastalking.replies`.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

import requests
from africastalking.SMS import SMSService
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProxyError

from gateway.africastalking.replies import Accepted, Outcome, Reply, SendFailed, read
from gateway.config_sections import Channel
from gateway.settings import Settings

__all__ = ["Accepted", "AfricasTalkingSender", "Outcome", "SendFailed", "Sender", "sender_of", "senders"]

TIMEOUT_S = (3.05, 10.0)
"""To connect; between two bytes of the reply. After that the outcome is in doubt."""

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_STRAIGHT = {"no_proxy": "127.0.0.1"}  # a proxy named in the environment is not for the fake aggregator beside us
_LONGEST_REPLY = 1_000_000  # characters; each recipient takes about 150


class Sender(Protocol):
    """Sends one text to some people by one channel."""

    def send(self, numbers: Sequence[str], text: str, code: str, link_id: str | None) -> tuple[Outcome, ...]:
        """Hand a text over once for each number; what became of each, in their order. Never raises."""
        ...


def senders(settings: Settings, api_keys: Mapping[str, str]) -> dict[str, Sender]:
    """One sender for each channel."""
    return {c.name: sender_of(c, settings.stub.url, api_keys[c.name]) for c in settings.channels.values()}


def sender_of(channel: Channel, stub_url: str, api_key: str) -> AfricasTalkingSender:
    """The sender of one channel, to the environment it names and no other: the SDK would guess it from the username."""
    base, content = {
        "stub": (stub_url, stub_url),
        "sandbox": ("https://api.sandbox.africastalking.com", "https://api.sandbox.africastalking.com"),
        "live": ("https://api.africastalking.com", "https://content.africastalking.com"),
    }[channel.environment]
    return AfricasTalkingSender(channel.username, api_key, base, content, channel.premium, channel.texts_a_call)


class AfricasTalkingSender:
    """Sends through the SDK's :class:`SMSService`, at most ``texts_a_call`` recipients in one call.

    ``premium`` names short codes that need a link id; such a text goes alone.
    """

    def __init__(
        self,
        username: str,
        api_key: str,
        base_url: str,
        content_url: str,
        premium: Collection[str] = (),
        texts_a_call: int = 100,
    ) -> None:
        self._service = _Service(username, api_key)
        self._service._baseUrl = base_url + "/version1"
        self._service._contentUrl = content_url + "/version1"
        self._premium = frozenset(premium)
        self._texts_a_call = texts_a_call

    def send(self, numbers: Sequence[str], text: str, code: str, link_id: str | None) -> tuple[Outcome, ...]:
        """Hand a text over once for each number; what became of each, in their order. Never raises.

        What cannot be asked for (no number, a number for the second time) is set aside before the call.
        """
        wanted = [number for number in dict.fromkeys(numbers) if text and _NUMBER.fullmatch(number)]
        most = 1 if link_id or code in self._premium else self._texts_a_call
        found: dict[str, Outcome] = {}
        for begin in range(0, len(wanted), most):
            together = wanted[begin : begin + most]
            found |= zip(together, self._hand_over(together, text, code, link_id), strict=True)
        return tuple(found.pop(number, _unaskable(number, text)) for number in numbers)

    def _hand_over(self, numbers: list[str], text: str, code: str, link_id: str | None) -> Sequence[Outcome]:
        try:
            return read(self._ask(numbers, text, code, link_id), numbers)
        except requests.RequestException as fault:
            return [_unanswered(fault)] * len(numbers)
        except Exception as fault:
            return [SendFailed(f"unexpected {type(fault).__name__}", in_doubt=True, faulty=True)] * len(numbers)

    def _ask(self, numbers: list[str], text: str, code: str, link_id: str | None) -> Reply:
        if code in self._premium and link_id:
            reply = self._service.send_premium(text, code, numbers, link_id=link_id, timeout=TIMEOUT_S)
        else:
            reply = self._service.send(text, numbers, sender_id=code, enqueue=True, timeout=TIMEOUT_S)
        assert isinstance(reply, Reply)
        return reply


def _unaskable(number: str, text: str) -> SendFailed:
    if not text:
        return SendFailed("empty text", unasked=True)
    return SendFailed("number twice" if _NUMBER.fullmatch(number) else "not a number", unasked=True)


class _Service(SMSService):  # type: ignore[misc]  # the SDK has no types
    """The SDK's service, giving back what was replied instead of its own reading of it; follows no redirect."""

    def _make_request(
        self,
        url: str,
        method: str,
        headers: dict[str, str],
        data: Any,
        params: Any,
        callback: None = None,
        timeout: Any = TIMEOUT_S,
    ) -> Reply:
        asked = requests.request(
            method,
            url,
            headers=headers,
            data=data,
            params=params,
            timeout=timeout,
            stream=True,
            allow_redirects=False,
            proxies=_STRAIGHT if url.startswith("http://127.0.0.1:") else None,
        )
        with asked as response:
            return Reply(response.status_code, _body(response))


def _body(response: requests.Response) -> str | None:
    try:
        raw = response.raw.read(_LONGEST_REPLY, decode_content=True)
    except Exception:  # cut off, stalled, badly encoded: all the same here
        return None
    return bytes(raw).decode("utf-8", "replace")


def _unanswered(fault: requests.RequestException) -> SendFailed:
    """No reply at all: nothing was sent if no connection came about; else the outcome is in doubt."""
    if isinstance(fault, requests.ConnectTimeout):
        return SendFailed("no connection", retry=True, faulty=True)
    if isinstance(fault, requests.Timeout):
        return SendFailed("timed out", in_doubt=True, faulty=True)
    cause = fault.args[0] if fault.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    if isinstance(reason, NewConnectionError | ProxyError) or _is_certificate(reason):
        return SendFailed("no connection", retry=True, faulty=True)
    return SendFailed("connection broke", in_doubt=True, faulty=True)


def _is_certificate(reason: object) -> bool:
    """Whether TLS ended before a word was said because the certificate was wrong."""
    return any(isinstance(arg, ssl.SSLCertVerificationError) for arg in getattr(reason, "args", ()))
