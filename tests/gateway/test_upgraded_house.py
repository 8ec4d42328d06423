"""A house of the first release is upgraded in the middle of its day: nobody in it notices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from counter import CLINIC, Call, Counter
from outbound import Told
from servers.databases import PostgresDatabases
from sqlalchemy import Engine, MetaData, inspect, select, text

from gateway.conversing import filing
from gateway.sending.relay import drain
from storage import migrate, pauses
from storage.contacts import find_held
from storage.tables import outbox, responses
from storage.unit import Unit, connect, reading, unit

FIRST, STOPPED = "+26658000001", "+26658000002"


@contextmanager
def house_without_tables(engine: Engine, postgres: PostgresDatabases, tmp_path: Path) -> Iterator[Engine]:
    """Another database of the same kind."""
    if engine.dialect.name == "sqlite":
        empty = connect(f"sqlite:///{tmp_path / 'first.db'}")
        yield empty
        empty.dispose()
        return
    with postgres.fresh(empty=True) as url:
        empty = connect(url)
        yield empty
        empty.dispose()


def build_as_the_first_release_did(engine: Engine) -> MetaData:
    scripts = ScriptDirectory(str(Path(migrate.__file__).with_name("migrations")))
    with unit(engine) as u, EnvironmentContext(Config(), scripts, fn=lambda at, _: scripts._upgrade_revs("0001", at)) as steps:
        steps.configure(connection=u.connection, transactional_ddl=True, render_as_batch=True)
        steps.run_migrations()
        u.commit()
    first = MetaData()
    first.reflect(engine)
    return first


def carry_over(whole: Engine, first: MetaData, engine: Engine) -> None:
    """Everything that the first release kept, and nothing that it had no place for."""
    with reading(whole) as c, unit(engine) as u:
        for table in first.sorted_tables:
            if table.name == "alembic_version":
                continue
            rows = [dict(row) for row in c.execute(select(table)).mappings()]
            if rows:
                u.connection.execute(table.insert(), rows)
            if u.connection.dialect.name == "postgresql" and "id" in table.c:
                numbers = f"pg_get_serial_sequence('{table}', 'id')"
                u.connection.execute(text(f"SELECT setval({numbers}, (SELECT coalesce(max(id), 0) + 1 FROM {table}))"))
        u.commit()


@pytest.fixture
def upgraded(engine: Engine, postgres: PostgresDatabases, tmp_path: Path) -> Iterator[Counter]:
    """One person is in a call, one has written and waits for the reply, one has said STOP and waits to be filed."""
    before = Counter(engine, tmp_path / "var", surveys=(CLINIC,))
    Call(before, "ATUid_1", FIRST).go("1", "1301")
    assert before.text("CLINIC", "+26658000003", id="m1")
    assert before.text("CLINIC", STOPPED, id="m2")
    before.clock.pass_(seconds=20)
    assert before.text("STOP", STOPPED, id="m3")
    with house_without_tables(engine, postgres, tmp_path) as empty:
        carry_over(engine, build_as_the_first_release_did(empty), empty)
        with unit(empty) as u:
            u.connection.execute(text("UPDATE outbox SET reason = 'paused: InsufficientBalance' WHERE id = 1"))
            u.commit()
        migrate.upgrade(empty)
        after = Counter(empty, tmp_path / "var", surveys=())
        after.clock.at_ms = before.clock.at_ms
        yield after


def test_a_call_goes_on_with_the_next_question(upgraded: Counter) -> None:
    call = Call(upgraded, "ATUid_1", FIRST, heard="1*1301")
    assert "hours did you wait" in call.say("2")


def test_a_text_to_a_survey_that_waited_is_understood(upgraded: Counter) -> None:
    upgraded.clock.pass_(seconds=60)
    shown = upgraded.text("1", "+26658000003", id="n1")
    assert shown is not None
    assert shown.startswith("Which clinic or hospital did you visit?")


def test_what_was_due_goes_out_also_what_an_old_pause_held_back(upgraded: Counter) -> None:
    told = Told()
    drain(upgraded.gateway, {"main": told}, luck=lambda: 0.5, leave=lambda: False)
    assert [text.partition(":")[0] for text in told.texts] == [
        "Ministry of Health",
        "You will get no more texts from us. Text START to allow them again.",
    ]
    states = {row["id"]: (row["state"], row["reason"]) for row in upgraded.rows(outbox)}
    assert states == {1: ("sent", ""), 2: ("failed", "opted out"), 3: ("sent", "")}
    with reading(upgraded.gateway.engine) as c:
        assert pauses.holding(Unit(c), upgraded.clock()) == []


def test_who_said_stop_has_said_it_and_their_response_is_filed(upgraded: Counter) -> None:
    with unit(upgraded.gateway.engine) as u:
        person = find_held(u, upgraded.gateway.vault, STOPPED)
    assert person is not None
    assert person.opted_out
    (waiting,) = upgraded.rows(responses)
    assert filing.file_response(upgraded.gateway, waiting["session_id"])
    assert upgraded.rows(responses)[0]["filed_at_ms"] == upgraded.clock()


def test_upgraded_again_nothing_changes(upgraded: Counter) -> None:
    migrate.upgrade(upgraded.gateway.engine)
    assert migrate.is_current(upgraded.gateway.engine)
    assert "invitations" in inspect(upgraded.gateway.engine).get_table_names()
