"""Styles and scripts of the console, by addresses that hold a digest of their content, so that browsers keep them."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from gateway.access import open_to

if TYPE_CHECKING:
    from gateway.wiring import Gateway

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add ``/static/<digest>/<name>``."""

    @open_to("everybody")
    def static(digest: str, name: str) -> Response:
        """A file of :data:`FOLDER`; the digest only makes its address change with it."""
        file = _files().get(name)
        if file is None:
            raise NotFound
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
        if request.accept_encodings["gzip"] and len(file.small) < len(file.content):
            return Response(file.small, headers=headers | {"Content-Encoding": "gzip"}, content_type=file.kind)
        return Response(file.content, headers=headers, content_type=file.kind)

    pages.add_url_rule("/static/<digest>/<path:name>", "static", static)


def address(name: str) -> str:
    """Where a file is served. Raises ``KeyError`` if there is none."""
    return f"/static/{_files()[name].digest}/{name}"


def is_there(name: str) -> bool:
    """Whether there is such a file: those below ``built/`` are made by ``make`` and may be missing."""
    return name in _files()


def packed(name: str) -> bytes:
    """A file as it is sent to whoever reads gzip. Raises ``KeyError`` if there is none."""
    return _files()[name].small


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    small: bytes
    """The same, compressed once."""
    kind: str
    digest: str


@cache
def _files() -> dict[str, _File]:
    """Name below the folder -> file, read once."""
    return {str(path.relative_to(FOLDER)): _file(path) for path in sorted(FOLDER.rglob("*")) if path.suffix in TYPES}


def _file(path: Path) -> _File:
    content = path.read_bytes()
    return _File(content, gzip.compress(content, 9, mtime=0), TYPES[path.suffix], hashlib.sha256(content).hexdigest()[:16])
