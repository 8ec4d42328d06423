"""What granian loads in each of its workers: the application of this deployment."""

from __future__ import annotations

import structlog

from gateway import create_app, logs
from gateway.hooks import drain, spool
from gateway.keeping.key_marks import checked
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.watching import vitals
from gateway.wiring import Gateway, wire
from storage.unit import StorageFault, reading


def _warmed(gateway: Gateway) -> Gateway:
    """The gateway with every published survey and its lists read, so that no citizen waits for that."""
    try:
        with reading(gateway.engine) as c:
            gateway.published.refresh(c)
    except StorageFault as fault:  # the first hops look again, and are told if there is still no database
        structlog.get_logger().warning("surveys not read at the start", fault=str(fault))
    return gateway


logs.configure()
_settings = load_settings()
spool.check(_settings)
_gateway = _warmed(checked(wire(_settings, load_secrets(_settings))))
app = create_app(_gateway)
drain.start(_gateway)
vitals.start(_gateway, "web")
