"""Texts to the gateway: until it says 200, twice, overtaken, lost; and asking the operator to be left alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from recording_gateway import RecordingGateway, recording_gateway

from gateway.aggregator_stub.agenda import HandAgenda
from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.serving import serving
from gateway.aggregator_stub.sms import NobodyListens

LERATO = "+26650000001"
MINUTE_S = 60


@pytest.fixture
def gateway() -> Iterator[RecordingGateway]:
    with recording_gateway() as running:
        yield running


def network(gateway: RecordingGateway) -> Aggregator:
    return Aggregator([gateway.line()], agenda=HandAgenda())


def test_a_text_reaches_the_gateway_and_stays_on_the_phone(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    sent = phones.sms.text(LERATO, "40145", "CLINIC & co")
    (heard,) = gateway.of("sms")
    assert heard.fields == {
        "id": sent.id, "from": LERATO, "to": "40145", "text": "CLINIC & co", "networkCode": "63902",
        "date": "2026-11-23T08:00:00Z",
    }  # fmt: skip
    assert [m.text for m in phones.phones.messages(LERATO) if m.mine] == ["CLINIC & co"]


@pytest.mark.parametrize("status", [500, 503, 404, 201, 204])
def test_anything_but_200_brings_the_same_bytes_back_each_minute(gateway: RecordingGateway, status: int) -> None:
    gateway.sms = lambda _: (status, b"")
    phones = network(gateway)
    phones.sms.text(LERATO, "40145", "1")
    phones.agenda.advance(3 * MINUTE_S)
    assert len(gateway.of("sms")) == 4
    gateway.sms = lambda _: b""
    phones.agenda.advance(5 * MINUTE_S)
    assert len(gateway.of("sms")) == 5
    assert len({heard.body for heard in gateway.of("sms")}) == 1


def test_after_twelve_hours_the_aggregator_gives_up(gateway: RecordingGateway) -> None:
    gateway.sms = lambda _: (503, b"")
    phones = Aggregator([gateway.line()], agenda=HandAgenda(), again_every_s=0.1)
    phones.sms.text(LERATO, "40145", "1")
    phones.agenda.advance(500)
    assert len(gateway.of("sms")) == 721


@pytest.mark.parametrize(("position", "bodies"), [("twice", 1), ("together", 1), ("other date", 2)])
def test_a_text_comes_twice_under_one_id(gateway: RecordingGateway, position: str, bodies: int) -> None:
    phones = network(gateway)
    phones.switches.set("text in", position)
    phones.sms.text(LERATO, "40145", "1")
    first, second = gateway.of("sms")
    assert first.fields["id"] == second.fields["id"]
    assert len({first.body, second.body}) == bodies


def test_a_text_is_overtaken_by_the_next_one(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    phones.switches.set("text in", "swapped", times=1)
    phones.sms.text(LERATO, "40145", "first")
    phones.sms.text(LERATO, "40145", "second")
    assert [heard.fields["text"] for heard in gateway.of("sms")] == ["second", "first"]


def test_a_lost_text_is_found_only_by_asking(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    phones.switches.set("text in", "lost", times=1)
    phones.sms.text(LERATO, "40145", "lost one")
    phones.sms.text(LERATO, "40145", "good one")
    assert len(gateway.of("sms")) == 1
    with serving(phones) as served:
        said = requests.get(f"{served.url}/version1/messaging", {"username": "sandbox", "lastReceivedId": 0}, timeout=5).json()
        rest = requests.get(f"{served.url}/version1/messaging", {"username": "sandbox", "lastReceivedId": 2}, timeout=5).json()
    texts = said["SMSMessageData"]["Messages"]
    assert [(text["id"], text["text"]) for text in texts] == [(1, "lost one"), (2, "good one")]
    assert rest == {"SMSMessageData": {"Messages": []}}


def test_texts_are_asked_for_in_tens_by_whole_numbers_until_there_are_none(gateway: RecordingGateway) -> None:
    phones, after, batches = network(gateway), 0, []
    for n in range(23):
        phones.sms.text(LERATO, "40145", f"text {n}", arrives="lost" if n % 2 else "once")
    with serving(phones) as served:
        while texts := asked(served.url, after):
            batches.append(len(texts))
            after = texts[-1]["id"]
    assert (batches, after) == ([10, 10, 3], 23)
    assert texts == []


def test_a_text_that_is_asked_for_has_the_documented_shape(gateway: RecordingGateway) -> None:
    phones = network(gateway)
    phones.sms.text(LERATO, "40145", "Lumela, ké & co")
    with serving(phones) as served:
        (text,) = asked(served.url, 0)
    assert text == {
        "linkId": "SampleLinkId123", "text": "Lumela, ké & co", "to": "40145", "id": 1,
        "date": "2026-11-23 08:00:00", "from": LERATO,
    }  # fmt: skip


def test_a_text_whose_posts_all_failed_is_found_by_asking(gateway: RecordingGateway) -> None:
    gateway.sms = lambda _: (503, b"")
    phones = network(gateway)
    phones.sms.text(LERATO, "40145", "nobody is at home")
    with serving(phones) as served:
        assert [text["text"] for text in asked(served.url, 0)] == ["nobody is at home"]


def asked(url: str, after: int) -> list[dict[str, Any]]:
    """The texts after one id, as the aggregator's list has them."""
    query = {"username": "sandbox", "lastReceivedId": after}
    found: list[dict[str, Any]] = requests.get(f"{url}/version1/messaging", query, timeout=5).json()["SMSMessageData"][
        "Messages"
    ]
    return found


@pytest.mark.parametrize(("position", "link"), [("absent", None), ("sample", "SampleLinkId123"), ("empty", "")])
def test_a_link_id_comes_as_the_switch_says(gateway: RecordingGateway, position: str, link: str | None) -> None:
    phones = network(gateway)
    phones.switches.set("link id", position)
    phones.sms.text(LERATO, "40145", "1")
    assert gateway.of("sms")[0].fields.get("linkId") == link


def test_nobody_listens_on_a_foreign_short_code(gateway: RecordingGateway) -> None:
    with pytest.raises(NobodyListens):
        network(gateway).sms.text(LERATO, "99999", "hello")


def test_an_opt_out_reaches_the_gateway(gateway: RecordingGateway) -> None:
    network(gateway).sms.opt_out(LERATO, "40145")
    assert gateway.of("opt-out")[0].fields == {"senderId": "40145", "phoneNumber": LERATO}
