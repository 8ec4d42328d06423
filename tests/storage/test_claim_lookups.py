"""Whose turn it is is found by name, however many texts wait: no statement of a claim reads through all that are due."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, insert, text

from storage import claims, outbox
from storage.claims import Group
from storage.prepared import Prepared
from storage.tables import contacts
from storage.tables import outbox as outbox_table
from storage.unit import Unit, reading, unit

NOON = 1_795_435_200_000
CROWD = 10_000
GIVEN: dict[str, Any] = {"channel": "main", "kind": "invitation", "ministry": "health", "at_ms": NOON}


@pytest.fixture
def crowded(engine: Engine) -> Engine:
    """Many invitations that are due, of two ministries, and as many texts that were sent long ago."""
    with unit(engine) as u:
        people = [
            {"number_index": b"%d" % n, "number_sealed": b"x", "key_id": "k1", "created_at_ms": NOON} for n in range(CROWD)
        ]
        u.connection.execute(insert(contacts), people)
        ids = u.connection.execute(text("SELECT id FROM contacts ORDER BY id")).scalars().all()
        u.connection.execute(insert(outbox_table), [_row(n, one, "due") for n, one in enumerate(ids)])
        u.connection.execute(insert(outbox_table), [_row(n, one, "sent") for n, one in enumerate(ids)])
        u.commit()
    with reading(engine) as connection:
        connection.execute(text("ANALYZE"))
    return engine


def _row(n: int, contact_id: int, state: str) -> dict[str, object]:
    words, ministry = f"May we ask about place {n % 50}?", "trade" if n % 1000 == 0 else "health"
    return {
        "channel": "main", "contact_id": contact_id, "code": "40145", "text": words, "kind": "invitation", "ministry": ministry,
        "parts": 1, "state": state, "due_at_ms": NOON - n, "created_at_ms": NOON - n if state == "due" else NOON - CROWD - n,
        "lot": outbox.lot_of("main", "40145", "invitation", ministry, words),
    }  # fmt: skip


def plan(engine: Engine, statement: Prepared, **given: object) -> str:
    with reading(engine) as connection:
        name = connection.dialect.name
        driver: Any = connection.connection.driver_connection
        explain = "EXPLAIN QUERY PLAN " if name == "sqlite" else "EXPLAIN "
        return "\n".join(str(row) for row in driver.execute(explain + statement.texts[name], given).fetchall())


@pytest.mark.parametrize(
    ("statement", "index", "given"),
    [
        (claims._NEXT_GROUP, "ix_outbox_turn", {"channel": "main", "kind": "", "ministry": ""}),
        (claims._HEADS, "ix_outbox_turn", GIVEN | {"most": 8}),
        (claims._LOT, "ix_outbox_lot", {"lot": 1, "text": "x", "at_ms": NOON, "most": 100}),
    ],
    ids=["the next group", "the head of a group", "its lot"],
)
def test_no_part_of_a_claim_reads_all_that_is_due(
    crowded: Engine, statement: Prepared, index: str, given: dict[str, object]
) -> None:
    found = plan(crowded, statement, **given)
    assert index in found
    assert "SCAN outbox" not in found
    assert "Seq Scan" not in found


def test_groups_are_told_once_each_however_many_wait(crowded: Engine) -> None:
    with reading(crowded) as connection:
        u = Unit(connection)
        assert list(claims.groups(u, "main")) == [Group("invitation", "health"), Group("invitation", "trade")]
        assert list(claims.groups(u, "other")) == []


def test_a_lot_is_the_longest_due_of_one_wording(crowded: Engine) -> None:
    with unit(crowded) as u:
        (first,) = claims.heads(u, "main", Group("invitation", "trade"), 1, NOON)
        lot = claims.lot_of(u, first, 100, NOON)
        assert len(lot) == CROWD // 1000
        assert {ready.text for ready in lot} == {first.text}
        assert [ready.id for ready in lot] == [first.id, *(r.id for r in lot[1:])]
        assert len({ready.contact_id for ready in lot}) == len(lot)
