"""The sender over real HTTP: every shape of reply that was seen in the wild, and what is made of it."""

from __future__ import annotations

import json
import socket

import pytest
from servers.raw_http import RawHttp, reply

from gateway.africastalking import sender as module
from gateway.africastalking.sender import Accepted, AfricasTalkingSender, SendFailed, sender_of
from gateway.config_sections import Channel

NUMBER = "+26658123456"
CHANNEL = Channel(
    name="main", environment="stub", username="sandbox", country="LS", codes=("40145",), hook_secrets="HOOKS", api_key="KEY"
)


def body(*recipients: dict[str, object], message: str = "Sent to 1/1 Total Cost: USD 0.0079 Message parts: 1") -> str:
    return json.dumps({"SMSMessageData": {"Message": message, "Recipients": list(recipients)}})


def recipient(code: object, status: str = "Success", message_id: str = "ATXid_1", cost: str = "KES 0.8") -> dict[str, object]:
    return {"statusCode": code, "number": NUMBER, "status": status, "cost": cost, "messageId": message_id}


def send(server: RawHttp, text: str = "Lumela", number: str = NUMBER) -> Accepted:
    (outcome,) = sender_of(CHANNEL, server.url, "key-of-the-account").send([number], text, "40145", None)
    assert isinstance(outcome, Accepted)
    return outcome


def refused(server: RawHttp, text: str = "Lumela", number: str = NUMBER) -> SendFailed:
    (outcome,) = sender_of(CHANNEL, server.url, "key-of-the-account").send([number], text, "40145", None)
    assert isinstance(outcome, SendFailed)
    return outcome


def decision(failed: SendFailed) -> str:
    """The decision in a word, in the order in which the relay looks."""
    if failed.in_doubt:
        return "in doubt"
    if failed.pause:
        return "pause"
    return "retry" if failed.retry else "stop" if failed.stop else "fail"


@pytest.mark.parametrize("media_type", ["application/json", "application/json; charset=utf-8", "text/plain"])
@pytest.mark.parametrize(("code", "status"), [(100, "Processed"), (101, "Success"), (102, "Queued"), ("101", "Success")])
def test_an_accepted_text_has_the_aggregators_id_and_cost(
    raw_http: RawHttp, media_type: str, code: object, status: str
) -> None:
    raw_http.reply = reply(201, body(recipient(code, status)), media_type)
    assert send(raw_http) == Accepted("ATXid_1", int(str(code)), "KES 0.8")


def test_an_accepted_text_may_have_no_id(raw_http: RawHttp) -> None:
    raw_http.reply = reply(201, body(recipient(101, message_id="None")))
    assert send(raw_http).provider_id is None


def test_the_request_is_what_the_official_sdk_sends(raw_http: RawHttp) -> None:
    raw_http.reply = reply(201, body(recipient(102)))
    send(raw_http, "Habari & karibu + ñ")
    (asked,) = raw_http.asked
    assert asked.line == "POST /version1/messaging HTTP/1.1"
    assert asked.headers["apikey"] == "key-of-the-account"
    assert asked.headers["accept"] == "application/json"
    assert asked.body == (
        "username=sandbox&to=%2B26658123456&message=Habari+%26+karibu+%2B+%C3%B1&bulkSMSMode=1&from=40145&enqueue=1"
    )


