"""The bodies on the wire, letter by letter as captured."""

from __future__ import annotations

from random import Random
from urllib.parse import parse_qsl

import pytest

from gateway.aggregator_stub.bytes import (
    Ending,
    date_text,
    delivery_report,
    end_event,
    incoming_text,
    judge,
    opt_out,
    ussd_request,
)

SESSION = "ATUid_00112233445566778899aabbccddeeff"
NOON = 1_791_547_200_000  # 2026-10-09 12:00:00 UTC


def test_a_hop_has_the_captured_bytes() -> None:
    body = ussd_request(
        number="+254711000001", service_code="*384*10001#", text="1*1*2", session_id=SESSION, network_code="99999"
    )
    assert body == (
        b"phoneNumber=%2B254711000001&serviceCode=%2A384%2A10001%23&text=1%2A1%2A2"
        b"&sessionId=ATUid_00112233445566778899aabbccddeeff&networkCode=99999"
    )


def test_the_first_hop_has_an_empty_text() -> None:
    body = ussd_request(number="+254711000001", service_code="*384#", text="", session_id=SESSION, network_code="99999")
    assert b"&text=&" in body


def test_an_end_event_has_the_captured_bytes() -> None:
    ending = Ending(
        number="+254711000001", service_code="*384*10001#", session_id=SESSION, network_code="99999", status="Incomplete",
        duration_ms=192, hops=1, hops_metadata="", input="", last_reply="CON Clinic visit\n1. Yes\n2. No", error="",
        at_ms=NOON,
    )  # fmt: skip
    assert end_event(ending) == (
        b"durationInMillis=192&phoneNumber=%2B254711000001&errorMessage=&serviceCode=%2A384%2A10001%23"
        b"&lastAppResponse=CON+Clinic+visit%0A1.+Yes%0A2.+No&hopsMetadata=&hopsCount=1&status=Incomplete"
        b"&sessionId=ATUid_00112233445566778899aabbccddeeff&cost=0.00&date=2026-10-09+12%3A00%3A00"
        b"&networkCode=99999&input="
    )


def test_a_delivery_report_has_the_captured_bytes() -> None:
    body = delivery_report(
        message_id="ATXid_00112233445566778899aabbccddeeff", number="+254711000001", status="Failed",
        network_code="63902", failure_reason="DeliveryFailure",
    )  # fmt: skip
    assert body == (
        b"phoneNumber=%2B254711000001&failureReason=DeliveryFailure&retryCount=0"
        b"&id=ATXid_00112233445566778899aabbccddeeff&status=Failed&networkCode=63902"
    )


def test_a_success_has_no_reason() -> None:
    body = delivery_report(message_id="m", number="+1", status="Success", network_code="63902", failure_reason="")
    assert b"failureReason" not in body


def _text(seed: int, link_id: str | None) -> list[tuple[str, str]]:
    body = incoming_text(
        message_id="ATXid_1", number="+26650000001", to="40145", text="& + é", date="2026-05-03T06:04:45Z",
        network_code="63902", link_id=link_id, luck=Random(seed),
    )  # fmt: skip
    return parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True)


def test_a_text_has_its_six_fields_in_an_order_that_the_seed_decides() -> None:
    assert dict(_text(1, None)) == {
        "date": "2026-05-03T06:04:45Z", "from": "+26650000001", "id": "ATXid_1", "text": "& + é", "to": "40145",
        "networkCode": "63902",
    }  # fmt: skip
    assert _text(1, None) == _text(1, None)
    assert len({tuple(_text(seed, None)) for seed in range(10)}) > 3


@pytest.mark.parametrize("link_id", ["", "SampleLinkId123"])
def test_a_link_id_comes_where_it_is_wanted(link_id: str) -> None:
    assert dict(_text(1, link_id))["linkId"] == link_id


def test_an_opt_out_names_the_sender_and_the_number_only() -> None:
    body = opt_out(number="+26650000001", sender="GOV", luck=Random(2))
    assert dict(parse_qsl(body.decode())) == {"senderId": "GOV", "phoneNumber": "+26650000001"}


@pytest.mark.parametrize(
    ("form", "text"),
    [("T and Z", "2026-10-09T12:00:00Z"), ("space", "2026-10-09 12:00:00"), ("fraction", "2026-10-09T12:00:00.045Z")],
)
def test_dates_have_the_three_forms_seen(form: str, text: str) -> None:
    assert date_text(NOON + 45, form) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "body", "good"),
    [
        (200, b"CON Yes?", True),
        (200, b"END Thanks", True),
        (200, b"CON ", True),
        (200, b" CON Yes?", False),
        (200, b"\nEND x", False),
        (200, b"\xef\xbb\xbfCON x", False),
        (200, b"CONx", False),
        (200, b"con x", False),
        (200, b"", False),
        (404, b"CON x", False),
        (500, b"END x", False),
    ],
)
def test_a_reply_is_judged_on_its_first_byte(status: int, body: bytes, good: bool) -> None:
    assert (judge(status, body).error == "") is good
