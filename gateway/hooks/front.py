"""The front of the web application: USSD hops are answered here, everything else is handed to Flask.

A hop needs one address, one method, one kind of body and one kind of answer; what Flask does around a view costs more than the
hop's own work (measured: 110 of 400 µs). Being the outermost layer it is also the guard: whatever fails inside, at any line,
the citizen on the call hears an ``END``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic
from typing import TYPE_CHECKING, Any

import structlog

from gateway.access import open_to
from gateway.africastalking import callbacks
from gateway.conversing import converse_ussd
from gateway.crashpoints import crash_at
from gateway.hooks import forms
from gateway.hooks.apology import LAST_WORDS
from gateway.hooks.doors import Doors

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from gateway.config_sections import Channel
    from gateway.wiring import Gateway

log = structlog.get_logger()

RULE = "/hooks/<channel>/<secret>/ussd"
PLAIN = "text/plain; charset=utf-8"


class Front:
    """Wraps an application; ``rules`` are the addresses that it answers itself."""

    def __init__(self, app: WSGIApplication, gateway: Gateway) -> None:
        self._app = app
        self._gateway = gateway
        self._doors = Doors(gateway)
        self.rules = {RULE: self.ussd}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        parts = environ.get("PATH_INFO", "").split("/")
        if len(parts) != 5 or parts[1] != "hooks":
            return self._app(environ, start_response)
        if parts[4] != "ussd":
            return self._app(environ, self._counted(parts[2], parts[4], start_response))
        began = monotonic()
        try:
            status, text = self.ussd(parts[2], parts[3], environ)
            body = text.encode()
        except Exception:
            log.exception("USSD hook failed")
            status, body = "200 OK", LAST_WORDS.encode()
        self._count(parts[2], status, body, monotonic() - began)
        crash_at(self._gateway.settings, "f")
        start_response(status, [("Content-Type", PLAIN), ("Content-Length", str(len(body)))])
        return [body]

    @open_to("aggregator")
    def ussd(self, channel: str, secret: str, environ: WSGIEnvironment) -> tuple[str, str]:
        """The status and body for one hop: 200 with ``CON `` or ``END `` for whoever has the secret."""
        if environ["REQUEST_METHOD"] != "POST":
            return "405 Method Not Allowed", "method not allowed\n"
        known = self._doors.open(channel, secret, environ)
        return ("404 Not Found", "not found\n") if known is None else ("200 OK", self._reply(known, environ))

    def _count(self, channel: str, status: str, body: bytes, seconds: float) -> None:
        gateway = self._gateway
        if status != "200 OK":
            gateway.tally.add("refused", "ussd", status[:3])
            return
        gateway.tally.add("hops", channel, "went on" if body.startswith(b"CON") else "ended")
        gateway.tally.took("hop_seconds", channel, seconds=seconds)
        gateway.pulse.feel(f"hook {channel} ussd", gateway.now_ms())

    def _counted(self, channel: str, kind: str, start_response: StartResponse) -> StartResponse:
        """``start_response`` that also notes what a callback was answered; nothing of those whom the door has shut out."""
        gateway = self._gateway

        def answer(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            if status[:3] in ("200", "503") and channel in gateway.settings.channels:
                gateway.tally.add("hooks", channel, kind, status[:3])
                gateway.pulse.feel(f"hook {channel} {kind}", gateway.now_ms())
            else:
                gateway.tally.add("refused", "hooks", status[:3])
            return start_response(status, headers, *error)

        return answer

    def _reply(self, channel: Channel, environ: WSGIEnvironment) -> str:
        try:
            hop = callbacks.ussd_hop(forms.read(environ))
        except (forms.Unreadable, callbacks.Unusable) as fault:
            log.warning("hop cannot be read", channel=channel.name, fault=str(fault))
            return LAST_WORDS
        if not self._gateway.guards.lets_hop(hop.number, self._gateway.now_ms()):
            self._gateway.tally.add("refused", "ussd", "too many")
            return LAST_WORDS
        crash_at(self._gateway.settings, "a")
        return converse_ussd.reply(self._gateway, channel, hop)
