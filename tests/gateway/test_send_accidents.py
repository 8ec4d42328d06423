"""One call for many people, and every accident it may have: each text has its end, and the person gets it once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from outbound import NUMBER, SECRETS, Clock, Told, gateway_on, opted_out, person, queued, row, state, states
from sqlalchemy import Engine

from gateway.africastalking import sender as sender_module
from gateway.africastalking.sender import SendFailed, sender_of
from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.serving import Served, serving
from gateway.sending import receipts, relay
from gateway.sending.receipts import DeliveryReport
from gateway.wiring import Gateway
from storage import alerts, pauses, spending
from storage.unit import Unit, reading

TIMED_OUT = SendFailed("timed out", in_doubt=True, faulty=True)
CODES = {
    100: "sent", 101: "sent", 102: "sent", 403: "failed", 404: "failed", 406: "failed", 407: "due", 409: "due", 500: "due",
    501: "due", 502: "due",
}  # fmt: skip
"""Of one recipient among others -> what becomes of its text."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(engine: Engine, clock: Clock) -> Gateway:
    return gateway_on(engine, clock)


@pytest.fixture
def fake() -> Iterator[Served]:
    with serving(Aggregator([])) as served:
        yield served


def number(n: int) -> str:
    return f"+2665800{n:04}"


def crowd(gateway: Gateway, n: int) -> list[int]:
    """Invitations of one wording to as many people."""
    return [
        queued(gateway, person(gateway, number(i)), "Lumela", kind="invitation", ministry="health") for i in range(n)
    ]  # fmt: skip


def drain(gateway: Gateway, fake: Served) -> None:
    sender = sender_of(gateway.settings.channels["main"], fake.url, SECRETS.api_keys["main"])
    relay.drain(gateway, {"main": sender}, lambda: 0.5, lambda: False)


def spent(gateway: Gateway) -> int:
    with reading(gateway.engine) as connection:
        return sum(spending.spent(Unit(connection), gateway.now_ms()).in_hour.values()) // 1000


def guards(gateway: Gateway) -> list[tuple[str, str]]:
    with reading(gateway.engine) as connection:
        u = Unit(connection)
        held = [(pause.paused_by, pause.reason) for pause in pauses.holding(u, gateway.now_ms())]
        assert len(alerts.raised(u)) == len(held), "each with an alert"
        return held


def test_each_of_many_numbers_of_one_call_has_the_end_of_its_own_code(gateway: Gateway, fake: Served) -> None:
    texts = crowd(gateway, len(CODES))
    for i, code in enumerate(CODES):
        fake.aggregator.sending.set_code(number(i), code)
    drain(gateway, fake)
    assert dict(zip(CODES, (state(gateway.engine, text) for text in texts), strict=True)) == CODES
    assert [code for i, code in enumerate(CODES) if opted_out(gateway, person(gateway, number(i)))] == [406]
    assert guards(gateway) == [], "where some were taken, the channel works"
    assert spent(gateway) == 3, "what was not taken costs nothing"


@pytest.mark.parametrize(
    ("code", "reason", "by", "expected"),
    [
        (405, "InsufficientBalance", "breaker", "due"),
        (401, "RiskHold", "aggregator", "failed"),
        (402, "InvalidSenderId", "aggregator", "failed"),
    ],
)
def test_one_verdict_about_all_among_many_holds_back_the_rest(
    gateway: Gateway, fake: Served, code: int, reason: str, by: str, expected: str
) -> None:
    texts = crowd(gateway, 5)
    fake.aggregator.sending.set_code(number(2), code)
    drain(gateway, fake)
    later = crowd(gateway, 1)[0]
    drain(gateway, fake)
    assert [state(gateway.engine, text) for text in texts] == ["sent", "sent", expected, "sent", "sent"]
    assert (guards(gateway), state(gateway.engine, later)) == ([(by, reason)], "due")
    attempts = row(gateway.engine, texts[2])["attempts"]
    assert attempts == (0 if code == 405 else 1), "what waits for the account has not been tried"


