"""A channel that does not work rests and is tried one text at a time; a campaign that is refused stops."""

from __future__ import annotations

from typing import Any

import pytest
from outbound import Clock, Told, gateway_on, person, queued, state, states
from sqlalchemy import Engine

from gateway.africastalking.sender import SendFailed
from gateway.sending import breaker, relay
from gateway.wiring import Gateway
from storage import alerts, pauses
from storage.pauses import Pause
from storage.unit import Unit, reading, unit

DOWN = SendFailed("no connection", retry=True, faulty=True)
BROKE = SendFailed("InsufficientBalance", retry=True, pause=True, remedy="Fill up the account at the aggregator.")
MINUTE_S = 60


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(engine: Engine, clock: Clock) -> Gateway:
    return gateway_on(engine, clock)


def drain(gateway: Gateway, sender: Told) -> int | None:
    return relay.drain(gateway, {"main": sender}, lambda: 0.5, lambda: False)


def put(gateway: Gateway, n: int, kind: Any = "reply", text: str = "") -> list[int]:
    """Texts to as many people; each of its own wording unless one is given."""
    return [
        queued(gateway, person(gateway, f"+2665800{i:04}"), text or f"text {i}", kind=kind, ministry="health") for i in range(n)
    ]


def resting(gateway: Gateway) -> list[Pause]:
    with reading(gateway.engine) as connection:
        return pauses.holding(Unit(connection), gateway.now_ms())


def alarms(gateway: Gateway) -> list[tuple[str, str, str]]:
    with reading(gateway.engine) as connection:
        return [(alert.kind, alert.about, alert.words) for alert in alerts.raised(Unit(connection))]


def test_twenty_failures_in_a_row_let_a_channel_rest(gateway: Gateway, clock: Clock) -> None:
    put(gateway, 40)
    down = Told([DOWN] * 100)
    assert drain(gateway, down) == MINUTE_S * 1000
    assert len(down.given) == breaker.FAILURES
    (pause,) = resting(gateway)
    assert (pause.scope, pause.name, pause.paused_by, pause.reason) == ("channel", "main", "breaker", "no connection")
    ((kind, about, words),) = alarms(gateway)
    assert (kind, about) == ("breaker", "main")
    assert "no connection" in words
    assert set(states(gateway.engine)) == {"due"}


def test_nineteen_failures_and_one_answer_let_nothing_rest(gateway: Gateway) -> None:
    put(gateway, 39)
    drain(gateway, Told([*[DOWN] * 19, SendFailed("InvalidPhoneNumber"), *[DOWN] * 19]))
    assert (resting(gateway), alarms(gateway)) == ([], [])


def test_while_a_channel_fails_texts_go_one_by_one(gateway: Gateway, clock: Clock) -> None:
    """A call that times out puts all of its texts in doubt: of twenty calls only the first may have many."""
    put(gateway, 60, text="Lumela")
    silent = Told([SendFailed("timed out", in_doubt=True, faulty=True)] * 100)
    drain(gateway, silent)
    assert silent.calls == [20] + [1] * 19
    clock.pass_s(MINUTE_S)
    well = Told()
    drain(gateway, well)
    assert well.calls == [1, 20]
    assert states(gateway.engine).count("in doubt") == 39


def test_each_rest_is_twice_as_long_and_ends_with_the_first_answer(gateway: Gateway, clock: Clock) -> None:
    put(gateway, 60)
    down, rests = Told([DOWN] * 1000), []
    for _ in range(8):
        rest_ms = drain(gateway, down) or 0
        rests.append(rest_ms // 60_000)
        clock.pass_s(rest_ms / 1000)
    assert rests == [1, 2, 4, 8, 16, 30, 30, 30]
    assert len(down.given) == breaker.FAILURES + 7, "one is tried after each rest"
    drain(gateway, Told())
    assert (resting(gateway), alarms(gateway)) == ([], [])


def test_of_many_workers_one_tries_after_a_rest(gateway: Gateway, clock: Clock) -> None:
    texts = put(gateway, 30)
    drain(gateway, Told([DOWN] * 30))
    clock.pass_s(MINUTE_S)
    other = Told()

    def meanwhile() -> None:
        drain(gateway, other)
        relay.deliver(gateway, {"main": other}, texts[25], lambda: 0.5)

    drain(gateway, Told([DOWN], meanwhile=meanwhile))
    assert other.given == []


def test_a_tried_text_whose_sender_dies_does_not_close_the_channel_for_ever(gateway: Gateway, clock: Clock) -> None:
    put(gateway, 30)
    drain(gateway, Told([DOWN] * 30))
    clock.pass_s(MINUTE_S)

    def die() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drain(gateway, Told(meanwhile=die))
    clock.pass_s(121)
    well = Told()
    drain(gateway, well)
    assert len(well.given) > 1


@pytest.mark.parametrize("failed", [BROKE, SendFailed("HTTP 401", retry=True, pause=True)], ids=lambda f: f.reason)
def test_a_reason_that_holds_for_all_lets_the_channel_rest_at_once_and_loses_nothing(
    gateway: Gateway, clock: Clock, failed: SendFailed
) -> None:
    texts = put(gateway, 4)
    bad = Told([failed] * 50)
    for _ in range(10):
        clock.pass_s((drain(gateway, bad) or 0) / 1000)
    assert states(gateway.engine) == ["due"] * 4
    assert len(bad.given) == 10, "one is asked after each rest, and no attempt is counted"
    assert any(failed.reason in words for _, _, words in alarms(gateway))
    filled = Told()
    drain(gateway, filled)
    assert [state(gateway.engine, text) for text in texts] == ["sent"] * 4
    assert alarms(gateway) == []


def test_a_remedy_is_told_with_the_alert(gateway: Gateway) -> None:
    put(gateway, 1)
    drain(gateway, Told([BROKE]))
    assert "Fill up the account" in alarms(gateway)[0][2]


def test_a_refused_campaign_stops_and_answers_go_on(gateway: Gateway, clock: Clock) -> None:
    refused = SendFailed("RiskHold", stop=True, remedy="Ask the aggregator.")
    invited = put(gateway, 30, kind="invitation", text="May we ask?")
    sender = Told([refused] * 20)
    drain(gateway, sender)
    clock.pass_s(MINUTE_S)
    drain(gateway, sender)
    assert sender.calls == [20]
    assert [state(gateway.engine, text) for text in invited] == ["failed"] * 20 + ["due"] * 10
    assert [(p.scope, p.name, p.reason, p.until_ms) for p in resting(gateway)] == [("ministry", "health", "RiskHold", None)]
    assert [(kind, about) for kind, about, _ in alarms(gateway)] == [("campaign", "health")]
    answer = queued(gateway, person(gateway, "+26659000000"), "Thank you")
    drain(gateway, sender)
    assert state(gateway.engine, answer) == "sent"
    with unit(gateway.engine) as u:
        pauses.lift(u, "ministry", "health", "lineo", clock.now)
        u.commit()
    relay.sweep(gateway, lambda kind, row_id: False)
    assert alarms(gateway) == []
    clock.pass_s(MINUTE_S)
    drain(gateway, sender)
    assert [state(gateway.engine, text) for text in invited[20:]] == ["sent"] * 10


def test_a_reply_that_is_refused_stops_nobodys_campaign(gateway: Gateway) -> None:
    put(gateway, 1)
    drain(gateway, Told([SendFailed("InvalidSenderId", stop=True)]))
    assert (states(gateway.engine), resting(gateway)) == (["failed"], [])
