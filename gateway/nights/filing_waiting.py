"""What waits to be filed before a day can be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from gateway.conversing import filing
from storage import responses
from storage.unhurried import unhurried

if TYPE_CHECKING:
    from gateway.config_sections import Ministry
    from gateway.wiring import Gateway

log = structlog.get_logger()

AT_ONCE = 500


def file_waiting(gateway: Gateway, ministry: Ministry, before_ms: int) -> None:
    """File every response of a ministry queued before an instant. One that cannot be filed is logged and keeps waiting."""
    after_id = 0
    while True:
        with unhurried(gateway.engine) as u:
            waiting = responses.unfiled(u, AT_ONCE, ministry.key, before_ms, after_id)
        if not waiting:
            return
        for session_id in waiting:
            try:
                filing.file_response(gateway, session_id)
            except (LookupError, ValueError, TypeError):
                log.exception("response not filed", session=session_id)
        after_id = waiting[-1]
