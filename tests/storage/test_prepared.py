"""Prepared statements: the same on both databases, and never a walk through a whole table."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from kept import NUMBER, VAULT
from sqlalchemy import Engine, bindparam, insert, select, update

import storage
from storage import contacts
from storage.prepared import Prepared
from storage.tables import contacts as table
from storage.tables import outbox
from storage.unit import Rejected, connect, reading, unit


def all_prepared() -> dict[str, Prepared]:
    """Every prepared statement of the house, by module and name."""
    found = {}
    for module in pkgutil.iter_modules([str(Path(storage.__file__).parent)]):
        if module.name != "migrations":
            parts = vars(importlib.import_module(f"storage.{module.name}"))
            found |= {f"{module.name}.{name}": part for name, part in parts.items() if isinstance(part, Prepared)}
    return found


ALL = all_prepared()


def test_the_hop_is_among_them() -> None:
    assert {"sessions._FIND_CALL", "sessions._APPEND_TURN"} <= ALL.keys()


# What SQLite lists for an INSERT are checks of references that it passes over unless one is broken.
@pytest.mark.parametrize("name", sorted(name for name, each in ALL.items() if not each.texts["sqlite"].startswith("INSERT")))
def test_a_statement_costs_the_same_however_much_is_stored(sqlite_url: str, name: str) -> None:
    text = ALL[name].texts["sqlite"]
    values = dict.fromkeys(re.findall(r":(\w+)", text))
    engine = connect(sqlite_url)
    with reading(engine) as c:
        plan = [step.detail for step in c.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)]
    engine.dispose()
    # A constant row is no table: SQLite scans it to ask whether something exists.
    walked = [step for step in plan if step.startswith("SCAN") and step != "SCAN CONSTANT ROW"]
    assert not walked, plan


def test_a_statement_joins_the_transaction_it_is_used_in(engine: Engine) -> None:
    change = Prepared(update(table).where(table.c.id == bindparam("which")).values(created_at_ms=bindparam("at_ms")))
    look = Prepared(select(table.c.created_at_ms).where(table.c.id == bindparam("which")))
    with unit(engine) as u:
        who = contacts.contact_of(u, VAULT, NUMBER, 1).id
        u.commit()
    with unit(engine) as u:
        assert change.do(u.connection, which=who, at_ms=2) == 1
        assert change.do(u.connection, which=who + 1, at_ms=2) == 0
        assert look.one(u.connection, which=who) == (2,)
    with reading(engine) as c:
        assert look.all(c, which=who) == [(1,)]
        assert look.one(c, which=who + 1) is None


def test_a_value_fixed_in_the_statement_is_refused() -> None:
    """It would not be among the values given at run time."""
    with pytest.raises(ValueError, match="state_1"):
        Prepared(select(outbox.c.id).where(outbox.c.state == "due"))


def test_what_the_tables_forbid_is_rejected(engine: Engine) -> None:
    names = ("channel", "contact_id", "code", "text", "state", "due_at_ms", "created_at_ms")
    add = Prepared(insert(outbox).values({name: bindparam(name) for name in names}))
    with unit(engine) as u, pytest.raises(Rejected):
        add.do(u.connection, channel="main", contact_id=99, code="1", text="t", state="lost", due_at_ms=1, created_at_ms=1)
