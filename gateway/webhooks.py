"""What an aggregator posts to us beside the hops of a call: ``POST /hooks/<channel>/<secret>/<kind>``.

Nothing it posts is signed; the secret in the address is the door (``gateway.doors``): wrong and absent are one 404, and no
address is ever logged. Answers are plain text. The hops themselves are answered in ``gateway.front``.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

import structlog
from flask import Flask, Response, request

from gateway import converse_sms, forms, receipts
from gateway.access import open_to
from gateway.africastalking import callbacks
from gateway.crashpoints import crash_at
from gateway.doors import Doors
from storage import call_ends
from storage.patience import Patience
from storage.unit import Unavailable, unit

if TYPE_CHECKING:
    from gateway.config_sections import Channel
    from gateway.wiring import Gateway

log = structlog.get_logger()

WELL = "ok\n"
PLAIN = "text/plain; charset=utf-8"
Handler = Callable[["Channel"], Response]


def register(app: Flask, gateway: Gateway) -> None:
    """Add the hooks of every channel to an application."""
    hooks = Hooks(gateway)
    kinds: dict[str, Handler] = {
        "ussd-ended": _always_well(hooks.ussd_ended),
        "sms": _again_if_away(hooks.sms),
        "delivery": _always_well(hooks.delivery),
        "opt-out": _always_well(_again_if_away(hooks.opt_out)),
        "subscription": _always_well(hooks.subscription),
    }
    for kind, handler in kinds.items():
        view = hooks.behind_secret(handler)
        app.add_url_rule(f"/hooks/<channel>/<secret>/{kind}", f"hooks.{kind}", view, methods=["POST"])


def _again_if_away(handler: Handler) -> Handler:
    """A hook that may not lose what it is told: 503 while it cannot be stored, for then the aggregator may bring it again."""

    @wraps(handler)
    def answer(channel: Channel) -> Response:
        try:
            return handler(channel)
        except Unavailable as away:
            log.error("hook without database", channel=channel.name, hook=handler.__name__, fault=str(away))
            return plain("try again later\n", 503)

    return answer


def _always_well(handler: Handler) -> Handler:
    """A hook that only enriches what we know: 200, whatever became of it."""

    @wraps(handler)
    def answer(channel: Channel) -> Response:
        try:
            return handler(channel)
        except Exception:
            log.exception("hook failed", channel=channel.name, hook=handler.__name__)
            return plain(WELL)

    return answer


class Hooks:
    """The views, one for each kind of callback."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self._doors = Doors(gateway)

    def behind_secret(self, handler: Handler) -> Callable[[str, str], Response]:
        """A view that nobody enters without a live secret of the channel; to all others it does not exist."""

        @open_to("aggregator")
        def view(channel: str, secret: str) -> Response:
            known = self._doors.open(channel, secret)
            with Patience(self.gateway.settings.ussd.patience_s):  # a text that waits holds up the calls behind it
                return plain("not found\n", 404) if known is None else handler(known)

        return view

    def sms(self, channel: Channel) -> Response:
        """One text: 200 once it is stored, 503 if it cannot be stored now, for then the aggregator brings it again."""
        form, fault = _readable()
        text = callbacks.incoming_text(form)
        text = callbacks.with_id(text, self._id_of(form))
        crash_at(self.gateway.settings, "a")
        with self.gateway.trouble:
            if fault:
                converse_sms.quarantine(self.gateway, channel, text, fault)
            else:
                converse_sms.receive(self.gateway, channel, text)
        return plain(WELL)

    def ussd_ended(self, channel: Channel) -> Response:
        """The aggregator says that a call is over: noted, and nothing else."""
        end = callbacks.call_end(_readable()[0])
        at_ms = self.gateway.now_ms()
        with self.gateway.trouble, unit(self.gateway.engine) as u:
            call_ends.record(
                u,
                channel=channel.name,
                provider_id=end.provider_id,
                status=end.status,
                cost=end.cost,
                duration_ms=end.duration_ms,
                hops=end.hops,
                error=end.error,
                at_ms=at_ms,
            )
            u.commit()
        return plain(WELL)

    def delivery(self, channel: Channel) -> Response:
        """What became of a text of ours."""
        report = callbacks.delivery_report(_readable()[0], channel.country)
        with self.gateway.trouble:
            receipts.receive(self.gateway, channel.name, report)
        return plain(WELL)

    def opt_out(self, channel: Channel) -> Response:
        """Somebody told the aggregator never to be texted again."""
        number = callbacks.opted_out(_readable()[0], channel.country)
        if number:
            with self.gateway.trouble:
                receipts.opt_out(self.gateway, channel.name, number)
        return plain(WELL)

    def subscription(self, channel: Channel) -> Response:
        """Somebody joined or left a paid subscription: we have none to keep, so it is only noted that one came."""
        joined = callbacks.subscription(_readable()[0]).joined
        log.info("subscription", channel=channel.name, joined=joined)
        return plain(WELL)

    def _id_of(self, form: dict[str, str]) -> str:
        """An id for a text that came without one: the same fields, posted again, are the same text."""
        told = "\n".join(f"{name}={form[name]}" for name in sorted(form))
        return "made:" + hmac.digest(self.gateway.secrets.binding_key, told.encode(), hashlib.sha256).hex()


def plain(text: str, status: int = 200) -> Response:
    """An answer in plain text."""
    return Response(text, status, content_type=PLAIN)


def _readable() -> tuple[dict[str, str], str]:
    """The fields of the posted body, and why it could not be read as it should, if so. Never raises."""
    try:
        return forms.read(request.environ), ""
    except forms.Unreadable as fault:
        return forms.salvaged(fault.body), "" if fault.kind == "not UTF-8" else fault.kind
