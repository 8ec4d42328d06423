"""The send API and its delivery reports: what the real one answers, in its shapes, and how it goes wrong."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from flows.measure import sms_parts
from gateway.aggregator_stub import bytes as wire_bytes
from gateway.aggregator_stub.agenda import Agenda
from gateway.aggregator_stub.faults import Switches
from gateway.aggregator_stub.lines import REPORT_NETWORK, Lines, Luck
from gateway.aggregator_stub.phones import Phones
from gateway.aggregator_stub.wire import Wire

STATUS_NAMES = {
    100: "Processed", 101: "Success", 102: "Queued", 401: "RiskHold", 402: "InvalidSenderId", 403: "InvalidPhoneNumber",
    404: "UnsupportedNumberType", 405: "InsufficientBalance", 406: "UserInBlacklist", 407: "CouldNotRoute",
    409: "DoNotDisturbRejection", 500: "InternalServerError", 501: "GatewayError", 502: "RejectedByGateway",
}  # fmt: skip
"""statusCode of a recipient -> its status. Below 400 the text was accepted."""

WRONG_KEY = "The supplied authentication is invalid"
COST_OF_PART = 0.8  # KES
OPENING_BALANCE = 100_000.0  # KES
SLOW_S = 3.0
LATE_S = 3600.0

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_REASONS = {"Failed": "DeliveryFailure", "Rejected": "UserInBlackList"}
_NEVER_ARRIVES = {"Failed", "Rejected", "AbsentSubscriber", "Expired"}
_REFUSALS = {
    "500": (500, b"Internal Server Error"), "503": (503, b"Service Unavailable"), "429": (429, b"Too Many Requests"),
}  # fmt: skip

_CODES: Mapping[str, tuple[int | None, int | None]] = {
    "do not disturb": (409, 409), "no money": (405, 405), "every other": (None, 501),
}  # fmt: skip

Then = Literal["reply", "close", "silent"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the send API does: replies after ``wait_s``, closes the connection, or stays silent."""

    status: int = 201
    media_type: str = "application/json"
    body: bytes = b""
    then: Then = "reply"
    announced: int | None = None
    """The Content-Length, where it is more than the body that comes."""
    wait_s: float = 0.0


@dataclass(frozen=True, slots=True)
class AcceptedText:
    """A text the aggregator took and will answer for."""

    message_id: str
    number: str
    sender: str
    text: str
    at_ms: int


