"""What Africa's Talking posts to us -> our words (``gateway.hooks.heard``). Nothing that is merely odd is refused here.

Sources: its USSD and SMS documentation, and bodies captured on the wire; the table in ``tests/gateway/payloads`` has one
of each shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from gateway import numbers
from gateway.hooks.heard import CallEnd, IncomingText, Subscription, UssdHop
from gateway.sending.receipts import DeliveryReport

Form = Mapping[str, str]

_ID = re.compile(r"[A-Za-z0-9._:\-]{1,128}")
_LONGEST_NUMBER = 32


class Unusable(Exception):
    """A hop that cannot be served: ``field`` is the first one that is missing or outside its caps, never its value."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def ussd_hop(form: Form) -> UssdHop:
    """One interactive USSD request. Raises :class:`Unusable` if it does not say which call, whose, or to which code."""
    provider_id = form.get("sessionId", "")
    if not _ID.fullmatch(provider_id):
        raise Unusable("sessionId")
    number = number_of(form, "phoneNumber")
    if not number or len(number) > _LONGEST_NUMBER:
        raise Unusable("phoneNumber")
    service_code = numbers.dial_code(form.get("serviceCode", ""))
    if not service_code:
        raise Unusable("serviceCode")
    return UssdHop(provider_id, number, service_code, form.get("networkCode") or None, form.get("text", ""))


def incoming_text(form: Form) -> IncomingText:
    """One SMS, whatever is missing in it; ``provider_id`` is empty if it has none."""
    return IncomingText(
        provider_id=form.get("id", "").strip()[:200],
        sender=number_of(form, "from"),
        code=form.get("to", "").strip(),
        text=form.get("text", ""),
        date=form.get("date", ""),
        network_code=form.get("networkCode") or None,
        link_id=form.get("linkId") or None,
        cost=form.get("cost") or None,
    )


def call_end(form: Form) -> CallEnd:
    """The end of a call. Its ``input`` and ``lastAppResponse`` repeat the answers and are left where they are."""
    return CallEnd(
        provider_id=form.get("sessionId", "")[:200],
        status=form.get("status", ""),
        cost=form.get("cost", ""),
        duration_ms=_whole(form.get("durationInMillis", "")),
        hops=_whole(form.get("hopsCount", "")),
        error=form.get("errorMessage", ""),
    )


def subscription(form: Form) -> Subscription:
    """Somebody joined or left; anything but a deletion, in whatever letters, is a joining."""
    return Subscription(
        number=number_of(form, "phoneNumber"),
        code=form.get("shortCode", "").strip(),
        keyword=form.get("keyword", "").strip(),
        joined=form.get("updateType", "").strip().casefold() != "deletion",
    )


def with_id(text: IncomingText, made: str) -> IncomingText:
    """The text itself, or one known by ``made`` if it came without an id."""
    return text if text.provider_id else replace(text, provider_id=made)


def delivery_report(form: Form, country: str) -> DeliveryReport:
    """What became of a text of ours; only the id and the status are always there, and sometimes not even they."""
    number = number_of(form, "phoneNumber")
    return DeliveryReport(
        provider_id=form.get("id", "").strip()[:200],
        status=form.get("status", ""),
        failure_reason=form.get("failureReason", ""),
        number=numbers.identity(number, country) if number else "",
        network_code=form.get("networkCode") or None,
    )


def opted_out(form: Form, country: str) -> str:
    """The number, as we keep it, that opted out of a sender of ours; empty if none is named."""
    number = number_of(form, "phoneNumber")
    return numbers.identity(number, country) if number else ""


def number_of(form: Form, field: str) -> str:
    """A number as it came, with the ``+`` back that an unescaped form turns into a space."""
    raw = form.get(field, "")
    if raw.startswith(" "):
        raw = raw.strip()
        return "+" + raw if raw[:1].isdigit() and not raw.startswith("0") else raw
    return raw.strip()


def _whole(text: str) -> int | None:
    """A count that fits the column, or nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
