"""Whether this process is alive, and whether it can do its work: for balancers and for whoever watches at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response

from gateway.access import open_to
from gateway.hooks.webhooks import plain
from storage.patience import Patience
from storage.revision import is_current
from storage.unit import StorageFault
from storage.writable import is_writable

if TYPE_CHECKING:
    from gateway.wiring import Gateway


def register(app: Flask, gateway: Gateway) -> None:
    """Add ``/healthz`` and ``/readyz`` to an application."""

    @open_to("everybody")
    def healthz() -> Response:
        return plain("ok\n")

    @open_to("everybody")
    def readyz() -> Response:
        """200 while calls and texts can be stored; queue and spool are told of, but without them texts are only late."""
        storage = _storage(gateway)
        queue = "ready" if gateway.bell.answers() else "away"
        told = f"storage: {storage}\nqueue: {queue}\nspool: {_spool(gateway)}\n"
        return plain(told, 200 if storage == "ready" else 503)

    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)


def _spool(gateway: Gateway) -> str:
    try:
        n = gateway.spool.waiting().entries
    except OSError:
        return "away"
    return f"{n} waiting" if n else "empty"


def _storage(gateway: Gateway) -> str:
    try:
        with Patience(gateway.settings.ussd.patience_s):
            if not is_current(gateway.engine):
                return "not migrated"
            return "ready" if is_writable(gateway.engine) else "read-only"
    except StorageFault:
        return "away"
