"""A released report as a document of its own, inside a page of ours.

It is served from an address of its own and not put into the page: its style and its drawings stay what they are in the mail
and on paper, none of its names can meet one of ours, and its content policy allows exactly the styles that are in it, each by
its digest, no script, no address to fetch, no form and, being sandboxed, no cookie of ours. Only our own pages may frame it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from datetime import date

from flask import Response

from gateway.console.entry import POLICY

_SHEET = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_ATTRIBUTE = re.compile(r'\sstyle="([^"]*)"')
FRAMING = POLICY + "; frame-src 'self'"
"""The policy of a page that holds such a document."""
_TYPES = {
    "html": "text/html; charset=utf-8", "pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "json": "application/json",
}  # fmt: skip


def policy_of(document: str) -> str:
    """The content policy under which this document looks as it should, and nothing else can happen in it."""
    sheets = sorted({_digest(each) for each in _SHEET.findall(document)})
    attributes = sorted({_digest(html.unescape(each)) for each in _ATTRIBUTE.findall(_SHEET.sub("", document))})
    styles = " ".join([*sheets, *(["'unsafe-hashes'", *attributes] if attributes else [])]) or "'none'"
    return f"sandbox; default-src 'none'; img-src data:; style-src {styles}; base-uri 'none'; frame-ancestors 'self'"


def shown(content: bytes) -> Response:
    """A report's page, to stand inside one of ours or alone."""
    headers = {
        "Content-Security-Policy": policy_of(content.decode()), "X-Frame-Options": "SAMEORIGIN",
        "Cache-Control": "private, max-age=300",
    }  # fmt: skip
    return Response(content, headers=headers, content_type=_TYPES["html"])


def download(content: bytes, name: str, of: str, day: date) -> Response:
    """A file to be kept, called after whose and of when it is."""
    kind = name.rpartition(".")[2]
    headers = {"Content-Disposition": f'attachment; filename="{of}-{day.isoformat()}-{name}"'}
    return Response(content, headers=headers, content_type=_TYPES[kind])


def day_or_none(said: str) -> date | None:
    """A day as it stands in an address."""
    try:
        return date.fromisoformat(said) if len(said) == len("2026-01-01") else None
    except ValueError:
        return None


def _digest(style: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
