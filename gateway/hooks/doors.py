"""Who stands behind a callback address: the secret in it tells the aggregator from anybody else, and where the channel says so
the network that it comes from."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import structlog

from gateway.hooks import callers

if TYPE_CHECKING:
    from gateway.config_sections import Channel
    from gateway.wiring import Gateway

log = structlog.get_logger()

_NOBODY = (b"",)


class Doors:
    """The channels by their live secrets; of several, each opens."""

    def __init__(self, gateway: Gateway) -> None:
        self._proxies = gateway.settings.web.proxies
        self._doors = {
            channel: (gateway.settings.channels[channel], tuple(secret.encode() for secret in secrets))
            for channel, secrets in gateway.secrets.hook_secrets.items()
        }

    def open(self, channel: str, secret: str, environ: Mapping[str, Any]) -> Channel | None:
        """The channel, if the secret is one of its own and the caller may come from there.

        The secret is compared with all of them, in a time that tells nothing.
        """
        known, secrets = self._doors.get(channel, (None, _NOBODY))
        said = secret.encode("utf-8", "surrogateescape")
        fits = [hmac.compare_digest(said, each) for each in secrets]
        if known is None or not said or not any(fits):
            return None
        return known if not known.allow_from or self._comes_from_there(known, environ) else None

    def _comes_from_there(self, channel: Channel, environ: Mapping[str, Any]) -> bool:
        address = callers.caller(environ, self._proxies)
        if callers.is_from(address, channel.allow_from):
            return True
        log.warning("callback from outside the networks of its channel", channel=channel.name, network=callers.masked(address))
        return False
