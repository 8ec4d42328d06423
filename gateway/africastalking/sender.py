"""One text to one person by Africa's Talking. Used by workers only: a call may take its whole time-out.

The official SDK builds and addresses the request; how it reads replies would hide what we must know (a content type with a
charset makes a reply a string, a failure has no status code), so replies are read here.
"""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import requests
from africastalking.SMS import SMSService
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProxyError

from gateway.africastalking import statuses
from gateway.config_sections import Channel
from gateway.settings import Settings

TIMEOUT_S = (3.05, 10.0)
"""To connect; between two bytes of the reply. After that the outcome is in doubt."""

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_WORD = re.compile(r"[A-Za-z]{3,40}")
_STRAIGHT = {"no_proxy": "127.0.0.1"}  # a proxy named in the environment is not for the fake aggregator beside us
_LONGEST_REPLY = 100_000  # characters; the reply to one text has about 250


@dataclass(frozen=True, slots=True)
class Accepted:
    """The aggregator took the text. Whether it arrives, a delivery report will say."""

    provider_id: str | None
    status_code: int
    cost: str | None


class SendFailed(Exception):
    """The text was not taken, or nobody knows. Carries the decision; holds no number and none of the aggregator's prose.

    ``retry``: surely not taken, worth trying again (``tries_at_most`` in all, not within ``after_s`` seconds); ``in_doubt``:
    it may have been taken, so never again by itself; ``pause``: nothing of this channel can go out now; ``opted_out``: the
    person told the aggregator to be left alone. None of them: it never will be taken.
    """

    def __init__(
        self,
        reason: str,
        *,
        retry: bool = False,
        in_doubt: bool = False,
        opted_out: bool = False,
        pause: bool = False,
        tries_at_most: int | None = None,
        after_s: int = 0,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry = retry
        self.in_doubt = in_doubt
        self.opted_out = opted_out
        self.pause = pause
        self.tries_at_most = tries_at_most
        self.after_s = after_s


class Sender(Protocol):
    """Sends one text by one channel."""

    def send(self, number: str, text: str, code: str, link_id: str | None) -> Accepted:
        """Hand a text over once. Raises :class:`SendFailed`, and nothing else."""
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
    return AfricasTalkingSender(channel.username, api_key, base, content)


class AfricasTalkingSender:
    """Sends through the SDK's :class:`SMSService`, one recipient a call. ``premium`` names short codes that need a link id."""

    def __init__(self, username: str, api_key: str, base_url: str, content_url: str, premium: Collection[str] = ()) -> None:
        self._service = _Service(username, api_key)
        self._service._baseUrl = base_url + "/version1"
        self._service._contentUrl = content_url + "/version1"
        self._premium = frozenset(premium)

    def send(self, number: str, text: str, code: str, link_id: str | None) -> Accepted:
        """Hand a text over once. Raises :class:`SendFailed`, and nothing else."""
        if not _NUMBER.fullmatch(number):
            raise SendFailed("not a number")
        if not text:
            raise SendFailed("empty text")
        try:
            return _read(self._ask(number, text, code, link_id))
        except SendFailed:
            raise
        except requests.RequestException as fault:
            raise _unanswered(fault) from None
        except Exception as fault:
            raise SendFailed(f"unexpected {type(fault).__name__}", in_doubt=True) from None

    def _ask(self, number: str, text: str, code: str, link_id: str | None) -> _Reply:
        if code in self._premium and link_id:
            reply = self._service.send_premium(text, code, [number], link_id=link_id, timeout=TIMEOUT_S)
        else:
            reply = self._service.send(text, [number], sender_id=code, enqueue=True, timeout=TIMEOUT_S)
        assert isinstance(reply, _Reply)
        return reply


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: str | None
    """``None`` where the body broke off."""


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
    ) -> _Reply:
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
            return _Reply(response.status_code, _body(response))


def _body(response: requests.Response) -> str | None:
    try:
        raw = response.raw.read(_LONGEST_REPLY, decode_content=True)
    except Exception:  # cut off, stalled, badly encoded: all the same here
        return None
    return bytes(raw).decode("utf-8", "replace")


def _read(reply: _Reply) -> Accepted:
    """What a reply means. A text counts as taken only where the reply says so of its recipient."""
    recipients, message = _recipients(reply)
    if recipients:
        return _read_recipient(reply, recipients[0])
    if 200 <= reply.status < 300:
        raise _taken_by_nobody(recipients, message)
    raise _refused(reply.status)


def _recipients(reply: _Reply) -> tuple[list[Any] | None, str]:
    """The recipients and the message of a reply; ``None`` if it is not of the documented shape."""
    try:
        data = json.loads(reply.body or "")["SMSMessageData"]
        recipients, message = data["Recipients"], data.get("Message", "")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None, ""
    return (recipients, str(message)) if isinstance(recipients, list) else (None, "")


def _read_recipient(reply: _Reply, recipient: Any) -> Accepted:
    found = recipient if isinstance(recipient, dict) else {}
    verdict = statuses.verdict(found.get("statusCode"), found.get("status"))
    if verdict is None or (verdict.accepted and not 200 <= reply.status < 300):
        raise SendFailed("reply not understood", in_doubt=True)
    if not verdict.accepted:
        raise _failed(verdict)
    return Accepted(_said(found.get("messageId")), verdict.code, _said(found.get("cost")))


def _taken_by_nobody(recipients: list[Any] | None, message: str) -> SendFailed:
    """A 2xx without a recipient: an empty list is a refusal that looks like success; anything else may hide an acceptance."""
    if recipients is None:
        return SendFailed("reply not understood", in_doubt=True)
    verdict = statuses.verdict(None, message)
    if verdict is not None and not verdict.accepted:
        return _failed(verdict)
    return SendFailed(message if _WORD.fullmatch(message) else "no recipient taken")


def _failed(verdict: statuses.Verdict) -> SendFailed:
    return SendFailed(
        verdict.reason,
        retry=verdict.retry,
        opted_out=verdict.opted_out,
        pause=verdict.pause,
        tries_at_most=verdict.tries_at_most,
        after_s=verdict.after_s,
    )


def _refused(status: int) -> SendFailed:
    """No 2xx, no recipients: a wrong key holds the channel until it is mended; a busy or broken server is tried again."""
    reason = f"HTTP {status}"
    if status in (401, 403):
        return SendFailed(reason, retry=True, pause=True)
    return SendFailed(reason, retry=status in (408, 429) or not 400 <= status < 500)


def _unanswered(fault: requests.RequestException) -> SendFailed:
    """No reply at all: nothing was sent if no connection came about; else the outcome is in doubt."""
    if isinstance(fault, requests.ConnectTimeout):
        return SendFailed("no connection", retry=True)
    if isinstance(fault, requests.Timeout):
        return SendFailed("timed out", in_doubt=True)
    cause = fault.args[0] if fault.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    if isinstance(reason, NewConnectionError | ProxyError) or _is_certificate(reason):
        return SendFailed("no connection", retry=True)
    return SendFailed("connection broke", in_doubt=True)


def _is_certificate(reason: object) -> bool:
    """Whether TLS ended before a word was said because the certificate was wrong."""
    return any(isinstance(arg, ssl.SSLCertVerificationError) for arg in getattr(reason, "args", ()))


def _said(value: object) -> str | None:
    """A field of a recipient; the aggregator writes ``None`` as a word."""
    text = str(value if value is not None else "").strip()
    return text[:200] if text not in ("", "None") else None
