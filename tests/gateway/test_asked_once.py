"""However many ask at once, and however a list is handed in: a person is asked once, and one answer of theirs is counted."""

from __future__ import annotations

import copy
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from asking import NUMBER, decisions, drawn, of_the_house, office, water
from counter import Call, Counter
from outbound import Clock
from sqlalchemy import Engine
from visiting import phone, row, stored, taken, visiting_gateway, waiting

from gateway.asking.invite import send_due
from gateway.clock import run_once
from storage.tables import outbox, responses, sessions

MINUTE = 60_000
NOON = 1_795_435_200_000  # Monday 23 November 2026, 15:00 in Nairobi


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return office(engine, tmp_path / "var")


def beside(counter: Counter) -> Counter:
    """Another client of the same gateway, for a thread of its own."""
    other = copy.copy(counter)
    other.client = counter.client.application.test_client()
    return other


def test_however_many_clocks_of_two_ministries_nobody_is_asked_twice_in_a_fortnight(counter: Counter) -> None:
    counter.publish("roads", water("roads", "ROADS", "*271#"), "transport")
    people = [f"+2665800{n:04}" for n in range(15)]
    for number in people:
        drawn(counter, number)
        drawn(counter, number, survey="roads", ministry="transport")
    with ThreadPoolExecutor(6) as clocks:
        list(clocks.map(lambda _: send_due(counter.gateway), range(12)))
    send_due(counter.gateway)

    assert sorted(decisions(counter)) == ["frequency limit"] * 15 + ["sent"] * 15
    assert len({text["contact_id"] for text in counter.rows(outbox)}) == len(counter.rows(outbox)) == 15


def test_fifty_starts_at_once_by_call_and_text_are_one_counted_response(counter: Counter) -> None:
    calls = [Call(beside(counter), f"ATUid_{n}", NUMBER, "*120*46#") for n in range(30)]
    texts = [beside(counter) for _ in range(20)]

    def text(n: int) -> None:
        texts[n].text("WATER", NUMBER, id=f"ATXid_{n}")

    with ThreadPoolExecutor(10) as people:
        dialled = [people.submit(call.hop) for call in calls]
        wrote = [people.submit(text, n) for n in range(20)]
        assert any(each.result().startswith("CON ") for each in dialled)  # in such a crowd some are asked to dial again
        assert [each.exception() for each in wrote] == [None] * 20
    assert sum(session["ended"] == "" for session in counter.rows(sessions)) == 1

    for n in range(3):  # the first of these goes on to the end; the others find that all is said
        counter.clock.at_ms += 2 * MINUTE
        finish(Call(counter, f"ATUid_late_{n}", NUMBER, "*120*46#"))
    counter.clock.at_ms += 5 * 24 * 60 * MINUTE
    run_once(counter.gateway)
    ended = [response["ended"] for response in counter.rows(responses)]
    assert ended.count("finished") == 1, ended


def finish(call: Call) -> None:
    """Answer everything with the first choice."""
    shown, said = call.hop(), 0
    while shown.startswith("CON ") and said < 8:
        shown, said = call.say("1"), said + 1


def test_a_list_that_is_handed_in_again_sends_nothing(engine: Engine) -> None:
    clock = Clock(NOON)
    gateway = visiting_gateway(engine, clock)
    week = [row(day, recorded=f"2026-11-{day} 10:00") for day in range(16, 22)]
    taken(gateway, week)
    assert send_due(gateway) == 6
    for name in ("a file", "saved anew"):
        clock.now += 60 * MINUTE
        taken(gateway, week, name)
        assert send_due(gateway) == 0
    clock.now += 40 * 24 * 60 * MINUTE
    taken(gateway, week, "a month later")
    assert send_due(gateway) == 0
    assert len(stored(engine, outbox)) == 6


def test_who_was_sent_away_is_drawn_as_everybody_else(engine: Engine) -> None:
    """Every service has its own draw, and within one nothing but the reference decides."""
    gateway = visiting_gateway(engine, target_a_week=5)
    header = ("phone", "visit id", "recorded at", "service", "outcome")
    served = [[phone(n), f"S-{n}", "2026-11-20 10:00", "passport", "done"] for n in range(20)]
    refused = [[phone(n), f"R-{n}", "2026-11-20 10:00", "passport refused", ""] for n in range(20, 40)]
    unfinished = [[phone(n), f"U-{n}", "2026-11-20 10:00", "passport", "no stock"] for n in range(40, 60)]
    from visiting import examined, huduma

    from gateway.visits.load import take_in

    take_in(
        gateway, huduma(gateway), examined(gateway, [*served, *refused, *unfinished], header), sha256="a", received_from="t"
    )
    asked = [each["reference"] for each in waiting(engine)]
    assert len([name for name in asked if name.startswith("R-")]) == 5
    assert len([name for name in asked if name.startswith(("S-", "U-"))]) == 5
    assert {visit["probability"] for visit in stored(engine) if visit["reference"][0] in "SU"} == {5 / 40}


def test_a_phone_of_the_house_is_asked_by_every_list(counter: Counter) -> None:
    of_the_house(counter)
    for _ in range(3):
        drawn(counter)
        assert send_due(counter.gateway) == 1
        counter.clock.at_ms += 4 * 24 * 60 * MINUTE
        run_once(counter.gateway)
