"""Connections kept at hand: the same one for the next hop, never a broken one, never more than a few."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from sqlalchemy import Engine, text

from storage import sessions
from storage.lane import MOST_KEPT, Lanes
from storage.unit import StorageFault, connect, reading

ROW = {"at_ms": 1, "heard": None, "said": None, "state": "{}", "reply": None}


def test_the_next_hop_gets_the_same_connection(engine: Engine) -> None:
    lanes = Lanes(engine)
    with lanes.lane() as first:
        pass
    with lanes.lane() as second:
        assert second is first
        with lanes.lane() as beside:
            assert beside is not first


def test_after_an_error_the_pool_gets_it(engine: Engine) -> None:
    lanes = Lanes(engine)
    with pytest.raises(StorageFault), lanes.lane() as first:
        sessions.append_turn(first, 404, 1, **ROW)  # no such session
    with lanes.lane() as second:
        assert second is not first
        assert sessions.find_call(second, "main", "nobody", (1, 0)) is None


def test_only_a_few_are_kept(engine: Engine) -> None:
    lanes = Lanes(engine)
    with ExitStack() as crowd:
        for _ in range(MOST_KEPT + 3):
            crowd.enter_context(lanes.lane())
    assert engine.pool.checkedout() == MOST_KEPT  # type: ignore[attr-defined]
    lanes.close()
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_what_is_written_on_a_lane_is_there_at_once(engine: Engine) -> None:
    lanes = Lanes(engine)
    with lanes.lane() as c:
        c.execute(
            text("INSERT INTO contacts (id, number_index, number_sealed, key_id, created_at_ms) VALUES (1, :a, :a, 'k', 1)"),
            {"a": b"a"},
        )
        with reading(engine) as other:
            assert other.execute(text("SELECT count(*) FROM contacts")).scalar_one() == 1


def test_a_connection_that_the_server_has_closed_is_not_used(postgres_url: str) -> None:
    engine = connect(postgres_url)
    lanes = Lanes(engine)
    with lanes.lane() as first:
        backend = first.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with reading(engine) as c:
        c.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": backend})
    with lanes.lane() as second:
        assert sessions.find_call(second, "main", "nobody", (1, 0)) is None
    lanes.close()
    engine.dispose()
