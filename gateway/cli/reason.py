"""Why somebody does something, as the audit keeps it for ever: in words that point at nobody."""

from __future__ import annotations

import re

import click

from gateway.refusal import Refusal
from reports.text.redaction import redact

_DATE = re.compile(r"\b(?:\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d))\b")


def of_nobody(context: click.Context, parameter: click.Parameter, reason: str) -> str:
    """A reason as it was given. Raises :class:`Refusal` for a number, address or name in it: no erasure reaches the audit."""
    without_dates = _DATE.sub("", reason)
    if redact(without_dates) != without_dates:
        raise Refusal(
            "The reason holds what may be somebody's number, mail address or name.",
            "Say it without: the audit keeps it for ever, and nobody can be erased from there.",
        )
    return reason
