"""What is acknowledged while the database is away: durable, sealed, in order, and in the database in the end."""

from __future__ import annotations

import dataclasses
import io
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
import structlog
from counter import Counter
from sqlalchemy import Engine, text

from gateway import logs
from gateway.hooks import drain, spool
from gateway.hooks.callback import Callback
from gateway.hooks.spool import Broken, Spool, SpoolFailed
from gateway.refusal import Refusal
from gateway.settings import Settings
from storage import alerts
from storage.tables import call_ends, contacts, inbox, outbox, receipts, sessions
from storage.unit import Unit, connect, reading, unit

NUMBER, OTHER = "+26658000001", "+26658000002"


@pytest.fixture
def counter(database_url: str, tmp_path: Path) -> Iterator[Counter]:
    """A gateway that waits for no lock: these tests hold one."""
    engine = connect(database_url, wait_s=0.05)
    yield Counter(engine, tmp_path / "var")
    engine.dispose()


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url, wait_s=0.05)
    yield Counter(engine, tmp_path / "var")
    engine.dispose()


@contextmanager
def away(engine: Engine) -> Iterator[None]:
    """The database as it is while somebody else holds it: SQLite's write lock, PostgreSQL's locks on every table."""
    with unit(engine) as u:
        if engine.dialect.name == "postgresql":
            u.connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            u.connection.execute(text("LOCK TABLE contacts, inbox, receipts, call_ends IN ACCESS EXCLUSIVE MODE"))
        yield


def post_text(counter: Counter, words: str, id: str, number: str = NUMBER) -> int:
    fields = {"text": words, "to": "40145", "id": id, "from": number, "date": counter.date()}
    return counter.post("sms", urlencode(fields)).status_code


def heard(counter: Counter) -> list[tuple[str, str, int]]:
    return [(row["provider_id"], row["state"], row["received_at_ms"]) for row in counter.rows(inbox)]


def drained(counter: Counter) -> int:
    done = drain.drain(counter.gateway)
    assert counter.gateway.spool.entries() == []
    return done


# --- the whole way -----------------------------------------------------------------------------------------------------------


@pytest.mark.timeout(60)
def test_every_kind_of_callback_waits_and_is_in_the_database_in_the_end(counter: Counter) -> None:
    with away(counter.gateway.engine):
        came_ms = counter.clock()
        assert post_text(counter, "CLINIC", "m1") == 200
        assert counter.post("delivery", "phoneNumber=%2B26658000001&id=ATXid_1&status=Success").status_code == 200
        assert counter.post("opt-out", "phoneNumber=%2B26658000002").status_code == 200
        assert counter.post("ussd-ended", "sessionId=s1&status=Success").status_code == 200
    assert not counter.rows(inbox)
    counter.clock.pass_(hours=1)
    assert drained(counter) == 4
    assert heard(counter) == [("m1", "heard", came_ms)]
    assert [row["begun_at_ms"] for row in counter.rows(sessions)] == [came_ms]
    assert [(row["provider_id"], row["received_at_ms"]) for row in counter.rows(receipts)] == [("ATXid_1", came_ms)]
    assert [row["received_at_ms"] for row in counter.rows(call_ends)] == [came_ms]
    assert came_ms in [row["opted_out_at_ms"] for row in counter.rows(contacts)]
    (reply,) = counter.rows(outbox)
    assert reply["created_at_ms"] == counter.clock()


@pytest.mark.timeout(60)
def test_what_comes_later_of_the_same_number_does_not_overtake_what_waits(counter: Counter) -> None:
    with away(counter.gateway.engine):
        post_text(counter, "CLINIC", "m1")
    counter.clock.pass_(seconds=20)
    assert post_text(counter, "1", "m2") == 200
    assert post_text(counter, "CLINIC", "o1", OTHER) == 200
    assert [row["provider_id"] for row in counter.rows(inbox)] == ["o1"]
    assert drained(counter) == 2
    assert [row[:2] for row in heard(counter)] == [("o1", "heard"), ("m1", "heard"), ("m2", "heard")]
    assert "Which clinic" in counter.rows(outbox)[-1]["text"]


def test_texts_that_waited_are_taken_up_in_the_order_in_which_they_came(on_sqlite: Counter) -> None:
    with away(on_sqlite.gateway.engine):
        for n, words in enumerate(("CLINIC", "1", "1301", "child")):
            on_sqlite.clock.pass_(seconds=20)
            post_text(on_sqlite, words, f"m{n}")
    drained(on_sqlite)
    assert [row["provider_id"] for row in on_sqlite.rows(inbox)] == ["m0", "m1", "m2", "m3"]
    assert {row["state"] for row in on_sqlite.rows(inbox)} == {"heard"}


def test_a_clock_that_is_set_back_does_not_turn_the_order_round(on_sqlite: Counter) -> None:
    with away(on_sqlite.gateway.engine):
        post_text(on_sqlite, "CLINIC", "m0")
        on_sqlite.clock.pass_(hours=-1)
        post_text(on_sqlite, "1", "m1")
    assert [on_sqlite.gateway.spool.open(each).fields["id"] for each in on_sqlite.gateway.spool.entries()] == ["m0", "m1"]


