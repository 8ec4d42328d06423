"""The chain of the audit: nobody gets in between, and whatever is changed past the trigger is named."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text

from storage import audit
from storage.audit import CHANGED, TORN, Broken
from storage.unhurried import unhurried
from storage.unit import Rejected, unit


def written(engine: Engine, *actions: str) -> list[str]:
    digests = []
    for n, action in enumerate(actions):
        with unit(engine) as u:
            digests.append(audit.append(u, actor="palesa", action=action, subject="clinic", at_ms=1000 + n, detail={"n": n}))
            u.commit()
    return digests


def walked(engine: Engine, noted: str = "") -> audit.Chain:
    with unhurried(engine) as u:
        return audit.verify(u, noted)


def past_the_trigger(engine: Engine, *statements: str) -> None:
    """What somebody does who has the database's own rights."""
    off = (
        ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"]
        if engine.dialect.name == "sqlite"
        else ["ALTER TABLE audit DISABLE TRIGGER ALL"]
    )
    with unit(engine) as u:
        for statement in (*off, *statements):
            u.connection.execute(text(statement))
        u.commit()


def test_rows_follow_from_one_another(engine: Engine) -> None:
    digests = written(engine, "survey published", "visits loaded", "person erased")
    found = walked(engine, digests[1])
    assert (found.rows, found.newest, found.broken, found.noted_at_row) == (3, digests[2], None, 2)


def test_an_empty_audit_holds(engine: Engine) -> None:
    assert walked(engine) == audit.Chain(0, "", None, None)


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit"])
def test_the_database_refuses_to_change_it(engine: Engine, statement: str) -> None:
    written(engine, "survey published")
    with unit(engine) as u, pytest.raises(Rejected):
        u.connection.execute(text(statement))
    assert walked(engine).rows == 1


@pytest.mark.parametrize("column", ["actor", "action", "subject", "detail", "at_ms"])
def test_a_changed_row_is_named(engine: Engine, column: str) -> None:
    written(engine, "one", "two", "three")
    past_the_trigger(engine, f"UPDATE audit SET {column} = '7' WHERE id = 2")
    assert walked(engine).broken == Broken(2, CHANGED)


def test_a_removed_row_is_noticed_at_the_next_one(engine: Engine) -> None:
    written(engine, "one", "two", "three")
    past_the_trigger(engine, "DELETE FROM audit WHERE id = 2")
    assert walked(engine).broken == Broken(3, TORN)


def test_a_beginning_that_was_cut_off_is_noticed(engine: Engine) -> None:
    written(engine, "one", "two")
    past_the_trigger(engine, "DELETE FROM audit WHERE id = 1")
    assert walked(engine).broken == Broken(2, TORN)


def test_a_row_rewritten_with_its_own_new_digest_is_noticed_at_the_next_one(engine: Engine) -> None:
    first = written(engine, "one", "two", "three")[0]
    forged = audit.link(first, 1001, "palesa", "nothing happened", "clinic", '{"n":1}')
    past_the_trigger(engine, f"UPDATE audit SET action = 'nothing happened', sha256 = '{forged}' WHERE id = 2")
    assert walked(engine).broken == Broken(3, TORN)


def test_an_end_that_was_cut_off_is_told_by_a_noted_digest(engine: Engine) -> None:
    digests = written(engine, "one", "two", "three")
    past_the_trigger(engine, "DELETE FROM audit WHERE id = 3")
    found = walked(engine, digests[2])
    assert (found.broken, found.rows, found.noted_at_row) == (None, 2, None)


def test_many_who_append_at_once_make_one_chain(engine: Engine) -> None:
    def append(n: int) -> None:
        with unit(engine) as u:
            audit.append(u, actor=f"worker {n % 4}", action="tick", subject=str(n), at_ms=n)
            u.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(append, range(60)))
    found = walked(engine)
    assert (found.rows, found.broken) == (60, None)


def test_one_that_is_not_committed_leaves_no_gap(engine: Engine) -> None:
    written(engine, "one")
    with unit(engine) as u:
        audit.append(u, actor="palesa", action="thought better of it", subject="clinic", at_ms=2)
    written(engine, "two")
    assert (walked(engine).rows, walked(engine).broken) == (2, None)


def test_entries_are_chosen_by_time_actor_and_action(engine: Engine) -> None:
    written(engine, "one", "two", "one")
    with unhurried(engine) as u:
        assert [e.at_ms for e in audit.entries(u, since_ms=1001)] == [1001, 1002]
        assert [e.at_ms for e in audit.entries(u, before_ms=1001)] == [1000]
        assert [e.at_ms for e in audit.entries(u, action="one")] == [1000, 1002]
        assert not list(audit.entries(u, actor="thabo"))
