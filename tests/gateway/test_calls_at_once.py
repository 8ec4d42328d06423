"""Texts of their own wording: several calls at once, within the same turns, pace, money and care as one."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from outbound import Clock, Told, gateway_on, person, queued, state, states
from sqlalchemy import Engine

from gateway.africastalking.sender import Accepted, SendFailed
from gateway.config_sections import Spending
from gateway.sending import breaker, relay
from gateway.wiring import Gateway
from storage import alerts, pauses
from storage.unit import Unit, reading

DOWN = SendFailed("no connection", retry=True, faulty=True)


@dataclass
class Meeting:
    """A sender whose calls are answered only when so many of them are under way; a call that waits in vain breaks."""

    calls: threading.Barrier
    given: list[str] = field(default_factory=list)

    def send(self, numbers: Sequence[str], text: str, code: str, link_id: str | None) -> tuple[Accepted | SendFailed, ...]:
        self.calls.wait(20)
        self.given += numbers
        return tuple(Accepted(f"ATXid_{number}", 101, None) for number in numbers)


@dataclass
class OneHangs:
    """A sender of which one call, that for ``number``, is answered last: when nothing else is being sent any more."""

    engine: Engine
    number: str

    def send(self, numbers: Sequence[str], text: str, code: str, link_id: str | None) -> tuple[Accepted | SendFailed, ...]:
        if self.number in numbers:
            while states(self.engine).count("sending") > 1:
                threading.Event().wait(0.01)
            return (SendFailed("timed out", in_doubt=True, faulty=True),)
        return tuple(Accepted(f"ATXid_{number}", 101, None) for number in numbers)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(engine: Engine, clock: Clock) -> Gateway:
    return changed(gateway_on(engine, clock), calls_at_once=4, parts_a_second=10_000.0)


def changed(gateway: Gateway, **changed: Any) -> Gateway:
    channel = gateway.settings.channels["main"].model_copy(update=changed)
    object.__setattr__(gateway, "settings", gateway.settings.model_copy(update={"channels": {"main": channel}}))
    return gateway


def number(n: int) -> str:
    return f"+2665800{n:04}"


def put(gateway: Gateway, n: int, kind: Any = "invitation", ministry: str = "health", first: int = 0) -> list[int]:
    """Texts to as many people, each of its own wording."""
    return [
        queued(gateway, person(gateway, number(i)), f"{kind} {ministry} {i}", kind=kind, ministry=ministry)
        for i in range(first, first + n)
    ]


def drain(gateway: Gateway, sender: Any) -> int | None:
    return relay.drain(gateway, {"main": sender}, lambda: 0.5, lambda: False)


def test_as_many_calls_are_under_way_as_the_channel_may_have(gateway: Gateway) -> None:
    put(gateway, 8)
    sender = Meeting(threading.Barrier(4))
    drain(gateway, sender)
    assert sorted(sender.given) == [number(i) for i in range(8)]
    assert states(gateway.engine) == ["sent"] * 8


def test_a_call_that_hangs_keeps_nothing_of_the_others_from_being_recorded(gateway: Gateway) -> None:
    """They are known nowhere else: whoever kills the process now loses one text and not four."""
    texts = put(gateway, 4)
    drain(gateway, OneHangs(gateway.engine, number(1)))
    assert [state(gateway.engine, text) for text in texts] == ["sent", "in doubt", "sent", "sent"]


def test_texts_of_one_wording_share_a_call_beside_those_that_go_alone(gateway: Gateway) -> None:
    put(gateway, 2)
    for i in range(10, 15):
        queued(gateway, person(gateway, number(i)), "Lumela", kind="invitation", ministry="health")
    sender = Told()
    drain(gateway, sender)
    assert sorted(sender.calls) == [1, 1, 5]
    assert len(sender.given) == len(set(sender.given)) == 7


def test_no_two_texts_of_one_person_are_under_way_at_once(gateway: Gateway) -> None:
    one = person(gateway, number(1))
    texts = [queued(gateway, one, f"text {i}") for i in range(3)]
    sender = Told(meanwhile=lambda: seen.append(states(gateway.engine).count("sending")))
    seen: list[int] = []
    drain(gateway, sender)
    assert (sender.texts, seen) == ([f"text {i}" for i in range(3)], [1, 1, 1])
    assert [state(gateway.engine, text) for text in texts] == ["sent"] * 3


def test_a_claim_of_many_calls_keeps_within_the_pace(gateway: Gateway, clock: Clock) -> None:
    changed(gateway, parts_a_second=1.0)
    put(gateway, 7)
    sender, waits = Told(), []
    while wait_ms := drain(gateway, sender):
        waits.append((len(sender.given), wait_ms))
        clock.pass_s(wait_ms / 1000)
    assert waits == [(2, 2000), (4, 2000), (6, 2000)]
    assert len(sender.given) == 7


def test_a_claim_of_many_calls_keeps_within_the_money(gateway: Gateway) -> None:
    settings = gateway.settings.model_copy(update={"spending": Spending(most_an_hour=Decimal(6), most_a_day=Decimal(100))})
    object.__setattr__(gateway, "settings", settings)
    put(gateway, 9)
    sender = Told()
    drain(gateway, sender)
    assert sorted(n for n, _, _ in sender.given) == [number(i) for i in range(6)]
    assert states(gateway.engine).count("due") == 3


def test_ministries_take_turns_claim_by_claim(gateway: Gateway) -> None:
    put(gateway, 12, ministry="health")
    put(gateway, 4, ministry="trade", first=100)
    sender = Told()
    drain(gateway, sender)
    turns = [sorted({text.split()[1] for text in sender.texts[i : i + 4]}) for i in range(0, 16, 4)]
    assert turns == [["health"], ["trade"], ["health"], ["health"]]


def test_a_channel_that_failed_has_one_call_at_a_time(gateway: Gateway, clock: Clock) -> None:
    put(gateway, 60)
    down = Told([DOWN] * 100)
    drain(gateway, down)
    assert len(down.given) == breaker.FAILURES, "the first four at once, then one by one"
    clock.pass_s(60)
    tried: list[int] = []
    well = Told(meanwhile=lambda: tried.append(states(gateway.engine).count("sending")))
    drain(gateway, well)
    assert tried[0] == 1, "after a rest exactly one is tried"
    assert max(tried) == 4
    assert set(states(gateway.engine)) == {"sent"}


def test_a_refused_campaign_is_told_once(gateway: Gateway) -> None:
    """Four calls that are refused for the same reason are one stop."""
    put(gateway, 4)
    drain(gateway, Told([SendFailed("InvalidSenderId", stop=True)] * 4))
    with reading(gateway.engine) as connection:
        u = Unit(connection)
        assert [(alert.kind, alert.times) for alert in alerts.raised(u)] == [("campaign", 1)]
        assert [pause.paused_by for pause in pauses.holding(u, gateway.now_ms())] == [breaker.REFUSED]
