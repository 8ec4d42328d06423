"""Tables that only grow: the database itself refuses to change or delete what stands in them."""

from __future__ import annotations

from sqlalchemy import DDL, Table, event

_REFUSAL = "this table only grows"


def keep(table: Table, *, but_cut: tuple[str, ...] = ()) -> None:
    """Let a table refuse DELETE, TRUNCATE, REPLACE and UPDATE, but for emptying ``but_cut``; made with the table."""
    name = table.name
    columns = ", ".join(column.name for column in table.columns if column.name not in but_cut)
    for what, when in _refused_by_sqlite(table, columns, but_cut):
        _made_with(
            table, "sqlite", f"CREATE TRIGGER {name}_no_{what} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
    _made_with(
        table,
        "postgresql",
        f"CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$; "
        f"CREATE TRIGGER {name}_only_grows BEFORE DELETE OR UPDATE OF {columns} ON {name} "
        f"FOR EACH ROW EXECUTE FUNCTION only_grows(); "
        f"CREATE TRIGGER {name}_not_emptied BEFORE TRUNCATE ON {name} FOR EACH STATEMENT EXECUTE FUNCTION only_grows()",
    )
    for column in but_cut:
        _made_with(
            table,
            "postgresql",
            f"CREATE TRIGGER {name}_only_cut_{column} BEFORE UPDATE OF {column} ON {name} "
            f"FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION only_grows()",
        )


def _refused_by_sqlite(table: Table, columns: str, but_cut: tuple[str, ...]) -> list[tuple[str, str]]:
    """SQLite lets REPLACE delete without asking the triggers of DELETE: a row that is there already may not come again."""
    name = table.name
    same = " OR ".join(f"{column.name} = NEW.{column.name}" for column in table.columns if column.primary_key or column.unique)
    return [
        ("delete", f"DELETE ON {name}"),
        ("update", f"UPDATE OF {columns} ON {name}"),
        ("replace", f"INSERT ON {name} WHEN EXISTS (SELECT 1 FROM {name} WHERE {same})"),  # noqa: S608 - names of ours
        *((f"other_{column}", f"UPDATE OF {column} ON {name} WHEN NEW.{column} IS NOT NULL") for column in but_cut),
    ]


def _made_with(table: Table, dialect: str, statement: str) -> None:
    made = DDL(statement)  # type: ignore[no-untyped-call]
    event.listen(table, "after_create", made.execute_if(dialect=dialect))