@pytest.mark.parametrize(
    ("position", "expected", "reason", "paid"),
    [
        ("wrong key", "due", "HTTP 401", 0),
        ("no sender", "failed", "InvalidSenderId", 0),
        ("html", "in doubt", "reply not understood", 4),
        ("half", "in doubt", "reply not understood", 4),
        ("500", "due", "HTTP 500", 0),
        ("429", "due", "HTTP 429", 0),
        ("charset", "sent", "", 4),
        ("accepted, closed", "in doubt", "connection broke", 4),
        ("accepted, silent", "in doubt", "timed out", 4),
    ],
)
def test_an_accident_of_a_whole_call_is_the_end_of_each_of_its_texts(
    gateway: Gateway, fake: Served, clock: Clock, monkeypatch: pytest.MonkeyPatch, position: str, expected: str, reason: str,
    paid: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(sender_module, "TIMEOUT_S", (1.0, 0.5 if position == "accepted, silent" else 10.0))
    texts = crowd(gateway, 4)
    fake.aggregator.switches.set("send", position)
    drain(gateway, fake)
    assert [(state(gateway.engine, t), row(gateway.engine, t)["reason"]) for t in texts] == [(expected, reason)] * 4
    assert spent(gateway) == paid
    fake.aggregator.switches.set("send", "normal")
    clock.pass_s(4 * 3600)
    relay.sweep(gateway, lambda kind, row_id: False)
    drain(gateway, fake)
    clock.pass_s(60)
    drain(gateway, fake)
    assert states(gateway.engine) == ["sent" if expected == "due" else expected] * 4
    assert fake.aggregator.sending.doubles() == {}


def test_a_report_by_another_channel_with_the_same_id_settles_nothing(gateway: Gateway) -> None:
    sent, doubt = queued(gateway, person(gateway)), queued(gateway, person(gateway, number(1)), "Dumela")
    for text, answers in ((sent, []), (doubt, [TIMED_OUT])):
        relay.deliver(gateway, {"main": Told(list(answers))}, text, lambda: 0.5)
    receipts.receive(gateway, "other", DeliveryReport("ATXid_1", "Failed", "", NUMBER))
    receipts.receive(gateway, "other", DeliveryReport("ATXid_9", "Success", "", number(1)))
    assert [state(gateway.engine, text) for text in (sent, doubt)] == ["sent", "in doubt"]


@pytest.mark.parametrize("report", [("ATXid_1", "Failed"), ("ATXid_9", "Success"), ("ATXid_1", ""), ("", "Success"), ("", "")])
def test_a_year_late_nothing_moves_that_has_come_to_its_end(gateway: Gateway, clock: Clock, report: tuple[str, str]) -> None:
    delivered = queued(gateway, person(gateway))
    relay.deliver(gateway, {"main": Told()}, delivered, lambda: 0.5)
    receipts.receive(gateway, "main", DeliveryReport("ATXid_1", "Success", "", NUMBER))
    before = dict(row(gateway.engine, delivered))
    clock.pass_s(365 * 24 * 3600)
    receipts.receive(gateway, "main", DeliveryReport(*report, number=NUMBER))
    assert dict(row(gateway.engine, delivered)) == before


def test_after_everything_was_killed_nothing_that_is_due_is_left_over(gateway: Gateway, clock: Clock, engine: Engine) -> None:
    """What one process had in hand is in doubt, what it had not begun goes out: by another process, without a human."""

    def die() -> None:
        raise KeyboardInterrupt

    for i in range(30):
        queued(gateway, person(gateway, number(i)), "Lumela" if i < 10 else f"Lumela {i}", kind="invitation", ministry="health")
    with pytest.raises(KeyboardInterrupt):
        relay.drain(gateway, {"main": Told(meanwhile=die)}, lambda: 0.5, lambda: False)
    clock.pass_s(gateway.settings.outbox.in_doubt_after_s + 1)
    another, sender = gateway_on(engine, clock), Told()
    relay.sweep(another, lambda kind, row_id: False)
    while wait_ms := relay.drain(another, {"main": sender}, lambda: 0.5, lambda: False):
        clock.pass_s(wait_ms / 1000)
    assert states(engine) == ["in doubt"] * 10 + ["sent"] * 20
    assert sorted(n for n, _, _ in sender.given) == [number(i) for i in range(10, 30)]
