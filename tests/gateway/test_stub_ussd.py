"""A phone on the fake network: what the gateway hears, what the phone shows, and the accidents in between."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from recording_gateway import RecordingGateway, recording_gateway

from gateway.aggregator_stub.agenda import HandAgenda
from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.calls import REFUSED_BY_NETWORK, fits
from gateway.aggregator_stub.lines import Line
from gateway.aggregator_stub.ussd import NoSuchCall

LERATO = "+26650000001"
THABO = "+26650000002"


@pytest.fixture
def gateway() -> Iterator[RecordingGateway]:
    with recording_gateway() as running:
        yield running


def network(gateway: RecordingGateway, seed: int = 1) -> Aggregator:
    return Aggregator([gateway.line()], seed=seed, agenda=HandAgenda())


def test_a_call_from_the_first_dial_to_the_end(gateway: RecordingGateway) -> None:
    gateway.ussd = lambda f: b"END Thank you" if f["text"] == "1*2" else b"CON Next?"
    phones = network(gateway)
    first = phones.ussd.dial(LERATO, "*120*45#")
    assert (first.text, first.more) == ("Next?", True)
    assert re.fullmatch(r"ATUid_[0-9a-f]{32}", first.session_id)
    phones.ussd.send(first.session_id, "1")
    last = phones.ussd.send(first.session_id, "2")
    assert (last.text, last.more, last.status) == ("Thank you", False, "Success")
    assert gateway.texts() == ["", "1", "1*2"]
    phones.agenda.advance()
    (event,) = gateway.of("ussd-ended")
    assert (event.fields["status"], event.fields["input"], event.fields["hopsCount"]) == ("Success", "1*2", "3")
    assert event.fields["lastAppResponse"] == "END Thank you"


def test_a_request_goes_out_with_the_captured_headers_and_nothing_else(gateway: RecordingGateway) -> None:
    network(gateway).ussd.dial(LERATO, "*120*45#")
    (hop,) = gateway.of("ussd")
    sent = {name: value for name, value in hop.headers.items() if name not in ("Host", "Content-Length")}
    assert sent == {
        "User-Agent": "at-ussd-api/1.0", "Accept-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip


def test_the_same_seed_gives_the_same_calls_whoever_else_dials(gateway: RecordingGateway) -> None:
    alone, busy = network(gateway, seed=7), network(gateway, seed=7)
    busy.ussd.dial(THABO, "*120*45#")
    assert alone.ussd.dial(LERATO, "*120*45#").session_id == busy.ussd.dial(LERATO, "*120*45#").session_id


@pytest.mark.parametrize(("position", "code", "text"), [("text", "*120*45#", "2*1"), ("service code", "*120*45*2*1#", "")])
def test_a_deep_dial_lands_where_the_switch_says(gateway: RecordingGateway, position: str, code: str, text: str) -> None:
    phones = network(gateway)
    phones.switches.set("deep dial", position)
    phones.ussd.dial(LERATO, "*120*45*2*1#")
    fields = gateway.of("ussd")[0].fields
    assert (fields["serviceCode"], fields["text"]) == (code, text)


def test_a_code_nobody_serves_reaches_nobody(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    shown = phones.ussd.dial(LERATO, "*99#")
    assert (shown.text, gateway.heard) == (REFUSED_BY_NETWORK, [])
    assert phones.ussd.look(LERATO) == shown
    assert phones.ussd.look(THABO) is None


def test_an_empty_answer_to_the_first_screen_leaves_no_trace(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    call = phones.ussd.dial(LERATO, "*120*45#").session_id
    for said in ("", "1", "", "a*b"):
        phones.ussd.send(call, said)
    assert gateway.texts() == ["", "", "1", "1*", "1**a*b"]


ACCIDENTS = {
    "repeated": ("repeat", "after", ["", "1", "1*2", "1*2"]),
    "repeated at once": ("repeat", "together", ["", "1", "1*2", "1*2"]),
    "shorter": ("text", "shorter", ["", "1", ""]),
    "divergent": ("text", "divergent", ["", "1", "9*2"]),
    "incremental": ("text", "incremental", ["", "1", "2"]),
}


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_an_accident_of_the_second_answer(gateway: RecordingGateway, accident: str) -> None:
    switch, position, texts = ACCIDENTS[accident]
    phones = network(gateway)
    call = phones.ussd.dial(LERATO, "*120*45#").session_id
    phones.ussd.send(call, "1")
    phones.switches.set(switch, position, times=1)
    phones.ussd.send(call, "2")
    assert gateway.texts() == texts
    bodies = {hop.body for hop in gateway.of("ussd") if hop.fields["text"] == "1*2"}
    assert len(bodies) <= 1


def test_a_skipped_answer_comes_with_the_next_one(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    call = phones.ussd.dial(LERATO, "*120*45#").session_id
    phones.switches.set("text", "skip", times=1)
    assert "lost" in phones.ussd.send(call, "1").note
    phones.ussd.send(call, "2")
    assert gateway.texts() == ["", "1*2"]


def test_a_start_comes_twice_with_the_same_bytes(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    phones.switches.set("start twice", "on")
    phones.ussd.dial(LERATO, "*120*45#")
    first, second = gateway.of("ussd")
    assert first.body == second.body


def test_another_number_appears_on_the_same_call(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    call = phones.ussd.dial(LERATO, "*120*45#").session_id
    phones.switches.set("number", "other", times=1)
    phones.ussd.send(call, "1")
    first, second = gateway.of("ussd")
    assert first.fields["sessionId"] == second.fields["sessionId"]
    assert first.fields["phoneNumber"] != second.fields["phoneNumber"]


def test_the_last_request_can_come_again_after_the_end(gateway: RecordingGateway) -> None:
    gateway.ussd = lambda _: b"END Bye"
    phones = network(gateway)
    call = phones.ussd.dial(LERATO, "*120*45#")
    assert phones.ussd.repeat(call.session_id).body == b"END Bye"
    assert len({hop.body for hop in gateway.of("ussd")}) == 1


BAD_REPLIES = {
    "a blank first": (b" CON x", "Response should start with a CON or an END"),
    "a byte order mark": (b"\xef\xbb\xbfEND x", "Response should start with a CON or an END"),
    "nothing": (b"", "Response should start with a CON or an END"),
    "an error page": ((500, b"<h1>Oops"), "HTTP status 500"),
}


@pytest.mark.parametrize("case", BAD_REPLIES)
def test_a_bad_reply_ends_the_call(gateway: RecordingGateway, case: str) -> None:
    said, error = BAD_REPLIES[case]
    gateway.ussd = lambda _: said
    phones = network(gateway)
    shown = phones.ussd.dial(LERATO, "*120*45#")
    assert (shown.text, shown.status) == (REFUSED_BY_NETWORK, "Failed")
    phones.agenda.advance()
    fields = gateway.of("ussd-ended")[0].fields
    assert (fields["status"], fields["errorMessage"]) == ("Failed", error)


def test_a_gateway_that_is_not_there_is_told_in_words() -> None:
    phones = Aggregator([Line("main", {"ussd": "http://127.0.0.1:9/hooks/main/SECRET/ussd"})], agenda=HandAgenda())
    shown = phones.ussd.dial(LERATO, "*120*45#")
    assert "not running" in shown.note
    assert "SECRET" not in phones.wire.since(0)[0].request


@pytest.mark.parametrize(("position", "events"), [("after", 1), ("never", 0), ("twice", 2), ("early", 1)])
def test_the_end_is_told_as_the_switch_says(gateway: RecordingGateway, position: str, events: int) -> None:
    phones = network(gateway)
    phones.switches.set("event", position)
    call = phones.ussd.dial(LERATO, "*120*45#")
    phones.ussd.cancel(call.session_id)
    phones.agenda.advance()
    assert len(gateway.of("ussd-ended")) == events
    assert all(one.fields["status"] == "Incomplete" for one in gateway.of("ussd-ended"))
    if position == "early":
        assert [one.kind for one in gateway.heard] == ["ussd-ended", "ussd"]


def test_a_late_end_comes_an_hour_later(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    phones.switches.set("event", "late")
    phones.ussd.cancel(phones.ussd.dial(LERATO, "*120*45#").session_id)
    phones.agenda.advance(3599)
    assert gateway.of("ussd-ended") == []
    phones.agenda.advance(1)
    assert len(gateway.of("ussd-ended")) == 1


def test_a_silent_citizen_is_cut_after_thirty_seconds(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    call = phones.ussd.dial(LERATO, "*120*45#")
    phones.agenda.advance(29)
    assert phones.ussd.look(LERATO).status == "open"  # type: ignore[union-attr]
    phones.agenda.advance(1)
    assert phones.ussd.look(LERATO).status == "Incomplete"  # type: ignore[union-attr]
    with pytest.raises(NoSuchCall):
        phones.ussd.send(call.session_id, "1")


def test_a_call_is_cut_after_three_minutes_however_busy(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    call = phones.ussd.dial(LERATO, "*120*45#").session_id
    for _ in range(8):
        phones.agenda.advance(20)
        phones.ussd.send(call, "1")
    phones.agenda.advance(19)
    assert phones.ussd.look(LERATO).status == "open"  # type: ignore[union-attr]
    phones.agenda.advance(1)
    assert phones.ussd.look(LERATO).status == "Incomplete"  # type: ignore[union-attr]


def test_dialling_again_cuts_the_call_before(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    before = phones.ussd.dial(LERATO, "*120*45#").session_id
    phones.ussd.dial(LERATO, "*120*45#")
    phones.agenda.advance()
    assert [one.fields["sessionId"] for one in gateway.of("ussd-ended")] == [before]


LONG = "Which of these did you come for? " * 8


def test_an_operator_cuts_a_long_screen(gateway: RecordingGateway) -> None:
    gateway.ussd = lambda _: b"CON " + LONG.encode()
    shown = network(gateway).ussd.dial(LERATO, "*120*45#")
    assert shown.text == LONG[:156]
    assert "too long" in shown.note


def test_an_operator_pages_a_long_screen_by_itself(gateway: RecordingGateway) -> None:
    gateway.ussd = lambda _: b"CON " + LONG.encode()
    phones = network(gateway)
    phones.switches.set("long screen", "page")
    first = phones.ussd.dial(LERATO, "*120*45#")
    second = phones.ussd.send(first.session_id, "98")
    assert first.text.endswith("\n98:More")
    assert second.text.endswith("\n00:Back")
    assert first.text.removesuffix("\n98:More") + second.text.removesuffix("\n00:Back") == LONG
    assert phones.ussd.send(first.session_id, "00").text == first.text
    assert gateway.texts() == [""]
    assert fits(first.text)


def test_an_operator_refuses_a_long_screen(gateway: RecordingGateway) -> None:
    gateway.ussd = lambda _: b"CON " + LONG.encode()
    phones = network(gateway)
    phones.switches.set("long screen", "refuse")
    assert phones.ussd.dial(LERATO, "*120*45#").status == "Failed"


def test_metadata_of_a_hop_comes_back_with_the_next_and_at_the_end(gateway: RecordingGateway) -> None:
    gateway.headers = {"at-ussd-hop-metadata": "wait"}
    phones = network(gateway)
    call = phones.ussd.dial(LERATO, "*120*45#").session_id
    phones.ussd.send(call, "1")
    phones.ussd.cancel(call)
    phones.agenda.advance()
    assert gateway.of("ussd")[1].headers["At-Ussd-Hop-Metadata"] == "wait"
    assert gateway.of("ussd-ended")[0].fields["hopsMetadata"] == "wait|wait"


def test_a_delay_holds_the_request_back(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    phones.switches.set("delay", "8 s")
    call = phones.ussd.dial(LERATO, "*120*45#")
    assert phones.agenda.now_s() == 8
    assert call.total_left_s == 172


def test_the_content_type_can_have_a_charset(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    phones.switches.set("media type", "charset")
    phones.ussd.dial(LERATO, "*120*45#")
    assert gateway.of("ussd")[0].headers["Content-Type"] == "application/x-www-form-urlencoded; charset=UTF-8"
