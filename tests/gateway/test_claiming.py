"""Whose turn it is: replies first, ministries in fairness, at the channel's pace, at a decent hour, and never too much."""

from __future__ import annotations

from typing import Any

import pytest
from outbound import NOON, Clock, Told, gateway_on, person, queued, row, state, states
from sqlalchemy import Engine

from gateway.africastalking.sender import SendFailed
from gateway.sending import relay
from gateway.wiring import Gateway
from storage import alerts, contacts, outbox, pauses
from storage.unit import Unit, reading, unit

HOUR_S = 3600


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(engine: Engine, clock: Clock) -> Gateway:
    return gateway_on(engine, clock)


def paced(gateway: Gateway, **changed: Any) -> Gateway:
    """The same gateway with other settings of its channel."""
    channel = gateway.settings.channels["main"].model_copy(update=changed)
    object.__setattr__(gateway, "settings", gateway.settings.model_copy(update={"channels": {"main": channel}}))
    return gateway


def drain(gateway: Gateway, sender: Told) -> int | None:
    return relay.drain(gateway, {"main": sender}, lambda: 0.5, lambda: False)


def drain_out(gateway: Gateway, clock: Clock, sender: Told) -> None:
    """Drain until nothing may go any more, letting pass the time that the pace asks for."""
    while wait_ms := drain(gateway, sender):
        clock.pass_s(wait_ms / 1000)


def invited(gateway: Gateway, n: int, ministry: str = "health", first: int = 0, kind: Any = "invitation") -> list[int]:
    return [
        queued(gateway, person(gateway, f"+2665800{i:04}"), f"{kind} of {ministry}", kind=kind, ministry=ministry)
        for i in range(first, first + n)
    ]


def held(gateway: Gateway, scope: Any, name: str, by: str = "lineo") -> None:
    with unit(gateway.engine) as u:
        pauses.pause(u, scope, name, "a mistake", by, gateway.now_ms())
        u.commit()


def raised(gateway: Gateway) -> list[str]:
    with reading(gateway.engine) as connection:
        return [alert.kind for alert in alerts.raised(Unit(connection))]


def test_replies_and_notices_go_before_reminders_and_those_before_invitations(gateway: Gateway, clock: Clock) -> None:
    sender = Told()
    for place, kind in enumerate(("invitation", "reminder", "notice", "reply")):
        invited(gateway, 2, first=10 * place, kind=kind)
    drain_out(gateway, clock, sender)
    kinds = [text.split()[0] for text in sender.texts]
    assert sorted(kinds[:4]) == ["notice"] * 2 + ["reply"] * 2
    assert kinds[4:] == ["reminder"] * 2 + ["invitation"] * 2


def test_many_of_one_ministry_do_not_hold_up_few_of_another(gateway: Gateway, clock: Clock) -> None:
    sender = Told()
    invited(paced(gateway, texts_a_call=10, parts_a_second=1000.0), 60, "health")
    invited(gateway, 15, "trade", first=1000)
    drain_out(gateway, clock, sender)
    owners = [text.rpartition(" ")[2] for text in sender.texts]
    assert owners.count("trade") == 15
    assert owners[:40].count("trade") == 15, "turn by turn until theirs are through"


def test_the_pace_is_kept_over_any_number_of_drains(gateway: Gateway, clock: Clock) -> None:
    invited(paced(gateway, parts_a_second=5.0), 100)
    gone, sender = [], Told()
    for _ in range(8):
        assert (drain(gateway, sender) or 0) > 0
        gone.append(len(sender.given))
        clock.pass_s(1)
    assert gone == [10, 10, 20, 20, 30, 30, 40, 40]


def test_a_reply_runs_ahead_of_the_pace_and_invitations_wait_for_it(gateway: Gateway, clock: Clock) -> None:
    invited(paced(gateway, parts_a_second=5.0), 50)
    sender = Told()
    drain(gateway, sender)
    replies = [queued(gateway, person(gateway, f"+2665900{i:04}"), f"reply {i}") for i in range(5)]
    for reply in replies:
        assert relay.deliver(gateway, {"main": sender}, reply, lambda: 0.5)
    clock.pass_s(2.5)
    assert drain(gateway, sender) == 500, "the replies' second is made up for"


def test_texts_with_a_link_go_alone(gateway: Gateway) -> None:
    crowd = [person(gateway, f"+2665800{i:04}") for i in range(3)]
    with unit(gateway.engine) as u:
        for one in crowd:
            outbox.put(
                u, channel="main", contact_id=one, session_id=None, code="40145", text="Lumela", at_ms=NOON, link_id="L1"
            )
        u.commit()
    sender = Told()
    drain(gateway, sender)
    assert sender.calls == [1, 1, 1]


