"""What an account at Africa's Talking says about itself: whether its key is taken, and its balance."""

from __future__ import annotations

import re
from typing import Any

import requests
from africastalking.Application import ApplicationService

from gateway.config_sections import Channel

TIMEOUT_S = (3.05, 9.05)

_BASES = {"sandbox": "https://api.sandbox.africastalking.com", "live": "https://api.africastalking.com"}
_BALANCE = re.compile(r"[A-Z]{3} -?[0-9]+(\.[0-9]+)?")


class AskedInVain(Exception):
    """The account could not be asked. ``status`` is the HTTP status of a refusal, ``None`` where nobody answered."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


def balance(channel: Channel, api_key: str, stub_url: str) -> str:
    """The balance as the aggregator writes it, ``KES 1785.5000``. Raises :class:`AskedInVain`."""
    service = _Account(channel.username, api_key)
    service._baseUrl = _BASES.get(channel.environment, stub_url) + "/version1"
    try:
        said = service.fetch_application_data(timeout=TIMEOUT_S)
    except requests.RequestException as fault:
        raise AskedInVain(type(fault).__name__) from None
    try:
        found = str(said["UserData"]["balance"])
    except (KeyError, TypeError):
        raise AskedInVain("reply not understood") from None
    if not _BALANCE.fullmatch(found):
        raise AskedInVain("reply not understood")
    return found


class _Account(ApplicationService):  # type: ignore[misc]  # the SDK has no types
    """The SDK's service, without its retries and redirects, and with the status that its own errors leave out."""

    def _make_request(
        self, url: str, method: str, headers: dict[str, str], data: Any, params: Any, callback: None = None,
        timeout: Any = TIMEOUT_S,
    ) -> Any:  # fmt: skip
        straight = {"no_proxy": "127.0.0.1"} if url.startswith("http://127.0.0.1:") else None
        response = requests.request(
            method, url, headers=headers, params=params, timeout=timeout, allow_redirects=False, proxies=straight
        )
        if response.status_code != 200:
            raise AskedInVain(f"HTTP {response.status_code}", response.status_code)
        return response.json()
