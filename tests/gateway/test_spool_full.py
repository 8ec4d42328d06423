"""A spool that is full, broken or not writable, a disk without room, and whoever is killed while they keep or drain."""

from __future__ import annotations

import dataclasses
import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from counter import Counter
from spooling import NUMBER, OTHER, away, callback, drained, heard, post_text
from sqlalchemy import event, text

from gateway import logs
from gateway.hooks import drain, spool
from gateway.hooks.spool import Spool, SpoolFailed
from gateway.refusal import Refusal
from gateway.settings import Settings
from storage.tables import inbox, outbox
from storage.unit import connect, unit


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    """A gateway that waits for no lock: these tests hold one."""
    engine = connect(sqlite_url, wait_s=0.05)
    yield Counter(engine, tmp_path / "var")
    engine.dispose()


# --- full, broken, not writable ----------------------------------------------------------------------------------------------


def test_a_full_spool_takes_no_more_and_the_aggregator_is_asked_to_come_again(on_sqlite: Counter) -> None:
    small = on_sqlite.gateway.settings.model_copy(update={"spool": on_sqlite.gateway.settings.spool.model_copy()})
    object.__setattr__(small.spool, "most_mb", 0.0205)  # five files of 4 KB
    on_sqlite.gateway = dataclasses.replace(on_sqlite.gateway, settings=small)
    on_sqlite.restart()
    with away(on_sqlite.gateway.engine):
        told = [post_text(on_sqlite, "CLINIC", f"m{n}", f"+2665800000{n}") for n in range(7)]
        assert on_sqlite.post("delivery", "phoneNumber=%2B26658000001&id=x&status=Success").status_code == 503
        assert on_sqlite.post("opt-out", "phoneNumber=%2B26658000001").status_code == 503
        assert on_sqlite.post("ussd-ended", "sessionId=s1&status=Success").status_code == 200
    assert told == [200] * 5 + [503] * 2
    assert drained(on_sqlite) == 5
    assert {row["provider_id"] for row in on_sqlite.rows(inbox)} == {f"m{n}" for n in range(5)}


def test_a_text_that_comes_again_while_nothing_can_keep_it_is_no_flood(on_sqlite: Counter, tmp_path: Path) -> None:
    settings = unwritable(on_sqlite.gateway.settings, tmp_path)
    guards = settings.guards.model_copy(update={"texts_an_hour": 5, "texts_a_minute": 2})
    on_sqlite.gateway = dataclasses.replace(on_sqlite.gateway, settings=settings.model_copy(update={"guards": guards}))
    on_sqlite.restart()
    with away(on_sqlite.gateway.engine):
        assert {post_text(on_sqlite, "CLINIC", "m1") for _ in range(10)} == {503}
    assert post_text(on_sqlite, "CLINIC", "m1") == 200
    assert heard(on_sqlite) == [("m1", "heard", on_sqlite.clock())]


def test_room_that_becomes_free_is_used_again(on_sqlite: Counter) -> None:
    small = on_sqlite.gateway.settings.model_copy(update={"spool": on_sqlite.gateway.settings.spool.model_copy()})
    object.__setattr__(small.spool, "most_mb", 0.0205)
    on_sqlite.gateway = dataclasses.replace(on_sqlite.gateway, settings=small)
    on_sqlite.restart()
    with away(on_sqlite.gateway.engine):
        assert [post_text(on_sqlite, "CLINIC", f"m{n}", f"+2665800000{n}") for n in range(6)] == [200] * 5 + [503]
    assert drained(on_sqlite) == 5
    with away(on_sqlite.gateway.engine):
        on_sqlite.gateway.spool._measured_s = 0  # another second
        assert post_text(on_sqlite, "CLINIC", "m5", "+26658000005") == 200
    assert drained(on_sqlite) == 1


