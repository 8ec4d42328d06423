"""What is acknowledged while the database is away: durable, sealed, in order, and in the database in the end."""

from __future__ import annotations

import dataclasses
import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import structlog
from counter import Counter
from spooling import NUMBER, OTHER, away, callback, drained, heard, post_text

from gateway.hooks import drain
from gateway.hooks.spool import Broken, Spool
from storage import alerts
from storage.tables import call_ends, contacts, inbox, outbox, receipts, sessions
from storage.unit import Unit, connect, reading


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


def test_what_was_set_aside_for_want_of_its_key_is_taken_up_by_a_process_that_has_it(on_sqlite: Counter) -> None:
    secrets = on_sqlite.secrets
    rotated = dataclasses.replace(secrets, number_keys={"k9": os.urandom(32), **secrets.number_keys}, current_key="k9")
    Spool(on_sqlite.gateway.settings, rotated).put(callback(), NUMBER)
    assert drained(on_sqlite) == 0
    assert (on_sqlite.gateway.spool.waiting().aside, len(on_sqlite.rows(inbox))) == (1, 0)
    newer = dataclasses.replace(on_sqlite.gateway, secrets=rotated)
    drain.begin(newer)
    assert [row["provider_id"] for row in on_sqlite.rows(inbox)] == ["m0"]
    assert newer.spool.waiting().aside == 0
    with reading(on_sqlite.gateway.engine) as c:
        assert alerts.raised(Unit(c)) == []


def test_a_process_that_starts_after_the_clock_was_set_back_does_not_overtake_what_waits(on_sqlite: Counter) -> None:
    settings, secrets = on_sqlite.gateway.settings, on_sqlite.secrets
    Spool(settings, secrets).put(callback(0), NUMBER)
    later = Spool(settings, secrets)
    later.put(dataclasses.replace(callback(1), at_ms=callback().at_ms - 3_600_000), NUMBER)
    assert [later.open(each).fields["id"] for each in later.entries()] == ["m0", "m1"]


def test_a_machine_that_is_short_of_something_sets_nothing_aside(
    on_sqlite: Counter, kept: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_many_open_files(path: Path) -> bytes:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as short:
        short.setattr(Path, "read_bytes", too_many_open_files)
        assert drain.drain(on_sqlite.gateway) == 0
    assert (len(kept.entries()), kept.waiting().aside) == (1, 0)
    assert drained(on_sqlite) == 1


def test_what_was_begun_and_never_finished_is_no_entry_and_is_swept_away(kept: Spool) -> None:
    torn = kept.folder / "000001795000000-00000001-00000001-000000000000.new"
    torn.write_bytes(b"half")
    assert len(kept.entries()) == 1
    assert kept.sweep() == 0
    os.utime(torn, (0, 0))
    assert kept.sweep() == 1
    assert len(kept.entries()) == 1
