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

    code: int
    reason: str
    accepted: bool = False
    retry: bool = False
    tries_at_most: int | None = None
    after_quiet: bool = False
    """Not again before the quiet hours of the person are over; else after the usual waits."""
    pause: bool = False
    """Nothing of this channel can go out now."""
    stop: bool = False
    """Nothing of this campaign will ever go out as it is."""
    faulty: bool = False
    """The aggregator itself did not work."""
    opted_out: bool = False
    remedy: str = ""
    """What somebody can do about it, in a sentence."""


CHECK_KEY = "Check the username and the API key of the channel; a new key works after up to 20 minutes."
ASK_WHY = "Ask the aggregator why it takes none of these texts, then let them go on with “gateway resume --guards”."
_ACCOUNT = "Fill up the account at the aggregator."
_RISK = "Ask the aggregator why it holds these texts back, then let them go on with “gateway resume --guards”."
_SENDER = "Register the sender or short code with the aggregator, then let the texts go on with “gateway resume --guards”."

_VERDICTS: dict[int, Verdict] = {
    v.code: v
    for v in (
        Verdict(100, "Processed", accepted=True),
        Verdict(101, "Sent", accepted=True),
        Verdict(102, "Queued", accepted=True),
        Verdict(401, "RiskHold", stop=True, remedy=_RISK),
        Verdict(402, "InvalidSenderId", stop=True, remedy=_SENDER),
        Verdict(403, "InvalidPhoneNumber"),
        Verdict(404, "UnsupportedNumberType"),
        Verdict(405, "InsufficientBalance", retry=True, pause=True, remedy=_ACCOUNT),
        Verdict(406, "UserInBlacklist", opted_out=True),
        Verdict(407, "CouldNotRoute", retry=True),
        Verdict(409, "DoNotDisturbRejection", retry=True, after_quiet=True),
        Verdict(500, "InternalServerError", retry=True, faulty=True),
        Verdict(501, "GatewayError", retry=True, faulty=True),
        Verdict(502, "RejectedByGateway", retry=True, tries_at_most=2),
    )
}

_BY_NAME: dict[str, Verdict] = {v.reason.casefold(): v for v in _VERDICTS.values()} | {
    "success": _VERDICTS[101],
    "insufficientcredit": _VERDICTS[405],
}


def delivery(status: str) -> Delivery | None:
    """What a delivery report says of its text; ``None`` for a word we do not know: kept, changes nothing."""
    return _DELIVERY.get(status.strip().casefold())


def says_opted_out(failure_reason: str) -> bool:
    """Whether a failure means that the person asked the aggregator to be left alone."""
    return failure_reason.strip().casefold() == _BLACKLISTED


def verdict(status_code: object, status: object) -> Verdict | None:
    """What to do with a recipient, by its code, or by its name where it has no code; ``None`` if we do not know it."""
    code = str(status_code)
    if code.isdecimal():
        return _VERDICTS.get(int(code))
    return _BY_NAME.get(str(status).strip().casefold())
