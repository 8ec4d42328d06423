"""The bodies the aggregator posts, byte for byte as captured on its wire, and how it judges a USSD reply.

Sources: published captures of the sandbox; where an order was never captured (incoming texts, opt-outs) it is shuffled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Literal
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
USSD_AGENT = "at-ussd-api/1.0"
PREFIX_ERROR = "Response should start with a CON or an END"

DateForm = Literal["T and Z", "space", "fraction"]
DATE_FORMS: tuple[DateForm, ...] = ("T and Z", "space", "fraction")

Pairs = Sequence[tuple[str, str]]


def ussd_request(*, number: str, service_code: str, text: str, session_id: str, network_code: str) -> bytes:
    """The body of one USSD hop: five fields in the captured order; ``text`` is there even when empty."""
    pairs = (
        ("phoneNumber", number), ("serviceCode", service_code), ("text", text),
        ("sessionId", session_id), ("networkCode", network_code),
    )  # fmt: skip
    return _form(pairs)


@dataclass(frozen=True, slots=True)
class Ending:
    """What the aggregator knows of a USSD session when it is over. ``status``: Success, Incomplete or Failed."""

    number: str
    service_code: str
    session_id: str
    network_code: str
    status: str
    duration_ms: int
    hops: int
    hops_metadata: str
    input: str
    last_reply: str
    error: str
    at_ms: int


def end_event(ending: Ending) -> bytes:
    """The body of the end-of-session event: thirteen fields in the captured order, several of them often empty."""
    pairs = (
        ("durationInMillis", str(ending.duration_ms)), ("phoneNumber", ending.number), ("errorMessage", ending.error),
        ("serviceCode", ending.service_code), ("lastAppResponse", ending.last_reply), ("hopsMetadata", ending.hops_metadata),
        ("hopsCount", str(ending.hops)), ("status", ending.status), ("sessionId", ending.session_id), ("cost", "0.00"),
        ("date", date_text(ending.at_ms, "space")), ("networkCode", ending.network_code), ("input", ending.input),
    )  # fmt: skip
    return _form(pairs)


def delivery_report(*, message_id: str, number: str, status: str, network_code: str, failure_reason: str) -> bytes:
    """The body of a delivery report in the captured order; ``failureReason`` is there only if there is one."""
    reason = (("failureReason", failure_reason),) if failure_reason else ()
    pairs = (
        ("phoneNumber", number), *reason, ("retryCount", "0"), ("id", message_id), ("status", status),
        ("networkCode", network_code),
    )  # fmt: skip
    return _form(pairs)


def incoming_text(
    *, message_id: str, number: str, to: str, text: str, date: str, network_code: str, link_id: str | None, luck: Random
) -> bytes:
    """The body of a text from a citizen: six fields, ``linkId`` if not ``None``, in an order that ``luck`` decides."""
    pairs = [
        ("date", date), ("from", number), ("id", message_id), ("text", text), ("to", to), ("networkCode", network_code),
        *([("linkId", link_id)] if link_id is not None else []),
    ]  # fmt: skip
    luck.shuffle(pairs)
    return _form(pairs)


def opt_out(*, number: str, sender: str, luck: Random) -> bytes:
    """The body of a bulk opt-out: the sender and the number, and nothing else."""
    pairs = [("senderId", sender), ("phoneNumber", number)]
    luck.shuffle(pairs)
    return _form(pairs)


def date_text(at_ms: int, form: DateForm) -> str:
    """An instant in one of the three forms seen in the wild, always UTC."""
    at = datetime.fromtimestamp(at_ms / 1000, UTC)
    if form == "space":
        return at.strftime("%Y-%m-%d %H:%M:%S")
    if form == "fraction":
        return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at_ms % 1000:03d}Z"
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the aggregator takes a USSD reply. ``error`` is empty if the reply is good; then ``text`` is what a phone shows."""

    text: str
    more: bool
    error: str


def judge(status: int, body: bytes) -> Verdict:
    """Good is HTTP 200 and a first byte of ``CON `` or ``END ``; a blank, a line break or a BOM before it is an error."""
    if status != 200:
        return Verdict("", False, f"HTTP status {status}")
    prefix, rest = body[:4], body[4:]
    if prefix not in (b"CON ", b"END "):
        return Verdict("", False, PREFIX_ERROR)
    return Verdict(rest.decode("utf-8", "replace"), prefix == b"CON ", "")


def _form(pairs: Pairs) -> bytes:
    return urlencode(pairs).encode("ascii")
