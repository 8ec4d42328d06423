"""A report as one message: text and page with pictures in it, files beside it. What says the same has the same bytes.

Its id and its inner boundaries are made of all that it says, to whom and when: of nothing that differs from sending to sending.
A mail that is sent again is so the very mail of the first time, and a mailbox that has it may know that.
"""

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
    """From whom, to whom, when it was released, and in which language."""

    sender: str
    to: str
    released_at_ms: int
    language: str


def compose(
    envelope: Envelope, subject: str, text: str, html: str, pictures: Sequence[Picture], attachments: Sequence[Attachment]
) -> bytes:
    """The whole message, as it goes to a server."""
    digest = _digest(envelope, subject, text, html, *pictures, *attachments)
    message = EmailMessage(policy=SMTP)
    message["From"] = envelope.sender
    message["To"] = envelope.to
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(datetime.fromtimestamp(envelope.released_at_ms // 1000, UTC))
    message["Message-ID"] = f"<{digest}@{parseaddr(envelope.sender)[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = envelope.language
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    _with_pictures(message, pictures)
    for each in attachments:
        main, _, sub = each.mediatype.partition("/")
        message.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    _with_fixed_boundaries(message, digest)
    return message.as_bytes()


def _with_pictures(message: EmailMessage, pictures: Iterable[Picture]) -> None:
    page = message.get_payload()[1]  # type: ignore[index]
    assert isinstance(page, EmailMessage)
    for picture in pictures:
        page.add_related(picture.png, maintype="image", subtype="png", cid=f"<{picture.cid}>", disposition="inline")


def _digest(*said: Envelope | str | Picture | Attachment) -> str:
    """Of every part, each by its own written form: no two messages that differ in a byte have the same."""
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _with_fixed_boundaries(message: EmailMessage, digest: str) -> None:
    """Boundaries are otherwise made up at random, so that no two copies would be the same."""
    parts = [part for part in message.walk() if part.is_multipart()]
    for n, part in enumerate(parts):
        part.set_boundary(f"={digest}={n}=")
