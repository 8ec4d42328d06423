"""Whoever is named for it hears by mail that somebody wrote of danger: at once, then once a day until it has been looked at.

What is due follows from what is stored, round by round, so it needs nobody to have told of it: a process that dies between
marking a text and mailing costs ten seconds, a mail server that is set up later hears of what waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.delivery.danger_letter import DANGER
from gateway.nights import nightfall
from storage import dangers, mails
from storage.unit import Unit, reading, unit

if TYPE_CHECKING:
    from gateway.config_sections import Ministry
    from gateway.wiring import Gateway


def enter_due(gateway: Gateway) -> int:
    """Put a mail to the focal person of each ministry in the outbox for which words of danger wait; gives how many are new.

    One for each ministry, person and local day. Nothing without a mail server.
    """
    settings = gateway.settings
    named = [ministry for ministry in settings.ministries.values() if ministry.focal_person] if settings.mail.host else []
    if not named:
        return 0
    with reading(gateway.engine) as connection:
        u = Unit(connection)
        waiting = dangers.waiting(u)
        due = [ministry for ministry in named if ministry.key in waiting and not _is_entered(gateway, u, ministry)]
    return _entered(gateway, due) if due else 0


def _is_entered(gateway: Gateway, u: Unit, ministry: Ministry) -> bool:
    today = nightfall.local_date(ministry, gateway.now_ms())
    return any(mail.address == ministry.focal_person for mail in mails.of_report(u, ministry.key, today, DANGER))


def _entered(gateway: Gateway, due: list[Ministry]) -> int:
    at_ms, entered = gateway.now_ms(), 0
    with unit(gateway.engine) as u:
        for ministry in due:
            assert ministry.focal_person is not None
            to = [(ministry.focal_person, ministry.languages[0])]
            entered += mails.enter(u, ministry.key, nightfall.local_date(ministry, at_ms), DANGER, to, at_ms)
        u.commit()
    return entered
