"""A posted body -> its fields, for every webhook: capped, cleaned, and never with anything but plain text in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, unquote

MOST_BYTES = 16 * 1024
MOST_FIELDS = 50
LONGEST_FIELD = 1_600
"""Characters. The longest USSD history and the longest joined SMS stay far below."""

FORM = "application/x-www-form-urlencoded"

_KEPT = "\n\r\t"
_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in _KEPT}


class Unreadable(Exception):
    """A body that is no form we can read. ``kind`` says why in two words and never quotes the body, ``body`` is what came."""

    def __init__(self, kind: str, body: bytes = b"") -> None:
        super().__init__(kind)
        self.kind = kind
        self.body = body


class CutShort(Unreadable):
    """The caller hung up in the middle of the body: whatever came of it is not what they meant, and they have no answer."""


def read(environ: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a posted form; of a repeated one the first; the address's query is not looked at.

    Raises :class:`Unreadable` for another media type, more than 16 KB, more than 50 fields, a field over 1,600 characters,
    and bytes that are not UTF-8; :class:`CutShort` for fewer bytes than were announced.
    """
    body = _body(environ)
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != FORM:
        raise Unreadable("media type", body)
    return fields(body)


def fields(body: bytes) -> dict[str, str]:
    """The fields of an urlencoded body, cleaned; the rest is as :func:`read`."""
    try:
        parts = body.decode("utf-8").split("&")
        if len(parts) > MOST_FIELDS:
            raise Unreadable("too many fields", body)
        found: dict[str, str] = {}
        for part in parts:
            name, _, value = part.partition("=")
            if name and name not in found:
                found[name] = _unescaped(value)
    except UnicodeDecodeError:
        raise Unreadable("not UTF-8", body) from None
    if any([len(value) > LONGEST_FIELD for value in found.values()]):
        raise Unreadable("field too long", body)
    return found


def _unescaped(value: str) -> str:
    if "+" in value:
        value = value.replace("+", " ")
    if "%" in value:
        # The three signs of every hop first: none of them makes a new "%", and most values are then done.
        value = value.replace("%2A", "*").replace("%2B", "+").replace("%23", "#")
        if "%" in value:
            value = unquote(value, errors="strict")
    return value if value.isprintable() else value.translate(_CONTROLS)


def cleaned(value: str) -> str:
    """A field that came another way, as one of a form would be: no control signs, and no longer than the cap."""
    return value.translate(_CONTROLS)[:LONGEST_FIELD]


def salvaged(body: bytes) -> dict[str, str]:
    """What can be read of a body that :func:`read` refuses, so that no text is lost: bytes that are not UTF-8 as Latin-1
    letters, long fields up to the cap. Never raises."""
    for encoding in ("utf-8", "latin-1"):
        try:
            text = body.decode(encoding)
            pairs = parse_qsl(text, keep_blank_values=True, encoding=encoding, errors="strict", max_num_fields=MOST_FIELDS)
        except ValueError:
            continue
        return {name: cleaned(value) for name, value in reversed(pairs)}
    return {}


def _body(environ: Mapping[str, Any]) -> bytes:
    stream: BinaryIO = environ["wsgi.input"]
    stated = environ.get("CONTENT_LENGTH") or ""
    length = int(stated) if stated.isascii() and stated.isdigit() else MOST_BYTES + 1
    body = stream.read(min(length, MOST_BYTES + 1))
    if len(body) > MOST_BYTES or (stated and length > MOST_BYTES):
        raise Unreadable("too large", body)
    if stated and len(body) < length:
        raise CutShort("cut short")
    return body
