"""Styles and scripts of the console, by addresses that hold a digest of their content, so that browsers keep them for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response
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
        content, kind = _files().get(name, (b"", ""))
        if not kind:
            raise NotFound
        return Response(content, headers={"Cache-Control": "public, max-age=31536000, immutable"}, content_type=kind)

    pages.add_url_rule("/static/<digest>/<path:name>", "static", static)


def address(name: str) -> str:
    """Where a file is served. Raises ``KeyError`` if there is none."""
    return f"/static/{hashlib.sha256(_files()[name][0]).hexdigest()[:16]}/{name}"


@cache
def _files() -> dict[str, tuple[bytes, str]]:
    """Name below the folder -> content and type, read once."""
    found = sorted(path for path in FOLDER.rglob("*") if path.suffix in TYPES)
    return {str(path.relative_to(FOLDER)): (path.read_bytes(), TYPES[path.suffix]) for path in found}
