"""The relay: what becomes of a text after each kind of answer, and that nobody is texted twice."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from outbound import NOON, NUMBER, Clock, Told, gateway_on, opted_out, person, queued, row, state
from sqlalchemy import Engine

from gateway.africastalking.sender import Accepted, SendFailed
from gateway.sending import outcomes, relay, sifting
from gateway.wiring import Gateway
from storage import contacts
from storage.unit import Unavailable, unit


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(engine: Engine, clock: Clock) -> Gateway:
    return gateway_on(engine, clock)


def deliver(gateway: Gateway, sender: Told, outbox_id: int, luck: float = 0.5) -> bool:
    return relay.deliver(gateway, {"main": sender}, outbox_id, lambda: luck)


def drain(gateway: Gateway, sender: Told) -> int | None:
    return relay.drain(gateway, {"main": sender}, lambda: 0.5, lambda: False)


def nobody(kind: str, row_id: int) -> bool:
    return False


def test_a_text_goes_out_once_and_is_recorded(gateway: Gateway) -> None:
    told = Told()
    text = queued(gateway, person(gateway), "Kea leboha")
    assert [deliver(gateway, told, text) for _ in range(3)] == [True, False, False]
    assert told.given == [(NUMBER, "Kea leboha", "40145")]
    sent = row(gateway.engine, text)
    assert {k: sent[k] for k in ("state", "provider_id", "status_code", "cost", "attempts")} == {
        "state": "sent", "provider_id": "ATXid_1", "status_code": 101, "cost": "KES 0.8", "attempts": 1,
    }  # fmt: skip


def test_a_ring_for_a_row_that_is_not_there_does_nothing(gateway: Gateway) -> None:
    assert deliver(gateway, Told(), 4711) is False


def test_the_claim_is_committed_before_the_aggregator_is_asked(gateway: Gateway) -> None:
    told, seen = Told(), []
    text = queued(gateway, person(gateway))
    told.meanwhile = lambda: seen.append(state(gateway.engine, text))
    deliver(gateway, told, text)
    assert seen == ["sending"]


def test_two_relays_on_the_same_row_send_once(gateway: Gateway) -> None:
    told, start = Told(), threading.Barrier(4)
    text = queued(gateway, person(gateway))

    def race() -> None:
        start.wait()
        deliver(gateway, told, text)

    racers = [threading.Thread(target=race) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert len(told.given) == 1
    assert state(gateway.engine, text) == "sent"


@pytest.mark.parametrize(
    ("failed", "expected"),
    [
        (SendFailed("HTTP 500", retry=True), "due"),
        (SendFailed("no connection", retry=True), "due"),
        (SendFailed("timed out", in_doubt=True), "in doubt"),
        (SendFailed("reply not understood", in_doubt=True), "in doubt"),
        (SendFailed("InvalidSenderId"), "failed"),
        (SendFailed("UserInBlacklist", opted_out=True), "failed"),
        (SendFailed("InsufficientBalance", retry=True, pause=True), "due"),
    ],
)
def test_each_failure_has_its_state(gateway: Gateway, failed: SendFailed, expected: str) -> None:
    contact = person(gateway)
    text = queued(gateway, contact)
    deliver(gateway, Told([failed]), text)
    assert state(gateway.engine, text) == expected
    assert failed.reason in str(row(gateway.engine, text)["reason"])
    assert opted_out(gateway, contact) == failed.opted_out


def test_a_text_is_tried_again_with_longer_waits_and_then_fails(gateway: Gateway, clock: Clock) -> None:
    told = Told([SendFailed("HTTP 503", retry=True)] * 6)
    text = queued(gateway, person(gateway))
    waits = []
    while state(gateway.engine, text) == "due":
        deliver(gateway, told, text)
        due_at_ms = int(str(row(gateway.engine, text)["due_at_ms"]))
        waits.append((due_at_ms - clock.now) // 1000)
        clock.now = due_at_ms
    assert waits[:-1] == [10, 60, 300, 1800, 7200]
    assert (state(gateway.engine, text), len(told.given)) == ("failed", 6)
    assert row(gateway.engine, text)["reason"] == "HTTP 503"


@pytest.mark.parametrize(("luck", "wait_ms"), [(0.0, 8_000), (0.5, 10_000), (1.0, 12_000)])
def test_a_wait_is_a_little_longer_or_shorter_by_luck(gateway: Gateway, luck: float, wait_ms: int) -> None:
    text = queued(gateway, person(gateway))
    deliver(gateway, Told([SendFailed("HTTP 500", retry=True)]), text, luck)
    assert row(gateway.engine, text)["due_at_ms"] == NOON + wait_ms


def test_a_failure_may_allow_one_retry_only_or_ask_for_a_longer_wait(gateway: Gateway, clock: Clock) -> None:
    once, later = queued(gateway, person(gateway), "1"), queued(gateway, person(gateway, "+26658000002"), "2")
    told = Told([SendFailed("RejectedByGateway", retry=True, tries_at_most=2)] * 2)
    deliver(gateway, told, once)
    deliver(gateway, Told([SendFailed("DoNotDisturbRejection", retry=True, after_quiet=True)]), later)
    assert row(gateway.engine, later)["due_at_ms"] == NOON + 18 * 3_600_000, "at eight in the morning in Lesotho"
    clock.pass_s(10)
    deliver(gateway, told, once)
    assert state(gateway.engine, once) == "failed"


def test_what_waited_behind_a_text_of_the_same_person_follows_at_once_and_in_order(gateway: Gateway) -> None:
    told, contact = Told(), person(gateway)
    first, second, third = (queued(gateway, contact, text) for text in ("1", "2", "3"))
    assert deliver(gateway, told, third) is False
    assert told.texts == []
    deliver(gateway, told, first)
    assert told.texts == ["1", "2", "3"]
    assert [state(gateway.engine, text) for text in (first, second, third)] == ["sent"] * 3


def test_a_ring_is_followed_for_a_while_and_the_rest_is_left_to_the_drain(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bell breaks a long job off, and what it breaks off would be in doubt."""
    monkeypatch.setattr(relay, "FOLLOW_S", 0.0)
    texts = [queued(gateway, person(gateway), f"text {n}") for n in range(3)]
    relay.deliver(gateway, {"main": Told()}, texts[0], lambda: 0.5)
    assert [state(gateway.engine, text) for text in texts] == ["sent", "due", "due"]


