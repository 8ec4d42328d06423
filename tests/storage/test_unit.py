"""A transaction: all or nothing, and every failure told apart by what to do next."""

from __future__ import annotations

import os
import time
import traceback
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from kept import NUMBER, VAULT, dialled
from sqlalchemy import Engine, insert, select, text

from storage import contacts, sessions
from storage.tables import contacts as contacts_table
from storage.tables import outbox, versions
from storage.unit import Overtaken, Rejected, Unavailable, connect, reading, unit

VERSION = {
    "survey": "clinic", "number": 1, "ministry": "health", "text": "a private word", "sha256": "0", "published_at_ms": 1,
    "published_by": "test",
}  # fmt: skip


def count(engine: Engine) -> int:
    with reading(engine) as c:
        return len(c.execute(select(contacts_table.c.id)).all())


def test_what_is_committed_stays(engine: Engine) -> None:
    with unit(engine) as u:
        contacts.contact_of(u, VAULT, NUMBER, 1)
        u.commit()
    assert count(engine) == 1


def test_what_is_not_committed_never_was(engine: Engine) -> None:
    with unit(engine) as u:
        contacts.contact_of(u, VAULT, NUMBER, 1)
    assert count(engine) == 0


def fail_after_the_first_contact(engine: Engine) -> None:
    with unit(engine) as u:
        contacts.contact_of(u, VAULT, NUMBER, 1)
        raise ZeroDivisionError


def test_an_exception_undoes_everything_before_it(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_the_first_contact(engine)
    assert count(engine) == 0


def test_a_turn_that_comes_first_in_a_unit_is_undone_with_it(engine: Engine) -> None:
    """It goes through the driver's own connection, which must stand in the same transaction."""
    begun = dialled(engine)
    with unit(engine) as u:
        sessions.append_turn(u.connection, begun.session_id, 2, at_ms=2, heard="1", said="1", state="s", reply="CON")
    with reading(engine) as c:
        assert sessions.standing(c, begun.session_id).n == 1  # type: ignore[union-attr]


def test_outside_of_a_unit_a_statement_is_durable_at_once(engine: Engine) -> None:
    begun = dialled(engine)
    with reading(engine) as c:
        sessions.append_turn(c, begun.session_id, 2, at_ms=2, heard="1", said="1", state="s", reply="CON")
        with reading(engine) as other:
            assert sessions.standing(other, begun.session_id).n == 2  # type: ignore[union-attr]


def test_a_repeated_key_is_overtaken_and_names_the_table_but_no_value(engine: Engine) -> None:
    with unit(engine) as u:
        u.connection.execute(insert(versions).values(VERSION))
        with pytest.raises(Overtaken) as caught:
            u.connection.execute(insert(versions).values(VERSION))
    told = "".join(traceback.format_exception(caught.value))
    assert "versions" in str(caught.value)
    assert "private" not in told


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"text": "a private word", "state": "no such state", "contact_id": 1}, id="check"),
        pytest.param({"text": None, "code": "a private word", "state": "due", "contact_id": 1}, id="not null"),
        pytest.param({"text": "a private word", "state": "due", "contact_id": 99}, id="foreign key"),
    ],
)
def test_what_the_tables_forbid_is_rejected_without_a_value_in_the_traceback(engine: Engine, values: dict[str, object]) -> None:
    dialled(engine)
    row = {"channel": "main", "code": "40404", "due_at_ms": 1, "created_at_ms": 1} | values
    with pytest.raises(Rejected) as caught, unit(engine) as u:
        u.connection.execute(insert(outbox).values(row))
    assert "private" not in "".join(traceback.format_exception(caught.value))


def test_a_value_of_the_wrong_type_is_rejected_without_the_value(postgres_url: str) -> None:
    engine = connect(postgres_url)
    with pytest.raises(Rejected) as caught, reading(engine) as c:
        c.execute(text("SELECT cast(:word AS integer)"), {"word": VERSION["text"]})
    assert "private" not in "".join(traceback.format_exception(caught.value))
    engine.dispose()


def test_a_locked_sqlite_is_unavailable_after_its_wait(sqlite_url: str) -> None:
    first, second = connect(sqlite_url), connect(sqlite_url, wait_s=0.1)
    with unit(first):
        began = time.monotonic()
        with pytest.raises(Unavailable, match="locked"), unit(second):
            pass
        assert 0.1 <= time.monotonic() - began < 1
    with unit(second):
        pass
    first.dispose()
    second.dispose()