def test_a_proxy_named_in_the_environment_is_not_for_the_fake_aggregator(
    raw_http: RawHttp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    raw_http.reply = reply(201, body(recipient(101)))
    assert send(raw_http).provider_id == "ATXid_1"


def test_a_premium_code_replies_by_its_link_and_others_never_charge_the_citizen(raw_http: RawHttp) -> None:
    raw_http.reply = reply(201, body(recipient(101)))
    premium = AfricasTalkingSender("sandbox", "key", raw_http.url, raw_http.url, premium=["22384"])
    premium.send([NUMBER], "x", "22384", "L1")
    premium.send([NUMBER], "x", "40145", "SampleLinkId123")
    first, second = raw_http.asked
    assert (first.form["bulkSMSMode"], first.form["linkId"]) == ("0", "L1")
    assert second.form["bulkSMSMode"] == "1"
    assert "linkId" not in second.form


@pytest.mark.parametrize(
    ("code", "status", "expected"),
    [
        (401, "RiskHold", "stop"),
        (402, "InvalidSenderId", "stop"),
        (403, "InvalidPhoneNumber", "fail"),
        (404, "UnsupportedNumberType", "fail"),
        (405, "InsufficientBalance", "pause"),
        (406, "UserInBlacklist", "fail"),
        (407, "CouldNotRoute", "retry"),
        (409, "DoNotDisturbRejection", "retry"),
        (500, "InternalServerError", "retry"),
        (501, "GatewayError", "retry"),
        (502, "RejectedByGateway", "retry"),
        (None, "InsufficientBalance", "pause"),
        (799, "NewWord", "in doubt"),
        (None, "NewWord", "in doubt"),
    ],
)
def test_a_refused_recipient_carries_its_decision(raw_http: RawHttp, code: object, status: str, expected: str) -> None:
    raw_http.reply = reply(201, body(recipient(code, status, message_id="None", cost="0")))
    failed = refused(raw_http)
    assert decision(failed) == expected
    assert failed.opted_out == (code == 406)
    assert failed.tries_at_most == (2 if code == 502 else None)
    assert failed.after_quiet == (code == 409)
    assert failed.faulty == (code in (500, 501))
    if expected != "in doubt":
        assert failed.reason == status


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("wrong key", reply(401, "The supplied authentication is invalid", "text/plain; charset=UTF-8"), "pause"),
        ("invalid sender", reply(201, body(message="InvalidSenderId")), "stop"),
        ("no credit", reply(201, body(message="InsufficientBalance")), "pause"),
        ("empty recipients", reply(201, body(message="Sent to 0/1 Total Cost: 0")), "stop"),
        ("a page with 200", reply(200, "<html>Welcome</html>", "text/html"), "in doubt"),
        ("not JSON after 201", reply(201, "Accepted"), "in doubt"),
        ("another object", reply(201, '{"status": "Success"}'), "in doubt"),
        ("a list", reply(201, "[]"), "in doubt"),
        ("recipients are a word", reply(201, '{"SMSMessageData": {"Recipients": "all"}}'), "in doubt"),
        ("a recipient is a word", reply(201, '{"SMSMessageData": {"Recipients": ["all"]}}'), "in doubt"),
        ("half a body", reply(201, body(recipient(101))[:40], length=500), "in doubt"),
        ("half a body, no length", b"HTTP/1.1 201 X\r\n\r\n" + body(recipient(101))[:40].encode(), "in doubt"),
        ("empty body", reply(201, ""), "in doubt"),
        ("no HTTP", b"* OK IMAP4 ready\r\n\r\n", "in doubt"),
        ("closed without a word", b"", "in doubt"),
        ("HTTP 500", reply(500, "Internal Server Error", "text/plain"), "retry"),
        ("HTTP 500, half a body", reply(500, "Internal", "text/plain", length=500), "retry"),
        ("HTTP 503", reply(503, "", "text/plain"), "retry"),
        ("HTTP 429", reply(429, "Too Many Requests", "text/plain"), "retry"),
        ("HTTP 302", reply(302, "", "text/html"), "retry"),
        ("HTTP 400", reply(400, "Bad Request", "text/plain"), "fail"),
        ("HTTP 409 with a recipient", reply(409, body(recipient(409, "DoNotDisturbRejection"))), "retry"),
        ("HTTP 500 that says it was taken", reply(500, body(recipient(101))), "in doubt"),
    ],
)  # fmt: skip
def test_a_reply_that_misleads_is_not_believed(raw_http: RawHttp, name: str, raw: bytes, expected: str) -> None:
    raw_http.reply = raw
    assert decision(refused(raw_http)) == expected, name
    assert len(raw_http.asked) == 1, "asked once, whatever came"


def test_silence_is_in_doubt(raw_http: RawHttp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIMEOUT_S", (0.2, 0.2))
    raw_http.reply = None
    assert (refused(raw_http).reason, decision(refused(raw_http))) == ("timed out", "in doubt")


def test_a_refused_connection_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    (failed,) = sender_of(CHANNEL, f"http://127.0.0.1:{port}", "key").send([NUMBER], "Lumela", "40145", None)
    assert isinstance(failed, SendFailed)
    assert (failed.reason, decision(failed), failed.faulty) == ("no connection", "retry", True)


@pytest.mark.parametrize("number", ["MTN", "", "0712345678", "+0000000", "+2665812345\n", "+٢٦٦٥٨١٢٣٤٥٦", "+1234567890123456"])
def test_what_is_not_a_number_is_never_sent(raw_http: RawHttp, number: str) -> None:
    failed = refused(raw_http, number=number)
    assert (failed.reason, decision(failed), raw_http.asked) == ("not a number", "fail", [])


def test_an_empty_text_is_never_sent(raw_http: RawHttp) -> None:
    assert (refused(raw_http, text="").reason, raw_http.asked) == ("empty text", [])


def test_no_failure_quotes_the_aggregators_prose_or_the_number(raw_http: RawHttp) -> None:
    raw_http.reply = reply(201, body(message=f"We could not reach {NUMBER} today"))
    failed = refused(raw_http)
    assert NUMBER not in failed.reason
    assert NUMBER not in repr(failed)


@pytest.mark.parametrize(
    ("environment", "username", "base", "content"),
    [
        ("stub", "sandbox", "http://127.0.0.1:8001", "http://127.0.0.1:8001"),
        ("sandbox", "sandbox", "https://api.sandbox.africastalking.com", "https://api.sandbox.africastalking.com"),
        ("live", "ministry", "https://api.africastalking.com", "https://content.africastalking.com"),
    ],
)
def test_the_environment_decides_where_texts_go(environment: str, username: str, base: str, content: str) -> None:
    channel = Channel.model_validate(CHANNEL.model_dump() | {"environment": environment, "username": username})
    service = sender_of(channel, "http://127.0.0.1:8001", "key")._service
    assert (service._baseUrl, service._contentUrl) == (f"{base}/version1", f"{content}/version1")


@pytest.mark.parametrize(("environment", "username"), [("live", "Sandbox"), ("sandbox", "sandbox "), ("live", "sandbox")])
def test_a_username_that_the_sdk_would_take_for_another_account_is_refused(environment: str, username: str) -> None:
    with pytest.raises(ValueError, match="username"):
        Channel.model_validate(CHANNEL.model_dump() | {"environment": environment, "username": username})
