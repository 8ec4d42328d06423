"""What a reply of the send API says of each number that was asked for.

A text counts as taken only where the reply says so of its own recipient. The reply may name its recipients in another order,
write a number in another form, name one twice, or leave one out: whom it leaves out while it names others is in doubt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any

from gateway.africastalking import statuses

_WORD = re.compile(r"[A-Za-z]{3,40}")
_TELLING_DIGITS = 7
"""So many last digits of a number tell whose it is, where only one of those asked for ends in them."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The aggregator took the text. Whether it arrives, a delivery report will say."""

    provider_id: str | None
    status_code: int
    cost: str | None


@dataclass(frozen=True, slots=True)
class SendFailed:
    """The text was not taken, or nobody knows. Carries the decision; holds no number and none of the aggregator's prose.

    Where neither ``retry`` nor ``in_doubt`` is set, it never will be taken.
    """

    reason: str
    _: KW_ONLY
    retry: bool = False
    """Surely not taken, and worth trying again: ``tries_at_most`` in all, with ``after_quiet`` not before the quiet hours of
    the person are over."""
    in_doubt: bool = False
    """It may have been taken, so never again by itself."""
    pause: bool = False
    """Nothing of this channel can go out now."""
    stop: bool = False
    """Nothing of this campaign will ever be taken as it is."""
    faulty: bool = False
    """It says of the channel that it does not work, and not only of this text."""
    unasked: bool = False
    """The aggregator was not even asked: it says nothing of the channel."""
    opted_out: bool = False
    """The person told the aggregator to be left alone."""
    tries_at_most: int | None = None
    after_quiet: bool = False
    remedy: str = ""
    """What somebody can do about it, in a sentence."""


Outcome = Accepted | SendFailed


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back over HTTP."""

    status: int
    body: str | None
    """``None`` where the body broke off."""


def read(reply: Reply, numbers: Sequence[str]) -> list[Outcome]:
    """What became of each number, in their order."""
    recipients, message = _recipients(reply)
    if not recipients:
        return [_of_all(reply, recipients, message)] * len(numbers)
    found = _by_number(recipients, numbers)
    return [_of_one(reply, found.get(number, [])) for number in numbers]


def _recipients(reply: Reply) -> tuple[list[Any] | None, str]:
    """The recipients and the message of a reply; ``None`` if it is not of the documented shape."""
    try:
        data = json.loads(reply.body or "")["SMSMessageData"]
        recipients, message = data["Recipients"], data.get("Message", "")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None, ""
    return (recipients, str(message)) if isinstance(recipients, list) else (None, "")


def _by_number(recipients: list[Any], numbers: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Number asked for -> what the reply has for it."""
    named = [recipient for recipient in recipients if isinstance(recipient, dict)]
    if len(numbers) == 1 and len(recipients) == 1:
        return {numbers[0]: named}
    found: dict[str, list[dict[str, Any]]] = {}
    for recipient in named:
        number = _meant(str(recipient.get("number", "")), numbers)
        if number is not None:
            found.setdefault(number, []).append(recipient)
    return found


def _meant(written: str, numbers: Sequence[str]) -> str | None:
    """The number that is meant, in whatever form it is written; ``None`` if that is not certain."""
    digits = re.sub("[^0-9]", "", written).lstrip("0")
    if "+" + digits in numbers:
        return "+" + digits
    if len(digits) < _TELLING_DIGITS:
        return None
    alike = [number for number in numbers if number.endswith(digits)]
    return alike[0] if len(alike) == 1 else None


def _of_one(reply: Reply, said: list[dict[str, Any]]) -> Outcome:
    """What became of one number; where it is named twice, an acceptance outweighs: it may get the text."""
    outcomes = [_of_recipient(reply, recipient) for recipient in said]
    accepted = [outcome for outcome in outcomes if isinstance(outcome, Accepted)]
    doubts = [outcome for outcome in outcomes if isinstance(outcome, SendFailed) and outcome.in_doubt]
    return next(iter([*accepted, *doubts, *outcomes]), SendFailed("recipient not named", in_doubt=True))


def _of_recipient(reply: Reply, recipient: dict[str, Any]) -> Outcome:
    verdict = statuses.verdict(recipient.get("statusCode"), recipient.get("status"))
    if verdict is None or (verdict.accepted and not 200 <= reply.status < 300):
        return SendFailed("reply not understood", in_doubt=True)
    if not verdict.accepted:
        return _failed(verdict)
    return Accepted(_said(recipient.get("messageId")), verdict.code, _said(recipient.get("cost")))


def _of_all(reply: Reply, recipients: list[Any] | None, message: str) -> SendFailed:
    """A reply that names nobody: an empty list is a refusal that looks like success; anything else may hide an acceptance."""
    if not 200 <= reply.status < 300:
        return _refused(reply.status)
    if recipients is None:
        return SendFailed("reply not understood", in_doubt=True, faulty=True)
    verdict = statuses.verdict(None, message)
    if verdict is not None and not verdict.accepted:
        return _failed(verdict)
    return SendFailed(message if _WORD.fullmatch(message) else "no recipient taken", stop=True, remedy=statuses.ASK_WHY)


def _failed(verdict: statuses.Verdict) -> SendFailed:
    return SendFailed(
        verdict.reason,
        retry=verdict.retry,
        opted_out=verdict.opted_out,
        pause=verdict.pause,
        stop=verdict.stop,
        faulty=verdict.faulty,
        tries_at_most=verdict.tries_at_most,
        after_quiet=verdict.after_quiet,
        remedy=verdict.remedy,
    )


def _refused(status: int) -> SendFailed:
    """No 2xx, no recipients: a wrong key holds the channel until it is mended; a busy or broken server is tried again."""
    reason = f"HTTP {status}"
    if status in (401, 403):
        return SendFailed(reason, retry=True, pause=True, remedy=statuses.CHECK_KEY)
    return SendFailed(reason, retry=status in (408, 429) or not 400 <= status < 500, faulty=True)


def _said(value: object) -> str | None:
    """A field of a recipient; the aggregator writes ``None`` as a word."""
    text = str(value if value is not None else "").strip()
    return text[:200] if text not in ("", "None") else None
