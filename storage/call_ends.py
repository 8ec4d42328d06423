"""What the aggregator said at the end of a USSD call: status, cost, length. It may say it twice, early, or never."""

from __future__ import annotations

from sqlalchemy import insert

from storage.tables import call_ends
from storage.unit import Unit


def record(
    u: Unit,
    *,
    channel: str,
    provider_id: str,
    status: str,
    cost: str,
    duration_ms: int | None,
    hops: int | None,
    error: str,
    at_ms: int,
) -> None:
    """Keeps a notice. It changes nothing else: a session ends by what was said in it and by our own clock."""
    values = {
        "channel": channel, "provider_id": provider_id, "status": status, "cost": cost, "duration_ms": duration_ms,
        "hops": hops, "error": error, "received_at_ms": at_ms,
    }  # fmt: skip
    u.connection.execute(insert(call_ends).values(values))
