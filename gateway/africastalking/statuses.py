"""Africa's Talking's words -> what they mean for a text. Its lists grow: each table states what an unknown word means.

Sources: its SMS documentation (delivery reports, sending), and replies captured on the wire.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Delivery = Literal["sent", "delivered", "failed"]

_DELIVERY: dict[str, Delivery] = {
    "sent": "sent",
    "submitted": "sent",
    "buffered": "sent",
    "success": "delivered",
    "failed": "failed",
    "rejected": "failed",
    "absentsubscriber": "failed",  # off, or without coverage, until the operator gave up
    "expired": "failed",  # discarded by the operator's firewall
}

_BLACKLISTED = "userinblacklist"  # spelt UserInBlackList in reports and UserInBlacklist in replies


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with one recipient of a send: ``accepted``, or refused for ``reason`` and then what."""

    reason: str
    accepted: bool = False
    retry: bool = False
    tries_at_most: int | None = None
    after_s: int = 0
    """Not again before this; 0 leaves it to the usual waits."""
    pause: bool = False
    opted_out: bool = False


_QUIET_WINDOW_S = 12 * 3600  # Nigeria's do-not-disturb lets messages through from 8 to 20 h

_VERDICTS: dict[int, Verdict] = {
    100: Verdict("Processed", accepted=True),
    101: Verdict("Sent", accepted=True),
    102: Verdict("Queued", accepted=True),
    401: Verdict("RiskHold"),
    402: Verdict("InvalidSenderId"),
    403: Verdict("InvalidPhoneNumber"),
    404: Verdict("UnsupportedNumberType"),
    405: Verdict("InsufficientBalance", retry=True, pause=True),
    406: Verdict("UserInBlacklist", opted_out=True),
    407: Verdict("CouldNotRoute", retry=True),
    409: Verdict("DoNotDisturbRejection", retry=True, after_s=_QUIET_WINDOW_S),
    500: Verdict("InternalServerError", retry=True),
    501: Verdict("GatewayError", retry=True),
    502: Verdict("RejectedByGateway", retry=True, tries_at_most=2),
}

_BY_NAME: dict[str, Verdict] = {v.reason.casefold(): v for v in _VERDICTS.values() if not v.accepted} | {
    "insufficientcredit": _VERDICTS[405],
}


def delivery(status: str) -> Delivery | None:
    """What a delivery report says of its text; ``None`` for a word we do not know: kept, changes nothing."""
    return _DELIVERY.get(status.strip().casefold())


def says_opted_out(failure_reason: str) -> bool:
    """Whether a failure means that the person asked the aggregator to be left alone."""
    return failure_reason.strip().casefold() == _BLACKLISTED


def verdict(status_code: object, status: object) -> Verdict | None:
    """What to do with a recipient, by its code, else by its name; ``None`` if we know neither."""
    by_code = _VERDICTS.get(int(status_code)) if str(status_code).isdecimal() else None  # type: ignore[call-overload]
    return by_code or _BY_NAME.get(str(status).strip().casefold())
