"""Texts that must go out: who may send one, when, and what can become of it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from storage import claims, contacts, outbox, outlets
from storage.claims import Ready
from storage.contacts import Vault
from storage.outbox import Taken
from storage.unit import Unit, reading, unit

NOON = 1_795_435_200_000
VAULT = Vault({"k1": b"n" * 31 + b"1"}, "k1", b"i" * 32)


@pytest.fixture
def thabo(engine: Engine) -> int:
    return someone(engine, "+26658000001")


@pytest.fixture
def lineo(engine: Engine) -> int:
    return someone(engine, "+26658000002")


def someone(engine: Engine, number: str) -> int:
    with unit(engine) as u:
        contact = contacts.contact_of(u, VAULT, number, NOON)
        u.commit()
    return contact.id


def put(engine: Engine, contact_id: int, at_ms: int = NOON, channel: str = "main", text: str = "Lumela") -> int:
    with unit(engine) as u:
        outbox_id = outbox.put(
            u, channel=channel, contact_id=contact_id, session_id=None, code="40145", text=text, at_ms=at_ms, link_id="L1"
        )
        u.commit()
    return outbox_id


def claim(engine: Engine, outbox_id: int, at_ms: int = NOON) -> Ready | None:
    with unit(engine) as u:
        outlets.lock_all(u, "main")
        ready = claims.one(u, outbox_id, at_ms)
        taken = claims.take(u, [outbox_id], at_ms)
        u.commit()
    return ready if taken else None


def do(engine: Engine, change: Callable[..., object], *args: object, **kwargs: object) -> object:
    with unit(engine) as u:
        done = change(u, *args, **kwargs)
        u.commit()
    return done


def standing(engine: Engine, outbox_id: int) -> outbox.Standing:
    with reading(engine) as connection:
        found = outbox.standing(Unit(connection), outbox_id)
    assert found is not None
    return found


def due(engine: Engine, at_ms: int = NOON) -> list[int]:
    """What is ready, by any channel, as each group's next."""
    found = []
    for channel in ("main", "other"):
        with reading(engine) as connection:
            u = Unit(connection)
            for group in claims.groups(u, channel):
                found += [head.id for head in claims.heads(u, channel, group, 1, at_ms)]
    return found


def test_a_claimed_text_has_all_that_is_needed_to_send_it(engine: Engine, thabo: int) -> None:
    first = put(engine, thabo)
    assert claim(engine, first) == Ready(
        first, "main", thabo, None, "reply", "", "40145", "Lumela", "L1", parts=1, lot=None, attempts=0, created_at_ms=NOON
    )


def test_a_text_is_claimed_once(engine: Engine, thabo: int) -> None:
    first = put(engine, thabo)
    assert [claim(engine, first) is not None for _ in range(3)] == [True, False, False]
    assert due(engine) == []


def test_a_text_that_was_not_committed_is_not_there(engine: Engine, thabo: int) -> None:
    with unit(engine) as u:
        lost = outbox.put(u, channel="main", contact_id=thabo, session_id=None, code="40145", text="x", at_ms=NOON)
    assert claim(engine, lost) is None
    assert due(engine) == []