class Sending:
    """The send API. ``keys``: username -> API key; with ``None`` any key will do. Late reports come after ``late_after_s``."""

    def __init__(
        self, lines: Lines, wire: Wire, switches: Switches, agenda: Agenda, luck: Luck, phones: Phones,
        keys: Mapping[str, str] | None, report_after_s: float, late_after_s: float = LATE_S,
    ) -> None:  # fmt: skip
        self._lines = lines
        self._wire = wire
        self._switches = switches
        self._agenda = agenda
        self._luck = luck
        self._phones = phones
        self._keys = keys
        self._report_after_s = report_after_s
        self._late_after_s = late_after_s
        self._accepted: list[AcceptedText] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self._codes: dict[str, int] = {}
        self._lock = threading.Lock()

    # --- for whoever looks -------------------------------------------------------------------------------------------------

    def accepted(self) -> list[AcceptedText]:
        """Every text accepted so far, oldest first."""
        with self._lock:
            return list(self._accepted)

    def count(self, number: str, text: str) -> int:
        """How often this text was accepted for this number."""
        with self._lock:
            return self._counts[number, text]

    def doubles(self) -> dict[tuple[str, str], int]:
        """The texts accepted more than once for one number, with how often."""
        with self._lock:
            return {key: n for key, n in self._counts.items() if n > 1}

    def balance(self) -> float:
        """What is left of the invented account, in KES."""
        return OPENING_BALANCE - COST_OF_PART * sum(sms_parts(t.text) for t in self.accepted())

    def set_code(self, number: str, code: int | None) -> None:
        """Gives one number a statusCode of its own in every send reply; ``None`` makes it ordinary again."""
        if code is not None and code not in STATUS_NAMES:
            raise ValueError(f"no statusCode {code}")
        with self._lock:
            self._codes.pop(number, None)
            self._codes.update({number: code} if code is not None else {})

    def code_of(self, number: str) -> int | None:
        """The statusCode set for one number."""
        return self._codes.get(number)

    # --- the API -----------------------------------------------------------------------------------------------------------

    def knows(self, username: str, key: str) -> bool:
        """Whether the key is the account's."""
        return self._keys is None or self._keys.get(username) == key

    def send(self, form: Mapping[str, str], key: str) -> Answer:
        """One request to send, with all that the switches make of it."""
        fault = self._switches.take("send")
        if fault == "wrong key" or not self.knows(form.get("username", ""), key):
            return Answer(401, "text/plain; charset=UTF-8", WRONG_KEY.encode())
        if fault in _REFUSALS:
            return Answer(_REFUSALS[fault][0], "text/plain", _REFUSALS[fault][1])
        if fault == "closed":
            return Answer(then="close")
        if fault == "no sender":
            return Answer(body=_body("InvalidSenderId", []))
        return _as(fault, self._accept(form, _CODES.get(fault, (None, None))))

    def _accept(self, form: Mapping[str, str], codes: tuple[int | None, int | None]) -> bytes:
        """The verdict on every number, in their order. ``codes`` are given to the numbers in turn, whoever they are."""
        numbers = [number for number in form.get("to", "").split(",") if number]
        recipients = [self._recipient(form, number, codes[place % 2]) for place, number in enumerate(numbers)]
        taken = sum(r["messageId"] != "None" for r in recipients)
        parts = sms_parts(form.get("message", ""))
        cost = f"KES {taken * parts * COST_OF_PART:.4f}"
        return _body(f"Sent to {taken}/{len(recipients)} Total Cost: {cost} Message parts: {parts}", recipients)

    def _recipient(self, form: Mapping[str, str], number: str, code: int | None) -> dict[str, object]:
        usual = 102 if form.get("enqueue") == "1" else 101
        code = code or self.code_of(number) or (usual if _NUMBER.fullmatch(number) else 403)
        message_id, cost = "None", "0"
        if code < 400:
            message_id = self._take(number, form.get("from", ""), form.get("message", ""))
            cost = f"KES {sms_parts(form.get('message', '')) * COST_OF_PART:.4f}"
        return {"statusCode": code, "number": number, "status": STATUS_NAMES[code], "cost": cost, "messageId": message_id}

    def _take(self, number: str, sender: str, text: str) -> str:
        report, accident = self._switches.take("report"), self._switches.take("report accident")
        with self._lock:
            taken = AcceptedText("ATXid_" + self._luck.hex32(number), number, sender, text, self._agenda.now_ms())
            self._accepted.append(taken)
            self._counts[number, text] += 1
        if report not in _NEVER_ARRIVES:
            self._phones.add(number, at_ms=taken.at_ms, mine=False, other=sender, text=text)
        self._promise_reports(taken, report, accident)
        return taken.message_id

    # --- delivery reports --------------------------------------------------------------------------------------------------

    def _promise_reports(self, taken: AcceptedText, report: str, accident: str) -> None:
        if report == "none":
            return
        statuses = _statuses(report, accident)
        if accident == "early":
            self.report(taken, report)
            return
        message_id = "ATXid_" + self._luck.hex32("nobody") if accident == "unknown id" else taken.message_id
        first_s = self._late_after_s if accident == "late" else self._report_after_s
        for place, status in enumerate(statuses):
            self._agenda.after(first_s + place * 0.01, lambda s=status: self.report(taken, s, message_id))  # type: ignore[misc]

    def report(self, taken: AcceptedText, status: str, message_id: str = "") -> None:
        """Posts one delivery report, now."""
        line = self._lines.sending(taken.sender)
        url = line.url("delivery") if line else ""
        if url:
            body = wire_bytes.delivery_report(
                message_id=message_id or taken.message_id, number=taken.number, status=status, network_code=REPORT_NETWORK,
                failure_reason=_REASONS.get(status, ""),
            )  # fmt: skip
            self._wire.post(url, body, what="Delivery report", number=taken.number)


def _statuses(report: str, accident: str) -> list[str]:
    return {
        "twice": [report, report],
        "reordered": [report, "Sent", "Buffered"],
        "contradicted": [report, "Failed" if report == "Success" else "Success"],
    }.get(accident, [report])


def _as(fault: str, body: bytes) -> Answer:
    """The reply to a text that was accepted, as a fault garbles it."""
    return {
        "charset": Answer(media_type="application/json; charset=utf-8", body=body),
        "html": Answer(200, "text/html", b"<!doctype html><title>Welcome</title><p>It works!"),
        "half": Answer(body=body[: len(body) // 2], announced=len(body)),
        "accepted, closed": Answer(then="close"),
        "accepted, silent": Answer(then="silent"),
        "slow": Answer(body=body, wait_s=SLOW_S),
    }.get(fault, Answer(body=body))


def _body(message: str, recipients: list[dict[str, object]]) -> bytes:
    return json.dumps({"SMSMessageData": {"Message": message, "Recipients": recipients}}).encode()
