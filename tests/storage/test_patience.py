"""A server that does not answer keeps nobody waiting longer than they have time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from kept import dialled
from sqlalchemy import Engine, text

from storage import sessions
from storage.patience import Patience
from storage.unit import Unavailable, connect, reading, unit

FOR_EVER = text("SELECT pg_sleep(60)")


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    """A server whose own limits never end anything: as one whose disk hangs."""
    engine = connect(postgres_url, wait_s=60, statement_s=60)
    yield engine
    engine.dispose()


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def test_a_statement_without_an_answer_is_unavailable_when_the_patience_ends(engine: Engine) -> None:
    with reading(engine) as c, at_most(2), pytest.raises(Unavailable, match="does not answer"), Patience(0.2):
        c.execute(FOR_EVER)
    with reading(engine) as c:
        assert c.execute(text("SELECT 1")).scalar_one() == 1


def test_a_prepared_statement_that_waits_for_a_lock_is_unavailable_and_leaves_nothing(engine: Engine) -> None:
    begun = dialled(engine)
    with unit(engine) as first:
        sessions.postpone(first, begun.session_id, 1)
        with at_most(2), pytest.raises(Unavailable, match="does not answer"), Patience(0.2), unit(engine) as late:
            sessions.postpone(late, begun.session_id, 2)
        first.commit()
    with reading(engine) as c:
        assert sessions.opens_of(c, begun.contact_id)[0].due_at_ms == 1


def test_a_patience_within_another_is_never_longer(engine: Engine) -> None:
    with reading(engine) as c, at_most(2), pytest.raises(Unavailable), Patience(0.1), Patience(60):
        c.execute(FOR_EVER)


def test_who_has_all_the_time_waits(engine: Engine) -> None:
    with Patience(0.01):
        pass
    with reading(engine) as c:
        assert c.execute(text("SELECT 1 FROM pg_sleep(0.2)")).scalar_one() == 1