def test_texts_of_a_premium_code_go_alone(gateway: Gateway) -> None:
    for i in range(3):
        queued(paced(gateway, premium=("40145",)), person(gateway, f"+2665800{i:04}"))
    sender = Told()
    drain(gateway, sender)
    assert sender.calls == [1, 1, 1]


@pytest.mark.parametrize(("scope", "name"), [("all", ""), ("channel", "main"), ("ministry", "health")])
def test_a_pause_holds_what_nobody_asked_for_and_answers_go_on(gateway: Gateway, clock: Clock, scope: str, name: str) -> None:
    bulk = [*invited(gateway, 2), *invited(gateway, 2, first=10, kind="reminder")]
    held(gateway, scope, name)
    answer, sender = queued(gateway, person(gateway, "+26659000000"), "Thank you"), Told()
    assert drain(gateway, sender) is None
    assert sender.texts == ["Thank you"]
    assert relay.deliver(gateway, {"main": sender}, bulk[0], lambda: 0.5) is False, "a ring does not get past it"
    with unit(gateway.engine) as u:
        pauses.lift(u, scope, name, "lineo", NOON)  # type: ignore[arg-type]
        u.commit()
    drain_out(gateway, clock, sender)
    assert [state(gateway.engine, text) for text in (*bulk, answer)] == ["sent"] * 5


def test_a_pause_of_another_ministry_holds_nothing_here(gateway: Gateway) -> None:
    invited(gateway, 2)
    held(gateway, "ministry", "trade")
    sender = Told()
    drain(gateway, sender)
    assert len(sender.given) == 2


def test_what_waited_into_the_night_waits_for_the_morning(gateway: Gateway, clock: Clock) -> None:
    """It was due at noon and could not go: at 21 h in Lesotho nobody is woken by it, whoever asked for an answer gets one."""
    (text,), sender = invited(gateway, 1), Told()
    clock.pass_s(7 * HOUR_S)
    answer = queued(gateway, person(gateway, "+26659000000"), "Thank you")
    drain_out(gateway, clock, sender)
    assert (sender.texts, state(gateway.engine, text)) == (["Thank you"], "due")
    assert row(gateway.engine, text)["due_at_ms"] == NOON + 18 * HOUR_S * 1000
    clock.now = NOON + 18 * HOUR_S * 1000
    drain(gateway, sender)
    assert [state(gateway.engine, each) for each in (text, answer)] == ["sent", "sent"]


def test_an_invitation_that_waited_too_long_is_never_sent(gateway: Gateway, clock: Clock) -> None:
    (text,) = invited(gateway, 1)
    clock.pass_s(73 * HOUR_S)
    drain(gateway, sender := Told())
    assert (sender.given, row(gateway.engine, text)["reason"]) == ([], "too late")


def test_one_number_is_sent_the_same_words_five_times_a_day(gateway: Gateway, clock: Clock) -> None:
    sender, contact = Told(), person(gateway)
    for _ in range(8):
        queued(gateway, contact, "I did not understand.")
        drain(gateway, sender)
        clock.pass_s(HOUR_S)
    assert len(sender.given) == 5
    assert states(gateway.engine) == ["sent"] * 5 + ["failed"] * 3
    clock.pass_s(20 * HOUR_S)
    queued(gateway, contact, "I did not understand.")
    drain(gateway, sender)
    assert len(sender.given) == 6


def test_more_than_twenty_texts_in_five_minutes_are_thrown_away_with_an_alert(gateway: Gateway, clock: Clock) -> None:
    sender, contact, other = Told(), person(gateway), person(gateway, "+26659000000")
    for n in range(30):
        queued(gateway, contact, f"text {n}")
        drain(gateway, sender)
        clock.pass_s(1)
    assert len(sender.given) == 20
    assert raised(gateway) == ["flood"]
    queued(gateway, other, "somebody else")
    clock.pass_s(300)
    queued(gateway, contact, "later")
    drain(gateway, sender)
    assert sorted(sender.texts[20:]) == ["later", "somebody else"]


def test_a_text_that_was_not_taken_does_not_count_towards_the_same_words(gateway: Gateway, clock: Clock) -> None:
    text = queued(gateway, person(gateway), "Lumela")
    failing = Told([SendFailed("CouldNotRoute", retry=True)] * 5)
    for _ in range(6):
        drain(gateway, failing)
        clock.now = max(clock.now, int(str(row(gateway.engine, text)["due_at_ms"])))
    assert state(gateway.engine, text) == "sent"


def test_a_text_of_somebody_who_was_forgotten_is_never_sent(gateway: Gateway) -> None:
    with unit(gateway.engine) as u:
        nobody = contacts.nobody(u)
        u.commit()
    text = queued(gateway, nobody)
    drain(gateway, sender := Told())
    assert (sender.given, row(gateway.engine, text)["reason"]) == ([], "forgotten")
