"""Hops that share a commit: everybody's row is durable before anybody is told, and one hop's trouble is its own."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from threading import Event
from typing import Any

import pytest
from kept import NUMBER, VAULT, begin, dialled, published, turn
from sqlalchemy import Engine, event, text

from storage import contacts, convoy, sessions
from storage.hops import Hops
from storage.lane import Lanes
from storage.unit import Overtaken, Rejected, Unavailable, connect, reading, unit

ROW = {"at_ms": 1, "heard": "1", "said": "1", "state": "{}", "reply": "CON"}
THREADS = 8


def stored(engine: Engine, session_id: int) -> list[int]:
    """The numbers of a session's turns, as another connection sees them."""
    with reading(engine) as c:
        rows = c.execute(text("SELECT n FROM turns WHERE session_id = :s ORDER BY n"), {"s": session_id})
        return [n for (n,) in rows]


def press(hops: Hops, session_id: int, n: int) -> None:
    """A plain hop: one row."""
    with hops.hop() as hop:
        hop.begin()
        sessions.append_turn(hop.connection, session_id, n, **ROW)  # type: ignore[arg-type]
        hop.commit()


@pytest.fixture(autouse=True)
def slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slowly they come, hops join the open transaction."""
    monkeypatch.setattr(convoy, "LONGEST_S", 60.0)


@pytest.fixture
def hops(engine: Engine) -> Hops:
    return Hops(engine)


@pytest.fixture
def calls(engine: Engine) -> list[int]:
    """The sessions of eight people who see their first screen."""
    return [dialled(engine, f"+2665812345{i}", f"ATUid_{i}").session_id for i in range(THREADS)]


@pytest.fixture
def crowd() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(THREADS) as threads:
        yield threads


@contextmanager
def commits(engine: Engine) -> Iterator[list[str]]:
    """The commits on SQLite connections that are opened in this block."""
    seen: list[str] = []

    def listen(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.set_trace_callback(lambda told: seen.append(told) if told == "COMMIT" else None)

    event.listen(engine, "connect", listen)
    yield seen
    event.remove(engine, "connect", listen)


def together(hops: Hops, crowd: ThreadPoolExecutor, works: list[Callable[[], None]]) -> list[Future[None]]:
    """All works at once, behind one hop that has the turn until all of them wait for theirs."""
    with suppress(Unavailable), hops.hop() as first:
        first.begin()
        futures = [crowd.submit(work) for work in works]
        if hops._convoy is not None:
            while len(hops._convoy._waiting) < len(works):
                Event().wait(0.001)
    return futures


def test_each_hop_is_durable_before_it_is_told(engine: Engine, hops: Hops, calls: list[int], crowd: ThreadPoolExecutor) -> None:
    def person(session_id: int) -> None:
        for n in range(2, 12):
            press(hops, session_id, n)
            assert stored(engine, session_id)[-1] == n

    list(crowd.map(person, calls))
    assert all(stored(engine, s) == list(range(1, 12)) for s in calls)


def test_hops_that_come_together_share_one_commit(sqlite_url: str, crowd: ThreadPoolExecutor) -> None:
    engine = connect(sqlite_url)
    with commits(engine) as seen:
        hops = Hops(engine)
        sessions_of = [dialled(engine, f"+2665812345{i}", f"ATUid_{i}").session_id for i in range(THREADS)]
        press(hops, sessions_of[0], 2)
        seen.clear()
        for future in together(hops, crowd, [lambda s=s: press(hops, s, 3) for s in sessions_of]):  # type: ignore[misc]
            future.result(5)
        assert len(seen) == 1
    engine.dispose()


def test_a_row_that_is_there_already_fails_alone(
    engine: Engine, hops: Hops, calls: list[int], crowd: ThreadPoolExecutor
) -> None:
    press(hops, calls[0], 2)
    futures = together(hops, crowd, [lambda s=s: press(hops, s, 2) for s in calls])  # type: ignore[misc]
    faults = [future.exception(5) for future in futures]
    assert isinstance(faults[0], Overtaken)
    assert faults[1:] == [None] * (THREADS - 1)
    assert all(stored(engine, s) == [1, 2] for s in calls)


def test_of_two_that_take_the_same_turn_one_is_overtaken(
    engine: Engine, hops: Hops, calls: list[int], crowd: ThreadPoolExecutor
) -> None:
    futures = together(hops, crowd, [lambda: press(hops, calls[0], 2)] * 2)
    faults = [future.exception(5) for future in futures]
    assert sorted(type(fault).__name__ for fault in faults) == ["NoneType", "Overtaken"]
    assert stored(engine, calls[0]) == [1, 2]


def test_a_unit_that_fails_takes_back_only_its_own_rows(
    engine: Engine, hops: Hops, calls: list[int], crowd: ThreadPoolExecutor
) -> None:
    def half(session_id: int) -> None:
        with hops.hop() as hop, hop.unit() as u:
            turn(u, session_id, 2)
            turn(u, session_id, 2)
            u.commit()

    def without_commit(session_id: int) -> None:
        with hops.hop() as hop, hop.unit() as u:
            turn(u, session_id, 2)

    def for_nobody(_session_id: int) -> None:
        press(hops, 404, 1)

    def whole(session_id: int) -> None:
        with hops.hop() as hop, hop.unit() as u:
            turn(u, session_id, 2)
            turn(u, session_id, 3)
            u.commit()

    works = [half, without_commit, for_nobody, whole] * 2
    futures = together(hops, crowd, [lambda w=w, s=s: w(s) for w, s in zip(works, calls, strict=True)])  # type: ignore[misc]
    faults = [type(future.exception(5)) for future in futures]
    assert faults == [Overtaken, type(None), Rejected, type(None)] * 2
    assert [stored(engine, s) for s in calls] == [[1], [1], [1], [1, 2, 3]] * 2


def test_the_same_person_dialling_twice_at_once_has_one_conversation(
    engine: Engine, hops: Hops, crowd: ThreadPoolExecutor
) -> None:
    with unit(engine) as u:
        version_id = published(u)
        contact_id = contacts.contact_of(u, VAULT, NUMBER, 1).id
        u.commit()

    def dial() -> None:
        with hops.hop() as hop, hop.unit() as u:
            turn(u, begin(u, contact_id, version_id), 1)
            u.commit()

    faults = [type(future.exception(5)).__name__ for future in together(hops, crowd, [dial] * 3)]
    assert sorted(faults) == ["NoneType", "Overtaken", "Overtaken"]


def test_who_has_seen_what_is_not_committed_waits_for_it(sqlite_url: str, crowd: ThreadPoolExecutor) -> None:
    engine = connect(sqlite_url)
    hops = Hops(engine)
    session_id = dialled(engine).session_id

    stay = Event()

    def look() -> None:
        with hops.hop() as hop:
            assert [n for _, n in hop.connection.exec_driver_sql("SELECT session_id, n FROM turns")] == [1, 2]
        assert stored(engine, session_id) == [1, 2]

    def look_long() -> None:
        with hops.hop():
            stay.wait(5)

    def stop_soon() -> None:
        stay.wait(0.05)
        stay.set()

    with ExitStack() as last:
        last.callback(stay.set)
        with hops.hop() as hop:
            hop.begin()
            sessions.append_turn(hop.connection, session_id, 2, **ROW)  # type: ignore[arg-type]
            looking = crowd.submit(look)
            while not hops._convoy._waiting:  # type: ignore[union-attr]
                Event().wait(0.001)
            crowd.submit(look_long)
            while len(hops._convoy._waiting) < 2:  # type: ignore[union-attr]
                Event().wait(0.001)
            crowd.submit(stop_soon)
            hop.commit()
    looking.result(5)
    engine.dispose()


def test_a_commit_that_fails_fails_for_all_and_the_next_hop_is_well(sqlite_url: str, crowd: ThreadPoolExecutor) -> None:
    engine = connect(sqlite_url)
    calls = [dialled(engine, f"+2665812345{i}", f"ATUid_{i}").session_id for i in range(THREADS)]
    hops = Hops(engine)
    with hops.hop() as hop:
        driver: Any = hop.connection.connection.driver_connection
    driver.set_authorizer(lambda action, what, *_: sqlite3.SQLITE_DENY if what == "COMMIT" else sqlite3.SQLITE_OK)
    futures = together(hops, crowd, [lambda s=s: press(hops, s, 2) for s in calls])  # type: ignore[misc]
    assert [type(future.exception(5)) for future in futures] == [Unavailable] * THREADS
    assert all(stored(engine, s) == [1] for s in calls)
    press(hops, calls[0], 2)
    assert stored(engine, calls[0]) == [1, 2]
    engine.dispose()


def test_a_full_disk_fails_for_all_who_share_the_transaction(sqlite_url: str, crowd: ThreadPoolExecutor) -> None:
    engine = connect(sqlite_url)
    first, second = (dialled(engine, f"+2665812345{i}", f"ATUid_{i}").session_id for i in range(2))
    hops = Hops(engine)
    with hops.hop() as hop:
        hop.connection.exec_driver_sql("PRAGMA max_page_count = 1").close()  # as many as there are

    def too_much() -> None:
        with hops.hop() as hop:
            hop.begin()
            sessions.append_turn(hop.connection, second, 2, **ROW | {"reply": "x" * 1_000_000})  # type: ignore[arg-type]

    def before_it() -> Future[None]:
        with hops.hop() as hop:
            hop.begin()
            sessions.append_turn(hop.connection, first, 2, **ROW)  # type: ignore[arg-type]
            late = crowd.submit(too_much)
            while not hops._convoy._waiting:  # type: ignore[union-attr]
                Event().wait(0.001)
        return late

    with pytest.raises(Unavailable):
        before_it()
    assert (stored(engine, first), stored(engine, second)) == ([1], [1])
    press(hops, first, 2)
    engine.dispose()


def test_nothing_of_a_killed_process_is_half_stored(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    session_id = dialled(engine).session_id
    engine.dispose()
    child = os.fork()
    if child == 0:
        with Hops(engine).hop() as hop, hop.unit() as u:
            turn(u, session_id, 2)
            os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    assert stored(engine, session_id) == [1]
    press(Hops(engine), session_id, 2)
    assert stored(engine, session_id) == [1, 2]
    engine.dispose()


def test_a_hop_whose_company_is_stuck_is_told_in_time(sqlite_url: str, crowd: ThreadPoolExecutor) -> None:
    engine = connect(sqlite_url)
    session_id = dialled(engine).session_id
    way = convoy.Convoy(engine, Lanes(engine), wait_s=0.05)
    stuck, go_on = Event(), Event()

    def stays() -> None:
        with way.hop():
            stuck.set()
            go_on.wait(5)

    staying = crowd.submit(stays)
    stuck.wait(5)
    with pytest.raises(Unavailable), way.hop():
        pass
    go_on.set()
    staying.result(5)
    with way.hop() as hop:
        hop.begin()
        sessions.append_turn(hop.connection, session_id, 2, **ROW)  # type: ignore[arg-type]
    assert stored(engine, session_id) == [1, 2]
    engine.dispose()


def test_a_locked_file_is_told_in_time_and_the_next_hop_is_well(sqlite_url: str) -> None:
    engine = connect(sqlite_url, wait_s=0.05)
    session_id = dialled(engine).session_id
    hops = Hops(engine)
    other = sqlite3.connect(str(engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        press(hops, session_id, 2)
    other.rollback()
    other.close()
    press(hops, session_id, 2)
    assert stored(engine, session_id) == [1, 2]
    engine.dispose()


def test_nobody_waits_for_an_endless_row_of_others(
    sqlite_url: str, crowd: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convoy, "LONGEST_S", 0.0)
    engine = connect(sqlite_url)
    with commits(engine) as seen:
        hops = Hops(engine)
        calls = [dialled(engine, f"+2665812345{i}", f"ATUid_{i}").session_id for i in range(THREADS)]
        press(hops, calls[0], 2)
        seen.clear()
        for future in together(hops, crowd, [lambda s=s: press(hops, s, 3) for s in calls]):  # type: ignore[misc]
            future.result(5)
        assert len(seen) == 1 + THREADS
    engine.dispose()
