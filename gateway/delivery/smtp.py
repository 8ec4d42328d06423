"""Handing one mail to a mail server, and knowing what became of it.

Before its content is handed over, everything that goes wrong may be tried again. From then on only the server's word counts:
if it does not come, the mail is in doubt, and a second one could be a second copy on somebody's desk.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.utils import parseaddr
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gateway.config_sections import Mail

TIMEOUT_S = 30.0
"""For each word of the server."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one mail; ``reason`` is the server's code or the kind of fault, never the address."""

    state: Literal["sent", "later", "failed", "in doubt"]
    reason: str = ""


def hand_over(settings: Mail, password: str, to: str, message: bytes) -> Verdict:
    """Hand one mail to the server of ``settings``. Never raises for what a server or a network does."""
    try:
        with _connected(settings, password) as server:
            refusal = _envelope(server, parseaddr(settings.sender)[1], to)
            return refusal or _content(server, message)
    except smtplib.SMTPAuthenticationError as fault:
        return Verdict("later", f"login refused: {fault.smtp_code}")
    except smtplib.SMTPResponseException as fault:
        return Verdict("later", str(fault.smtp_code))
    except (smtplib.SMTPException, OSError) as fault:
        return Verdict("later", type(fault).__name__)


def _connected(settings: Mail, password: str) -> smtplib.SMTP:
    domain = parseaddr(settings.sender)[1].rpartition("@")[2]
    context = ssl.create_default_context()
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, domain, timeout=TIMEOUT_S, context=context)
    else:
        server = smtplib.SMTP(settings.host, settings.port, domain, timeout=TIMEOUT_S)
    try:
        if settings.security == "starttls":
            server.starttls(context=context)
        if settings.user:
            server.login(settings.user, password)
    except BaseException:
        server.close()
        raise
    return server


def _envelope(server: smtplib.SMTP, sender: str, to: str) -> Verdict | None:
    """From whom and to whom: what the server says against it, if it does."""
    server.ehlo_or_helo_if_needed()
    for code, _ in (server.mail(sender), server.rcpt(to)):
        if code not in (250, 251):
            return _refused(code)
    return None


def _content(server: smtplib.SMTP, message: bytes) -> Verdict:
    try:
        code, _ = server.data(message)
    except smtplib.SMTPDataError as fault:  # the server did not want to begin
        return _refused(fault.smtp_code)
    except (smtplib.SMTPException, OSError) as fault:
        return Verdict("in doubt", type(fault).__name__)
    return Verdict("sent") if code == 250 else _refused(code)


def _refused(code: int) -> Verdict:
    return Verdict("failed" if code >= 500 else "later", str(code))
