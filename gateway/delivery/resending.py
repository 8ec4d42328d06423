"""A report that somebody wishes to be mailed once more."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gateway.refusal import Refusal
from storage import mails, reports
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.config_sections import Ministry
    from gateway.wiring import Gateway


def resend(gateway: Gateway, ministry: Ministry, day: date) -> int:
    """Put a released report's mails in the outbox once more; gives how many. Raises :class:`Refusal` where none can be sent."""
    if not gateway.settings.mail.host:
        raise Refusal("No mail server is configured, so nothing can be mailed.", "Set mail.host in config.yaml.")
    if not ministry.recipients:
        raise Refusal(f"{ministry.name} has no recipients.", f"Add addresses to ministries.{ministry.key}.recipients.")
    to = [(address, ministry.languages[0]) for address in ministry.recipients]
    with unit(gateway.engine) as u:
        if reports.find(u, ministry.key, day) is None:
            raise Refusal(f"The report of {day} was not released yet.", "Mail can be sent once the day is over.", code=1)
        turn = mails.next_turn(u, ministry.key, day, reports.NIGHTLY)
        entered = mails.enter(u, ministry.key, day, reports.NIGHTLY, to, gateway.now_ms(), turn)
        u.commit()
    return entered
