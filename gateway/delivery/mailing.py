"""The mails that are due: claimed, handed over, recorded; once per report and address, whatever crashes in between."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import structlog

from gateway.crashpoints import crash_at
from gateway.delivery.letters import letter
from gateway.delivery.smtp import Verdict, hand_over
from storage import alerts, mails
from storage.unit import Unavailable, unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.mails import Mail

log = structlog.get_logger()

STALE_MS = 10 * 60 * 1000
"""A mail whose sending began so long ago and was never recorded is in doubt: longer than a server may take for its words."""
EVERY_S = 15.0


def send_due(gateway: Gateway) -> int:
    """Send every mail that is due, one after the other; gives how many the server took. Without a server nothing is claimed."""
    _doubt_stale(gateway)
    sent = 0
    while gateway.settings.mail.host and (mail := _claim(gateway)) is not None:
        crash_at(gateway.settings, "x")
        verdict = _send(gateway, mail)
        crash_at(gateway.settings, "y")
        _record(gateway, mail, verdict)
        sent += verdict.state == "sent"
    return sent


def _doubt_stale(gateway: Gateway) -> None:
    with unit(gateway.engine) as u:
        at_ms = gateway.now_ms()
        if mails.doubt_stale(u, at_ms - STALE_MS, at_ms):
            alerts.sound(u, "mail", "", "A mail may or may not have arrived. Ask, then use gateway report --resend.", at_ms)
        u.commit()


def _claim(gateway: Gateway) -> Mail | None:
    with unit(gateway.engine) as u:
        mail = mails.claim(u, gateway.now_ms())
        u.commit()
    return mail


def _send(gateway: Gateway, mail: Mail) -> Verdict:
    message = letter(gateway, mail)
    if message is None:
        return Verdict("failed", "no such report")
    return hand_over(gateway.settings.mail, gateway.secrets.mail_password, mail.address, message)


def _record(gateway: Gateway, mail: Mail, verdict: Verdict) -> None:
    """Final, or due again while there are waits left; what failed for good or is in doubt is told to whoever watches."""
    waits = gateway.settings.mail.retry_after_s
    at_ms = gateway.now_ms()
    with unit(gateway.engine) as u:
        if verdict.state == "later" and mail.attempts <= len(waits):
            mails.put_off(u, mail.id, at_ms + waits[mail.attempts - 1] * 1000, verdict.reason)
        else:
            state = "failed" if verdict.state == "later" else verdict.state
            mails.settle(u, mail.id, state, at_ms, verdict.reason)
            if state != "sent":
                words = f"The mail of {mail.local_day} was not surely delivered ({verdict.reason}). See gateway doctor."
                alerts.sound(u, "mail", mail.ministry, words, at_ms)
        u.commit()
    log.info("mail", row=mail.id, ministry=mail.ministry, day=mail.local_day.isoformat(), outcome=verdict.state)


def start(gateway: Gateway, stopping: threading.Event) -> None:
    """Send what is due in a thread of its own until ``stopping``: a slow mail server keeps no text waiting."""
    threading.Thread(target=_until, args=(gateway, stopping), name="mailer", daemon=True).start()


def _until(gateway: Gateway, stopping: threading.Event) -> None:
    while True:
        try:
            send_due(gateway)
        except Unavailable:
            log.warning("mail waits for the database")
        except Exception:
            log.exception("mail")
        if stopping.wait(EVERY_S):
            return
