"""The relay with the real sender against the fake aggregator's every accident: what becomes of the text, and of the person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from outbound import NUMBER, SECRETS, Clock, gateway_on, person, queued, row, state
from sqlalchemy import Engine

from gateway.africastalking import sender as sender_module
from gateway.africastalking.sender import sender_of
from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.serving import Served, serving
from gateway.sending import relay
from gateway.wiring import Gateway
from storage.unit import connect


@pytest.fixture
def gateway(sqlite_url: str) -> Iterator[Gateway]:
    engine: Engine = connect(sqlite_url)
    yield gateway_on(engine, Clock())
    engine.dispose()


@pytest.fixture
def fake() -> Iterator[Served]:
    with serving(Aggregator([], keys={"sandbox": SECRETS.api_keys["main"]})) as served:
        yield served


def deliver(gateway: Gateway, fake: Served, text: int, key: str = SECRETS.api_keys["main"]) -> None:
    sender = sender_of(gateway.settings.channels["main"], fake.url, key)
    relay.deliver(gateway, {"main": sender}, text, lambda: 0.5)


@pytest.mark.parametrize(
    ("position", "expected", "reason", "taken"),
    [
        ("normal", "sent", "", 1),
        ("charset", "sent", "", 1),
        ("wrong key", "due", "HTTP 401", 0),
        ("no sender", "failed", "InvalidSenderId", 0),
        ("do not disturb", "due", "DoNotDisturbRejection", 0),
        ("html", "in doubt", "reply not understood", 1),
        ("half", "in doubt", "reply not understood", 1),
        ("500", "due", "HTTP 500", 0),
        ("503", "due", "HTTP 503", 0),
        ("429", "due", "HTTP 429", 0),
        ("closed", "in doubt", "connection broke", 0),
        ("accepted, closed", "in doubt", "connection broke", 1),
        ("accepted, silent", "in doubt", "timed out", 1),
    ],
)
def test_each_accident_has_its_end_and_the_person_gets_the_text_once(
    gateway: Gateway, fake: Served, monkeypatch: pytest.MonkeyPatch, position: str, expected: str, reason: str, taken: int
) -> None:
    monkeypatch.setattr(sender_module, "TIMEOUT_S", (1.0, 0.5 if position == "accepted, silent" else 10.0))
    fake.aggregator.switches.set("send", position)
    text = queued(gateway, person(gateway))
    deliver(gateway, fake, text)
    assert (state(gateway.engine, text), row(gateway.engine, text)["reason"]) == (expected, reason)
    assert len(fake.aggregator.sending.accepted()) == taken
    fake.aggregator.switches.set("send", "normal")
    _much_later(gateway)
    deliver(gateway, fake, text)
    total = {"due": 1, "failed": taken, "in doubt": taken, "sent": 1}[expected]
    assert len(fake.aggregator.sending.accepted()) == total
    assert fake.aggregator.sending.doubles() == {}


@pytest.mark.parametrize(
    ("code", "expected"),
    [(100, "sent"), (101, "sent"), (102, "sent"), (401, "failed"), (402, "failed"), (403, "failed"), (404, "failed"),
     (405, "due"), (406, "failed"), (407, "due"), (409, "due"), (500, "due"), (501, "due"), (502, "due")],
)  # fmt: skip
def test_each_code_of_a_recipient_has_its_end(gateway: Gateway, fake: Served, code: int, expected: str) -> None:
    fake.aggregator.sending.set_code(NUMBER, code)
    text = queued(gateway, person(gateway))
    deliver(gateway, fake, text)
    assert state(gateway.engine, text) == expected


def test_a_wrong_key_loses_nothing_and_is_mended_by_the_right_one(gateway: Gateway, fake: Served) -> None:
    first, second = queued(gateway, person(gateway)), queued(gateway, person(gateway, "+26658000002"))
    deliver(gateway, fake, first, key="another-key-than-the-accounts")
    deliver(gateway, fake, second)
    assert [state(gateway.engine, text) for text in (first, second)] == ["due", "due"]
    _much_later(gateway)
    for text in (first, second):
        deliver(gateway, fake, text)
    assert [state(gateway.engine, text) for text in (first, second)] == ["sent", "sent"]


def _much_later(gateway: Gateway) -> None:
    clock = gateway.now_ms
    assert isinstance(clock, Clock)
    clock.pass_s(24 * 3600)
