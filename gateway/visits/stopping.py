"""Stopping a list: whoever of it was not asked yet will not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.refusal import Refusal
from storage import audit, uploads, visits
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway

AT_ONCE = 1000


def stop(gateway: Gateway, upload_id: int, by: str) -> int:
    """Withhold every invitation of an upload that still waits; how many these were. Raises :class:`Refusal` while it is stored.

    What is on its way already arrives; who answers is heard.
    """
    stopped = 0
    while True:
        with unit(gateway.engine) as u:
            upload = uploads.get(u, upload_id)
            if upload.done_at_ms is None:
                raise Refusal("This list is still being stored.", "Stop it when that is done, in a minute.", code=1)
            now = visits.stop(u, upload_id, gateway.now_ms(), AT_ONCE)
            stopped += now
            if now < AT_ONCE:
                detail = {"upload": upload_id, "withheld": stopped}
                subject = f"{upload.ministry}/{upload.survey}"
                audit.append(u, actor=by, action="visits stopped", subject=subject, at_ms=gateway.now_ms(), detail=detail)
            u.commit()
        if now < AT_ONCE:
            return stopped
