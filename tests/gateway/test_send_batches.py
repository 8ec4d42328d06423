"""Many numbers in one call: each gets its own verdict, in whatever order and form the aggregator names them."""

from __future__ import annotations

import json

import pytest
from outbound import NOON, Clock, Told, gateway_on, opted_out, person, queued, row, state
from servers.raw_http import RawHttp, reply
from sqlalchemy import Engine

from gateway.africastalking.sender import Accepted, Outcome, SendFailed, sender_of
from gateway.config_sections import Channel
from gateway.sending import receipts, relay
from gateway.sending.receipts import DeliveryReport
from gateway.wiring import Gateway
from storage import contacts
from storage.unit import unit

A, B, C = "+26658000001", "+26658000002", "+26658000003"
CHANNEL = Channel(
    name="main", environment="stub", username="sandbox", country="LS", codes=("40145",), hook_secrets="HOOKS", api_key="KEY"
)


def named(number: str, code: int = 101) -> dict[str, object]:
    return {"statusCode": code, "number": number, "status": "x", "cost": "KES 0.8", "messageId": f"ATXid_{number[-1]}"}


def told(server: RawHttp, numbers: list[str], *recipients: dict[str, object], most: int = 100) -> tuple[Outcome, ...]:
    server.reply = reply(201, json.dumps({"SMSMessageData": {"Message": "Sent", "Recipients": list(recipients)}}))
    channel = CHANNEL.model_copy(update={"texts_a_call": most})
    return sender_of(channel, server.url, "key").send(numbers, "Lumela", "40145", None)


def words(outcomes: tuple[Outcome, ...]) -> list[str]:
    return [str(o.provider_id) if isinstance(o, Accepted) else o.reason for o in outcomes]


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ([named(A), named(B), named(C)], ["ATXid_1", "ATXid_2", "ATXid_3"]),
        ([named(C), named(A), named(B)], ["ATXid_1", "ATXid_2", "ATXid_3"]),
        ([named(C), named(A)], ["ATXid_1", "recipient not named", "ATXid_3"]),
        ([named("26658000001"), named("58000002"), named("0026658000003")], ["ATXid_1", "ATXid_2", "ATXid_3"]),
        ([named(A), named(B), named(B), named(C)], ["ATXid_1", "ATXid_2", "ATXid_3"]),
        ([named(A), named(B, 403), named(B), named(C)], ["ATXid_1", "ATXid_2", "ATXid_3"]),
        ([named(A), named(B, 406), named(C, 500)], ["ATXid_1", "UserInBlacklist", "InternalServerError"]),
        ([named(A), named("+254711000009"), named(C)], ["ATXid_1", "recipient not named", "ATXid_3"]),
        ([named(A), named("8000002"), named("000")], ["ATXid_1", "ATXid_2", "recipient not named"]),
    ],
    ids=["in order", "in another order", "one left out", "in other forms", "one named twice", "twice, refused and accepted",
         "each its own", "somebody else", "too few digits"],
)  # fmt: skip
def test_each_number_gets_its_own_verdict(raw_http: RawHttp, recipients: list[dict[str, object]], expected: list[str]) -> None:
    outcomes = told(raw_http, [A, B, C], *recipients)
    assert words(outcomes) == expected
    assert all(o.in_doubt for o in outcomes if isinstance(o, SendFailed) and o.reason == "recipient not named")
    assert raw_http.asked[0].form["to"] == f"{A},{B},{C}"


def test_a_bad_number_is_set_aside_before_the_call(raw_http: RawHttp) -> None:
    outcomes = told(raw_http, ["MTN", A, "0712", B, A], named(A), named(B))
    assert words(outcomes) == ["not a number", "ATXid_1", "not a number", "ATXid_2", "number twice"]
    assert raw_http.asked[0].form["to"] == f"{A},{B}"


def test_a_call_names_no_more_than_its_most(raw_http: RawHttp) -> None:
    told(raw_http, [A, B, C], named(A), named(B), named(C), most=2)
    assert [asked.form["to"] for asked in raw_http.asked] == [f"{A},{B}", C]