def test_a_person_who_opted_out_meanwhile_gets_the_confirmation_only(gateway: Gateway, clock: Clock) -> None:
    told, contact = Told(), person(gateway)
    question = queued(gateway, contact, "How long did you wait?")
    clock.pass_s(1)
    with unit(gateway.engine) as u:
        contacts.opt(u, contact, clock.now)
        u.commit()
    stopped = queued(gateway, contact, "You will get no more texts.")
    for text in (question, stopped):
        deliver(gateway, told, text)
    assert told.texts == ["You will get no more texts."]
    assert row(gateway.engine, question)["reason"] == "opted out"


def test_a_sender_that_died_leaves_its_text_in_doubt_after_two_minutes_and_nobody_sends_it_again(
    gateway: Gateway, clock: Clock
) -> None:
    text = queued(gateway, person(gateway))
    killed = Told(meanwhile=_die)
    with pytest.raises(KeyboardInterrupt):
        deliver(gateway, killed, text)
    assert state(gateway.engine, text) == "sending"
    clock.pass_s(119)
    relay.sweep(gateway, nobody)
    assert state(gateway.engine, text) == "sending"
    clock.pass_s(2)
    relay.sweep(gateway, nobody)
    assert row(gateway.engine, text)["reason"] == "sender died"
    clock.pass_s(86_400)
    relay.sweep(gateway, nobody)
    assert drain(gateway, killed) is None
    assert deliver(gateway, killed, text) is False
    assert (state(gateway.engine, text), len(killed.given)) == ("in doubt", 1)


def _die() -> None:
    raise KeyboardInterrupt


