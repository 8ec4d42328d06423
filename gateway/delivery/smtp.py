"""Handing one mail to a mail server, and knowing what became of it.

Before the first byte of its content, everything that goes wrong may be tried again, also the death of this process: whoever
sends notes that the content begins once the server has asked for it, and not before. From then on only the server's word
counts: if it does not come, the mail is in doubt, and a second one could be a second copy on somebody's desk.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gateway.config_sections import Mail

TIMEOUT_S = 30.0
"""For each word of the server."""
ASKED_FOR = 354
"""What a server says to ``DATA`` when it waits for the content."""
_LINE_OF_DOT = re.compile(rb"(?m)^\.")
"""A line that begins with a dot is sent with two: one alone would end the content (RFC 5321, 4.5.2)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one mail; ``reason`` is the server's code or the kind of fault, never the address.

    ``overtaken``: the mail was not ours to send any more, and nothing of it was.
    """

    state: Literal["sent", "later", "failed", "in doubt", "overtaken"]
    reason: str = ""


def hand_over(settings: Mail, password: str, to: str, message: bytes, begins: Callable[[], bool]) -> Verdict:
    """Hand one mail to the server of ``settings``. Never raises for what a server or a network does.

    ``begins`` is asked when the server waits for the content: it notes that the content begins, and says whether it may. What
    it raises is raised, and nothing was sent.
    """
    try:
        server = _connected(settings, password)
        try:
            verdict = _envelope(server, parseaddr(settings.sender)[1], to) or _content(server, message, begins)
            _leave(server)
        finally:
            server.close()
        return verdict
    except smtplib.SMTPAuthenticationError as fault:
        return Verdict("later", f"login refused: {fault.smtp_code}")
    except smtplib.SMTPResponseException as fault:
        return Verdict("later", str(fault.smtp_code))
    except (smtplib.SMTPException, OSError) as fault:
        return Verdict("later", type(fault).__name__)


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; what the server says to that changes nothing of what became of the mail."""
    with suppress(smtplib.SMTPException, OSError):
        server.quit()


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


def _content(server: smtplib.SMTP, message: bytes, begins: Callable[[], bool]) -> Verdict:
    code, _ = server.docmd("DATA")
    if code != ASKED_FOR:
        return _refused(code)
    ours = False
    try:
        ours = begins()
    finally:
        if not ours:
            server.close()  # without the last dot a server throws away what came
    return _sent(server, message) if ours else Verdict("overtaken")


def _sent(server: smtplib.SMTP, message: bytes) -> Verdict:
    try:
        server.send(_LINE_OF_DOT.sub(b"..", message) + b".\r\n")
        code, _ = server.getreply()
    except (smtplib.SMTPException, OSError) as fault:
        return Verdict("in doubt", type(fault).__name__)
    return Verdict("sent") if code == 250 else _refused(code)


def _refused(code: int) -> Verdict:
    return Verdict("failed" if code >= 500 else "later", str(code))
