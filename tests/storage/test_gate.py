"""Writers of one SQLite file wait for each other in a queue, never for ever and never for the dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest
from kept import dialled, turn
from sqlalchemy import Engine

from storage.gate import Gate
from storage.unit import Unavailable, connect, reading, unit


@contextmanager
def another_process_holds(file: Path) -> Iterator[subprocess.Popen[bytes]]:
    program = (
        "import sys; from pathlib import Path; from storage.gate import Gate\n"
        "with Gate(Path(sys.argv[1]), 5):\n    print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen([sys.executable, "-c", program, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"held\n"
    try:
        yield holder
    finally:
        holder.kill()
        holder.communicate()


def seconds(work: Callable[[], None]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def pass_through(gate: Gate) -> None:
    with gate:
        pass


def test_whoever_waits_longer_than_allowed_is_told(tmp_path: Path) -> None:
    gate = Gate(tmp_path / "gateway.db", 0.1)
    with another_process_holds(tmp_path / "gateway.db") as holder:
        holder.send_signal(signal.SIGSTOP)
        with pytest.raises(Unavailable, match="another process"):
            pass_through(gate)
        holder.kill()
        holder.wait()
        assert seconds(lambda: pass_through(gate)) < 0.1


def test_a_thread_waits_for_another_and_is_told_after_its_time(tmp_path: Path) -> None:
    gate = Gate(tmp_path / "gateway.db", 0.05)
    told: list[str] = []

    def wait() -> None:
        try:
            pass_through(gate)
        except Unavailable as fault:
            told.append(str(fault))

    with gate:
        waiting = Thread(target=wait)
        waiting.start()
        waiting.join()
    assert told == ["SQLite: the database is locked by another thread"]
    pass_through(gate)


def test_a_refused_waiter_leaves_the_gate_as_it_was(tmp_path: Path) -> None:
    gate = Gate(tmp_path / "gateway.db", 0.01)
    with another_process_holds(tmp_path / "gateway.db"), pytest.raises(Unavailable):
        pass_through(gate)
    with gate, gate:
        pass
    others = Thread(target=pass_through, args=(gate,))
    others.start()
    others.join()


def test_held_twice_it_is_free_only_when_left_twice(tmp_path: Path) -> None:
    gate = Gate(tmp_path / "gateway.db", 0.05)
    with gate:
        pass_through(gate)
        assert in_a_child(lambda: pass_through(Gate(tmp_path / "gateway.db", 0.05))) == "locked"
    assert in_a_child(lambda: pass_through(Gate(tmp_path / "gateway.db", 0.05))) == "passed"


def in_a_child(work: Callable[[], None]) -> str:
    """What a forked process says of its work."""
    child = os.fork()
    if child == 0:
        said = 2
        with suppress(BaseException):
            said = told(work)
        os._exit(said)
    return {0: "passed", 1: "locked"}[os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])]


def told(work: Callable[[], None]) -> int:
    try:
        work()
    except Unavailable:
        return 1
    return 0


def test_a_forked_child_is_not_the_holder(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/gateway.db", wait_s=0.05)
    with unit(engine):
        assert in_a_child(lambda: begin_a_unit(engine)) == "locked"
    engine.dispose()


def begin_a_unit(engine: Engine) -> None:
    with unit(engine):
        pass


def test_a_hop_waits_its_turn_behind_another_process_and_a_reader_does_not(sqlite_url: str, tmp_path: Path) -> None:
    engine = connect(sqlite_url, wait_s=0.05)
    begun = dialled(engine)
    with another_process_holds(tmp_path / "gateway.db"):
        with reading(engine) as c:
            assert c.exec_driver_sql("SELECT count(*) FROM turns").scalar() == 1
        with pytest.raises(Unavailable), unit(engine) as u:
            turn(u, begun.session_id, 2)
    engine.dispose()


def test_without_a_folder_to_queue_in_the_database_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="No such file"):
        pass_through(Gate(tmp_path / "nowhere" / "gateway.db", 1))
