"""Tables that only grow: the database itself refuses to change or delete what stands in them."""

from __future__ import annotations

from sqlalchemy import DDL, Table, event

_REFUSAL = "this table only grows"


def keep(table: Table, *, but: tuple[str, ...] = ()) -> None:
    """Let a table refuse DELETE, and UPDATE of every column that is not in ``but``; made with the table."""
    columns = ", ".join(column.name for column in table.columns if column.name not in but)
    name = table.name
    for verb, when in (("delete", "DELETE"), ("update", f"UPDATE OF {columns}")):
        _made_with(
            table,
            "sqlite",
            f"CREATE TRIGGER {name}_no_{verb} BEFORE {when} ON {name} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
        )
    _made_with(
        table,
        "postgresql",
        f"CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$; "
        f"CREATE TRIGGER {name}_only_grows BEFORE DELETE OR UPDATE OF {columns} ON {name} "
        f"FOR EACH ROW EXECUTE FUNCTION only_grows()",
    )


def _made_with(table: Table, dialect: str, statement: str) -> None:
    made = DDL(statement)  # type: ignore[no-untyped-call]
    event.listen(table, "after_create", made.execute_if(dialect=dialect))
