"""A database given back as it was lent: emptied where something was written, unless more than its rows was changed."""

from __future__ import annotations

import psycopg
from psycopg import sql

MINE = "relnamespace = 'public'::regnamespace"
SHAPE = f"""
SELECT md5(concat(
  (SELECT string_agg(concat(relname, relkind, relnatts), ',' ORDER BY relname) FROM pg_class WHERE {MINE}),
  (SELECT string_agg(concat(attrelid::regclass, attname, atttypid, attnotnull, attisdropped), ',' ORDER BY attrelid, attnum)
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE {MINE}),
  (SELECT string_agg(concat(conrelid::regclass, conname, convalidated), ',' ORDER BY conrelid, conname) FROM pg_constraint),
  (SELECT string_agg(concat(tgrelid::regclass, tgname, tgenabled), ',' ORDER BY tgrelid, tgname) FROM pg_trigger),
  (SELECT string_agg(md5(prosrc), ',' ORDER BY oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
  (SELECT count(*) FROM pg_statistic JOIN pg_class ON pg_class.oid = starelid WHERE {MINE}),
  (SELECT count(*) FROM pg_db_role_setting),
  (SELECT string_agg(version_num, ',') FROM alembic_version)))
"""
WRITTEN = f"""
SELECT relname FROM pg_class WHERE {MINE} AND relkind = 'r' AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
"""
COUNTED = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
TURN_OUT = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def shape(address: str) -> str:
    """A mark of tables, columns, rules, statistics and settings: of everything but rows."""
    with psycopg.connect(address) as connection:
        return str(connection.execute(SHAPE).fetchall())


def emptied(address: str, as_lent: str) -> bool:
    """Whether nobody is in the database any more and it is as it was lent, its sequences at their start."""
    try:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(TURN_OUT)
            if str(connection.execute(SHAPE).fetchall()) != as_lent:
                return False
            connection.execute("SET session_replication_role = replica")  # the triggers that refuse to empty what only grows
            written = [sql.Identifier(name) for (name,) in connection.execute(WRITTEN).fetchall()]
            if written:
                connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(written)))
            for (name,) in connection.execute(COUNTED).fetchall():
                connection.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(name)))
            return True
    except psycopg.Error:
        return False