def test_what_is_said_of_the_whole_call_holds_for_each(raw_http: RawHttp) -> None:
    raw_http.reply = reply(503, "")
    outcomes = sender_of(CHANNEL, raw_http.url, "key").send([A, B], "Lumela", "40145", None)
    assert words(outcomes) == ["HTTP 503", "HTTP 503"]
    assert len(raw_http.asked) == 1


# --- through the relay


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(engine: Engine, clock: Clock) -> Gateway:
    return gateway_on(engine, clock)


def people(gateway: Gateway, n: int) -> list[int]:
    return [person(gateway, f"+2665800{i:04}") for i in range(n)]


def drain(gateway: Gateway, sender: Told) -> int | None:
    return relay.drain(gateway, {"main": sender}, lambda: 0.5, lambda: False)


def test_texts_of_one_wording_go_in_one_call_and_others_alone(gateway: Gateway) -> None:
    sender, crowd = Told(), people(gateway, 6)
    same = [queued(gateway, one, "Lumela") for one in crowd[:4]]
    other = queued(gateway, crowd[4], "Dumela")
    drain(gateway, sender)
    assert sorted(sender.calls) == [1, 4]
    assert [state(gateway.engine, text) for text in (*same, other)] == ["sent"] * 5
    assert len({row(gateway.engine, text)["provider_id"] for text in same}) == 4


def test_each_text_of_a_call_has_its_own_end(gateway: Gateway, clock: Clock) -> None:
    crowd = people(gateway, 5)
    texts = [queued(gateway, one) for one in crowd]
    answers: list[Accepted | SendFailed] = [
        Accepted("ATXid_1", 101, None),
        SendFailed("recipient not named", in_doubt=True),
        SendFailed("CouldNotRoute", retry=True),
        SendFailed("UserInBlacklist", opted_out=True),
        SendFailed("InvalidPhoneNumber"),
    ]
    relay.deliver(gateway, {"main": Told(answers)}, texts[0], lambda: 0.5)
    assert [state(gateway.engine, text) for text in texts] == ["sent", "in doubt", "due", "failed", "failed"]
    assert [opted_out(gateway, one) for one in crowd] == [False, False, False, True, False]
    assert row(gateway.engine, texts[2])["due_at_ms"] == NOON + 10_000


def test_a_person_never_has_two_texts_in_one_call(gateway: Gateway) -> None:
    sender, (one, two) = Told(), people(gateway, 2)
    for person_ in (one, two, one):
        queued(gateway, person_, "Lumela")
    drain(gateway, sender)
    assert sender.calls == [2, 1]
    assert [number for number, _, _ in sender.given] == ["+26658000000", "+26658000001", "+26658000000"]


def test_a_person_who_opted_out_is_left_out_of_the_call(gateway: Gateway, clock: Clock) -> None:
    crowd = people(gateway, 3)
    texts = [queued(gateway, one) for one in crowd]
    clock.pass_s(1)
    with unit(gateway.engine) as u:
        contacts.opt(u, crowd[1], clock.now)
        u.commit()
    sender = Told()
    drain(gateway, sender)
    assert sender.calls == [2]
    assert [state(gateway.engine, text) for text in texts] == ["sent", "failed", "sent"]


def test_reports_settle_a_whole_call_in_doubt_each_for_its_person(gateway: Gateway, clock: Clock) -> None:
    texts = [queued(gateway, one) for one in people(gateway, 3)]
    relay.deliver(gateway, {"main": Told([SendFailed("timed out", in_doubt=True, faulty=True)] * 3)}, texts[0], lambda: 0.5)
    assert [state(gateway.engine, text) for text in texts] == ["in doubt"] * 3
    for n, status in ((2, "Success"), (0, "Failed")):
        receipts.receive(gateway, "main", DeliveryReport(f"ATXid_{n}", status, "", f"+2665800{n:04}", "65101"))
    assert [state(gateway.engine, text) for text in texts] == ["failed", "in doubt", "delivered"]
