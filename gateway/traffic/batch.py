"""Rows of a simulated day, gathered and written table by table, under ids of our own counting."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Table, func, insert, select

from storage.tables import (
    answers,
    consents,
    contacts,
    invitations,
    outbox,
    receipts,
    responses,
    sessions,
    spending,
    turns,
    uploads,
    visits,
    wordings,
)
from storage.unit import Unit

Row = dict[str, Any]

_IN_ORDER = (
    contacts, uploads, visits, sessions, invitations, turns, responses, answers, outbox, receipts, spending, wordings, consents,
)  # fmt: skip
"""So that whatever is pointed to is there."""
_NUMBERED = (contacts, uploads, visits, sessions, outbox)


class Batch:
    """Everything of one day that is still to be written, in one transaction, by :meth:`write`."""

    def __init__(self, u: Unit) -> None:
        self._u = u
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        self._last = {table.name: int(u.connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one())
                      for table in _NUMBERED}  # fmt: skip

    def add(self, table: Table, **values: Any) -> Row:
        """One more row, which may still be changed. All rows of a table name the same columns."""
        self._rows[table.name].append(values)
        return values

    def number(self, table: Table) -> int:
        """The next free id of a table."""
        self._last[table.name] += 1
        return self._last[table.name]

    def write(self) -> None:
        """Write all rows, and let those who come after us go on behind our ids."""
        for table in _IN_ORDER:
            if rows := self._rows[table.name]:
                self._u.connection.execute(insert(table), rows)
        if self._u.connection.dialect.name == "postgresql":
            for table in _NUMBERED:
                self._go_on_behind(table)

    def _go_on_behind(self, table: Table) -> None:
        sequence = func.pg_get_serial_sequence(table.name, "id")
        self._u.connection.execute(select(func.setval(sequence, max(self._last[table.name], 1))))
