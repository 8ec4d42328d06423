"""What a reader with tools finds in a released file: its text, and all that is packed, encoded or compressed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject

_WORDS = re.compile(rb"<text\b.*?</text>|<title.*?</title>|<desc.*?</desc>", re.DOTALL)


def parts_of(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The content itself, and every part of it that would be read: of zips (workbooks, packages) all members with what is
    in them, of PDF the information, XMP, page texts, strings and streams, of mails the decoded parts, of drawings the words."""
    yield name, content
    if content[:4] == b"PK\x03\x04":
        with ZipFile(BytesIO(content)) as parts:
            yield f"{name} zip", b"\n".join(i.filename.encode() + b" " + i.comment for i in parts.infolist()) + parts.comment
            for part in parts.namelist():
                yield from parts_of(f"{name}/{part}", parts.read(part))
    elif content[:5] == b"%PDF-":
        yield from ((f"{name} {part}", text) for part, text in _of_pdf(PdfReader(BytesIO(content))))
    elif re.match(rb"[A-Za-z-]+: ", content) and b"\nMIME-Version:" in content:
        yield from _of_mail(name, content)
    if b"<svg" in content:
        yield f"{name} words", _words(content)


def _of_pdf(reader: PdfReader) -> Iterator[tuple[str, bytes]]:
    yield "information", repr(dict(reader.metadata or {})).encode()
    yield "text", "\n".join(page.extract_text() for page in reader.pages).encode()
    for number in range(1, int(reader.trailer["/Size"])):
        found = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(found, StreamObject) and not _is_drawn(found):
            yield f"stream {number}", found.get_data()
        yield f"object {number}", _strings(found)


def _is_drawn(stream: StreamObject) -> bool:
    """Pixels and letter shapes, whose bytes are no text."""
    kind = str(stream.get("/Subtype", ""))
    return kind in ("/Image", "/CIDFontType0C", "/OpenType", "/Type1C") or "/Length1" in stream


def _strings(found: Any) -> bytes:
    return repr(dict(found) if isinstance(found, StreamObject) else found).encode()


def _of_mail(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    mail = message_from_bytes(content, policy=policy.default)
    yield f"{name} head", "\n".join(f"{key}: {value}" for key, value in mail.items()).encode()
    for at, part in enumerate(mail.walk()):
        if not part.is_multipart():
            inner = part.get_content()
            yield from parts_of(f"{name} part {at}", inner.encode() if isinstance(inner, str) else inner)


def _words(content: bytes) -> bytes:
    """What stands in a drawing, without the markup between its letters and without where it stands."""
    drawings = re.findall(rb"<svg.*?</svg>", content, flags=re.DOTALL)
    texts = (text for drawing in drawings for text in _WORDS.findall(drawing))
    return b"\n".join(re.sub(rb"<[^>]*>", b"", text) for text in texts)
