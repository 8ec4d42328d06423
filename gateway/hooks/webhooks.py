"""What an aggregator posts to us beside the hops of a call: ``POST /hooks/<channel>/<secret>/<kind>``.

Nothing it posts is signed; the secret in the address is the door (``gateway.hooks.doors``): wrong and absent are one 404, and
no address is ever logged. Answers are plain text. The hops themselves are answered in ``gateway.hooks.front``.

200 means: it is in the database, or durable on disk for as long as that is away (``gateway.hooks.spool``). What can be kept in
neither is answered 503, for then the aggregator may bring it again. The one exception are texts of a number that floods us
(``gateway.hooks.guards``): beyond its limit within an hour they are answered 200 and only counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import structlog
from flask import Flask, Response, request

from gateway.access import open_to
from gateway.africastalking import callbacks
from gateway.hooks import forms, intake
from gateway.hooks.callback import KINDS, Callback, Kind
from gateway.hooks.doors import Doors
from gateway.hooks.spool import SpoolFailed
from storage.patience import Patience
from storage.unit import Unavailable

if TYPE_CHECKING:
    from gateway.wiring import Gateway

log = structlog.get_logger()

WELL = "ok\n"
PLAIN = "text/plain; charset=utf-8"

_ENRICHES: tuple[Kind, ...] = ("ussd-ended", "subscription")
"""Only adds to what we know: nothing is lost with it, and it is answered 200 whatever became of it."""


def register(app: Flask, gateway: Gateway) -> None:
    """Add the hooks of every channel to an application."""
    hooks = Hooks(gateway)
    for kind in KINDS:
        app.add_url_rule(f"/hooks/<channel>/<secret>/{kind}", f"hooks.{kind}", hooks.of(kind), methods=["POST"])


class Hooks:
    """The views, one for each kind of callback."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._doors = Doors(gateway)

    def of(self, kind: Kind) -> Callable[[str, str], Response]:
        """A view that nobody enters without a live secret of the channel; to all others it does not exist."""

        @open_to("aggregator")
        def view(channel: str, secret: str) -> Response:
            if self._doors.open(channel, secret, request.environ) is None:
                return plain("not found\n", 404)
            try:
                fields, fault = _readable()
            except forms.CutShort:
                return plain("the body was cut short\n", 400)
            callback = Callback(channel, kind, fields, fault, self._gateway.now_ms())
            with Patience(self._gateway.settings.ussd.patience_s):  # a text that waits holds up the calls behind it
                return self._answer(callback)

        return view

    def _answer(self, callback: Callback) -> Response:
        try:
            self._keep(callback)
        except SpoolFailed as failed:
            log.error("callback not kept", channel=callback.channel, hook=callback.kind, fault=str(failed))
            return plain(WELL) if callback.kind in _ENRICHES else plain("try again later\n", 503)
        except Exception:
            if callback.kind == "sms":
                raise
            log.exception("hook failed", channel=callback.channel, hook=callback.kind)
        return plain(WELL)

    def _keep(self, callback: Callback) -> None:
        """Take a callback in, or let it wait on disk: while the database is away, or something of the same number waits."""
        person = intake.person_of(self._gateway, callback)
        if callback.kind != "sms":
            self._store(callback, person)
            return
        guards = self._gateway.guards
        stops = partial(intake.asks_for_silence, self._gateway, callbacks.incoming_text(callback.fields))
        verdict = guards.weigh_text(callback.channel, person, callback.at_ms, stops=stops)
        if verdict == "count":
            self._gateway.tally.add("texts_in", callback.channel, "thrown away")
            return
        try:
            self._store(replace(callback, silent=verdict == "store"), person)
        except SpoolFailed:
            guards.not_kept(person)
            raise

    def _store(self, callback: Callback, person: str) -> None:
        gateway = self._gateway
        if not gateway.spool.holds(person):
            try:
                intake.take_in(gateway, callback)
                return
            except Unavailable as away:
                log.error("hook without database", channel=callback.channel, hook=callback.kind, fault=str(away))
        gateway.spool.put(callback, person)


def plain(text: str, status: int = 200) -> Response:
    """An answer in plain text."""
    return Response(text, status, content_type=PLAIN)


def _readable() -> tuple[dict[str, str], str]:
    """The fields of the posted body, and why it could not be read as it should, if so. Raises :class:`forms.CutShort`."""
    try:
        return forms.read(request.environ), ""
    except forms.CutShort:
        raise
    except forms.Unreadable as fault:
        return forms.salvaged(fault.body), "" if fault.kind == "not UTF-8" else fault.kind
