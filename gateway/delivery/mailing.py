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
    from storage.unit import Unit

log = structlog.get_logger()

STALE_MS = 10 * 60 * 1000
"""A mail that was claimed so long ago and never recorded has lost its process: longer than a server may take for its words."""
EVERY_S = 15.0


def send_due(gateway: Gateway) -> int:
    """Send every mail that is due, one after the other; gives how many the server took. Without a server nothing is claimed."""
    _take_back_stale(gateway)
    sent = 0
    while gateway.settings.mail.host and (mail := _claim(gateway)) is not None:
        verdict = _send(gateway, mail)
        crash_at(gateway.settings, "z")
        _record(gateway, mail, verdict)
        sent += verdict.state == "sent"
    return sent


def _take_back_stale(gateway: Gateway) -> None:
    """Mails of processes that died are due again if their content had not begun; of others and of hopeless ones is told."""
    with unit(gateway.engine) as u:
        at_ms, most = gateway.now_ms(), len(gateway.settings.mail.retry_after_s) + 1
        stale = mails.take_back_stale(u, at_ms - STALE_MS, at_ms, most)
        if stale.in_doubt:
            alerts.sound(u, "mail", "", "A mail may or may not have arrived. Ask, then use gateway report --resend.", at_ms)
        elif stale.failed:
            alerts.sound(u, "mail", "", "A mail was never sent: each process that had it died. See gateway doctor.", at_ms)
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
    settings, password = gateway.settings.mail, gateway.secrets.mail_password
    return hand_over(settings, password, mail.address, message, lambda: _begin(gateway, mail))


def _begin(gateway: Gateway, mail: Mail) -> bool:
    """Note, for everybody to see, that the content begins; false where another process was given the mail meanwhile."""
    crash_at(gateway.settings, "x")
    with unit(gateway.engine) as u:
        ours = mails.begin(u, mail, gateway.now_ms())
        u.commit()
    crash_at(gateway.settings, "y")
    return ours


def _record(gateway: Gateway, mail: Mail, verdict: Verdict) -> None:
    """Final, or due again while there are waits left; what failed for good or is in doubt is told to whoever watches."""
    if verdict.state != "overtaken":
        with unit(gateway.engine) as u:
            _note(gateway, u, mail, verdict)
            u.commit()
    log.info("mail", row=mail.id, ministry=mail.ministry, day=mail.local_day.isoformat(), outcome=verdict.state)


def _note(gateway: Gateway, u: Unit, mail: Mail, verdict: Verdict) -> None:
    waits, at_ms = gateway.settings.mail.retry_after_s, gateway.now_ms()
    if verdict.state == "later" and mail.attempts <= len(waits):
        mails.put_off(u, mail, at_ms + waits[mail.attempts - 1] * 1000, verdict.reason)
        return
    state = "failed" if verdict.state == "later" else verdict.state
    if mails.settle(u, mail, state, at_ms, verdict.reason) and state != "sent":
        words = f"The mail of {mail.local_day} was not surely delivered ({verdict.reason}). See gateway doctor."
        alerts.sound(u, "mail", mail.ministry, words, at_ms)


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
