"""The send API over real HTTP, in its real shapes and with its real misfortunes; delivery reports in every disorder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from recording_gateway import RecordingGateway, recording_gateway

from gateway.aggregator_stub.agenda import HandAgenda
from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.serving import Served, serving

LERATO = "+26650000001"
THABO = "+26650000002"


@pytest.fixture
def gateway() -> Iterator[RecordingGateway]:
    with recording_gateway() as running:
        yield running


@pytest.fixture
def stub(gateway: RecordingGateway) -> Iterator[Served]:
    fake = Aggregator([gateway.line()], agenda=HandAgenda(), keys={"sandbox": "KEY"}, report_after_s=1)
    with serving(fake) as served:
        yield served


def send(stub: Served, to: str = LERATO, *, key: str = "KEY", timeout: float = 5, **fields: str) -> requests.Response:
    form = {"username": "sandbox", "to": to, "message": "Thank you", "bulkSMSMode": "1", "from": "40145", **fields}
    return requests.post(f"{stub.url}/version1/messaging", form, headers={"apiKey": key}, timeout=timeout)


def recipients(reply: requests.Response) -> list[dict[str, object]]:
    found = reply.json()["SMSMessageData"]["Recipients"]
    assert isinstance(found, list)
    return found


def test_a_text_is_accepted_in_the_real_shape(stub: Served) -> None:
    reply = send(stub, enqueue="1")
    (one,) = recipients(reply)
    assert (reply.status_code, reply.headers["Content-Type"]) == (201, "application/json")
    assert reply.json()["SMSMessageData"]["Message"] == "Sent to 1/1 Total Cost: KES 0.8000 Message parts: 1"
    assert one.keys() == {"statusCode", "number", "status", "cost", "messageId"}
    assert (one["statusCode"], one["number"], one["cost"]) == (102, LERATO, "KES 0.8000")
    assert str(one["messageId"]).startswith("ATXid_")
    assert stub.aggregator.phones.received(LERATO) == ["Thank you"]


def test_without_enqueue_the_text_is_sent_at_once(stub: Served) -> None:
    assert recipients(send(stub))[0]["statusCode"] == 101


def test_a_wrong_key_is_refused_in_plain_text(stub: Served) -> None:
    reply = send(stub, key="OTHER")
    assert (reply.status_code, reply.headers["Content-Type"]) == (401, "text/plain; charset=UTF-8")
    assert reply.text == "The supplied authentication is invalid"


def test_each_number_can_have_a_status_of_its_own(stub: Served) -> None:
    stub.aggregator.sending.set_code(THABO, 406)
    codes = [(r["statusCode"], r["messageId"] == "None") for r in recipients(send(stub, f"{LERATO},{THABO},nobody"))]
    assert codes == [(101, False), (406, True), (403, True)]


def test_a_call_with_many_numbers_has_a_verdict_for_each_in_their_order(stub: Served) -> None:
    everybody = [f"+2665800{n:04}" for n in range(100)]
    stub.aggregator.sending.set_code(everybody[7], 406)
    reply = send(stub, ",".join(everybody), enqueue="1")
    verdicts = recipients(reply)
    assert [one["number"] for one in verdicts] == everybody
    assert {n for n, one in enumerate(verdicts) if one["statusCode"] != 102} == {7}
    assert len({one["messageId"] for one in verdicts}) == 100
    said = "Sent to 99/100 Total Cost: KES 79.2000 Message parts: 1"
    assert (reply.json()["SMSMessageData"]["Message"], len(stub.aggregator.sending.accepted())) == (said, 99)


def test_of_a_call_every_other_number_may_be_refused(stub: Served) -> None:
    stub.aggregator.switches.set("send", "every other", times=1)
    codes = [one["statusCode"] for one in recipients(send(stub, f"{LERATO},{THABO},+26650000003"))]
    assert (codes, stub.aggregator.phones.received(THABO)) == ([101, 501, 101], [])


def test_without_money_nobody_is_sent_to(stub: Served) -> None:
    stub.aggregator.switches.set("send", "no money")
    verdicts = recipients(send(stub, f"{LERATO},{THABO}"))
    assert [(one["statusCode"], one["status"], one["cost"]) for one in verdicts] == [(405, "InsufficientBalance", "0")] * 2
    assert stub.aggregator.sending.accepted() == []


def test_a_burst_of_broken_replies_passes(stub: Served) -> None:
    stub.aggregator.switches.set("send", "503", times=3)
    assert [send(stub).status_code for _ in range(5)] == [503, 503, 503, 201, 201]


def test_a_late_report_comes_as_late_as_was_told(gateway: RecordingGateway) -> None:
    fake = Aggregator([gateway.line()], agenda=HandAgenda(), report_after_s=1, late_after_s=20)
    fake.switches.set("report accident", "late")
    fake.sending.send({"to": LERATO, "message": "Thank you", "from": "40145"}, "")
    fake.agenda.advance(19)  # type: ignore[attr-defined]
    assert gateway.of("delivery") == []
    fake.agenda.advance(1)  # type: ignore[attr-defined]
    assert len(gateway.of("delivery")) == 1


def test_texts_are_counted_by_number_and_words(stub: Served) -> None:
    for words in ("a", "b", "a"):
        send(stub, message=words)
    assert stub.aggregator.sending.count(LERATO, "a") == 2
    assert stub.aggregator.sending.doubles() == {(LERATO, "a"): 2}


REPLIES = {
    "wrong key": (401, "text/plain; charset=UTF-8", 0),
    "no sender": (201, "application/json", 0),
    "do not disturb": (201, "application/json", 0),
    "charset": (201, "application/json; charset=utf-8", 1),
    "html": (200, "text/html", 1),
    "500": (500, "text/plain", 0),
    "503": (503, "text/plain", 0),
    "429": (429, "text/plain", 0),
    "slow": (201, "application/json", 1),
}


@pytest.mark.parametrize("position", REPLIES)
def test_a_reply_that_misleads(stub: Served, position: str) -> None:
    stub.aggregator.switches.set("send", position)
    reply = send(stub)
    accepted = len(stub.aggregator.sending.accepted())
    assert (reply.status_code, reply.headers["Content-Type"], accepted) == REPLIES[position]


def test_nobody_is_sent_to_without_a_sender(stub: Served) -> None:
    stub.aggregator.switches.set("send", "no sender")
    assert send(stub).json() == {"SMSMessageData": {"Message": "InvalidSenderId", "Recipients": []}}


@pytest.mark.parametrize(("position", "accepted"), [("closed", 0), ("accepted, closed", 1), ("half", 1)])
def test_a_connection_breaks(stub: Served, position: str, accepted: int) -> None:
    stub.aggregator.switches.set("send", position)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        send(stub)
    assert len(stub.aggregator.sending.accepted()) == accepted


def test_a_text_is_accepted_and_the_reply_never_comes(stub: Served) -> None:
    stub.aggregator.switches.set("send", "accepted, silent")
    with pytest.raises(requests.ReadTimeout):
        send(stub, timeout=0.2)
    assert stub.aggregator.phones.received(LERATO) == ["Thank you"]


def test_a_delivery_report_follows(stub: Served, gateway: RecordingGateway) -> None:
    message_id = recipients(send(stub))[0]["messageId"]
    assert gateway.of("delivery") == []
    stub.aggregator.agenda.advance(1)  # type: ignore[attr-defined]
    assert [one.fields for one in gateway.of("delivery")] == [
        {"phoneNumber": LERATO, "retryCount": "0", "id": message_id, "status": "Success", "networkCode": "63902"}
    ]


DISORDER = {
    "off": ["Success"],
    "twice": ["Success", "Success"],
    "reordered": ["Success", "Sent", "Buffered"],
    "contradicted": ["Success", "Failed"],
    "early": ["Success"],
    "late": ["Success"],
}


@pytest.mark.parametrize("accident", DISORDER)
def test_delivery_reports_in_disorder(stub: Served, gateway: RecordingGateway, accident: str) -> None:
    stub.aggregator.switches.set("report accident", accident)
    message_id = recipients(send(stub))[0]["messageId"]
    before = len(gateway.of("delivery"))
    stub.aggregator.agenda.advance(2 if accident != "late" else 3600)  # type: ignore[attr-defined]
    assert [one.fields["status"] for one in gateway.of("delivery")] == DISORDER[accident]
    assert {one.fields["id"] for one in gateway.of("delivery")} == {message_id}
    assert before == (1 if accident == "early" else 0)


def test_a_report_comes_for_a_text_nobody_sent(stub: Served, gateway: RecordingGateway) -> None:
    stub.aggregator.switches.set("report accident", "unknown id")
    message_id = recipients(send(stub))[0]["messageId"]
    stub.aggregator.agenda.advance(1)  # type: ignore[attr-defined]
    assert gateway.of("delivery")[0].fields["id"] != message_id


@pytest.mark.parametrize(
    ("report", "reason", "arrives"),
    [("Failed", "DeliveryFailure", False), ("Rejected", "UserInBlackList", False), ("AbsentSubscriber", None, False),
     ("Expired", None, False), ("Sent", None, True), ("Teleported", None, True)],
)  # fmt: skip
def test_a_report_says_why_a_text_did_not_arrive(
    stub: Served, gateway: RecordingGateway, report: str, reason: str | None, arrives: bool
) -> None:
    stub.aggregator.switches.set("report", report)
    send(stub)
    stub.aggregator.agenda.advance(1)  # type: ignore[attr-defined]
    fields = gateway.of("delivery")[0].fields
    assert (fields["status"], fields.get("failureReason")) == (report, reason)
    assert bool(stub.aggregator.phones.received(LERATO)) is arrives


def test_no_report_comes_where_none_is_wanted(stub: Served, gateway: RecordingGateway) -> None:
    stub.aggregator.switches.set("report", "none")
    send(stub)
    assert stub.aggregator.agenda.advance(7200) == 0  # type: ignore[attr-defined]
    assert gateway.of("delivery") == []


def test_the_balance_falls_with_every_part(stub: Served) -> None:
    send(stub, message="x" * 161)
    said = requests.get(f"{stub.url}/version1/user", {"username": "sandbox"}, headers={"apiKey": "KEY"}, timeout=5)
    assert said.json() == {"UserData": {"balance": "KES 99998.4000"}}


def test_only_the_account_may_ask(stub: Served) -> None:
    for what in ("user", "messaging"):
        assert requests.get(f"{stub.url}/version1/{what}", {"username": "sandbox"}, timeout=5).status_code == 401


def test_a_key_never_appears_in_what_went_over_the_wire(stub: Served) -> None:
    send(stub)
    assert all("KEY" not in exchange.request for exchange in stub.aggregator.wire.since(0))


def test_what_was_asked_is_shown_as_it_came(stub: Served) -> None:
    send(stub, message="1 & 2")
    (exchange,) = stub.aggregator.wire.since(0)
    body = exchange.request.partition("\n\n")[2]
    assert body == "username=sandbox&to=%2B26650000001&message=1+%26+2&bulkSMSMode=1&from=40145"