def test_the_same_callback_twice_on_disk_is_one_text(on_sqlite: Counter) -> None:
    with away(on_sqlite.gateway.engine):
        post_text(on_sqlite, "CLINIC", "m1")
        post_text(on_sqlite, "CLINIC", "m1")
    assert len(on_sqlite.gateway.spool.entries()) == 2
    drained(on_sqlite)
    assert len(on_sqlite.rows(inbox)) == len(on_sqlite.rows(outbox)) == 1


@pytest.mark.timeout(60)
def test_while_the_database_is_still_away_everything_goes_on_waiting(on_sqlite: Counter) -> None:
    with away(on_sqlite.gateway.engine):
        for n in range(6):
            post_text(on_sqlite, "CLINIC", f"m{n}", f"+2665800000{n}")
        assert drain.drain(on_sqlite.gateway) == 0
        assert len(on_sqlite.gateway.spool.entries()) == 6
    assert drained(on_sqlite) == 6


def test_two_that_drain_at_once_take_each_entry_once(counter: Counter) -> None:
    with away(counter.gateway.engine):
        for n in range(8):
            post_text(counter, "CLINIC", f"m{n}", f"+2665800000{n}")
    another = dataclasses.replace(counter.gateway)
    with ThreadPoolExecutor(2) as two:
        done = sum(two.map(drain.drain, (counter.gateway, another)))
    assert done == 8
    assert len(counter.rows(inbox)) == len(counter.rows(outbox)) == 8


# --- what is on the disk -----------------------------------------------------------------------------------------------------


def test_nothing_on_the_disk_can_be_read_and_only_we_may_look(on_sqlite: Counter) -> None:
    with away(on_sqlite.gateway.engine), structlog.testing.capture_logs() as lines:
        post_text(on_sqlite, "My name is Thabo", "m1")
    folder = on_sqlite.gateway.spool.folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (entry,) = folder.glob("*.sealed")
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600
    content = entry.read_bytes() + entry.name.encode() + str(lines).encode()
    assert not [secret for secret in (b"58000001", b"Thabo", b"40145") if secret in content]


def callback(n: int = 0) -> Callback:
    return Callback("main", "sms", {"id": f"m{n}", "from": NUMBER, "to": "40145", "text": "x" * 100}, "", 1_795_000_000_000)


@pytest.fixture
def kept(on_sqlite: Counter) -> Spool:
    on_sqlite.gateway.spool.put(callback(), NUMBER)
    return on_sqlite.gateway.spool


@pytest.mark.parametrize("damage", ["cut in the middle", "cut at the head", "one bit", "empty", "not ours"])
def test_an_entry_that_was_damaged_is_told_as_that(kept: Spool, damage: str) -> None:
    (entry,) = kept.entries()
    path = kept.folder / entry.name
    whole = path.read_bytes()
    turned = whole[:-1] + bytes((whole[-1] ^ 1,))
    damaged = {"cut in the middle": whole[:80], "cut at the head": whole[:4], "one bit": turned, "empty": b""}
    path.write_bytes(damaged.get(damage, b"x" * 200))
    with pytest.raises(Broken):
        kept.open(entry)


def test_a_damaged_entry_is_set_aside_and_told_and_holds_up_no_other(on_sqlite: Counter) -> None:
    on_sqlite.gateway.spool.put(callback(0), NUMBER)
    on_sqlite.gateway.spool.put(callback(1), NUMBER)
    first, _ = on_sqlite.gateway.spool.entries()
    path = on_sqlite.gateway.spool.folder / first.name
    path.write_bytes(path.read_bytes()[:-3])
    assert drained(on_sqlite) == 1
    assert [row["provider_id"] for row in on_sqlite.rows(inbox)] == ["m1"]
    assert on_sqlite.gateway.spool.waiting().aside == 1
    with reading(on_sqlite.gateway.engine) as c:
        assert [alert.kind for alert in alerts.raised(Unit(c))] == ["spool"]


def test_an_entry_opens_with_the_key_that_it_names_and_with_no_other(on_sqlite: Counter, kept: Spool) -> None:
    settings, secrets = on_sqlite.gateway.settings, on_sqlite.secrets
    (entry,) = kept.entries()
    (old_id,) = secrets.number_keys
    rotated = dataclasses.replace(secrets, number_keys={"k9": os.urandom(32), **secrets.number_keys}, current_key="k9")
    assert Spool(settings, rotated).open(entry).fields["id"] == "m0"
    assert (kept.sealed_under(old_id), kept.sealed_under("k9")) == (1, 0)
    for wrong in ({old_id: os.urandom(32)}, {"k9": secrets.number_keys[old_id]}):
        other = dataclasses.replace(secrets, number_keys=wrong, current_key=next(iter(wrong)))
        with pytest.raises(Broken):
            Spool(settings, other).open(entry)


def test_what_was_begun_and_never_finished_is_no_entry_and_is_swept_away(kept: Spool) -> None:
    torn = kept.folder / "000001795000000-00000001-00000001-000000000000.new"
    torn.write_bytes(b"half")
    assert len(kept.entries()) == 1
    assert kept.sweep() == 0
    os.utime(torn, (0, 0))
    assert kept.sweep() == 1
    assert len(kept.entries()) == 1


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