def test_of_many_who_want_a_text_at_once_one_gets_it(engine: Engine, thabo: int) -> None:
    first, start, winners = put(engine, thabo), threading.Barrier(6), []

    def race() -> None:
        start.wait()
        if claim(engine, first) is not None:
            winners.append(threading.get_ident())

    racers = [threading.Thread(target=race) for _ in range(6)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert len(winners) == 1
    assert standing(engine, first).attempts == 1


def test_a_text_is_not_sent_before_it_is_due(engine: Engine, thabo: int) -> None:
    later = put(engine, thabo, at_ms=NOON + 1)
    assert claim(engine, later) is None
    assert due(engine) == []
    assert due(engine, NOON + 1) == [later]


def test_what_a_person_gets_keeps_its_order(engine: Engine, thabo: int, lineo: int) -> None:
    first, second = put(engine, thabo), put(engine, thabo)
    put(engine, lineo)
    assert due(engine) == [first]
    assert claim(engine, second) is None, "the first one waits"
    assert claim(engine, first) is not None
    assert claim(engine, second) is None, "the first one is being sent"
    do(engine, outbox.retry, first, NOON + 10_000, "HTTP 500")
    assert claim(engine, second) is None, "the first one will be tried again"
    assert claim(engine, first, NOON + 10_000) is not None
    do(engine, outbox.in_doubt, [first], "timed out")
    with reading(engine) as connection:
        assert claims.next_of(Unit(connection), "main", [thabo], NOON) == [second]
    assert claim(engine, second) is not None, "nobody waits for what is in doubt"


def test_another_channel_has_an_order_of_its_own(engine: Engine, thabo: int) -> None:
    put(engine, thabo, channel="other", at_ms=NOON + 60_000)
    assert claim(engine, put(engine, thabo)) is not None


def test_a_text_queued_before_its_person_opted_out_is_not_sent(engine: Engine, thabo: int) -> None:
    before = put(engine, thabo)
    do(engine, contacts.opt, thabo, NOON + 1)
    assert claim(engine, before, NOON + 2) is None
    assert (standing(engine, before).state, standing(engine, before).reason) == ("failed", "opted out")
    assert standing(engine, before).attempts == 0


def test_what_nobody_asked_for_is_not_sent_though_it_was_queued_in_the_millisecond_of_stop(engine: Engine, thabo: int) -> None:
    with unit(engine) as u:
        asked = outbox.put(
            u, channel="main", contact_id=thabo, session_id=None, code="40145", text="May we ask?", at_ms=NOON,
            kind="invitation", ministry="health",
        )  # fmt: skip
        contacts.opt(u, thabo, NOON)
        u.commit()
    assert claim(engine, asked) is None
    assert standing(engine, asked).reason == "opted out"


def test_the_confirmation_of_stop_is_sent(engine: Engine, thabo: int) -> None:
    before = put(engine, thabo, at_ms=NOON - 1)
    do(engine, contacts.opt, thabo, NOON)
    confirmation = put(engine, thabo, at_ms=NOON)
    assert claim(engine, before) is None
    assert claim(engine, confirmation) is not None


def test_a_text_that_failed_before_may_be_claimed_again_when_it_is_due(engine: Engine, thabo: int) -> None:
    first = put(engine, thabo)
    claim(engine, first)
    do(engine, outbox.retry, first, NOON + 10_000, "HTTP 503")
    assert (standing(engine, first).state, standing(engine, first).reason) == ("due", "HTTP 503")
    again = claim(engine, first, NOON + 10_000)
    assert again is not None
    assert again.attempts == 1, "before this one"


def test_an_attempt_of_a_channel_that_rests_does_not_count(engine: Engine, thabo: int) -> None:
    first = put(engine, thabo)
    claim(engine, first)
    do(engine, outbox.unclaim, first, NOON, "InsufficientBalance")
    again = claim(engine, first)
    assert again is not None
    assert again.attempts == 0
    assert standing(engine, first).reason == "InsufficientBalance"


def test_only_what_is_claimed_can_be_given_back(engine: Engine, thabo: int) -> None:
    first = put(engine, thabo)
    do(engine, outbox.retry, first, NOON + 10_000, "late")
    assert do(engine, outbox.in_doubt, [first], "late") == []
    assert standing(engine, first).due_at_ms == NOON


@pytest.mark.parametrize("before", ["due", "sending", "in doubt", "sent", "delivered", "failed"])
@pytest.mark.parametrize("to", ["sent", "delivered", "failed"])
def test_a_text_moves_forward_only(engine: Engine, thabo: int, before: str, to: str) -> None:
    rank = {"due": 9, "sending": 0, "in doubt": 0, "sent": 1, "delivered": 2, "failed": 2}
    first = brought_to(engine, put(engine, thabo), before)
    moved = do(engine, outbox.settle, first, to, at_ms=NOON + 5)
    assert moved == (rank[before] < rank[to])
    assert standing(engine, first).state == (to if moved else before)


def brought_to(engine: Engine, outbox_id: int, state: str) -> int:
    if state != "due":
        claim(engine, outbox_id)
    if state == "in doubt":
        do(engine, outbox.in_doubt, [outbox_id], "timed out")
    if state in ("sent", "delivered", "failed"):
        do(engine, outbox.settle, outbox_id, state, at_ms=NOON)
    return outbox_id


def test_a_send_recorded_late_keeps_what_a_report_made_final(engine: Engine, thabo: int) -> None:
    first = brought_to(engine, put(engine, thabo), "delivered")
    do(engine, outbox.sent, [Taken(first, "ATXid_1", 101, "KES 0.8")], NOON + 9)
    assert (standing(engine, first).state, standing(engine, first).provider_id) == ("delivered", "ATXid_1")


def test_a_text_whose_sender_fell_silent_is_found(engine: Engine, thabo: int, lineo: int) -> None:
    old, new = put(engine, thabo), put(engine, lineo)
    claim(engine, old)
    claim(engine, new, NOON + 60_000)
    with reading(engine) as connection:
        assert outbox.stale_sending(Unit(connection), NOON + 60_000) == [old]


def test_a_stray_report_fits_the_oldest_doubt_unless_a_text_is_on_its_way(engine: Engine, thabo: int) -> None:
    first, second = put(engine, thabo), put(engine, thabo)
    brought_to(engine, first, "in doubt")
    brought_to(engine, second, "in doubt")

    def fits(until_ms: int = NOON + 1000) -> int | None:
        with reading(engine) as connection:
            found = outbox.unsettled_of(Unit(connection), "main", thabo, NOON - 1000, until_ms)
        return found.id if found else None

    assert fits() == first
    assert fits(until_ms=NOON - 1) is None, "a report cannot come before its text was claimed"
    claim(engine, put(engine, thabo))
    assert fits() is None


def test_what_cannot_be_sent_takes_nobodys_place(engine: Engine, thabo: int, lineo: int) -> None:
    """Of a channel that is gone, behind an older text, postponed: none of them is in the way of the next one."""
    put(engine, thabo, channel="gone")
    stuck, first = put(engine, thabo), put(engine, lineo)
    behind = put(engine, thabo)
    do(engine, outbox.postpone, stuck, NOON + 600_000, "number cannot be opened")
    assert due(engine) == [first]
    claim(engine, first)
    assert due(engine) == []
    assert standing(engine, stuck).reason == "number cannot be opened"
    assert due(engine, NOON + 600_000) == [stuck]
    assert standing(engine, behind).state == "due"
