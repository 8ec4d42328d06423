"""Real threads that want the same thing at the same moment: one gets it, the others are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from kept import MORNING_MS, NUMBER, VAULT, begin, dialled, published, turn
from sqlalchemy import Engine

from storage import contacts, inbox, sessions
from storage.unit import Overtaken, reading, unit


def at_once(n: int, work: Callable[[int], object]) -> Counter[object]:
    """What ``n`` threads got that started together, ``Overtaken`` as a word."""
    start = Barrier(n)

    def one(i: int) -> object:
        start.wait(10)
        try:
            return work(i)
        except Overtaken:
            return "overtaken"

    with ThreadPoolExecutor(n) as pool:
        return Counter(pool.map(one, range(n)))


def test_of_eight_threads_one_takes_the_turn(engine: Engine) -> None:
    begun = dialled(engine)

    def take(i: int) -> str:
        with reading(engine) as c:
            sessions.append_turn(c, begun.session_id, 2, at_ms=i, heard=str(i), said=str(i), state=str(i), reply="CON")
        return "taken"

    assert at_once(8, take) == {"taken": 1, "overtaken": 7}


def test_fifty_starts_of_one_person_open_one_session(engine: Engine) -> None:
    with unit(engine) as u:
        contact_id, version_id = contacts.contact_of(u, VAULT, NUMBER, 1).id, published(u)
        u.commit()

    def start(i: int) -> str:
        with unit(engine) as u:
            session_id = begin(u, contact_id, version_id)
            turn(u, session_id, 1)
            u.commit()
        return "begun"

    assert at_once(50, start) == {"begun": 1, "overtaken": 49}
    with unit(engine) as u:
        assert len(sessions.opens_of(u, contact_id)) == 1


def test_a_number_heard_by_many_at_once_is_one_contact(engine: Engine) -> None:
    def hear(i: int) -> int:
        with unit(engine) as u:
            contact = contacts.contact_of(u, VAULT, NUMBER, i)
            u.commit()
        return contact.id

    assert list(at_once(12, hear).values()) == [12]


def test_a_text_posted_by_many_at_once_is_stored_once(engine: Engine) -> None:
    def post(i: int) -> bool:
        with unit(engine) as u:
            stored = inbox.receive(
                u, channel="main", provider_id="msg-1", contact_id=None, code="40404", text="1", state="heard", at_ms=MORNING_MS
            )
            u.commit()
        return stored is not None

    assert at_once(12, post) == {True: 1, False: 11}
