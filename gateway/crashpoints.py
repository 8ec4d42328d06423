"""Places where a test kills this process, to show that nothing acknowledged is lost and nothing is sent twice.

Inbound: ``a`` request parsed, ``b`` dedupe row inserted, ``c`` all written, ``d`` committed, ``e`` bell rung, ``f`` reply sent.
Sending: ``g`` text claimed, ``h`` aggregator asked, ``i`` answer of the aggregator recorded but not committed, ``j`` committed.
"""

from __future__ import annotations

import os
import signal

from gateway.settings import Settings


def crash_at(settings: Settings, point: str) -> None:
    """Die here and now as by ``kill -9`` if ``GATEWAY_CRASH_AT`` names this point and every channel is only played."""
    if settings.crash_at == point and all(c.environment == "stub" for c in settings.channels.values()):
        os.kill(os.getpid(), signal.SIGKILL)
