"""The gateway of a command: settings, keys and a database that is there, of this version, and of these keys."""

from __future__ import annotations

import logging

from gateway import logs
from gateway.cli.db import unreachable
from gateway.keeping import key_marks
from gateway.refusal import Refusal
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.wiring import Gateway, wire
from storage import migrate
from storage.unit import StorageFault


def opened() -> Gateway:
    """The gateway, ready for work. Raises :class:`Refusal` where its database is away, old, or sealed under other keys."""
    settings = load_settings()
    logs.configure(level=logging.WARNING)
    gateway = wire(settings, load_secrets(settings))
    try:
        if not migrate.is_current(gateway.engine):
            raise Refusal("The database has not been brought up to this version.", "Run `gateway db upgrade` first.", code=1)
        key_marks.check(gateway)
    except StorageFault as error:
        raise unreachable(settings, error) from None
    return gateway
