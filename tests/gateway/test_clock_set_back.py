"""The clock of the machine is set back, or a day ends: texts go on, the money stays counted, and a rest stays a rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from outbound import NOON, Clock, Told, gateway_on, person, queued, states
from sqlalchemy import Engine

from gateway.africastalking.sender import SendFailed
from gateway.config_sections import Cost, Spending
from gateway.sending import relay
from gateway.wiring import Gateway
from storage import alerts, pauses
from storage.unit import Unit, reading

DOWN = SendFailed("no connection", retry=True, faulty=True)
HOUR_MS = 3_600_000
MIDNIGHT = NOON + 12 * HOUR_MS
"""UTC."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(engine: Engine, clock: Clock) -> Gateway:
    return gateway_on(engine, clock)


def changed(gateway: Gateway, **settings: Any) -> Gateway:
    object.__setattr__(gateway, "settings", gateway.settings.model_copy(update=settings))
    return gateway


def put(gateway: Gateway, n: int, kind: Any = "reply", first: int = 0) -> None:
    for i in range(first, first + n):
        queued(gateway, person(gateway, f"+2665800{i:04}"), f"text {i}", NOON - 24 * HOUR_MS, kind=kind, ministry="health")


def drain(gateway: Gateway, sender: Told) -> int | None:
    return relay.drain(gateway, {"main": sender}, lambda: 0.5, lambda: False)


def held(gateway: Gateway) -> list[tuple[str, int | None]]:
    with reading(gateway.engine) as connection:
        return [(pause.paused_by, pause.until_ms) for pause in pauses.holding(Unit(connection), gateway.now_ms())]


def alarms(gateway: Gateway) -> list[str]:
    with reading(gateway.engine) as connection:
        return [alert.kind for alert in alerts.raised(Unit(connection))]


def test_the_pace_does_not_wait_for_an_hour_that_comes_again(gateway: Gateway, clock: Clock) -> None:
    put(gateway, 5, kind="invitation")
    drain(gateway, Told())
    put(gateway, 5, kind="invitation", first=10)
    clock.pass_s(-3600)
    sender = Told()
    assert drain(gateway, sender) is not None
    assert len(sender.given) > 0


def test_a_rest_lasts_no_longer_for_an_hour_that_comes_again_and_is_still_a_rest(gateway: Gateway, clock: Clock) -> None:
    put(gateway, 30)
    drain(gateway, Told([DOWN] * 30))
    clock.pass_s(-3600)
    down = Told([DOWN] * 30)
    assert drain(gateway, down) == 120_000
    assert len(down.given) == 1, "one is tried, and the next rest is twice as long"
    clock.pass_s(120)
    drain(gateway, Told())
    assert (held(gateway), alarms(gateway)) == ([], [])


def test_what_was_spent_in_an_hour_that_comes_again_still_counts_for_the_day(gateway: Gateway, clock: Clock) -> None:
    changed(gateway, spending=Spending(most_an_hour=Decimal(10), most_a_day=Decimal(12)))
    put(gateway, 10)
    drain(gateway, Told())
    clock.pass_s(-3600)
    put(gateway, 20, kind="invitation", first=100)
    sender = Told()
    while wait_ms := drain(gateway, sender):
        clock.pass_s(wait_ms / 1000)
    assert len(sender.given) == 2


def test_midnight_opens_no_new_purse(gateway: Gateway, clock: Clock) -> None:
    """A day is the last 24 hours: caps that begin anew at midnight allow twice the money within a minute."""
    changed(gateway, cost=Cost(sms_price=Decimal("0.25")), spending=Spending(most_an_hour=Decimal(100), most_a_day=Decimal(2)))
    channel = gateway.settings.channels["main"].model_copy(update={"parts_a_second": 10_000.0})
    ministry = gateway.settings.ministries["health"]
    every_hour = gateway.settings.invitations.model_copy(
        update={"quiet_from": ministry.report_at, "quiet_until": ministry.report_at}
    )
    changed(gateway, channels={"main": channel}, invitations=every_hour)
    clock.now = MIDNIGHT - 60_000
    put(gateway, 20, kind="invitation")
    sender = Told()
    drain(gateway, sender)
    assert len(sender.given) == 8, "eight for 0.25 make 2"
    for minutes in (2, 60, 23 * 60):
        clock.now = MIDNIGHT + minutes * 60_000
        relay.sweep(gateway, lambda kind, row_id: False)
        drain(gateway, sender)
        assert (len(sender.given), alarms(gateway)) == (8, ["spending"])
    clock.now = MIDNIGHT + 24 * HOUR_MS
    relay.sweep(gateway, lambda kind, row_id: False)
    assert (held(gateway), alarms(gateway)) == ([], [])
    drain(gateway, sender)
    assert len(sender.given) == 16
    assert states(gateway.engine).count("due") == 4