def test_a_disk_that_is_full_while_draining_leaves_everything_waiting(
    on_sqlite: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with away(on_sqlite.gateway.engine):
        for n in range(4):
            post_text(on_sqlite, "CLINIC", f"m{n}", f"+2665800000{n}")
    with unit(on_sqlite.gateway.engine) as u:
        pages = u.connection.execute(text("PRAGMA page_count")).scalar()
        u.commit()
    limit = f"PRAGMA max_page_count = {pages}"

    def full(connection: Any, *_: object) -> None:
        connection.execute(limit)

    event.listen(on_sqlite.gateway.engine, "checkout", full)
    on_sqlite.gateway.engine.dispose()
    done = drain.drain(on_sqlite.gateway)
    left = len(on_sqlite.gateway.spool.entries())
    event.remove(on_sqlite.gateway.engine, "checkout", full)
    on_sqlite.gateway.engine.dispose()
    assert (done, on_sqlite.gateway.spool.waiting().aside) == (4 - left, 0)
    drained(on_sqlite)
    assert len(on_sqlite.rows(inbox)) == len(on_sqlite.rows(outbox)) == 4


FULL = """\
import resource
from gateway.hooks.callback import Callback
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.hooks.spool import Spool, SpoolFailed
settings = load_settings()
spool = Spool(settings, load_secrets(settings))
resource.setrlimit(resource.RLIMIT_FSIZE, (40, 40))
try:
    spool.put(Callback("main", "sms", {"id": "m1", "from": "+26658000001", "to": "40145", "text": "CLINIC"}, "", 1), "x")
except SpoolFailed as failed:
    print(failed)
"""


def test_a_disk_that_becomes_full_leaves_nothing_half(on_sqlite: Counter) -> None:
    done = run(on_sqlite, FULL, "")
    assert (done.returncode, done.stdout) == (0, "File too large\n"), done.stderr
    folder = on_sqlite.gateway.spool.folder
    assert [path.name for path in folder.iterdir() if path.suffix in (".new", ".sealed")] == []


def test_what_can_be_kept_nowhere_is_not_acknowledged(on_sqlite: Counter, tmp_path: Path) -> None:
    settings = unwritable(on_sqlite.gateway.settings, tmp_path)
    on_sqlite.gateway = dataclasses.replace(on_sqlite.gateway, settings=settings)
    on_sqlite.restart()
    with away(on_sqlite.gateway.engine):
        assert post_text(on_sqlite, "CLINIC", "m1") == 503
    assert post_text(on_sqlite, "CLINIC", "m1") == 200
    assert [row["provider_id"] for row in on_sqlite.rows(inbox)] == ["m1"]


def test_a_log_that_cannot_be_written_costs_no_request_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stderr", Full())
    stream = logs._StandardError()
    assert stream.write("a line\n") == 0
    stream.flush()


def unwritable(settings: Settings, tmp_path: Path) -> Settings:
    """A spool where nobody can make one, whoever runs this: a file stands in its way."""
    (tmp_path / "file").write_text("")
    return settings.model_copy(update={"var": tmp_path / "file"})


def test_a_spool_that_cannot_be_written_stops_the_start(on_sqlite: Counter, tmp_path: Path) -> None:
    spool.check(on_sqlite.gateway.settings)
    with pytest.raises(Refusal, match="cannot be written"):
        spool.check(unwritable(on_sqlite.gateway.settings, tmp_path))


def test_a_spool_without_a_disk_is_told_as_failed(on_sqlite: Counter, tmp_path: Path) -> None:
    with pytest.raises(SpoolFailed):
        Spool(unwritable(on_sqlite.gateway.settings, tmp_path), on_sqlite.secrets).put(callback(), NUMBER)


# --- killed ------------------------------------------------------------------------------------------------------------------

PUTS = """\
import sys
from gateway.hooks.callback import Callback
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.hooks.spool import Spool
settings = load_settings()
spool = Spool(settings, load_secrets(settings))
for n in range(3):
    spool.put(Callback("main", "sms", {"id": f"m{n}", "from": "+26658000001", "to": "40145", "text": "CLINIC"}, "", n + 1), "x")
    print("acknowledged", n, flush=True)
"""
DRAINS = """\
from gateway.hooks import drain
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.wiring import wire
settings = load_settings()
drain.drain(wire(settings, load_secrets(settings)))
"""


def run(counter: Counter, program: str, crash_at: str) -> subprocess.CompletedProcess[str]:
    environ = os.environ | {
        "GATEWAY_VAR": str(counter.gateway.settings.var),
        "DATABASE_URL": counter.gateway.settings.database_url,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "GATEWAY_CRASH_AT": crash_at,
    }
    return subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("point", "entries"), [("s", 0), ("t", 1), ("", 3)])
def test_what_was_acknowledged_before_a_kill_waits_and_what_was_half_written_does_not(
    on_sqlite: Counter, point: str, entries: int
) -> None:
    done = run(on_sqlite, PUTS, point)
    assert done.returncode == (-signal.SIGKILL if point else 0), done.stderr
    found = on_sqlite.gateway.spool.entries()
    assert len(found) == entries >= done.stdout.count("acknowledged")
    assert [on_sqlite.gateway.spool.open(each).fields["id"] for each in found] == [f"m{n}" for n in range(entries)]


@pytest.mark.parametrize("point", ["a", "b", "c", "d", "e", "u"])
def test_whoever_is_killed_while_draining_leaves_each_text_to_be_heard_once(on_sqlite: Counter, point: str) -> None:
    with away(on_sqlite.gateway.engine):
        post_text(on_sqlite, "CLINIC", "m1")
        post_text(on_sqlite, "CLINIC", "o1", OTHER)
    assert run(on_sqlite, DRAINS, point).returncode == -signal.SIGKILL
    drained(on_sqlite)
    assert sorted(row[:2] for row in heard(on_sqlite)) == [("m1", "heard"), ("o1", "heard")]
    assert len(on_sqlite.rows(outbox)) == 2
