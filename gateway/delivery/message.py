"""A report as one message: text and page with pictures in it, files beside it. The same report gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the page, by the content id under which the page shows it."""

    cid: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    mediatype: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom, to whom, when it was released, and what makes the message one and the same however often it is built."""

    sender: str
    to: str
    released_at_ms: int
    name: str
    """Unique for each report, address and sending: ``health 2026-06-07 nightly 0``."""
    language: str


def compose(
    envelope: Envelope, subject: str, text: str, html: str, pictures: Iterable[Picture], attachments: Sequence[Attachment]
) -> bytes:
    """The whole message, as it goes to a server."""
    message = EmailMessage(policy=SMTP)
    message["From"] = envelope.sender
    message["To"] = envelope.to
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(datetime.fromtimestamp(envelope.released_at_ms // 1000, UTC))
    message["Message-ID"] = f"<{_digest(envelope)}@{parseaddr(envelope.sender)[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = envelope.language
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    _with_pictures(message, pictures)
    for each in attachments:
        main, _, sub = each.mediatype.partition("/")
        message.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    _with_fixed_boundaries(message, _digest(envelope))
    return message.as_bytes()


def _with_pictures(message: EmailMessage, pictures: Iterable[Picture]) -> None:
    page = message.get_payload()[1]  # type: ignore[index]
    assert isinstance(page, EmailMessage)
    for picture in pictures:
        page.add_related(picture.png, maintype="image", subtype="png", cid=f"<{picture.cid}>", disposition="inline")


def _digest(envelope: Envelope) -> str:
    return hashlib.sha256(f"{envelope.name} {envelope.to}".encode()).hexdigest()[:32]


def _with_fixed_boundaries(message: EmailMessage, digest: str) -> None:
    """Boundaries are otherwise made up at random, so that no two copies would be the same."""
    parts = [part for part in message.walk() if part.is_multipart()]
    for n, part in enumerate(parts):
        part.set_boundary(f"={digest}={n}=")
