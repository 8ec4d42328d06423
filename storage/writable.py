"""Whether the database takes anything: one that can be read may still be locked, out of room, or another one's copy."""

from __future__ import annotations

from sqlalchemy import Engine

from storage.unit import unit


def is_writable(engine: Engine) -> bool:
    """Whether a transaction may store something now; it is left without a change.

    ``False`` for a server that only lets itself be read. Raises ``StorageFault`` where no transaction can begin.
    """
    with unit(engine) as u:
        if u.connection.dialect.name != "postgresql":
            return True  # it has the write lock
        return bool(u.connection.exec_driver_sql("SHOW transaction_read_only").scalar_one() == "off")
