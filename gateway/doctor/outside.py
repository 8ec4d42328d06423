"""The world outside, asked only on request: the aggregator's account, and our own address as others see it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import requests

from gateway.africastalking.account import AskedInVain, balance
from gateway.config_sections import Channel
from gateway.doctor.finding import Finding, bad, warning, well
from gateway.doctor.patient import Patient

PART = "Aggregator"
TIMEOUT_S = (3.05, 5.0)
_HERE = {"127.0.0.1", "localhost", "::1"}


def aggregator(patient: Patient) -> Iterator[Finding]:
    """Whether each account takes our key, and what is left on it."""
    gateway = patient.gateway
    assert gateway is not None
    for channel in gateway.settings.channels.values():
        if patient.channel in ("", channel.name):
            yield _account(channel, gateway.secrets.api_keys[channel.name], gateway.settings.stub.url)


def _account(channel: Channel, api_key: str, stub_url: str) -> Finding:
    try:
        left = balance(channel, api_key, stub_url)
    except AskedInVain as fault:
        if fault.status == 401:
            sentence = f"The aggregator does not take the key of channel {channel.name}."
            remedy = f"See {channel.api_key} and the username; a fresh key takes up to 20 minutes; “sandbox” has its own keys."
            return bad(PART, channel.name, sentence, remedy)
        sentence = f"The aggregator cannot be asked about channel {channel.name} ({fault}): no text can go out."
        return bad(PART, channel.name, sentence, "Is this machine connected, and may it reach the aggregator by HTTPS?")
    currency, _, amount = left.partition(" ")
    told = f"The account of channel {channel.name} ({channel.environment}) has {currency} {float(amount):,.2f} left."
    if float(amount) <= 0:
        return bad(PART, channel.name, told, "Top it up: no text is taken without money.")
    return well(PART, channel.name, told)


def address(patient: Patient) -> Iterator[Finding]:
    """Whether the address under which the aggregator calls us leads here."""
    gateway = patient.gateway
    assert gateway is not None
    url = gateway.settings.web.public_url
    if urlsplit(url).hostname in _HERE:
        yield well(PART, "address", "web.public_url is this machine: only the fake aggregator can reach it.")
        return
    try:
        status = requests.get(f"{url}/healthz", timeout=TIMEOUT_S, allow_redirects=False).status_code
    except requests.RequestException as fault:
        sentence = f"{url} cannot be reached from here ({type(fault).__name__})."
        yield warning(PART, "address", sentence, "See its name, its certificate and the firewall; try it from outside, too.")
        return
    if status == 200:
        yield well(PART, "address", f"{url} leads to this gateway.")
    else:
        remedy = "See where the proxy sends it: /hooks, /healthz and /api must come here unchanged."
        yield warning(PART, "address", f"{url}/healthz answers {status}, not 200.", remedy)