def test_readers_of_sqlite_do_not_wait_for_a_writer(sqlite_url: str) -> None:
    engine = connect(sqlite_url, wait_s=0.1)
    with unit(engine) as u:
        contacts.contact_of(u, VAULT, NUMBER, 1)
        assert count(engine) == 0
    engine.dispose()


def test_a_hop_on_a_locked_sqlite_is_unavailable(sqlite_url: str) -> None:
    first, second = connect(sqlite_url), connect(sqlite_url, wait_s=0.05)
    begun = dialled(first)
    with unit(first), reading(second) as c, pytest.raises(Unavailable):
        sessions.append_turn(c, begun.session_id, 2, at_ms=2, heard="1", said="1", state="s", reply="CON")
    first.dispose()
    second.dispose()


def test_a_missing_folder_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable), unit(connect(f"sqlite:///{tmp_path}/nowhere/gateway.db")):
        pass


def test_sqlite_is_set_up_to_survive_a_power_cut_and_to_keep_references(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    with reading(engine) as c:
        found = {name: c.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    engine.dispose()


def test_a_server_that_is_not_there_is_unavailable_at_once(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(Unavailable), unit(connect(f"postgresql://nobody:secret@/none?host={tmp_path}")):
        pass
    assert time.monotonic() - began < 2


def test_a_slow_statement_is_cut_off(postgres_url: str) -> None:
    engine = connect(postgres_url, statement_s=0.05)
    with pytest.raises(Unavailable, match="timeout"), reading(engine) as c:
        c.execute(text("SELECT pg_sleep(10)"))
    engine.dispose()


def test_a_row_locked_by_another_is_unavailable_after_the_wait(postgres_url: str) -> None:
    first, second = connect(postgres_url), connect(postgres_url, wait_s=0.05)
    begun = dialled(first)
    with unit(first) as u:
        sessions.postpone(u, begun.session_id, 1)
        with pytest.raises(Unavailable, match="lock timeout"), unit(second) as late:
            sessions.postpone(late, begun.session_id, 2)
    first.dispose()
    second.dispose()


def cut_all_others(url: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as c:
        c.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )


def test_after_the_server_cut_every_connection_the_next_unit_works(postgres_url: str) -> None:
    engine = connect(postgres_url)
    dialled(engine)
    with reading(engine), reading(engine), reading(engine):
        pass
    cut_all_others(postgres_url)
    assert count(engine) == 1
    with unit(engine) as u:
        contacts.contact_of(u, VAULT, "+26658999999", 1)
        u.commit()
    assert count(engine) == 2
    engine.dispose()


def test_a_connection_cut_within_a_unit_is_unavailable_and_the_next_one_works(postgres_url: str) -> None:
    engine = connect(postgres_url)
    begun = dialled(engine)
    with unit(engine) as u:
        cut_all_others(postgres_url)
        with pytest.raises(Unavailable):
            sessions.postpone(u, begun.session_id, 1)
    with reading(engine) as c:
        cut_all_others(postgres_url)
        with pytest.raises(Unavailable):
            sessions.find_call(c, "main", "ATUid_1", (0, 1))
    assert count(engine) == 1
    engine.dispose()


def test_when_all_connections_are_busy_the_next_caller_is_told(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.engine.CONNECTIONS", 1)
    monkeypatch.setattr("storage.engine.WAIT_S", 0.05)
    engine = connect(sqlite_url)
    with reading(engine), pytest.raises(Unavailable, match="busy"), reading(engine):
        pass
    engine.dispose()


def test_a_forked_process_opens_its_own_connection(postgres_url: str) -> None:
    """A connection shared with the parent would mix their answers up."""
    engine = connect(postgres_url)
    with reading(engine) as c:
        ours = c.execute(text("SELECT pg_backend_pid()")).scalar_one()
    child = os.fork()
    if child == 0:
        with suppress(BaseException), reading(engine) as c:
            os._exit(0 if c.execute(text("SELECT pg_backend_pid()")).scalar_one() != ours else 1)
        os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    with reading(engine) as c:
        assert c.execute(text("SELECT pg_backend_pid()")).scalar_one() == ours
    engine.dispose()
