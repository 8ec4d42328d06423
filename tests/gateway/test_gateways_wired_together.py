"""Two gateways that answer each other through an aggregator fall silent, and neither spends more than its cap."""

from __future__ import annotations

from decimal import Decimal

import pytest
from outbound import NUMBER, Clock, Told, gateway_on, person, queued
from sqlalchemy import Engine

from gateway.config_sections import Spending
from gateway.sending import relay
from gateway.wiring import Gateway
from storage import alerts
from storage.unit import Unit, reading


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(engine: Engine, clock: Clock) -> Gateway:
    return gateway_on(engine, clock)


def echo(gateway: Gateway, clock: Clock, words: str, *, rounds: int) -> Told:
    """Whatever this one sends is answered within a second, and the answer brings the next text about."""
    sender, contact = Told(), person(gateway, NUMBER)
    for n in range(rounds):
        text = queued(gateway, contact, words.format(n=n))
        relay.deliver(gateway, {"main": sender}, text, lambda: 0.5)
        clock.pass_s(1)
    return sender


def test_an_echo_of_the_same_words_ends_after_five(gateway: Gateway, clock: Clock) -> None:
    assert len(echo(gateway, clock, "I did not understand.", rounds=300).given) == 5


def test_an_echo_of_ever_new_words_is_cut_to_twenty_in_five_minutes_with_an_alert(gateway: Gateway, clock: Clock) -> None:
    assert len(echo(gateway, clock, "Answer {n}?", rounds=300).given) == 20
    with reading(gateway.engine) as connection:
        assert [alert.kind for alert in alerts.raised(Unit(connection))] == ["flood"]


def test_what_an_echo_costs_ends_at_twice_the_cap(gateway: Gateway, clock: Clock) -> None:
    spending = Spending(most_an_hour=Decimal(4), most_a_day=Decimal(4))
    object.__setattr__(gateway, "settings", gateway.settings.model_copy(update={"spending": spending}))
    assert len(echo(gateway, clock, "Answer {n}?", rounds=60).given) == 8
