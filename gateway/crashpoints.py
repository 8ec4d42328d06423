"""Places where a test kills this process, to show that nothing acknowledged is lost and nothing is sent twice.

Inbound: ``a`` request parsed, ``b`` amid the transaction, ``c`` all written (a plain hop: about to be), ``d`` committed,
``e`` bell rung, ``f`` reply made and about to be sent.
Spool: ``s`` entry written but not yet one of those that wait, ``t`` durable and about to be acknowledged, ``u`` taken up and
committed but still on disk.
Sending: ``g`` text claimed, ``h`` aggregator asked, ``i`` answer of the aggregator recorded but not committed, ``j`` committed.
Nights: ``k`` night claimed, ``l`` its files written, ``m`` recorded as done.
Asking: ``n`` invitation decided about but not committed, ``o`` committed and nobody rung for, ``p`` reminder not committed.
Mail: ``x`` the server waits for a mail's content, ``y`` that it begins is noted, ``z`` handed over and not recorded.
Visits: ``v`` a batch of a list stored, ``w`` some of its draws held.
"""

from __future__ import annotations

import os
import signal

from gateway.settings import Settings


def crash_at(settings: Settings, point: str) -> None:
    """Die here and now as by ``kill -9`` if ``GATEWAY_CRASH_AT`` names this point and every channel is only played."""
    if settings.crash_at == point and is_played(settings):
        os.kill(os.getpid(), signal.SIGKILL)


def is_played(settings: Settings) -> bool:
    """Whether every channel is only played, so that a test may have its way with this gateway."""
    return all(c.environment == "stub" for c in settings.channels.values())
