"""What texts may cost: at a cap invitations rest, at twice the cap everything, and nobody passes it together with others."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import Any

import pytest
from outbound import NOON, Clock, Told, gateway_on, person, queued, states
from sqlalchemy import Engine

from gateway.africastalking.sender import SendFailed
from gateway.config_sections import Cost, Spending
from gateway.sending import relay
from gateway.wiring import Gateway
from storage import alerts, pauses, spending
from storage.unit import Unit, reading, unit

HOUR_S = 3600


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(engine: Engine, clock: Clock) -> Gateway:
    """Ten parts an hour, thirty a day; texts go out as fast as they can."""
    gateway = gateway_on(engine, clock)
    channel = gateway.settings.channels["main"].model_copy(update={"parts_a_second": 10_000.0})
    return changed(gateway, channels={"main": channel}, spending=Spending(most_an_hour=Decimal(10), most_a_day=Decimal(30)))


def changed(gateway: Gateway, **settings: Any) -> Gateway:
    object.__setattr__(gateway, "settings", gateway.settings.model_copy(update=settings))
    return gateway


def drain(gateway: Gateway, clock: Clock, sender: Told) -> None:
    while wait_ms := relay.drain(gateway, {"main": sender}, lambda: 0.5, lambda: False):
        clock.pass_s(wait_ms / 1000)


def put(gateway: Gateway, n: int, kind: Any = "invitation", ministry: str = "health", text: str = "", first: int = 0) -> None:
    for i in range(first, first + n):
        queued(gateway, person(gateway, f"+2665800{i:04}"), text or f"{kind} of {ministry}", kind=kind, ministry=ministry)


def guards(gateway: Gateway) -> list[tuple[str, str, str]]:
    with reading(gateway.engine) as connection:
        return [(p.scope, p.name, p.paused_by) for p in pauses.holding(Unit(connection), gateway.now_ms())]


def alarms(gateway: Gateway) -> list[tuple[str, str, int]]:
    with reading(gateway.engine) as connection:
        return [(alert.kind, alert.about, alert.times) for alert in alerts.raised(Unit(connection))]


def spent(gateway: Gateway) -> int:
    """Whole units of the currency in this hour."""
    with reading(gateway.engine) as connection:
        return sum(spending.spent(Unit(connection), gateway.now_ms()).in_hour.values()) // 1000


def test_at_the_cap_of_an_hour_invitations_rest_until_the_next(gateway: Gateway, clock: Clock) -> None:
    put(gateway, 14)
    sender = Told()
    for _ in range(3):
        drain(gateway, clock, sender)
    assert (len(sender.given), spent(gateway)) == (10, 10)
    assert guards(gateway) == [("all", "", "spending")]
    assert alarms(gateway) == [("spending", "", 1)]
    clock.now = NOON + HOUR_S * 1000
    relay.sweep(gateway, lambda kind, row_id: False)
    assert (guards(gateway), alarms(gateway)) == ([], []), "it ends by itself"
    drain(gateway, clock, sender)
    assert len(sender.given) == 14


def test_replies_go_on_up_to_twice_the_cap_and_then_rest_too(gateway: Gateway, clock: Clock) -> None:
    put(gateway, 12)
    sender = Told()
    drain(gateway, clock, sender)
    put(gateway, 12, kind="reply", first=100)
    drain(gateway, clock, sender)
    assert [text.split()[0] for text in sender.texts].count("reply") == 10
    assert (len(sender.given), spent(gateway)) == (20, 20)
    assert sorted(guards(gateway)) == [("all", "", "spending"), ("all", "", "spending, twice the cap")]
    assert alarms(gateway) == [("spending", "", 2)]


def test_a_ministry_at_its_own_cap_does_not_hold_up_another(gateway: Gateway, clock: Clock) -> None:
    own = gateway.settings.ministries["health"].model_copy(update={"most_a_day": Decimal(3)})
    changed(gateway, ministries={"health": own})
    put(gateway, 5, ministry="health")
    put(gateway, 5, ministry="trade", first=100)
    sender = Told()
    drain(gateway, clock, sender)
    assert sorted(text.rpartition(" ")[2] for text in sender.texts) == ["health"] * 3 + ["trade"] * 5
    assert guards(gateway) == [("ministry", "health", "spending")]
    assert alarms(gateway) == [("spending", "health", 1)]


def test_the_cap_of_a_day_counts_every_hour_of_it(gateway: Gateway, clock: Clock) -> None:
    put(gateway, 60)
    sender = Told()
    for hour in range(5):
        clock.now = NOON + hour * HOUR_S * 1000
        relay.sweep(gateway, lambda kind, row_id: False)
        drain(gateway, clock, sender)
    assert len(sender.given) == 30
    with reading(gateway.engine) as connection:
        (pause,) = pauses.holding(Unit(connection), clock.now)
    assert pause.until_ms == NOON + 25 * HOUR_S * 1000, "when the first hour of it is a day ago"
    clock.now = pause.until_ms
    relay.sweep(gateway, lambda kind, row_id: False)
    drain(gateway, clock, sender)
    assert len(sender.given) == 40


def test_money_is_counted_by_parts_and_price(gateway: Gateway, clock: Clock) -> None:
    changed(gateway, cost=Cost(sms_price=Decimal("0.8")))
    put(gateway, 10, text="x" * 200)
    sender = Told()
    drain(gateway, clock, sender)
    assert len(sender.given) == 6, "each of two parts for 0.80"


def test_what_was_surely_not_taken_costs_nothing(gateway: Gateway, clock: Clock) -> None:
    put(gateway, 4)
    answers = [
        SendFailed("CouldNotRoute", retry=True), SendFailed("timed out", in_doubt=True, faulty=True),
        SendFailed("InvalidPhoneNumber"),
    ]  # fmt: skip
    relay.drain(gateway, {"main": Told([*answers])}, lambda: 0.5, lambda: False)
    assert spent(gateway) == 2, "the one that was accepted and the one in doubt"


def test_a_raised_cap_lets_texts_go_on_at_once(gateway: Gateway, clock: Clock) -> None:
    put(gateway, 30)
    sender = Told()
    drain(gateway, clock, sender)
    changed(gateway, spending=Spending(most_an_hour=Decimal(100), most_a_day=Decimal(100)))
    drain(gateway, clock, sender)
    assert (len(sender.given), guards(gateway), alarms(gateway)) == (30, [], [])


def test_an_alert_stands_while_anything_rests_for_it(gateway: Gateway, clock: Clock) -> None:
    """A cap that was raised a little gives replies room, and invitations none."""
    put(gateway, 12)
    put(gateway, 24, kind="reply", first=100)
    drain(gateway, clock, Told())
    changed(gateway, spending=Spending(most_an_hour=Decimal(16), most_a_day=Decimal(100)))
    drain(gateway, clock, Told())
    assert guards(gateway) == [("all", "", "spending")]
    assert [kind for kind, _, _ in alarms(gateway)] == ["spending"]


def test_the_alert_of_a_cap_goes_with_the_pause_that_somebody_ended(gateway: Gateway, clock: Clock) -> None:
    put(gateway, 12)
    drain(gateway, clock, Told())
    assert [kind for kind, _, _ in alarms(gateway)] == ["spending"]
    with unit(gateway.engine) as u:
        pauses.lift(u, "all", "", "lineo", clock.now)
        u.commit()
    relay.sweep(gateway, lambda kind, row_id: False)
    assert alarms(gateway) == []


def test_workers_that_race_at_the_cap_never_pass_it(gateway: Gateway) -> None:
    """Each claims in small batches, all at once; the counters stand under the lock of all claims."""
    channel = gateway.settings.channels["main"].model_copy(update={"parts_a_second": 10_000.0, "texts_a_call": 3})
    changed(gateway, channels={"main": channel})
    put(gateway, 40, kind="invitation")
    put(gateway, 40, kind="reply", first=100)
    tellers, start = [Told() for _ in range(4)], threading.Barrier(4)
    time_passes = threading.Lock()

    def race(sender: Told) -> None:
        start.wait()
        for _ in range(30):
            wait_ms = relay.drain(gateway, {"main": sender}, lambda: 0.5, lambda: False)
            with time_passes:
                gateway.now_ms.pass_s((wait_ms or 1) / 1000)  # type: ignore[attr-defined]

    racers = [threading.Thread(target=race, args=(sender,)) for sender in tellers]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    given = [number for sender in tellers for number, _, _ in sender.given]
    assert len(given) == len(set(given)) == 20, "replies up to twice the cap, each once"
    assert spent(gateway) == 20
    assert states(gateway.engine).count("sent") == 20