def test_an_answer_after_the_doubt_is_still_believed(gateway: Gateway, clock: Clock) -> None:
    text = queued(gateway, person(gateway))

    def slow() -> None:
        clock.pass_s(500)
        relay.sweep(gateway, nobody)
        assert state(gateway.engine, text) == "in doubt"

    deliver(gateway, Told(meanwhile=slow), text)
    assert state(gateway.engine, text) == "sent"


def test_a_drain_sends_all_that_is_due_and_says_when_to_look_again(gateway: Gateway, clock: Clock) -> None:
    told = Told()
    texts = [queued(gateway, person(gateway, f"+2665800000{n}")) for n in range(3)]
    later = queued(gateway, person(gateway), at_ms=NOON + 60_000)
    assert drain(gateway, told) is None
    assert [state(gateway.engine, text) for text in (*texts, later)] == ["sent", "sent", "sent", "due"]
    clock.pass_s(60)
    drain(gateway, told)
    assert state(gateway.engine, later) == "sent"


def test_a_redis_that_hangs_is_asked_once_a_sweep(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay.responses, "unfiled", lambda u, most: [1, 2, 3])
    asked = []

    def hangs(kind: str, row_id: int) -> bool:
        asked.append((kind, row_id))
        return False

    relay.sweep(gateway, hangs)
    assert asked == [("file_response", 1)]


def test_what_cannot_be_sent_by_this_configuration_stays_due(gateway: Gateway) -> None:
    text = queued(gateway, person(gateway), channel="gone")
    with pytest.raises(LookupError, match="gone"):
        deliver(gateway, Told(), text)
    assert state(gateway.engine, text) == "due"


def test_a_number_that_cannot_be_opened_is_not_lost(gateway: Gateway, engine: Engine, clock: Clock) -> None:
    text, told = queued(gateway, person(gateway)), Told()
    other = replace(gateway, vault=contacts.Vault({"k2": b"o" * 32}, "k2", b"i" * 32))
    assert deliver(other, told, text) is False
    assert (state(engine, text), told.given) == ("due", [])
    assert row(engine, text)["reason"] == "number cannot be opened"
    assert drain(gateway, told) is None, "it takes no place from those that can be sent"
    clock.pass_s(sifting.STUCK_MS / 1000)
    assert deliver(gateway, told, text)


def test_texts_of_a_channel_that_is_gone_are_left_alone(gateway: Gateway) -> None:
    sold, text = queued(gateway, person(gateway), channel="sold"), queued(gateway, person(gateway))
    drain(gateway, Told())
    assert [state(gateway.engine, each) for each in (sold, text)] == ["due", "sent"]


def test_what_became_of_a_text_is_recorded_again_when_the_database_was_away(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "PATIENCE_S", (0.0, 0.0))
    text = queued(gateway, person(gateway))
    times = [Unavailable("away"), Unavailable("away")]
    real = outcomes.unit
    armed = []

    def flaky(engine: Engine):
        if armed and times:
            raise times.pop()
        return real(engine)

    monkeypatch.setattr(outcomes, "unit", flaky)
    deliver(gateway, Told(meanwhile=lambda: armed.append(True)), text)
    assert (state(gateway.engine, text), times) == ("sent", [])


def test_the_acceptance_has_no_id_and_is_still_an_acceptance(gateway: Gateway) -> None:
    text = queued(gateway, person(gateway))
    deliver(gateway, Told([Accepted(None, 102, None)]), text)
    assert state(gateway.engine, text) == "sent"


def test_a_text_that_cannot_be_sent_holds_up_nobody_elses(gateway: Gateway) -> None:
    """Its channel is no longer configured, and no bell is there: the sweep sends what comes after it."""
    stuck = queued(gateway, person(gateway), channel="sold")
    text, told = queued(gateway, person(gateway, "+26658000002"), "Lumela"), Told()
    relay.sweep(gateway, gateway.bell.ring)
    relay.drain(gateway, {"main": told}, lambda: 0.5, lambda: False)
    assert [state(gateway.engine, each) for each in (stuck, text)] == ["due", "sent"]
    assert told.texts == ["Lumela"]
